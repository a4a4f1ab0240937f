package flow

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// joined tells whether what is spawned at s is waited for before the function that
// spawns it returns, as far as that function and the ones around it show.
func (v *View) joined(s site) arch.Value[bool] {
	at := s.call().At
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
