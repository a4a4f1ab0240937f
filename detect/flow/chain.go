package flow

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

const (
	maxChains = 16 // ways to one operation
	maxChain  = 20 // calls on one way
	maxLooked = 2000
)

// chain is one way from where work begins to an operation.
type chain struct {
	root    *code.Func
	handler *handler // that root is, when it is one
	sites   []site   // outermost first; the last is the operation
}

// chains returns the ways to an operation, shortest first.
func (v *View) chains(s site) []chain {
	var done []chain
	queue := []chain{{root: s.fn, sites: []site{s}}}
	for looked := 0; len(queue) > 0 && len(done) < maxChains && looked < maxLooked; looked++ {
		c := queue[0]
		queue = queue[1:]
		above, begins := v.above(c)
		if begins || len(above) == 0 || len(c.sites) >= maxChain {
			if h, ok := v.handlers[c.root.ID]; ok {
				c.handler = &h
			}
			done = append(done, c)
			continue
		}
		queue = append(queue, above...)
	}
	return done
}

// above returns the chains that continue c by one caller; begins is true when work
// begins at c's root.
func (v *View) above(c chain) (next []chain, begins bool) {
	if _, ok := v.handlers[c.root.ID]; ok || slices.Contains(v.entry.Funcs, c.root.ID) {
		return nil, true
	}
	for _, caller := range v.callers[c.root.ID] {
		switch {
		case caller.fn.Generated && caller.iface && !c.root.Generated:
			return nil, true // a generated server dispatches to its implementation
		case caller.op < 0, caller.reference && !v.runsThere(caller) && !c.root.Generated:
			begins = true
		case c.root.Parent != "" && !caller.reference && caller.call().Callee.Value != nil && v.handedOver(c.root):
			// who calls a closure that was handed over matters less than who handed it
		case !slices.ContainsFunc(c.sites, func(s site) bool { return s.fn == caller.fn }):
			next = append(next, chain{root: caller.fn, sites: append([]site{caller.site}, c.sites...)})
		}
	}
	return next, begins && len(next) == 0
}

func (v *View) handedOver(f *code.Func) bool {
	return slices.ContainsFunc(v.callers[f.ID], func(c caller) bool { return c.reference && c.op >= 0 && v.runsThere(c) })
}

// runsThere reports whether a function that is handed over runs as part of the call
// it is handed to: it is spawned by it, or a function of the repository calls it.
func (v *View) runsThere(c caller) bool {
	op := c.call()
	if op.Callee.Func != "" || op.Callee.Iface != "" || op.Spawned || op.Deferred {
		return true
	}
	row := v.rowOf(place{fn: c.fn}, op)
	if row == nil {
		return op.Callee.Value != nil
	}
	switch row.Action {
	case code.Route, code.Serve, code.Start, code.Consume, code.Carry:
		return false
	}
	return true
}

// context returns the calling context at the end of the chain.
func (c chain) context() *frame {
	var ctx *frame
	for i := 0; i+1 < len(c.sites); i++ {
		ctx = ctx.push(c.sites[i], c.sites[i+1].fn)
	}
	return ctx
}

// path renders the chain for people: generated frames are left out.
func (v *View) path(c chain) Path {
	p := Path{}
	if !slices.Contains(v.entry.Funcs, c.root.ID) || c.handler != nil {
		if !v.isInit(c.root) {
			p.Handler = c.root.Name
			p.Taken = c.handler == nil && c.root.Parent != "" && !c.root.Generated
		}
	}
	for i, s := range c.sites {
		spawned := v.spawns(s, i+1 < len(c.sites))
		loops := loopsAt(s)
		p.Spawned = p.Spawned || spawned
		if slices.ContainsFunc(s.call().Guards, func(g code.Guard) bool { return !g.Not }) {
			p.Always = arch.Given(false, s.call().At)
		}
		p.Concurrent = p.Concurrent || spawned && len(loops) > 0
		if s.fn.Generated {
			continue
		}
		p.Frames = append(p.Frames, arch.Frame{Func: s.fn.Name, At: s.call().At})
		p.Loops = append(p.Loops, loops...)
	}
	return p
}

func (v *View) isInit(f *code.Func) bool {
	pkg := v.graph.pkgs[f.Package]
	return pkg != nil && pkg.Init == f.ID
}

// spawns reports whether what s calls runs beside it.
func (v *View) spawns(s site, calls bool) bool {
	op := s.call()
	if op.Spawned {
		return true
	}
	row := v.rowOf(place{fn: s.fn}, op)
	return calls && row != nil && row.Action == code.Spawn
}

// loopsAt returns the loops around an operation in its function, outermost first.
func loopsAt(s site) []arch.Loop {
	var out []arch.Loop
	for i := s.call().Loop; i >= 0 && i < len(s.fn.Loops) && len(out) <= len(s.fn.Loops); i = s.fn.Loops[i].Parent {
		out = append(out, archLoop(s.fn, i))
	}
	slices.Reverse(out)
	return out
}

func archLoop(f *code.Func, i int) arch.Loop {
	l := &f.Loops[i]
	stream := l.Range != nil && l.Range.Type == "chan"
	return arch.Loop{
		At: l.At, Over: l.Over, Forever: l.Forever || stream, Bound: l.Bound, Exits: l.Exits, Func: f.Name,
		Data: !l.Forever && !stream && !l.Bound.Known() && (l.Range != nil || counted().MatchString(l.Over) || steps(f, i)),
	}
}

// steps reports whether a loop goes through a span of its own: each round derives the
// value that its condition looks at from the value before, as "d = d.AddDate(0, 0, 1)".
func steps(f *code.Func, loop int) bool {
	for _, as := range f.Assigns {
		v := as.To
		if as.Loop != loop || v.Kind != code.Var || as.From.Kind != code.Result || as.From.Text != f.ID || as.From.Op < 0 || as.From.Op >= len(f.Ops) {
			continue
		}
		op := &f.Ops[as.From.Op]
		name, _, _ := strings.Cut(v.Text[strings.LastIndexAny(v.Text, "./$")+1:], "#")
		if op.Callee.Package == "time" && op.Recv != nil && op.Recv.Kind == code.Var && op.Recv.Text == v.Text && strings.Contains(f.Loops[loop].Over, name) {
			return true
		}
	}
	return false
}

// counted recognises the conditions of loops over data that name no container: a length
// that a call gives, a cursor. Other conditions wait for something, or count attempts.
var counted = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\blen\(|\.(length|Length|Count)\b|\.size\(\)|\.(Next|Scan|hasNext|MoveNext)\(`)
})
