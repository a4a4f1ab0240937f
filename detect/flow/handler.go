package flow

import (
	"slices"

	"github.com/archvet/archvet/detect/code"
)

// handler is a function that is registered to be called back.
type handler struct {
	row *code.Row
	at  site
}

// reference reaches a function whose value is taken, and notes it as a handler when
// the call it is handed to registers one.
func (v *View) reference(f *code.Func, e code.Expr, op int) {
	target := v.graph.funcs[e.Text]
	if target == nil {
		return
	}
	s := site{fn: f, op: op}
	if op < 0 {
		if !slices.ContainsFunc(v.callers[target.ID], func(c caller) bool { return c.fn == f && c.op < 0 }) {
			v.callers[target.ID] = append(v.callers[target.ID], caller{site: s, fn: f, reference: true})
		}
		v.reach(target)
		return
	}
	v.register(target, s)
	v.edge(s, target, true, false)
}

func (v *View) register(f *code.Func, s site) {
	row := v.rowOf(place{fn: s.fn}, s.call())
	if row == nil {
		return
	}
	switch row.Action {
	case code.Route, code.Serve, code.Start, code.Consume:
		if _, ok := v.handlers[f.ID]; !ok {
			v.handlers[f.ID] = handler{row, s}
		}
	}
}

// callbacks are the methods by which libraries call an object that they were handed.
var callbacks = []string{"ServeHTTP", "Invoke", "ConsumeClaim", "HandleMessage", "ProcessTask", "RoundTrip"}

// handOver reaches the methods of an object that a call hands to a library: those
// of a service that it registers, else those that libraries are known to call.
func (v *View) handOver(f *code.Func, e code.Expr, op int) {
	t := v.graph.types[e.Type]
	if t == nil || len(t.Interface) > 0 || f.Ops[op].Callee.Func != "" {
		return
	}
	s := site{fn: f, op: op}
	row := v.rowOf(place{fn: f}, s.call())
	names := callbacks
	if row != nil && row.Action == code.Serve {
		names = exported(t)
		v.make(e.Type)
	}
	for _, name := range names {
		if m := v.graph.funcs[t.Methods[name]]; m != nil {
			if row != nil {
				v.register(m, s)
			}
			v.edge(s, m, true, false)
		}
	}
}

func exported(t *code.Type) []string {
	var names []string
	for name := range t.Methods {
		if name[0] >= 'A' && name[0] <= 'Z' {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// registered notes the handlers that a call registers through a value: the result of
// a wrapper, a variable.
func (v *View) registered(s site) {
	row := v.rowOf(place{fn: s.fn}, s.call())
	if row == nil {
		return
	}
	if row.Action == code.WithLimit && row.Protocol == "middleware" {
		v.limited = true
	}
	v.started = v.started || row.Action == code.Start && row.Protocol == "aws-lambda"
	if row.Handler == "" {
		return
	}
	for _, arg := range s.call().Args {
		v.handOver(s.fn, arg, s.op)
	}
	for _, f := range v.handlerFuncs(place{fn: s.fn}, s.call(), row.Handler) {
		v.register(f, s)
		v.edge(s, f, true, false)
	}
}
