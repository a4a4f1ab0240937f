package flow

import (
	"github.com/archvet/archvet/detect/code"
)

// through follows what the callee stores through the pointer it gets as an argument.
func (t *tracer) through(p place, s site, ctx *frame) {
	op := s.call()
	if row := t.view.rowOf(place{fn: s.fn, ctx: ctx}, op); row != nil {
		if row.Into == slotOf(s.arg) {
			t.stop(place{code.Expr{Kind: code.Result, Text: s.fn.ID, Op: s.op, Index: -1, At: op.At}, s.fn, ctx, p.via})
		}
		return
	}
	for _, callee := range t.view.callees(op) {
		t.throughParam(p, callee, s.arg+offset(callee), ctx, s)
	}
}

func (t *tracer) throughParam(p place, callee *code.Func, param int, ctx *frame, s site) {
	if ctx.in(callee) || (ctx != nil && ctx.depth > maxDepth) || param >= len(callee.Params) {
		return
	}
	inner := ctx.push(s, callee)
	loc := "*" + parLocation(callee.ID, param)
	for _, st := range t.view.graph.stores[loc] {
		if t.view.feasible(st.fn, st.as.Guards) {
			t.follow(place{st.as.From, st.fn, inner, t.hop(p, s.call().At, "filled by "+callee.Name)})
		}
	}
	for i := range callee.Ops { // the pointer may be handed on
		for j, a := range callee.Ops[i].Args {
			if a.Kind == code.Par && a.Text == callee.ID && a.Index == param {
				t.through(p, site{callee, i, j}, inner)
			}
		}
	}
}

// offset is 1 for methods: the receiver is their first parameter but no argument.
func offset(f *code.Func) int {
	if f.HasRecv {
		return 1
	}
	return 0
}

func (t *tracer) parameter(p place) {
	fn := t.view.graph.funcs[p.expr.Text]
	if fn == nil {
		t.stop(p)
		return
	}
	stores, passed := t.view.reaching(parLocation(fn.ID, p.expr.Index), p.fn, p.expr.At)
	for _, s := range stores {
		if t.view.runs(s.fn, s.as.Guards) {
			t.follow(t.stored(p, s, t.contextOf(p, s.fn)))
		}
	}
	if !passed {
		return
	}
	if ctx := p.ctx.of(fn); ctx != nil {
		t.argument(p, fn, ctx.site, ctx.up)
		return
	}
	callers := t.view.callers[fn.ID]
	if len(callers) > maxCallers || !t.view.whole {
		t.stop(p)
		return
	}
	called := false
	for _, c := range callers {
		if c.op >= 0 { // elsewhere its value is taken, and nothing is passed
			t.argument(p, fn, c.site, nil)
			called = true
		}
	}
	if !called {
		t.stop(p)
	}
}

// argument follows parameter p of fn into the call that passes it.
func (t *tracer) argument(p place, fn *code.Func, s site, up *frame) {
	if s.op < 0 { // fn's value is only stored there
		t.stop(p)
		return
	}
	op := s.call()
	i := p.expr.Index
	caller := place{fn: s.fn, ctx: up, via: t.hop(p, op.At, "passed to "+fn.Name)}
	if fn.HasRecv {
		if i == 0 {
			if op.Recv != nil {
				t.follow(caller.at(*op.Recv))
			} else {
				t.stop(p)
			}
			return
		}
		i--
	}
	if p.expr.Index < len(fn.Params) && fn.Params[p.expr.Index].Rest {
		for ; i < len(op.Args); i++ {
			t.follow(caller.at(op.Args[i]))
		}
		return
	}
	if t.view.isReference(s, fn) {
		// A function that a constructor is handed gets what it makes: a group of routes.
		row := t.view.rowOf(caller, op)
		if row != nil && row.Action == code.Carry && row.Handler != "" && i == 0 && row.From != row.Handler {
			t.stop(caller.at(code.Expr{Kind: code.Result, Text: s.fn.ID, Op: s.op, At: op.At}))
			return
		}
	}
	if i < len(op.Args) && !t.view.isReference(s, fn) {
		t.follow(caller.at(op.Args[i]))
		return
	}
	t.stop(p)
}

func (t *tracer) result(p place) {
	fn := t.view.graph.funcs[p.expr.Text]
	if fn == nil || p.expr.Op >= len(fn.Ops) || p.expr.Op < 0 || p.expr.Index < 0 {
		t.stop(p)
		return
	}
	op := &fn.Ops[p.expr.Op]
	if t.view.rowOf(p, op) != nil {
		t.stop(p)
		return
	}
	followed := false
	for _, callee := range t.view.callees(op) {
		if p.ctx.in(callee) || (p.ctx != nil && p.ctx.depth > maxDepth) {
			continue
		}
		inner := p.ctx.push(site{fn: fn, op: p.expr.Op}, callee)
		for _, r := range callee.Returns {
			if !t.view.feasible(callee, r.Guards) {
				continue
			}
			followed = t.returned(place{fn: callee, ctx: inner, via: t.hop(p, op.At, "result of "+callee.Name)}, r, p.expr.Index) || followed
		}
	}
	if !followed {
		t.stop(p)
	}
}

func (t *tracer) returned(p place, r code.Return, i int) bool {
	switch {
	case i < len(r.Values) && len(r.Values) > 1, i == 0 && len(r.Values) == 1:
		t.follow(p.at(r.Values[i]))
	case len(r.Values) == 1 && r.Values[0].Kind == code.Result: // return f(), of several results
		e := r.Values[0]
		e.Index = i
		t.follow(p.at(e))
	default:
		return false
	}
	return true
}
