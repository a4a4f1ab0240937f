package awscfn

import "github.com/archvet/archvet/detect/source/yamldoc"

// verdict is the truth of a condition, as far as it can be known.
type verdict uint8

const (
	unsure verdict = iota
	yes
	no
)

func truth(b bool) verdict {
	if b {
		return yes
	}
	return no
}

// condition decides a named condition with the parameters' defaults.
func (s *Stack) condition(name string) verdict {
	if v, ok := s.conds[name]; ok {
		return v
	}
	s.conds[name] = unsure // of a circle
	v := s.decide(s.section("Conditions").n.Get(name))
	s.conds[name] = v
	return v
}

func (s *Stack) decide(n yamldoc.Node) verdict {
	if !s.repo.enter() {
		return unsure
	}
	defer s.repo.leave()
	if n.Tag() == "!Condition" {
		return s.condition(n.Text())
	}
	if named := n.Get("Condition"); named.Exists() && n.Len() == 1 {
		return s.condition(named.Text())
	}
	name, arg := View{n: n, s: s}.call()
	switch name {
	case "Equals":
		return s.equal(arg.n.Index(0), arg.n.Index(1))
	case "Not":
		switch s.decide(arg.n.Index(0)) {
		case yes:
			return no
		case no:
			return yes
		}
	case "And":
		return s.all(arg.n, yes)
	case "Or":
		return s.all(arg.n, no)
	}
	return unsure
}

// all is want when every part is, and the opposite as soon as one part is that.
func (s *Stack) all(parts yamldoc.Node, want verdict) verdict {
	result := want
	for part := range parts.Items() {
		switch s.decide(part) {
		case want:
		case unsure:
			result = unsure
		default:
			return yes + no - want
		}
	}
	return result
}

func (s *Stack) equal(a, b yamldoc.Node) verdict {
	left, right := s.View(a).String(), s.View(b).String()
	if !left.Known() || !right.Known() {
		return unsure
	}
	return truth(left.V == right.V)
}
