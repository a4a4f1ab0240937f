package flow

import (
	"slices"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/code"
)

// slotExpr returns the expression that one alternative of a slot names, if the call
// has it.
func slotExpr(op *code.Op, alt string) (code.Expr, bool) {
	alt, key, indexed := strings.Cut(alt, "[")
	base, fields, _ := strings.Cut(alt, ".")
	var e code.Expr
	name, named := strings.CutPrefix(base, "kw:")
	switch {
	case named:
		i := slices.Index(op.Names, name)
		if i < 0 || i >= len(op.Args) {
			return code.Expr{}, false
		}
		e = op.Args[i]
	case base == "r":
		if op.Recv == nil {
			return code.Expr{}, false
		}
		e = *op.Recv
	case base == "last":
		if len(op.Args) == 0 {
			return code.Expr{}, false
		}
		e = op.Args[len(op.Args)-1]
	default:
		i, err := strconv.Atoi(base)
		if err != nil || i >= len(op.Args) || i < len(op.Names) && op.Names[i] != "" {
			return code.Expr{}, false
		}
		e = op.Args[i]
	}
	if fields != "" {
		for name := range strings.SplitSeq(fields, ".") {
			e = code.Expr{Kind: code.FieldOf, Text: e.Type + "." + name, Args: []code.Expr{e}, At: e.At}
		}
	}
	if indexed {
		e = code.Expr{Kind: code.Elem, Args: []code.Expr{e, code.Text(strings.TrimSuffix(key, "]"), e.At)}, At: e.At}
	}
	return e, true
}

// slot returns the origins of a slot: those of its first alternative that gives any
// that are not hidden.
func (r *resolver) slot(p place, op *code.Op, s code.Slot) []Origin {
	var last []Origin
	for alt := range strings.SplitSeq(string(s), "|") {
		if text, ok := strings.CutPrefix(alt, "'"); ok {
			return []Origin{{Kind: Literal, Text: strings.TrimSuffix(text, "'"), Implied: true}}
		}
		if alt == "*" {
			return r.joined(p, op.Args)
		}
		found := r.alternative(p, op, alt)
		if len(found) == 0 {
			continue
		}
		last = found
		for _, o := range last {
			if o.Kind != Hidden && (o.Kind != Literal || o.Text != "") { // the default exchange has no name
				return last
			}
		}
	}
	return last
}

func (r *resolver) alternative(p place, op *code.Op, alt string) []Origin {
	if base, rest, ok := strings.Cut(alt, "+"); ok {
		return r.onBase(p, op, base, rest)
	}
	var out []Origin
	for _, in := range r.view.given(p, op, alt) {
		out = append(out, r.origins(in)...)
	}
	return out
}

// slotPlaces returns where the value of a slot begins, for values that are not text.
func (v *View) slotPlaces(p place, op *code.Op, s code.Slot) []place {
	for alt := range strings.SplitSeq(string(s), "|") {
		var ends []place
		alt, _, _ = strings.Cut(alt, "+") // of a base and a path, what was made is the base
		for _, in := range v.given(p, op, alt) {
			ends = append(ends, v.trace(in)...)
		}
		if len(ends) > 0 {
			return ends
		}
	}
	return nil
}
