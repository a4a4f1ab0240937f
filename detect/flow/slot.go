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
		e, ok := slotExpr(op, alt)
		if !ok {
			continue
		}
		last = r.origins(p.at(e))
		for _, o := range last {
			if o.Kind != Hidden {
				return last
			}
		}
	}
	return last
}

// slotPlaces returns where the value of a slot begins, for values that are not text.
func (v *View) slotPlaces(p place, op *code.Op, s code.Slot) []place {
	for alt := range strings.SplitSeq(string(s), "|") {
		if e, ok := slotExpr(op, alt); ok {
			if ends := v.trace(p.at(e)); len(ends) > 0 {
				return ends
			}
		}
	}
	return nil
}
