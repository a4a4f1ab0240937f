package serverless

import (
	"bytes"
	"strings"

	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/awscfn"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// The names of the formats in the contract.
const (
	format         = "serverless-framework"
	formatResource = "cloudformation" // what the resources section is written in
)

// Load reads all services of the tree.
func Load(t *source.Tree) iac.Declared {
	repo := awscfn.NewRepo(t)
	var services []*service
	byName := map[string]*service{}
	for _, f := range t.Files() {
		if doc, ok := document(t, f); ok {
			s := newService(repo, f, doc, byName)
			services = append(services, s)
			byName[s.name+"-"+s.stage] = s
		}
	}
	var stacks []*awscfn.Stack
	for _, s := range services {
		s.load()
		stacks = append(stacks, s.Stack)
	}
	for _, s := range stacks {
		s.Publish()
	}
	awscfn.Interpret(stacks)
	d := awscfn.Collect(stacks)
	for _, s := range stacks {
		if s.Resources() > 0 {
			d.Formats = []string{formatResource, format}
		}
	}
	return d
}

// document returns the document of a file that is a service.
func document(t *source.Tree, f *source.File) (yamldoc.Node, bool) {
	name := strings.ToLower(f.Name())
	if !strings.HasPrefix(name, "serverless") || !f.Place.Own() {
		return yamldoc.Node{}, false
	}
	switch strings.ToLower(f.Ext()) {
	case ".yml", ".yaml", ".json":
	default:
		return yamldoc.Node{}, false
	}
	data, err := f.Data()
	if err != nil || !bytes.Contains(data, []byte("service")) || !bytes.Contains(data, []byte("provider")) {
		return yamldoc.Node{}, false // an unreadable file is recorded by Data
	}
	for _, doc := range yamldoc.ParseFile(t, f) {
		if doc.Get("service").Exists() && doc.Get("provider").Exists() {
			return doc, true
		}
	}
	return yamldoc.Node{}, false
}
