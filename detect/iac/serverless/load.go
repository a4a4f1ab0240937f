package serverless

import (
	"bytes"
	"path"
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
		if doc, ok := document(repo, f); ok {
			s := newService(repo, f, doc, byName)
			services = append(services, s)
			byName[s.name+"-"+s.stage] = s
		}
	}
	compose(t, services)
	var stacks []*awscfn.Stack
	for _, s := range services {
		s.resources()
		stacks = append(stacks, s.Stack)
	}
	for _, s := range stacks {
		s.Publish()
	}
	for _, s := range services {
		s.load()
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
func document(repo *awscfn.Repo, f *source.File) (yamldoc.Node, bool) {
	t := repo.Tree
	name := strings.ToLower(f.Name())
	if !strings.HasPrefix(name, "serverless") || !f.Place.Own() {
		return yamldoc.Node{}, false
	}
	switch strings.ToLower(f.Ext()) {
	case ".yml", ".yaml", ".json":
	case ".ts", ".js", ".cjs", ".mjs":
		return program(repo, f)
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

// program returns the service that a program exports, where that is an object literal
// and no file of data stands beside it, which the framework would take.
func program(repo *awscfn.Repo, f *source.File) (yamldoc.Node, bool) {
	base := strings.TrimSuffix(f.Path, f.Ext())
	if base != path.Join(f.Dir(), "serverless") {
		return yamldoc.Node{}, false
	}
	for _, ext := range []string{".yml", ".yaml", ".json"} {
		if repo.Tree.File(base+ext) != nil {
			return yamldoc.Node{}, false
		}
	}
	doc := module(f, "default")
	if doc.Get("service").Exists() && doc.Get("provider").Exists() {
		return doc, true
	}
	repo.Tree.Skip(f.Path, "exports no object literal that is a service")
	return yamldoc.Node{}, false
}

// maxProgram is more than programs that hold configuration have.
const maxProgram = 1 << 20

// module returns an export of a program that is a literal, the zero Node for others.
func module(f *source.File, name string) yamldoc.Node {
	data, err := f.Data()
	if err != nil || len(data) > maxProgram {
		return yamldoc.Node{} // an unreadable file is recorded by Data
	}
	return readLiterals(f.Path, data).exported(name)
}
