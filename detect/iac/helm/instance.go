package helm

import (
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/iac/helm/render"
	"github.com/archvet/archvet/detect/source"
)

const (
	maxInstances = 200 // of charts in one release
	maxNesting   = 8
)

// instance is a chart as a part of a release, with the values that it sees.
type instance struct {
	chart  *chart
	path   string // of names of charts: "shop/charts/cart"
	alias  string // "" unless it is used under another name
	values render.Value
	remote []remote
}

// remote is a dependency that is not in the repository.
type remote struct {
	dependency
	name   string // it goes by
	values render.Value
}

// expand lists a chart and all charts below it that its values switch on.
func (cs *charts) expand(in *instance, depth int, all *[]*instance) {
	if depth > maxNesting || len(*all) >= maxInstances {
		return
	}
	*all = append(*all, in)
	in.values = cs.imported(in.chart, in.values, depth)
	c, done := in.chart, map[string]bool{}
	add := func(dir, name, alias string) {
		sub := cs.get(dir)
		if sub == nil || strings.Count(in.path, "/charts/") >= maxNesting {
			return
		}
		part := &instance{chart: sub, path: in.path + "/charts/" + name, alias: alias, values: passDown(in.values, name, sub.values)}
		cs.expand(part, depth+1, all)
		in.values.Dict().Set(name, part.values) // the parent sees what its part has
	}
	parts := cs.parts(c)
	for _, d := range c.deps {
		dir := cs.place(d, parts)
		done[dir] = true
		name := d.calledAs()
		switch {
		case !enabled(d, in.values):
		case dir == "" || cs.get(dir) == nil:
			in.remote = append(in.remote, remote{d, name, passDown(in.values, name, render.NewDict().Value())})
		default:
			add(dir, name, d.alias)
		}
	}
	for _, p := range parts {
		if sub := cs.get(p); sub != nil && !done[p] {
			add(p, sub.name(), "")
		}
	}
}

// passDown gives a sub-chart's values: its own, over them what the parent says under
// its name, and the parent's global values over all.
func passDown(parent render.Value, name string, own render.Value) render.Value {
	values := render.Copy(own)
	if over, ok := parent.Dict().Get(name); ok && over.Dict() != nil {
		values = render.Merge(values, over)
	}
	if global, ok := parent.Dict().Get("global"); ok && global.Dict() != nil {
		top := render.NewDict()
		top.Set("global", global)
		values = render.Merge(values, top.Value())
	}
	return values
}

// enabled evaluates a dependency's condition and tags: the first condition that is set
// decides, then the tags, of which one has to be on.
func enabled(d dependency, values render.Value) bool {
	for cond := range strings.SplitSeq(d.node.Get("condition").Text(), ",") {
		v := values
		for step := range strings.SplitSeq(strings.TrimSpace(cond), ".") {
			v, _ = v.Dict().Get(step)
		}
		if yes, ok := v.IsTrue(); ok {
			return yes
		}
	}
	tags, _ := values.Dict().Get("tags")
	off := false
	for tag := range d.node.Get("tags").Items() {
		v, _ := tags.Dict().Get(tag.Text())
		yes, ok := v.IsTrue()
		if yes {
			return true
		}
		off = off || ok
	}
	return !off
}

// templates returns the files of a chart that are templates: those that give objects,
// and those that only define names.
func (cs *charts) templates(c *chart) (objects, partial []*source.File) {
	for f := range cs.treeOf(c.dir).Below(path.Join(c.dir, "templates")) {
		if f.Place&^c.file.Place != 0 || f.Name() == "NOTES.txt" { // such as a chart's own tests
			continue
		}
		switch ext := f.Ext(); {
		case strings.HasPrefix(f.Name(), "_"), ext == ".tpl", ext == ".txt":
			partial = append(partial, f)
		case slices.Contains([]string{".yaml", ".yml", ".json"}, ext):
			objects = append(objects, f)
		}
	}
	return objects, partial
}

// context is what the templates of an instance see as their dot.
func (cs *charts) context(in *instance, release string) render.Value {
	dot, rel, tpl := render.NewDict(), render.NewDict(), render.NewDict()
	dot.Set("Values", in.values)
	rel.Set("Name", render.ReleaseName(release))
	rel.Set("Namespace", render.String("default"))
	rel.Set("Service", render.String("Helm"))
	rel.Set("IsInstall", render.Bool(true))
	rel.Set("IsUpgrade", render.Bool(false))
	rel.Set("Revision", render.Int(1))
	dot.Set("Release", rel.Value())
	dot.Set("Capabilities", render.Capabilities())
	meta := render.NewDict()
	for k, v := range in.chart.meta.Pairs() {
		if key := k.Text(); key != "" {
			meta.Set(strings.ToUpper(key[:1])+key[1:], render.FromYAML(v))
		}
	}
	name := in.chart.name()
	if in.alias != "" {
		name = in.alias
	}
	meta.Set("Name", render.String(name))
	meta.Set("IsRoot", render.Bool(!strings.Contains(in.path, "/")))
	dot.Set("Chart", meta.Value())
	tpl.Set("BasePath", render.String(in.path+"/templates"))
	tpl.Set("Name", render.String(in.path+"/templates"))
	dot.Set("Template", tpl.Value())
	dot.Set("Files", cs.files(in.chart))
	dot.Set("Subcharts", render.NewDict().Value())
	return dot.Value()
}

// files gives a chart's files to its templates, and nothing from outside of it.
func (cs *charts) files(c *chart) render.Value {
	var names []string
	for f := range cs.treeOf(c.dir).Below(c.dir) {
		name := strings.TrimPrefix(f.Path, strings.TrimPrefix(c.dir+"/", "./"))
		if !strings.HasPrefix(name, "templates/") && !strings.HasPrefix(name, "charts/") {
			names = append(names, name)
		}
	}
	return render.Files(names, func(name string) (string, []byte, bool) {
		if !slices.Contains(names, name) {
			return "", nil, false
		}
		f := cs.file(path.Join(c.dir, name))
		if f == nil || f.IsBinary() {
			return "", nil, false
		}
		data, err := f.Data()
		return f.Path, data, err == nil
	})
}
