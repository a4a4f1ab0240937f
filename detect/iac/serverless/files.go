package serverless

import (
	"path"
	"strings"
	"unicode/utf8"

	"github.com/archvet/archvet/detect/iac/awscfn"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// file reads a key of another file, or all of it.
func (s *service) file(name, address string) (awscfn.Expansion, bool) {
	p := path.Join(s.dir, strings.TrimPrefix(name, "./"))
	f := s.repo.Tree.File(p)
	if f == nil || path.IsAbs(name) || strings.HasPrefix(p, "../") {
		return hidden("file " + name + " is not in the repository"), false
	}
	switch strings.ToLower(f.Ext()) {
	case ".yml", ".yaml", ".json":
		doc := s.repo.Document(p)
		if !doc.Exists() {
			return hidden("file " + name + " is empty"), false
		}
		return s.follow(doc, address, name+":"+address)
	case ".js", ".cjs", ".mjs", ".ts":
		return s.program(f, address)
	}
	return s.plainText(f, name)
}

// program reads what a program exports; a key may be an export of its own.
func (s *service) program(f *source.File, address string) (awscfn.Expansion, bool) {
	if doc := s.module(f, "default"); doc.Exists() {
		if x, ok := s.follow(doc, address, f.Path); ok {
			return x, true
		}
	}
	first, rest, _ := strings.Cut(address, ".")
	if doc := s.module(f, first); first != "" && doc.Exists() {
		return s.follow(doc, rest, f.Path)
	}
	return hidden(f.Path + " is a program"), true
}

// module is [module] with a memory.
func (s *service) module(f *source.File, name string) yamldoc.Node {
	key := f.Path + "#" + name
	doc, ok := s.modules[key]
	if !ok {
		doc = module(f, name)
		s.modules[key] = doc
	}
	return doc
}

// imported resolves an export of a module that a program imports.
func (s *service) imported(from, address string) (awscfn.Expansion, bool) {
	name, rest, _ := strings.Cut(address, ".")
	for _, p := range moduleFiles(s.dir, from) {
		f := s.repo.Tree.File(p)
		if f == nil || strings.HasPrefix(p, "../") {
			continue
		}
		if f.Ext() == ".json" {
			return s.follow(s.repo.Document(p), rest, p)
		}
		if doc := s.module(f, name); doc.Exists() {
			return s.follow(doc, rest, p)
		}
		return hidden(f.Path + " is a program"), true
	}
	return hidden(from + " is not in the repository"), true
}

// maxPlain bounds a text that a variable stands for.
const maxPlain = 16 << 10

// plainText is what the framework makes of other files: their text.
func (s *service) plainText(f *source.File, name string) (awscfn.Expansion, bool) {
	data, err := f.Data()
	if err != nil || len(data) > maxPlain || !utf8.Valid(data) {
		return hidden("file " + name + " is no text"), true
	}
	return text(strings.TrimSpace(string(data))), true
}
