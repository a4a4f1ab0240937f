package awscfn

import (
	"path"
	"slices"

	"github.com/archvet/archvet/detect/source/yamldoc"
)

// nestedTypes are the types that deploy another template, and where they name it
// and its parameters.
var nestedTypes = map[string]string{
	"AWS::CloudFormation::Stack": "TemplateURL", "AWS::Serverless::Application": "Location",
}

// Nested yields the templates of the tree that the stack deploys in turn.
func (s *Stack) Nested() []string {
	var files []string
	for _, r := range s.order {
		if p, ok := s.nestedFile(r); ok {
			files = append(files, p)
		}
	}
	return files
}

func (s *Stack) nestedFile(r *resource) (string, bool) {
	property := nestedTypes[r.typ]
	if property == "" {
		return "", false
	}
	return s.localFile(r.get(property))
}

// maxStacks bounds how many stacks nesting may make of the templates of a tree.
const maxStacks = 500

// Expand deploys the nested stacks below s and returns them all. A template that is
// deployed twice makes two scopes; the name of the first is the template's path.
func (s *Stack) Expand(format func(yamldoc.Node) string) []*Stack {
	all := []*Stack{}
	var walk func(*Stack, []string)
	walk = func(s *Stack, above []string) {
		for _, r := range s.order {
			file, ok := s.nestedFile(r)
			if !ok || slices.Contains(above, file) || s.repo.instances >= maxStacks {
				continue
			}
			doc := s.repo.Document(file)
			if !doc.Get("Resources").Exists() {
				continue
			}
			s.repo.instances++
			child := s.repo.NewStack(Options{Scope: s.repo.scope(file, r.logical), File: file, Format: format(doc)})
			for key, value := range r.get("Parameters").Pairs() {
				child.passed[key.Text()] = value
			}
			s.children[r.logical] = child
			child.AddTemplate(child.View(doc))
			all = append(all, child)
			walk(child, append(above, file))
		}
	}
	walk(s, []string{path.Clean(s.opts.File)})
	return all
}

// scope returns a scope that no other stack has.
func (r *Repo) scope(file, logical string) string {
	scope := file
	if r.scopes[scope] {
		scope = file + "@" + logical
	}
	for r.scopes[scope] {
		scope += "'"
	}
	r.scopes[scope] = true
	return scope
}
