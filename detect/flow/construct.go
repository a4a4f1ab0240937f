package flow

import "github.com/archvet/archvet/detect/code"

// maxConstructors bounds how many constructors may call one another.
const maxConstructors = 4

// constructed returns what the constructor of an object stores in a field of it, as
// that very call has it, and the functions that do. It is false where no constructor
// is called on the object, or none stores there.
func (v *View) constructed(o place, field string) (values []place, by []*code.Func) {
	if o.expr.Kind != code.Make || o.fn == nil || v.graph.types[o.expr.Type] == nil {
		return nil, nil
	}
	for i := range o.fn.Ops {
		op := &o.fn.Ops[i]
		if op.Recv == nil || op.Recv.Kind != code.Make || op.Recv.At != o.expr.At || op.Callee.Func == "" {
			continue
		}
		return v.storedBy(site{fn: o.fn, op: i}, o.ctx, field, 0)
	}
	return nil, nil
}

// configuredWith returns the field of that name in the settings that a library's
// constructor is given: what it makes has the same.
func (v *View) configuredWith(o place, name string) []place {
	op := v.opOf(o.expr)
	if op == nil || op.Callee.Package == "" || o.expr.Index > 0 {
		return nil
	}
	in := place{fn: v.graph.funcs[o.expr.Text], ctx: o.ctx}
	row := v.rowOf(in, op)
	if row == nil || row.Action != code.Build && row.Action != code.Carry {
		return nil
	}
	var out []place
	for _, a := range op.Args {
		for _, end := range v.trace(in.at(a)) {
			if m, ok := member(end, name); ok {
				out = append(out, m)
			}
		}
	}
	return out
}

// storedBy returns what a method that is called at s stores in a field of its
// receiver, itself or through other methods.
func (v *View) storedBy(s site, ctx *frame, field string, depth int) (values []place, by []*code.Func) {
	callee := v.graph.funcs[s.call().Callee.Func]
	if callee == nil || !callee.HasRecv || depth > maxConstructors || ctx.in(callee) {
		return nil, nil
	}
	inner := ctx.push(s, callee)
	self := func(e *code.Expr) bool {
		return e != nil && e.Kind == code.Par && e.Text == callee.ID && e.Index == 0
	}
	for i := range callee.Assigns {
		as := &callee.Assigns[i]
		if as.To.Kind == code.FieldOf && as.To.Text == field && len(as.To.Args) > 0 && self(&as.To.Args[0]) && v.feasible(callee, as.Guards) {
			values, by = append(values, place{expr: as.From, fn: callee, ctx: inner}), append(by, callee)
		}
	}
	for i := range callee.Ops {
		if op := &callee.Ops[i]; op.Callee.Func != "" && self(op.Recv) && v.feasible(callee, op.Guards) {
			more, also := v.storedBy(site{fn: callee, op: i}, inner, field, depth+1)
			values, by = append(values, more...), append(by, also...)
		}
	}
	return values, by
}
