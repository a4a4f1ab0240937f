package helm

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/iac/helm/render"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// use is a place outside of a chart that deploys it with values.
type use struct {
	name   string   // of the environment or release
	files  []string // values files, the strongest last
	values []render.Value
}

// uses finds, by the directory of the chart, who deploys it: helmfiles, Argo CD
// applications, skaffold.
func (cs *charts) uses() map[string][]use {
	found := map[string][]use{}
	for _, f := range cs.tree.Files() {
		if !f.Place.Own() || !slices.Contains([]string{".yaml", ".yml", ".gotmpl"}, f.Ext()) || len(cs.roots) == 0 {
			continue
		}
		switch name := f.Name(); {
		case strings.HasPrefix(name, "helmfile.y"), path.Base(f.Dir()) == "helmfile.d":
			cs.helmfile(f, found)
		case strings.HasPrefix(name, "skaffold.y"):
			cs.skaffold(f, found)
		default:
			cs.application(f, found)
		}
	}
	return found
}

// add notes a use of a chart that is here and says something of its values.
func (cs *charts) add(found map[string][]use, dir string, u use) {
	dir = path.Clean(dir)
	if cs.roots[dir] && len(u.files)+len(u.values) > 0 && len(found[dir]) < maxEnvironments {
		found[dir] = append(found[dir], u)
	}
}

func (cs *charts) documents(f *source.File, words ...string) []yamldoc.Node {
	data, err := f.Data()
	if err != nil {
		return nil
	}
	for _, w := range words {
		if !bytes.Contains(data, []byte(w)) {
			return nil
		}
	}
	docs, _ := yamldoc.Parse(f.Path, data)
	return docs
}

// application reads the sources of an Argo CD Application that lie in the repository.
func (cs *charts) application(f *source.File, found map[string][]use) {
	for _, doc := range cs.documents(f, "argoproj.io/", "Application", "helm:", "path:") {
		if doc.Get("kind").Text() != "Application" {
			continue
		}
		sources := []yamldoc.Node{doc.Get("spec", "source")}
		for s := range doc.Get("spec", "sources").Items() {
			sources = append(sources, s)
		}
		for _, s := range sources {
			dir, h := s.Get("path").Text(), s.Get("helm")
			u := use{name: doc.Get("metadata", "name").Text()}
			for n := range h.Get("valueFiles").Items() {
				name := n.Text()
				if rest, ok := strings.CutPrefix(name, "$"); ok { // "$values/path" is from the root of another source
					_, rest, _ = strings.Cut(rest, "/")
					u.files = append(u.files, path.Clean(rest))
					continue
				}
				u.files = append(u.files, path.Join(dir, name))
			}
			inner, _ := h.Get("values").Inner()
			for _, v := range append(inner, h.Get("valuesObject")) {
				if v.Kind() == yamldoc.Map {
					u.values = append(u.values, render.FromYAML(v))
				}
			}
			u.values = append(u.values, settings(h.Get("parameters"), nil)...)
			if dir != "" {
				cs.add(found, dir, u)
			}
		}
	}
}

// settings are values by their path: a list of names and values, or a mapping.
func settings(n yamldoc.Node, out *render.Rendered) []render.Value {
	var list []render.Value
	for item := range n.Items() {
		if name := item.Get("name").Text(); name != "" && !strings.ContainsAny(name, "[\\") {
			list = append(list, below(out.FromYAML(item.Get("value")), name))
		}
	}
	for k, v := range n.Pairs() {
		if name := k.Text(); name != "" && !strings.ContainsAny(name, "[\\") {
			list = append(list, below(out.FromYAML(v), name))
		}
	}
	return list
}

func (cs *charts) skaffold(f *source.File, found map[string][]use) {
	for _, doc := range cs.documents(f, "helm:", "chartPath:") {
		profiles := []yamldoc.Node{doc}
		for p := range doc.Get("profiles").Items() {
			profiles = append(profiles, p)
		}
		for _, p := range profiles {
			for _, at := range []string{"deploy", "manifests"} {
				for r := range p.Get(at, "helm", "releases").Items() {
					u := use{name: r.Get("name").Text()}
					if profile := p.Get("name").Text(); profile != "" {
						u.name = profile
					}
					for n := range r.Get("valuesFiles").Items() {
						u.files = append(u.files, path.Join(f.Dir(), n.Text()))
					}
					u.values = settings(r.Get("setValues"), nil)
					cs.add(found, path.Join(f.Dir(), r.Get("chartPath").Text()), u)
				}
			}
		}
	}
}
