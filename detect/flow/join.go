package flow

import (
	"slices"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// joined tells whether what is spawned at s is waited for before the function that
// spawns it returns, as far as that function and the ones around it show.
func (v *View) joined(s site) arch.Value[bool] {
	at := s.call().At
	if v.gathered(s) {
		return arch.Given(true, at)
	}
	if v.unheard(s) {
		return arch.Given(false, at)
	}
	if v.waits(s.fn, s.op) {
		return arch.Given(true, at)
	}
	if v.leaks(s.fn) {
		return arch.Hide[bool](at, "something to wait for may be handed to the caller")
	}
	for _, c := range v.callers[s.fn.ID] { // a closure or method may be waited for around it
		if c.op >= 0 && v.waits(c.fn, c.op) {
			return arch.Hide[bool](at, "the caller waits for something")
		}
	}
	return arch.Given(false, at)
}

// gathered reports whether what the call gives, a promise, is handed to something that
// waits for it.
func (v *View) gathered(s site) bool {
	for i := s.op + 1; i < len(s.fn.Ops); i++ {
		op := &s.fn.Ops[i]
		if slices.ContainsFunc(op.Args, func(e code.Expr) bool { return carries(e, s, 0) }) {
			row := v.rowOf(place{fn: s.fn}, op)
			return row != nil && row.Action == code.Join
		}
	}
	return false
}

// carries reports whether an expression is, or is made of, the result of a call.
func carries(e code.Expr, s site, depth int) bool {
	if e.Kind == code.Result {
		return e.Text == s.fn.ID && e.Op == s.op
	}
	return depth < maxContexts && slices.ContainsFunc(e.Args, func(a code.Expr) bool { return carries(a, s, depth+1) })
}

// waits reports whether the function waits for something after operation from.
func (v *View) waits(f *code.Func, from int) bool {
	for i := range f.Ops {
		op := &f.Ops[i]
		if i <= from && !op.Deferred {
			continue
		}
		switch op.Kind {
		case code.OpReceive, code.OpSelect:
			return true
		}
		if row := v.rowOf(place{fn: f}, op); row != nil && row.Action == code.Join {
			return true
		}
	}
	for i := range f.Loops { // for v := range ch
		if r := f.Loops[i].Range; r != nil && r.Type == "chan" {
			return true
		}
	}
	return false
}

// leaks reports whether the function gives its caller, or an object, something by
// which the spawned work can be waited for.
func (v *View) leaks(f *code.Func) bool {
	for _, r := range f.Returns {
		for _, e := range r.Values {
			if e.Type == "chan" || e.Type == "sync.WaitGroup" || e.Type == "golang.org/x/sync/errgroup.Group" {
				return true
			}
		}
	}
	for _, p := range f.Params {
		if p.Type == "chan" || p.Type == "sync.WaitGroup" || p.Type == "golang.org/x/sync/errgroup.Group" {
			return true
		}
	}
	return false
}

// unheard reports whether what a go statement starts is proved to give no sign of its
// end, so that whatever is waited for afterwards is something else.
func (v *View) unheard(s site) bool {
	op := s.call()
	if !op.Spawned {
		return false // a library starts it, and has ways of its own to wait
	}
	callees := v.callees(op)
	seen := map[*code.Func]bool{}
	for _, f := range callees {
		if !v.silent(f, seen) {
			return false
		}
	}
	return len(callees) > 0
}

// signals are the names of calls that tell others of an end.
var signals = map[string]bool{"Done": true, "close": true, "Close": true, "Signal": true, "Broadcast": true, "Release": true, "Store": true, "Set": true, "Notify": true}

// maxSilent bounds how many functions are looked at to prove that none gives a sign.
const maxSilent = 200

func (v *View) silent(f *code.Func, seen map[*code.Func]bool) bool {
	if seen[f] {
		return true
	}
	seen[f] = true
	if len(seen) > maxSilent {
		return false
	}
	for i := range f.Ops {
		op := &f.Ops[i]
		if op.Kind == code.OpSend || signals[op.Callee.Name] {
			return false
		}
		if op.Kind == code.OpCall && (!v.silentArgs(op, seen) || !v.silentCall(op, seen)) {
			return false
		}
	}
	return true
}

func (v *View) silentCall(op *code.Op, seen map[*code.Func]bool) bool {
	callees := v.callees(op)
	if len(callees) == 0 {
		return op.Callee.Func == "" && op.Callee.Iface == "" && op.Callee.Value == nil // a library: it has what it was given
	}
	for _, c := range callees {
		if !v.silent(c, seen) {
			return false
		}
	}
	return true
}

// silentArgs reports whether a call hands on nothing by which a sign could be given.
func (v *View) silentArgs(op *code.Op, seen map[*code.Func]bool) bool {
	for _, e := range op.Args {
		switch {
		case e.Kind == code.FuncRef:
			if f := v.graph.funcs[e.Text]; f == nil || !v.silent(f, seen) {
				return false
			}
		case e.Type == "chan", e.Type == "func", e.Type == "sync.WaitGroup", e.Type == "sync.Cond":
			return false
		}
	}
	return true
}
