package awscfn

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

func (s *Stack) join(arg View) evaluated {
	if arg.n.Len() != 2 {
		return hide("malformed Fn::Join")
	}
	sep := s.View(arg.n.Index(0)).String()
	items, why := s.list(s.View(arg.n.Index(1)))
	if why != "" {
		return hide(why)
	}
	var parts []iac.Part
	for i, item := range items {
		if i > 0 && sep.V != "" {
			parts = append(parts, iac.Part{Literal: sep.V})
		}
		if len(parts) > maxParts {
			return hide("too long")
		}
		parts = append(parts, item.parts...)
	}
	if len(parts) == 0 {
		return literal("")
	}
	return evaluated{parts: parts}
}

// list evaluates a list of strings, which may be the result of a function.
func (s *Stack) list(v View) ([]evaluated, string) {
	if v.why != "" {
		return nil, v.why
	}
	if !s.repo.enter() {
		return nil, "nested too deeply"
	}
	defer s.repo.leave()
	name, arg := v.call()
	if name == "Split" && arg.n.Len() == 2 {
		sep := s.View(arg.n.Index(0)).String().V
		return split(sep, s.View(arg.n.Index(1)).eval())
	}
	if name == "" && v.n.Kind() == yamldoc.List {
		var items []evaluated
		for item := range v.Items() {
			items = append(items, item.eval())
		}
		return items, ""
	}
	return split(",", v.eval())
}

// split cuts a text at its literal separators; a reference never holds one.
func split(sep string, e evaluated) ([]evaluated, string) {
	if sep == "" {
		return nil, "malformed Fn::Split"
	}
	items := []evaluated{{at: e.at}}
	for _, p := range e.parts {
		if p.Why != "" {
			return nil, p.Why
		}
		last := &items[len(items)-1]
		if p.Ref != "" {
			last.parts = append(last.parts, p)
			continue
		}
		for i, text := range strings.Split(p.Literal, sep) {
			if i > 0 {
				items = append(items, evaluated{at: e.at})
				last = &items[len(items)-1]
			}
			last.parts = append(last.parts, iac.Part{Literal: text})
		}
	}
	return items, ""
}

func (s *Stack) selectItem(arg View) evaluated {
	if arg.n.Len() != 2 {
		return hide("malformed Fn::Select")
	}
	i, err := strconv.Atoi(s.View(arg.n.Index(0)).String().V)
	items, why := s.list(s.View(arg.n.Index(1)))
	if part, ok := s.within(s.View(arg.n.Index(1)), items, i); ok && err == nil && why == "" {
		return part
	}
	switch {
	case why != "":
		return hide(why)
	case err != nil || i < 0 || i >= len(items):
		return hide("Fn::Select of an unknown item")
	}
	return items[i]
}

// within finds what a piece of an ARN or of a URL stands for: the name in the one and
// the host in the other are those of what is referred to.
func (s *Stack) within(list View, items []evaluated, i int) (evaluated, bool) {
	name, arg := list.call()
	if name != "Split" || len(items) != 1 || len(items[0].parts) != 1 || items[0].parts[0].Ref == "" {
		return evaluated{}, false
	}
	arn := strings.HasSuffix(items[0].parts[0].Attribute, "Arn")
	switch s.View(arg.n.Index(0)).String().V {
	case "/":
		return items[0], i == 2 && !arn
	case ":":
		return items[0], i >= 5 && arn
	}
	return evaluated{}, false
}
