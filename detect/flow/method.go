package flow

import (
	"strings"

	"github.com/archvet/archvet/detect/code"
)

// method names what is called at the far end: the text of the row's slot, the verb
// that a request was made with, or the name of a library's constant; else the name of
// the function itself.
func (c *collector) method(r *resolver, p place, op *code.Op, row *code.Row) string {
	if row.Method == "" {
		return op.Callee.Name
	}
	for _, o := range r.slot(p, op, row.Method) {
		if text, ok := c.view.fixed(o); ok {
			return strings.TrimPrefix(text, "/")
		}
	}
	if text := c.view.madeWith(r, p, op, row, 0); text != "" {
		return strings.TrimPrefix(text, "/")
	}
	for _, end := range c.view.slotPlaces(p, op, row.Method) {
		if pkg, name := cutLast(end.expr.Text); end.expr.Kind == code.Var && strings.Contains(pkg, "/") && c.view.graph.owners[pkg] == nil {
			return name
		}
	}
	return op.Callee.Name
}

// madeWith returns the method of the request that a call sends: "0.Method" is not a
// field that anybody sets, but an argument of what made the request.
func (v *View) madeWith(r *resolver, p place, op *code.Op, row *code.Row, depth int) string {
	base, field, _ := strings.Cut(string(row.Method), ".")
	if row.Method == "" {
		base, field = string(row.From), "Method"
	}
	if field != "Method" || depth > maxContexts {
		return ""
	}
	for _, end := range v.slotPlaces(p, op, code.Slot(base)) {
		made := v.opOf(end.expr)
		if made == nil {
			continue
		}
		by := v.rowOf(end, made)
		if by == nil || by.Action != code.Carry {
			continue
		}
		in := place{fn: v.graph.funcs[end.expr.Text], ctx: end.ctx}
		if by.Method == "" {
			if text := v.madeWith(r, in, made, by, depth+1); text != "" {
				return text
			}
			continue
		}
		for _, o := range r.slot(in, made, by.Method) {
			if text, ok := v.fixed(o); ok && text != "" {
				return text
			}
		}
	}
	return ""
}
