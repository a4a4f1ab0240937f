package flow

import (
	"strings"

	"github.com/archvet/archvet/detect/code"
)

// maxNestedEnds bounds the values that a slot with "[]" may name.
const maxNestedEnds = 64

// within returns the values at a path below an argument that elements or any field lie
// on: the tables of all writes of a transaction. False for a slot without such a path.
func (v *View) within(p place, op *code.Op, alt string) ([]place, bool) {
	base, path, ok := strings.Cut(alt, ".")
	if !ok || !strings.Contains(path, "[]") && !strings.Contains(path, "{}") {
		return nil, false
	}
	e, ok := slotExpr(op, base)
	if !ok {
		return nil, true
	}
	list := []place{p.at(e)}
	for step := range strings.SplitSeq(path, ".") {
		name := strings.TrimRight(step, "[]{}")
		list = v.inside(list, func(end place) []place {
			if name == "*" {
				return values(end)
			}
			if m, ok := member(end, name); ok {
				return []place{m}
			}
			return nil
		})
		switch {
		case strings.HasSuffix(step, "[]"):
			list = v.inside(list, values)
		case strings.HasSuffix(step, "{}"):
			list = v.inside(list, keys)
		}
	}
	return list, true
}

func (v *View) inside(list []place, take func(place) []place) []place {
	var out []place
	for _, p := range list {
		for _, end := range v.trace(p) {
			if end.expr.Kind == code.Make {
				out = append(out, take(end)...)
			}
			if len(out) >= maxNestedEnds {
				return out[:maxNestedEnds]
			}
		}
	}
	return out
}

// values are what a list, a map or an object holds.
func values(end place) []place {
	var out []place
	for _, a := range end.expr.Args {
		if isEntry(a) {
			a = a.Args[1]
		}
		out = append(out, end.at(a))
	}
	return out
}

// keys are those of a map.
func keys(end place) []place {
	var out []place
	for i, a := range end.expr.Args {
		switch {
		case isEntry(a):
			out = append(out, end.at(a.Args[0]))
		case i < len(end.expr.Names) && end.expr.Names[i] != "":
			out = append(out, end.at(code.Text(end.expr.Names[i], a.At)))
		}
	}
	return out
}

// isEntry reports whether an element of a map stands with a key that is no constant.
func isEntry(e code.Expr) bool { return e.Kind == code.Make && e.Type == "entry" && len(e.Args) == 2 }
