package helm

import (
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/iac/helm/render"
)

// environment is a set of values that a chart is deployed with.
type environment struct {
	name   string
	values render.Value
}

const maxEnvironments = 8

var (
	beside = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^values[-_.](.+)\.ya?ml$|^(.+)[-_.]values\.ya?ml$`) })
	folder = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(.+)\.ya?ml$`) })
)

// environments returns the chart's own values and those of each further values file.
func (cs *charts) environments(c *chart) []environment {
	list := []environment{{values: c.values}}
	known := map[string]bool{path.Join(c.dir, "values.yaml"): true}
	look := func(dir string, pattern *regexp.Regexp) {
		for _, f := range cs.tree.In(dir) {
			m := pattern.FindStringSubmatch(f.Name())
			if m == nil || !f.Place.Own() || len(list) > maxEnvironments {
				continue
			}
			over := cs.valuesFile(f.Path)
			if over.Dict() == nil || !over.Dict().Shares(c.values.Dict()) {
				continue
			}
			known[f.Path] = true
			list = append(list, environment{strings.Join(m[1:], ""), render.Merge(c.values, over)})
		}
	}
	look(c.dir, beside())
	for _, dir := range []string{"values", "environments", "envs"} {
		if sub := path.Join(c.dir, dir); cs.tree.IsDir(sub) {
			look(sub, folder())
		}
	}
	return append(list, cs.used(c, known, list)...)
}

// used returns the values with which other files deploy the chart. One that only picks
// a values file of the chart that is known already is no further one.
func (cs *charts) used(c *chart, known map[string]bool, others []environment) []environment {
	var list []environment
	names := map[string]bool{"": true}
	for _, e := range others {
		names[e.name] = true
	}
	for _, u := range cs.others[c.dir] {
		values, news := c.values, len(u.values) > 0
		for _, name := range u.files {
			if over := cs.valuesFile(name); over.Dict() != nil {
				values = render.Merge(values, over)
				news = news || !known[name]
			}
		}
		for _, v := range u.values {
			if v.Dict() != nil {
				values = render.Merge(values, v)
			}
		}
		if names[u.name] || !news {
			continue
		}
		names[u.name] = true
		list = append(list, environment{u.name, values})
	}
	return list
}
