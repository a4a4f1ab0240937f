package detect

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// surveyor notes, file by file, what loaders and front ends took from it, and which
// values they could not know.
type surveyor struct {
	files map[string]*arch.FileCoverage
	by    string // who reads now
	whose string // what the value belongs to
	path  []string
}

// newSurvey notes what the stages took, in their order.
func newSurvey(formats []stage[iac.Declared], declared []iac.Declared, programs []*code.Program) *surveyor {
	s := &surveyor{files: map[string]*arch.FileCoverage{}}
	for i, l := range formats {
		s.declared(l.name, &declared[i])
	}
	for i, l := range frontEnds() {
		if programs[i] == nil {
			continue
		}
		for _, pkg := range programs[i].Packages {
			for _, file := range pkg.Files {
				s.take(file, l.name)
			}
		}
	}
	return s
}

// cover fills the coverage of a.
func (s *surveyor) cover(a *arch.Architecture, tree *source.Tree) {
	s.calls(a)
	c := &a.Coverage
	for _, f := range tree.Files() {
		read := s.files[f.Path]
		if read == nil && !f.Read() {
			continue
		}
		if read == nil {
			read = &arch.FileCoverage{File: f.Path}
		}
		read.Hidden = joined(read.Hidden)
		c.ValuesUnknown += len(read.Hidden)
		c.Files = append(c.Files, *read)
	}
	c.FilesRead = tree.ReadCount()
	c.FilesSkipped = tree.Skipped()
}

// joined makes one of what several units share.
func joined(list []arch.Hidden) []arch.Hidden {
	compare := func(a, b arch.Hidden) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.What, b.What), cmp.Compare(a.Why, b.Why))
	}
	slices.SortStableFunc(list, compare)
	out := list[:0]
	for _, h := range list {
		if n := len(out); n > 0 && compare(out[n-1], h) == 0 {
			out[n-1].Of = append(out[n-1].Of, h.Of...)
			continue
		}
		out = append(out, h)
	}
	for i := range out {
		slices.Sort(out[i].Of)
		out[i].Of = slices.Compact(out[i].Of)
	}
	return out
}

func (s *surveyor) file(name string) *arch.FileCoverage {
	f := s.files[name]
	if f == nil {
		f = &arch.FileCoverage{File: name}
		s.files[name] = f
	}
	return f
}

func (s *surveyor) take(name, by string) *arch.FileCoverage {
	f := s.file(name)
	if i, ok := slices.BinarySearch(f.By, by); !ok {
		f.By = slices.Insert(f.By, i, by)
	}
	return f
}

func (s *surveyor) declared(by string, d *iac.Declared) {
	s.by = by
	for _, u := range d.Units {
		s.whose = u.Name
		s.walk(reflect.ValueOf(u).Elem())
	}
	for _, r := range d.Resources {
		s.whose = r.Name
		s.walk(reflect.ValueOf(r).Elem())
	}
	for _, l := range d.Links {
		s.take(l.At.File, by)
	}
	for _, b := range d.Builds {
		s.take(b.Dockerfile, by)
	}
	for _, h := range d.Hints {
		s.take(h.At.File, by)
	}
	for _, p := range d.Policies {
		s.whose = cmp.Or(p.ToHost, p.To)
		s.walk(reflect.ValueOf(&p.Policy).Elem())
	}
}

// walk visits the values below v. What loaders return is a tree: no node refers back.
func (s *surveyor) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			s.walk(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			s.walk(v.Index(i))
		}
	case reflect.Struct:
		s.visit(v)
	}
}

func (s *surveyor) visit(v reflect.Value) {
	t := v.Type()
	switch {
	case t == reflect.TypeFor[arch.Range]():
		if file := v.Field(0).String(); file != "" {
			s.take(file, s.by)
		}
		return
	case t == reflect.TypeFor[iac.Env]():
		e, _ := v.Interface().(iac.Env)
		s.env(e)
		return
	case isValue(t):
		s.value(v)
		return
	}
	for i := range t.NumField() {
		s.path = append(s.path, t.Field(i).Name)
		s.walk(v.Field(i))
		s.path = s.path[:len(s.path)-1]
	}
}

// isValue reports whether t is an arch.Value of some type.
func isValue(t reflect.Type) bool {
	return t.PkgPath() == reflect.TypeFor[arch.Range]().PkgPath() && strings.HasPrefix(t.Name(), "Value[")
}

func (s *surveyor) value(v reflect.Value) {
	at, _ := v.FieldByName("At").Interface().(arch.Range)
	origin, _ := v.FieldByName("Source").Interface().(arch.Source)
	s.note(at, origin, v.FieldByName("Why").String(), words(s.path))
}

// env notes a variable. One that refers to another thing of the repository is known:
// the linker puts the address in its place.
func (s *surveyor) env(e iac.Env) {
	origin := e.Value.Source
	if len(e.Value.Refs()) > 0 && !slices.ContainsFunc(e.Value.Parts, func(p iac.Part) bool { return p.Why != "" }) {
		origin = arch.Explicit
	}
	s.note(e.At, origin, e.Value.Why, "env "+e.Name)
}

// note counts what is written: a platform's default is not taken from the file.
func (s *surveyor) note(at arch.Range, origin arch.Source, why, what string) {
	if at.IsZero() {
		return
	}
	f := s.take(at.File, s.by)
	switch origin {
	case arch.Explicit, arch.Inherited:
		f.Values++
	case arch.Unknown:
		f.Hidden = append(f.Hidden, arch.Hidden{At: at, Of: []string{s.whose}, What: what, Why: cmp.Or(why, "not understood")})
	}
}

// calls notes the addresses and budgets in code that stayed unknown.
func (s *surveyor) calls(a *arch.Architecture) {
	hide := func(unit, what, why string, c arch.Call) {
		f := s.file(c.At.File)
		f.Hidden = append(f.Hidden, arch.Hidden{At: c.At, Of: []string{unit}, What: what + " of " + c.Title(), Why: cmp.Or(why, "not understood")})
	}
	deadline := func(unit string, c arch.Call) {
		if d := c.Deadline; d.Hidden() && d.Why != arch.BoundByPlatform && d.Why != arch.BoundByMiddleware {
			hide(unit, "deadline", d.Why, c)
		}
	}
	for _, u := range a.Units {
		for _, c := range u.Outbound {
			if c.Address.Hidden() {
				hide(u.Name, "address", c.Address.Why, c)
			}
			deadline(u.Name, c)
		}
	}
	for _, e := range a.Edges {
		for _, c := range e.Calls {
			deadline(e.From, c)
		}
	}
}

// words spells the names of fields as people do: "Settings", "MinReplicas" are
// "settings min replicas".
func words(path []string) string {
	var b strings.Builder
	for _, name := range path {
		b.WriteByte(' ')
		for i, r := range name {
			if unicode.IsUpper(r) && i > 0 && !unicode.IsUpper(rune(name[i-1])) {
				b.WriteByte(' ')
			}
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return strings.TrimSpace(b.String())
}
