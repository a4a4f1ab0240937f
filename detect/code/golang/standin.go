package golang

import (
	"cmp"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"
)

// standIns makes a package of every import path that is not the repository's own,
// with the types that the repository names in it.
func (l *loader) standIns() {
	importers := map[string][]*file{} // by import path
	for _, p := range l.pkgs {
		for _, f := range p.files {
			for _, im := range f.imports {
				if p.imports[im.path] == nil {
					importers[im.path] = append(importers[im.path], f)
				}
			}
		}
	}
	l.outside, l.called, l.builtIn = map[string]*types.Package{}, map[string]bool{}, map[string]bool{}
	std := l.readBuiltIn(sortedKeys(importers))
	std.importers(importers)
	for _, importPath := range sortedKeys(importers) {
		if std.files[importPath] != nil {
			continue
		}
		files := importers[importPath]
		s := &standIn{path: importPath, name: guessName(importPath, files), types: map[string]*opaque{}}
		for _, f := range files {
			s.collect(f, l.called)
		}
		l.outside[importPath] = s.build()
	}
	std.check(func(error) {})
}

// standIn gathers what is known of an outside package from its uses.
type standIn struct {
	path, name string
	types      map[string]*opaque
}

// opaque is what is known of an outside type.
type opaque struct {
	kinds [asBase + 1]bool
	arity int
}

func (s *standIn) collect(f *file, called map[string]bool) {
	bases := map[string]bool{}
	for _, im := range f.imports {
		if im.path == s.path {
			bases[cmp.Or(im.alias, s.name)] = true
		}
	}
	for _, u := range f.uses {
		switch {
		case !bases[u.base]:
		case u.kind == asCallee:
			called[s.path+"."+u.name] = true
		case u.kind != asValue:
			o := s.types[u.name]
			if o == nil {
				o = &opaque{}
				s.types[u.name] = o
			}
			o.kinds[u.kind] = true
			o.arity = max(o.arity, u.arity)
		}
	}
}

func (s *standIn) build() *types.Package {
	p := types.NewPackage(s.path, s.name)
	for _, name := range sortedKeys(s.types) {
		declareOpaque(p, name, s.types[name])
	}
	p.MarkComplete()
	return p
}

// declareOpaque declares a type of which only its uses are known. Its underlying
// type is the one that makes the type checker keep most of what stands around those
// uses: it drops the elements of literals that do not fit, but takes any value for
// an empty interface.
func declareOpaque(p *types.Package, name string, o *opaque) {
	var under types.Type
	anything := types.Universe.Lookup("any").Type()
	switch {
	case o.kinds[asStruct]:
		under = types.NewStruct(nil, nil)
	case o.kinds[asMap]:
		under = types.NewMap(anything, anything)
	case o.kinds[asSlice]:
		under = types.NewSlice(anything)
	case o.kinds[asPointer], o.kinds[asBase]:
		under = types.NewStruct(nil, nil)
	default:
		under = types.NewInterfaceType(nil, nil)
	}
	obj := types.NewTypeName(token.NoPos, p, name, nil)
	named := types.NewNamed(obj, under, nil)
	if o.arity > 0 {
		params := make([]*types.TypeParam, o.arity)
		for i := range params {
			params[i] = types.NewTypeParam(types.NewTypeName(token.NoPos, p, "T", nil), anything)
		}
		named.SetTypeParams(params)
	}
	p.Scope().Insert(obj)
}

// guessName finds the name of an outside package, which only its sources state: the
// likely name that most of its importers use in front of a selector.
func guessName(importPath string, files []*file) string {
	likely := likelyNames(importPath)
	best, most := likely[0], 0
	for _, name := range likely {
		if n := usersOf(name, importPath, files); n > most {
			best, most = name, n
		}
	}
	return best
}

func usersOf(name, importPath string, files []*file) int {
	n := 0
	for _, f := range files {
		for _, im := range f.imports {
			if im.path == importPath && im.alias == "" && f.bases[name] {
				n++
			}
		}
	}
	return n
}

// likelyNames returns the names that the package at a path may have, likeliest
// first.
func likelyNames(importPath string) []string {
	base := path.Base(importPath)
	if isVersion(base) && path.Dir(importPath) != "." {
		base = path.Base(path.Dir(importPath))
	}
	if i := strings.LastIndex(base, ".v"); i > 0 && isVersion(base[i+1:]) { // gopkg.in/yaml.v3
		base = base[:i]
	}
	var names []string
	add := func(s string) {
		if token.IsIdentifier(s) && !slices.Contains(names, s) {
			names = append(names, s)
		}
	}
	add(base)
	trimmed := base
	for _, affix := range []string{"go-", "golang-", "go."} {
		trimmed = strings.TrimPrefix(trimmed, affix)
	}
	for _, affix := range []string{"-go", "-golang", ".go", ".v1", "-sdk", "-client"} {
		trimmed = strings.TrimSuffix(trimmed, affix)
	}
	add(trimmed)
	split := func(r rune) bool { return r == '-' || r == '.' || r == '_' }
	add(strings.Join(strings.FieldsFunc(trimmed, split), ""))
	add(strings.Join(strings.FieldsFunc(base, split), ""))
	add(strings.Join(strings.FieldsFunc(base, split), "_"))
	parts := strings.FieldsFunc(base, split)
	for i := range parts {
		add(parts[len(parts)-1-i])
	}
	add(path.Base(path.Dir(importPath)))
	add(path.Base(importPath))
	if len(names) == 0 {
		return []string{"unknown"}
	}
	return names
}

func isVersion(s string) bool {
	if len(s) < 2 || s[0] != 'v' {
		return false
	}
	return strings.Trim(s[1:], "0123456789") == ""
}
