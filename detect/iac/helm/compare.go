package helm

import (
	"fmt"
	"path"

	"github.com/archvet/archvet/detect/iac/helm/render"
	"github.com/archvet/archvet/detect/source"
)

// Render gives the text that each template of the chart in a directory comes to, by
// the template's name, with the chart's values and those of further files over them.
// Text that holds something which only a run can know is under unknown, without it.
func Render(t *source.Tree, dir string, over ...string) (known, unknown map[string]string, err error) {
	cs := newCharts(t)
	c := cs.get(dir)
	if c == nil {
		return nil, nil, fmt.Errorf("no chart in %s", dir)
	}
	values := c.values
	for _, name := range over {
		values = render.Merge(values, cs.valuesFile(path.Join(dir, name)))
	}
	r := &release{charts: cs, chart: c, report: true}
	known, unknown = map[string]string{}, map[string]string{}
	for _, in := range r.prepare(values) {
		if in.chart.library() {
			continue
		}
		dot := cs.context(in, c.name())
		objects, _ := cs.templates(in.chart)
		for _, f := range objects {
			out := r.run(f, in, dot)
			text := string(out.Plain(false))
			if _, why := r.engine.Unmark(string(out.Plain(true))); why != "" {
				unknown[templateName(in, f)] = text
			} else {
				known[templateName(in, f)] = text
			}
		}
	}
	if why := r.engine.Stopped(); why != "" {
		err = fmt.Errorf("not rendered to its end: %s", why)
	}
	return known, unknown, err
}
