package awscfn

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// evaluated is a string with references, and where it is really written when that
// is not where it is used: a parameter's default.
type evaluated struct {
	parts []iac.Part
	at    arch.Range
}

func literal(s string) evaluated { return evaluated{parts: []iac.Part{{Literal: s}}} }

func hide(why string) evaluated { return evaluated{parts: []iac.Part{{Why: why}}} }

// call tells which intrinsic function the node is, without its "Fn::", and its
// argument; "" when it is none.
func (v View) call() (string, View) {
	if v.n.Kind() == yamldoc.Absent {
		return "", View{}
	}
	if tag := v.n.Tag(); tag != "" && !v.bare {
		return strings.TrimPrefix(tag, "!"), View{n: v.n, s: v.s, bare: true}
	}
	if v.n.Kind() != yamldoc.Map || v.n.Len() != 1 {
		return "", View{}
	}
	for k, arg := range v.n.Pairs() {
		name, isFn := strings.CutPrefix(k.Text(), "Fn::")
		if isFn || name == "Ref" {
			return name, View{n: arg, s: v.s}
		}
	}
	return "", View{}
}

// eval evaluates the node. What it cannot evaluate is a hidden part.
func (v View) eval() evaluated {
	if v.why != "" {
		return hide(v.why)
	}
	if !v.s.repo.enter() {
		return hide("nested too deeply")
	}
	defer v.s.repo.leave()
	if known, ok := v.s.repo.memo[v]; ok {
		return known
	}
	v.s.repo.memo[v] = hide("refers to itself")
	e := bounded(v.evalNew())
	v.s.repo.memo[v] = e
	return e
}

func (v View) evalNew() evaluated {
	name, arg := v.call()
	if name == "" {
		return v.scalar()
	}
	// The argument may be produced by another function or variable itself.
	if !arg.bare {
		arg = v.s.settle(arg)
	}
	if arg.why != "" {
		return hide(arg.why)
	}
	return v.s.apply(name, arg)
}

func (s *Stack) apply(name string, arg View) evaluated {
	switch name {
	case "Ref":
		return s.ref(arg.String())
	case "GetAtt":
		return s.getAtt(arg)
	case "Sub":
		return s.sub(arg)
	case "Join":
		return s.join(arg)
	case "Select":
		return s.selectItem(arg)
	case "FindInMap":
		return s.findInMap(arg)
	case "ImportValue":
		return s.importValue(arg)
	case "Base64":
		return arg.eval()
	case "ToJsonString":
		return evaluated{parts: arg.json()}
	case "Length":
		items, why := s.list(arg)
		if why != "" {
			return hide(why)
		}
		return literal(strconv.Itoa(len(items)))
	}
	return hide("Fn::" + name + " is only known at deployment")
}

func (v View) scalar() evaluated {
	if v.n.Kind() != yamldoc.Scalar {
		return hide("not a plain string")
	}
	if v.n.IsNull() {
		return literal("")
	}
	return v.s.text(v.n)
}

// text evaluates a scalar's text: variables of the format around, and dynamic
// references.
func (s *Stack) text(n yamldoc.Node) evaluated {
	if s.vars != nil {
		if x, ok := s.vars.Expand(n); ok {
			switch {
			case x.Why != "":
				return hide(x.Why)
			case x.Parts != nil:
				return evaluated{parts: x.Parts}
			}
			w := s.View(x.Node)
			e := w.eval()
			if e.at.IsZero() {
				e.at = w.At()
			}
			return e
		}
	}
	return s.dynamic(s.fill(n.Text()))
}

func (s *Stack) sub(arg View) evaluated {
	text, vars := arg, View{}
	if arg.n.Kind() == yamldoc.List {
		text, vars = View{n: arg.n.Index(0), s: s}, s.View(arg.n.Index(1))
	}
	if text.n.Kind() != yamldoc.Scalar {
		return hide("malformed Fn::Sub")
	}
	e := literal(text.n.Text())
	if s.vars != nil {
		e = s.text(text.n)
	}
	var parts []iac.Part
	for _, p := range e.parts {
		if p.Ref != "" || p.Why != "" {
			parts = append(parts, p)
			continue
		}
		parts = append(parts, s.substitute(p.Literal, vars)...)
	}
	return evaluated{parts: s.resolveDynamic(merged(parts))}
}

// substitute replaces the ${} of an Fn::Sub.
func (s *Stack) substitute(text string, vars View) []iac.Part {
	var parts []iac.Part
	for len(parts) < maxParts {
		before, rest, ok := strings.Cut(text, "${")
		if before != "" {
			parts = append(parts, iac.Part{Literal: before})
		}
		if !ok {
			break
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			return append(parts, iac.Part{Literal: "${" + rest})
		}
		text = after
		if inner, escaped := strings.CutPrefix(name, "!"); escaped {
			parts = append(parts, iac.Part{Literal: "${" + inner + "}"})
			continue
		}
		parts = append(parts, s.named(strings.TrimSpace(name), vars)...)
	}
	return parts
}

// maxParts bounds how many pieces one string may have.
const maxParts = 500

// maxText bounds how long it may be: a few lines can spell out an exponential one.
const maxText = 64 << 10

func bounded(e evaluated) evaluated {
	size := 0
	for _, p := range e.parts {
		size += len(p.Literal)
	}
	if size > maxText || len(e.parts) > maxParts {
		return hide("too long")
	}
	return e
}

// Named evaluates a logical id, with or without an attribute.
func (s *Stack) Named(name string) []iac.Part { return s.named(name, View{}) }

func (s *Stack) named(name string, vars View) []iac.Part {
	if v := vars.Get(name); v.Exists() {
		return v.eval().parts
	}
	if logical, attribute, ok := strings.Cut(name, "."); ok {
		return s.attribute(logical, attribute).parts
	}
	return s.ref(arch.Given(name, arch.Range{})).parts
}

// mapped finds the entry of a mapping that Fn::FindInMap names.
func (s *Stack) mapped(arg View) (View, string) {
	v := s.section("Mappings")
	for i := range 3 {
		key := s.View(arg.n.Index(i)).String()
		if !key.Known() {
			return View{}, key.Why
		}
		v = v.Get(key.V)
	}
	if !v.Exists() {
		v = s.View(arg.n.Index(3)).Get("DefaultValue")
	}
	if !v.Exists() {
		return View{}, "Fn::FindInMap of an unknown key"
	}
	return v, ""
}

func (s *Stack) findInMap(arg View) evaluated {
	v, why := s.mapped(arg)
	if why != "" {
		return hide(why)
	}
	e := v.eval()
	if e.at.IsZero() {
		e.at = v.At()
	}
	return e
}

func (s *Stack) importValue(arg View) evaluated {
	name := arg.String()
	if !name.Known() {
		return hide(name.Why)
	}
	v, ok := s.repo.exports[name.V]
	if !ok {
		return hide("no template here exports " + name.V)
	}
	if v.s == nil {
		return hide("several templates export " + name.V)
	}
	return v.eval()
}
