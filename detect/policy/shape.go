package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// shape is what one place of the file may hold. The one description serves the check
// and the schema, so that they cannot disagree.
type shape struct {
	doc     string
	kind    kind
	words   []string // of a word: what it may be
	fields  []field  // of an object
	item    *shape   // of a list, or of a mapping with names of the user's choice
	or      *shape   // a second form, told apart by being an object
	pattern string   // of a text: what it looks like, for the schema
}

type field struct {
	name     string
	required bool
	shape    shape
}

type kind uint8

const (
	text kind = iota
	word
	integer
	scalar // text, number or truth
	list
	object
	mapping
)

var kindNames = map[kind]string{
	text: "a text", word: "a word", integer: "a number", scalar: "a single value", list: "a list", object: "a mapping", mapping: "a mapping",
}

// check reports everything in n that is not as s says.
func (s shape) check(n yamldoc.Node, where string, report func(arch.Range, string)) {
	if s.or != nil && n.Kind() == yamldoc.Map {
		s.or.check(n, where, report)
		return
	}
	want := yamldoc.Scalar
	switch s.kind {
	case list:
		want = yamldoc.List
	case object, mapping:
		want = yamldoc.Map
	}
	if n.Kind() != want || (want == yamldoc.Scalar && n.IsNull()) {
		report(n.At(), fmt.Sprintf("%s: must be %s", where, kindNames[s.kind]))
		return
	}
	switch s.kind {
	case word:
		if !slices.Contains(s.words, n.Text()) {
			report(n.At(), unknown(where+": ", n.Text(), s.words))
		}
	case integer:
		if !n.Int().Known() {
			report(n.At(), fmt.Sprintf("%s: %q is not a number", where, n.Text()))
		}
	case list:
		for item := range n.Items() {
			s.item.check(item, where, report)
		}
	case mapping:
		for key, value := range n.Pairs() {
			s.item.check(value, where+"."+key.Text(), report)
		}
	case object:
		s.checkFields(n, where, report)
	}
}

func (s shape) checkFields(n yamldoc.Node, where string, report func(arch.Range, string)) {
	prefix := ""
	if where != "" {
		prefix = where + "."
	}
	for key, value := range n.Pairs() {
		i := slices.IndexFunc(s.fields, func(f field) bool { return f.name == key.Text() })
		if i < 0 {
			report(key.At(), unknown("", prefix+key.Text(), s.names(prefix)))
			continue
		}
		s.fields[i].shape.check(value, prefix+key.Text(), report)
	}
	for _, f := range s.fields {
		if f.required && !n.Get(f.name).Exists() {
			report(n.At(), fmt.Sprintf("%s%s is required", prefix, f.name))
		}
	}
}

func (s shape) names(prefix string) []string {
	var names []string
	for _, f := range s.fields {
		names = append(names, prefix+f.name)
	}
	return names
}

// unknown says that a name is not known, and which known one is nearest to it.
func unknown(lead, name string, known []string) string {
	if best := Nearest(name, known); best != "" {
		return fmt.Sprintf("%sunknown %q, did you mean %q?", lead, name, best)
	}
	if len(known) > 12 {
		return fmt.Sprintf("%sunknown %q", lead, name)
	}
	return fmt.Sprintf("%sunknown %q, must be one of %s", lead, name, strings.Join(known, ", "))
}
