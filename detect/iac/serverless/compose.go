package serverless

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/iac/awscfn"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// composed is one service of a serverless-compose file.
type composed struct {
	params   yamldoc.Node
	services map[string]*service // those of the file, by the name they have in it
}

// compose reads the files that deploy several services together.
func compose(t *source.Tree, services []*service) {
	byDir := map[string]*service{}
	for _, s := range services {
		if byDir[s.dir] == nil {
			byDir[s.dir] = s
		}
	}
	for _, f := range t.Files() {
		if name := f.Name(); !f.Place.Own() || name != "serverless-compose.yml" && name != "serverless-compose.yaml" {
			continue
		}
		for _, doc := range yamldoc.ParseFile(t, f) {
			all := map[string]*service{}
			for key, def := range doc.Get("services").Pairs() {
				if s := byDir[path.Join(f.Dir(), def.Get("path").Text())]; s != nil && def.Get("path").Exists() {
					all[key.Text()] = s
					s.shared = &composed{params: def.Get("params"), services: all}
				}
			}
		}
	}
}

// maxOutputs bounds services whose outputs depend on each other.
const maxOutputs = 10

// param reads a parameter that the file passes: a text, or "${SERVICE.OUTPUT}".
func (c *composed) param(s *service, name string) (awscfn.Expansion, bool) {
	n := c.params.Get(name)
	if !n.Exists() {
		return awscfn.Expansion{}, false
	}
	body, end := variable(n.Text(), 0)
	other, output, ok := strings.Cut(strings.TrimSpace(body), ".")
	if end != len(n.Text()) || end == 0 || !ok || isVariable(body) {
		return awscfn.Expansion{Node: n}, true
	}
	if from := c.services[other]; from != nil && s.depth < maxOutputs {
		if v := from.Output(output); v.Exists() {
			return awscfn.Expansion{Parts: v.Text().Parts}, true
		}
	}
	return hidden("output " + output + " of the service " + other + " is not declared here"), true
}
