package helm

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/iac/helm/render"
	"github.com/archvet/archvet/detect/iac/kubeobjects"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// chart is a directory with a Chart.yaml.
type chart struct {
	dir    string
	file   *source.File
	meta   yamldoc.Node
	values render.Value
	deps   []dependency
}

// dependency is an entry of a chart's dependencies.
type dependency struct {
	node              yamldoc.Node
	name, alias, path string // path: of one that is kept in the tree
}

// calledAs is the name that the values of the dependency are under.
func (d dependency) calledAs() string {
	if d.alias != "" {
		return d.alias
	}
	return d.name
}

func (c *chart) name() string {
	if n := c.meta.Get("name").Text(); n != "" {
		return n
	}
	return path.Base(c.dir)
}

func (c *chart) library() bool { return c.meta.Get("type").Text() == "library" }

// charts reads charts once, however many use them.
type charts struct {
	kinds  kubeobjects.Kinds // of the repository's own operators
	tree   *source.Tree
	byDir  map[string]*chart
	roots  map[string]bool // directories with a Chart.yaml
	packed map[string]*source.Tree
	others map[string][]use // of a chart, by its directory
	budget int              // bytes that may still be unpacked
}

func newCharts(t *source.Tree) *charts {
	return &charts{tree: t, byDir: map[string]*chart{}, roots: map[string]bool{}, packed: map[string]*source.Tree{}, budget: maxUnpacked}
}

func (cs *charts) get(dir string) *chart {
	if c, ok := cs.byDir[dir]; ok {
		return c
	}
	cs.byDir[dir] = nil
	f := cs.file(path.Join(dir, "Chart.yaml"))
	if f == nil {
		return nil
	}
	docs := yamldoc.ParseFile(cs.treeOf(f.Path), f)
	if len(docs) == 0 {
		return nil
	}
	c := &chart{dir: dir, file: f, meta: docs[0], values: render.NewDict().Value()}
	if v := cs.valuesFile(path.Join(dir, "values.yaml")); v.Dict() != nil {
		c.values = v
	}
	lists := []yamldoc.Node{c.meta.Get("dependencies")}
	if old := cs.file(path.Join(dir, "requirements.yaml")); old != nil {
		for _, doc := range yamldoc.ParseFile(cs.treeOf(old.Path), old) {
			lists = append(lists, doc.Get("dependencies"))
		}
	}
	for _, list := range lists {
		for n := range list.Items() {
			d := dependency{node: n, name: n.Get("name").Text(), alias: n.Get("alias").Text()}
			if p, ok := strings.CutPrefix(n.Get("repository").Text(), "file://"); ok && !path.IsAbs(p) {
				d.path = path.Join(dir, p)
			}
			c.deps = append(c.deps, d)
		}
	}
	cs.byDir[dir] = c
	return c
}

func (cs *charts) valuesFile(name string) render.Value {
	f := cs.file(name)
	if f == nil {
		return render.Value{}
	}
	for _, doc := range yamldoc.ParseFile(cs.treeOf(f.Path), f) {
		return render.FromYAML(doc)
	}
	return render.Value{}
}

// parts returns the directories of the charts in a chart's charts directory.
func (cs *charts) parts(c *chart) []string {
	var dirs []string
	base := path.Join(c.dir, "charts")
	var packed []string
	for f := range cs.treeOf(base).Below(base) {
		switch {
		case f.Name() == "Chart.yaml" && path.Dir(f.Dir()) == base:
			dirs = append(dirs, f.Dir())
		case f.Ext() == ".tgz" && f.Dir() == base:
			packed = append(packed, cs.unpack(f)...)
		}
	}
	return append(dirs, packed...)
}

// find returns the charts that are deployed by themselves.
func (cs *charts) find() []*chart {
	for _, f := range cs.tree.Files() {
		if f.Name() == "Chart.yaml" {
			cs.roots[f.Dir()] = true
		}
	}
	used := map[string]bool{}
	var tops []*chart
	for _, f := range cs.tree.Files() {
		if f.Name() != "Chart.yaml" || !f.Place.Own() || cs.isPart(f.Dir()) || !cs.deploys(f.Dir()) {
			continue
		}
		if c := cs.get(f.Dir()); c != nil && !c.library() {
			tops = append(tops, c)
			for _, d := range c.deps {
				used[d.path] = d.path != c.dir
			}
		}
	}
	var out []*chart
	for _, c := range tops {
		if !used[c.dir] {
			out = append(out, c)
		}
	}
	return out
}

// isPart reports whether a chart lies within another one.
func (cs *charts) isPart(dir string) bool {
	for dir != "." && dir != "/" {
		parent := path.Dir(dir)
		if name := path.Base(parent); name == "charts" && cs.roots[path.Dir(parent)] {
			return true
		}
		dir = parent
	}
	return false
}

func (cs *charts) deploys(dir string) bool {
	return cs.tree.IsDir(path.Join(dir, "templates")) || cs.tree.IsDir(path.Join(dir, "charts")) || cs.tree.File(path.Join(dir, "requirements.yaml")) != nil || cs.tree.File(path.Join(dir, "values.yaml")) != nil
}
