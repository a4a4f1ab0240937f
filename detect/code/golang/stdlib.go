package golang

import (
	_ "embed" // the declarations of the standard library
	"go/ast"
	"go/parser"
	"go/types"
	"slices"
	"strings"
)

//go:generate go run ./internal/gen

//go:embed stdlib.txt
var stdlib string

// stdlibText returns the declarations of each package in stdlib.txt.
func stdlibText() map[string]string {
	sources := map[string]string{}
	rest := strings.TrimPrefix(stdlib, "-- ")
	for rest != "" {
		var section string
		section, rest, _ = strings.Cut(rest, "\n-- ")
		path, text, ok := strings.Cut(section, " --\n")
		if ok {
			sources[path] = text
		}
	}
	return sources
}

// builtInSet are the packages whose declarations are built in, as far as the repository
// needs them.
type builtInSet struct {
	l       *loader
	sources map[string]string
	files   map[string]*file
	order   []string // imports before importers
}

// readBuiltIn parses the built-in packages among paths, and those they import.
func (l *loader) readBuiltIn(paths []string) *builtInSet {
	s := &builtInSet{l: l, sources: stdlibText(), files: map[string]*file{}}
	for _, p := range paths {
		s.read(p)
	}
	return s
}

func (s *builtInSet) read(path string) {
	if s.files[path] != nil || s.sources[path] == "" {
		return
	}
	syntax, err := parser.ParseFile(s.l.fset, path, s.sources[path], parser.SkipObjectResolution)
	if err != nil {
		return // a test makes sure that there is none
	}
	f := &file{syntax: syntax}
	s.files[path] = f
	for _, im := range syntax.Imports {
		f.addImport(im)
	}
	f.collect(syntax)
	for _, im := range f.imports {
		s.read(im.path)
	}
	s.order = append(s.order, path)
}

// check type-checks the packages, into outside.
func (s *builtInSet) check(failed func(error)) {
	for _, path := range s.order {
		conf := &types.Config{Error: failed, Importer: loaded(s.l.outside), IgnoreFuncBodies: true, DisableUnusedImportCheck: true}
		p, _ := conf.Check(path, s.l.fset, []*ast.File{s.files[path].syntax}, nil) // failed has the errors
		s.l.outside[path], s.l.builtIn[path] = p, true
	}
}

type loaded map[string]*types.Package

func (l loaded) Import(path string) (*types.Package, error) {
	if p := l[path]; p != nil {
		return p, nil
	}
	return nil, errNotHere
}

// importers adds the imports of the built-in packages to those of the repository.
func (s *builtInSet) importers(by map[string][]*file) {
	for _, path := range s.order {
		for _, im := range s.files[path].imports {
			if !slices.Contains(s.order, im.path) {
				by[im.path] = append(by[im.path], s.files[path])
			}
		}
	}
}
