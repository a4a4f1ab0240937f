package awscfn

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// spread tells the keys of a mapping that stand for entries of their own: loops of
// AWS::LanguageExtensions and included fragments.
func spread(key string) bool {
	return strings.HasPrefix(key, "Fn::ForEach::") || key == "Fn::Transform"
}

func spreads(n yamldoc.Node) bool {
	for key := range n.Pairs() {
		if spread(key.Text()) {
			return true
		}
	}
	return false
}

// Bounds of loops in loops and of fragments that include themselves, of a repository.
const (
	maxNested   = 8
	maxRounds   = 2_000
	maxIncludes = 2_000
)

// entries yields the entries that a key of the mapping stands for, until yield
// returns false; so does entries.
func (v View) entries(key string, n yamldoc.Node, yield func(yamldoc.Node, View) bool) bool {
	if key == "Fn::Transform" {
		r := v.s.repo
		if r.includes++; r.includes > maxIncludes || r.nesting >= maxNested {
			return true
		}
		r.nesting++
		defer func() { r.nesting-- }()
		fragment := v.s.include(v, View{n: n, s: v.s})
		for key, val := range fragment.Pairs() {
			if !yield(key, val) {
				return false
			}
		}
		return true
	}
	items, why := v.s.rounds(n)
	if why != "" {
		v.s.repo.Tree.Report(arch.Problem{At: n.At(), Message: key + " is left out: " + why})
		return true
	}
	for _, item := range items {
		in := v.s.with(n.Index(0).Text(), item)
		if in == nil {
			return true
		}
		for key, val := range in.View(n.Index(2)).Pairs() {
			if !yield(key, val) {
				return false
			}
		}
	}
	return true
}

// rounds returns the values over which an Fn::ForEach ranges.
func (s *Stack) rounds(n yamldoc.Node) (values []string, why string) {
	if n.Kind() != yamldoc.List || n.Len() != 3 || n.Index(0).Text() == "" {
		return nil, "malformed Fn::ForEach"
	}
	items, why := s.list(s.View(n.Index(1)))
	if why != "" {
		return nil, why
	}
	for _, item := range items {
		text := iac.Compose(arch.Range{}, merged(item.parts)...)
		if !text.Known() {
			return nil, "an item of the list is only known at deployment"
		}
		values = append(values, text.V)
	}
	return values, ""
}

// round is one turn of a loop in a stack.
type round struct {
	in          *Stack
	name, value string
}

// with returns the stack as one turn of a loop sees it, nil when there are too many.
func (s *Stack) with(name, value string) *Stack {
	key := round{s, name, value}
	if in := s.repo.rounds[key]; in != nil {
		return in
	}
	if s.nested >= maxNested || len(s.repo.rounds) >= maxRounds {
		return nil
	}
	in := *s
	in.loop = map[string]string{name: value}
	for k, v := range s.loop {
		if k != name {
			in.loop[k] = v
		}
	}
	in.nested++
	in.outer = s
	s.repo.rounds[key] = &in
	return &in
}

// fill puts the loops' values into a text.
func (s *Stack) fill(text string) string {
	if s.loop == nil || !strings.Contains(text, "{") {
		return text
	}
	for _, name := range slices.Sorted(maps.Keys(s.loop)) {
		text = strings.ReplaceAll(text, "${"+name+"}", s.loop[name])
		text = strings.ReplaceAll(text, "&{"+name+"}", strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, s.loop[name]))
		if len(text) > maxText {
			return ""
		}
	}
	return text
}
