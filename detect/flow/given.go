package flow

import (
	"strings"

	"github.com/archvet/archvet/detect/code"
)

// given returns the values that one alternative of a slot names, not yet traced.
func (v *View) given(p place, op *code.Op, alt string) []place {
	if list, nested := v.within(p, op, alt); nested {
		return list
	}
	name, ok := strings.CutPrefix(alt, "opt:")
	if !ok {
		if e, ok := slotExpr(op, alt); ok {
			return []place{p.at(e)}
		}
		return nil
	}
	var out []place
	for _, arg := range op.Args {
		for _, end := range v.trace(p.at(arg)) {
			out = append(out, v.optionArgs(end, name)...)
		}
	}
	return out
}

// optionArgs returns what a functional option of that name is given: end is the
// option itself, or the list that it stands in.
func (v *View) optionArgs(end place, name string) []place {
	if end.expr.Kind == code.Make && end.expr.Type == "slice" {
		var out []place
		for _, a := range end.expr.Args {
			for _, inner := range v.trace(end.at(a)) {
				if inner.expr.Kind == code.Result {
					out = append(out, v.optionArgs(inner, name)...)
				}
			}
		}
		return out
	}
	made := v.opOf(end.expr)
	if made == nil || made.Callee.Name != name {
		return nil
	}
	in := place{fn: v.graph.funcs[end.expr.Text], ctx: end.ctx}
	var out []place
	for _, a := range made.Args {
		out = append(out, in.at(a))
	}
	return out
}

// onBase joins an address to the one that its client was made with, as clients with
// a base URL do: what names a host itself stays.
func (r *resolver) onBase(p place, op *code.Op, base, rest string) []Origin {
	var paths, bases []Origin
	for _, in := range r.view.given(p, op, rest) {
		paths = append(paths, r.origins(in)...)
	}
	for _, in := range r.view.given(p, op, base) {
		for _, o := range r.origins(in) {
			if o.Kind != Hidden && !o.Implied {
				bases = append(bases, o)
			}
		}
	}
	var out []Origin
	for _, o := range paths {
		if len(bases) == 0 || absolute(o) {
			out = append(out, o)
			continue
		}
		for _, b := range bases {
			if len(out) < maxOrigins {
				out = append(out, Origin{Kind: Joined, Parts: []Origin{b, o}, At: o.At, Trail: append(b.Trail[:len(b.Trail):len(b.Trail)], o.Trail...)})
			}
		}
	}
	return out
}

// absolute reports whether a text begins with a scheme, or with a setting that may.
func absolute(o Origin) bool {
	switch o.Kind {
	case FromEnv, FromConfig:
		return true
	case Literal:
		return strings.Contains(o.Text, "://")
	case Joined:
		return len(o.Parts) > 0 && absolute(o.Parts[0])
	}
	return false
}

// lacks reports whether p is a field of an argument that is written out and has no such
// field: options that leave the deadline out.
func (v *View) lacks(p place) bool {
	if p.expr.Kind != code.FieldOf || len(p.expr.Args) == 0 {
		return false
	}
	object := p.expr.Args[0]
	name := p.expr.Text[strings.LastIndexByte(p.expr.Text, '.')+1:]
	if len(v.graph.stores[location(object)+"."+name]) > 0 {
		return false
	}
	for _, end := range v.trace(p) {
		if end.expr.Kind != code.FieldOf {
			return false // it is stored elsewhere
		}
	}
	objects := v.trace(p.at(object))
	for _, o := range objects {
		switch o.expr.Kind {
		case code.Const, code.Concat, code.FuncRef: // an address, a callback
		case code.Make:
			if _, open := member(o, "..."); open || o.expr.Type != "map" {
				return false
			}
		default:
			return false
		}
	}
	return len(objects) > 0
}

// defaulted reports whether the program sets an option once for all calls of a library
// or of a client that it made.
func (v *View) defaulted(row *code.Row, alt string) bool {
	_, name, ok := strings.Cut(alt, ".")
	if !ok {
		return false
	}
	of := row.Package
	if row.Type != "" {
		of += "." + row.Type
	}
	return len(v.graph.stores[of+".defaults."+name]) > 0
}
