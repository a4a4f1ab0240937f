package helm

import (
	"strings"

	"github.com/archvet/archvet/detect/iac/helm/render"
)

// place returns the directory of a dependency, "" when it is not in the repository.
func (cs *charts) place(d dependency, parts []string) string {
	dir := d.path
	for _, p := range parts {
		if sub := cs.get(p); sub != nil && sub.name() == d.name {
			dir = p
		}
	}
	return dir
}

// imported puts below a chart's values what it takes over from those of the charts
// that it depends on.
func (cs *charts) imported(c *chart, values render.Value, depth int) render.Value {
	if depth > maxNesting {
		return values
	}
	parts := cs.parts(c)
	taken := render.NewDict().Value()
	for _, d := range c.deps {
		wants := d.node.Get("import-values")
		sub := cs.get(cs.place(d, parts))
		if wants.Len() == 0 || sub == nil || sub == c || !enabled(d, values) {
			continue
		}
		from := cs.imported(sub, passDown(values, d.calledAs(), sub.values), depth+1)
		for want := range wants.Items() {
			child, parent := "exports."+want.Text(), "."
			if want.Get("child").Exists() {
				child, parent = want.Get("child").Text(), want.Get("parent").Text()
			}
			if v := follow(from, child); v.Dict() != nil {
				taken = render.Merge(taken, below(v, parent))
			}
		}
	}
	if taken.Dict().Len() == 0 {
		return values
	}
	return render.Merge(taken, values)
}

// follow goes down a path of keys.
func follow(v render.Value, path string) render.Value {
	for step := range strings.SplitSeq(path, ".") {
		v, _ = v.Dict().Get(step)
	}
	return v
}

// below puts a value under a path of keys; "." is none.
func below(v render.Value, path string) render.Value {
	if path == "." || path == "" {
		return v
	}
	steps := strings.Split(path, ".")
	for i := len(steps) - 1; i >= 0; i-- {
		d := render.NewDict()
		d.Set(steps[i], v)
		v = d.Value()
	}
	return v
}
