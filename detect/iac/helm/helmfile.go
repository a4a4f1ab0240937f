package helm

import (
	"bytes"
	"path"
	"slices"

	"github.com/archvet/archvet/detect/iac/helm/render"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// helmfile reads the releases of a helmfile whose charts are here, once for each of
// its environments.
func (cs *charts) helmfile(f *source.File, found map[string][]use) {
	data, err := f.Data()
	if err != nil || !bytes.Contains(data, []byte("releases:")) {
		return
	}
	first, out := state(f, data, "default", render.NewDict().Value())
	names := []string{}
	for _, doc := range first {
		for k := range doc.Get("environments").Pairs() {
			if len(names) < maxEnvironments && !slices.Contains(names, k.Text()) {
				names = append(names, k.Text())
			}
		}
	}
	if len(names) == 0 {
		names = []string{"default"}
	}
	for _, name := range names {
		values := render.NewDict().Value()
		for _, doc := range first {
			for v := range doc.Get("environments", name, "values").Items() {
				values = render.Merge(values, cs.either(f.Dir(), v, out))
			}
		}
		docs, out := state(f, data, name, values)
		for _, doc := range docs {
			for r := range doc.Get("releases").Items() {
				u := use{name: name}
				if name == "default" {
					u.name = r.Get("name").Text()
				}
				for _, key := range []string{"values", "valuesTemplate"} {
					for v := range r.Get(key).Items() {
						u.values = append(u.values, cs.either(f.Dir(), v, out))
					}
				}
				u.values = append(u.values, settings(r.Get("set"), out)...)
				if installed, isBool := out.FromYAML(r.Get("installed")).IsTrue(); installed || !isBool {
					cs.add(found, path.Join(f.Dir(), r.Get("chart").Text()), u)
				}
			}
		}
	}
}

// either reads values that are written in place, or the file that holds them.
func (cs *charts) either(dir string, n yamldoc.Node, out *render.Rendered) render.Value {
	if n.Kind() == yamldoc.Map {
		return out.FromYAML(n)
	}
	if f := cs.tree.File(path.Join(dir, n.Text())); f != nil && f.Ext() != ".gotmpl" && n.Text() != "" {
		return cs.valuesFile(f.Path)
	}
	return render.NewDict().Value()
}

// state renders a helmfile for an environment; what it takes from elsewhere is empty.
func state(f *source.File, data []byte, environment string, values render.Value) ([]yamldoc.Node, *render.Rendered) {
	var out *render.Rendered
	if bytes.Contains(data, []byte("{{")) {
		e := render.New()
		if e.Parse(render.File{Path: f.Path, Name: f.Path, Data: data}) != nil {
			return nil, nil
		}
		env, dot := render.NewDict(), render.NewDict()
		env.Set("Name", render.String(environment))
		dot.Set("Environment", env.Value())
		dot.Set("Values", values)
		dot.Set("StateValues", values)
		out = e.Render(f.Path, dot.Value())
		data = out.Plain(false)
	}
	docs, _ := yamldoc.Parse(f.Path, data)
	return docs, out
}
