package chattycalls

import (
	"path"
	"slices"

	"github.com/archvet/archvet/detect/arch"
)

// fewRounds is how often a call may run without being worth a batch.
const fewRounds = 3

// group is the calls from one loop to one callee.
type group struct {
	unit   *arch.Unit
	callee string // "" for one outside of the repository with no known address
	edge   *arch.Edge
	loop   arch.Loop
	calls  []arch.Call
}

// loops groups the calls inside loops over data by loop and callee.
func loops(a *arch.Architecture) []*group {
	var groups []*group
	add := func(u *arch.Unit, callee string, e *arch.Edge, calls []arch.Call) {
		for _, c := range calls {
			l, ok := dataLoop(c)
			if !ok {
				continue
			}
			i := slices.IndexFunc(groups, func(g *group) bool { return g.unit == u && g.callee == callee && g.loop.At == l.At })
			if i < 0 {
				i = len(groups)
				groups = append(groups, &group{unit: u, callee: callee, edge: e, loop: l})
			}
			groups[i].calls = append(groups[i].calls, c)
		}
	}
	for _, e := range a.Edges {
		if u := a.Unit(e.From); u != nil && e.To != e.From {
			add(u, e.To, e, e.Calls)
		}
	}
	for _, u := range a.Units {
		for _, c := range u.Outbound {
			if c.AsksService() {
				add(u, c.Host(), nil, []arch.Call{c})
			}
		}
	}
	return slices.DeleteFunc(groups, func(g *group) bool { return overImplementations(g) || fansOut(g, groups) })
}

// dataLoop returns the innermost loop around the call whose rounds grow with data.
// Loops over attempts, over what arrives and over a few constants are no such loops.
func dataLoop(c arch.Call) (arch.Loop, bool) {
	for _, l := range slices.Backward(c.Loops) {
		if l.Data && !l.Forever && (!l.Bound.Known() || l.Bound.V > fewRounds) {
			return l, true
		}
	}
	return arch.Loop{}, false
}

// overImplementations reports whether the loop goes over parts of the program, such
// as modules or plug-ins, that each make calls of their own: the call site in it leads
// into many functions.
func overImplementations(g *group) bool {
	var next []string
	for _, c := range g.calls {
		if _, after := c.FrameIn(g.loop); len(after) > 0 {
			if name := after[0].Func + " " + path.Dir(after[0].At.File); !slices.Contains(next, name) {
				next = append(next, name)
			}
		}
	}
	site, _ := g.calls[0].FrameIn(g.loop)
	same := !slices.ContainsFunc(g.calls, func(c arch.Call) bool {
		f, _ := c.FrameIn(g.loop)
		return f.At != site.At
	})
	return same && len(next) > fewRounds
}

// fansOut reports whether the loop goes over services and not over data: the same
// call site in it reaches another unit in another round, by a different address or a
// different implementation.
func fansOut(g *group, all []*group) bool {
	for _, o := range all {
		if o == g || o.unit != g.unit || o.loop.At != g.loop.At || o.callee == g.callee {
			continue
		}
		for _, c := range g.calls {
			if slices.ContainsFunc(o.calls, func(d arch.Call) bool { return sameSite(c, d, g.loop) }) {
				return true
			}
		}
	}
	return false
}

func sameSite(c, d arch.Call, l arch.Loop) bool {
	cf, cAfter := c.FrameIn(l)
	df, dAfter := d.FrameIn(l)
	if cf.At != df.At {
		return false
	}
	dispatched := len(cAfter) > 0 && len(dAfter) > 0 && cAfter[0].Func != dAfter[0].Func
	return dispatched || slices.Equal(cAfter, dAfter)
}
