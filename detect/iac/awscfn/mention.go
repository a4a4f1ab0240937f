package awscfn

import (
	"strings"

	"github.com/archvet/archvet/detect/source/yamldoc"
)

// id returns the ID of what the resource declares.
func (r *resource) id() string { return r.view.s.ID(r.logical) }

// resource returns the resource that a reference names, of whatever type and in
// whichever stack; nil when there is none.
func (v View) resource() *resource {
	if v.s == nil || v.why != "" || !v.s.repo.enter() {
		return nil
	}
	defer v.s.repo.leave()
	name, arg := v.call()
	switch {
	case name == "GetAtt" && arg.n.Kind() == yamldoc.List:
		return v.s.mention(v.s.View(arg.n.Index(0)).String().V, v.s.View(arg.n.Index(1)).String().V)
	case name == "GetAtt", name == "Ref":
		return v.s.mention(v.s.fill(arg.n.Text()), "")
	case name == "Sub" && arg.n.Kind() == yamldoc.Scalar:
		_, rest, _ := strings.Cut(v.s.fill(arg.n.Text()), "${")
		rest, _, _ = strings.Cut(rest, "}")
		return v.s.mention(rest, "")
	case name == "ImportValue":
		if exported := v.s.repo.exports[arg.String().V]; exported.s != nil {
			return exported.resource()
		}
	case name == "Join":
		for item := range arg.n.Index(1).Items() {
			if r := v.s.View(item).resource(); r != nil {
				return r
			}
		}
	}
	return nil
}

// mention finds a logical id, or one with an attribute behind a dot.
func (s *Stack) mention(logical, attribute string) *resource {
	if before, after, ok := strings.Cut(logical, "."); ok {
		logical, attribute = before, after
	}
	if v, ok := s.passed[logical]; ok {
		return v.resource()
	}
	if child := s.children[logical]; child != nil {
		if out, ok := strings.CutPrefix(attribute, "Outputs."); ok {
			return child.Output(out).resource()
		}
	}
	return s.resources[logical]
}
