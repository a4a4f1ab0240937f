package flow

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// reaching returns the stores to a local variable or parameter that a use of it can
// see, and whether what it held before all of them can be seen as well. A store that
// surely runs before the use hides the earlier ones: so "ctx, cancel :=
// context.WithTimeout(ctx, d)" bounds all that follows, although it assigns to the
// parameter; and one that only runs after the use is not seen, where the use is not
// in a closure. Anything but the variables of functions keeps all its stores.
func (v *View) reaching(loc string, in *code.Func, use arch.Range) (visible []store, before bool) {
	all := v.graph.stores[loc]
	if !strings.ContainsAny(loc, "#") && !strings.Contains(loc, "/param/") || strings.HasPrefix(loc, "*") || strings.HasSuffix(loc, "[]") {
		return all, true
	}
	var last *store
	for i := range all {
		s := &all[i]
		if v.surelyBefore(s, use) && (last == nil || last.as.At.Start < s.as.At.Start) {
			last = s
		}
	}
	if last == nil {
		return all, true
	}
	for _, s := range all {
		if s.fn != last.fn || s.as.At.Start >= last.as.At.Start && (s.fn != in || !later(s, use)) {
			visible = append(visible, s)
		}
	}
	return visible, false
}

// later reports whether the store runs only after the use: it stands behind it, and
// no loop leads from it back to the use.
func later(s store, use arch.Range) bool {
	if s.as.At.Start < use.End {
		return false
	}
	loop, _ := around(s.fn, use)
	for l := s.as.Loop; l >= 0 && l < len(s.fn.Loops); l = s.fn.Loops[l].Parent {
		if inLoopOf(s.fn, loop, l) {
			return false
		}
	}
	return true
}

// surelyBefore reports whether the store runs before the use, whichever branches are
// taken: it ends before it, and whatever it depends on the use depends on as well. A
// closure that uses the variable stands where it is made.
func (v *View) surelyBefore(s *store, use arch.Range) bool {
	if use.IsZero() || !s.fn.Body.Contains(use) || s.as.At.End > use.Start || !v.reached[s.fn] {
		return false
	}
	loop, guards := around(s.fn, use)
	if !inLoopOf(s.fn, loop, s.as.Loop) || len(s.as.Guards) > len(guards) {
		return false
	}
	for i, g := range s.as.Guards {
		if g.Not != guards[i].Not || g.Cond.At != guards[i].Cond.At {
			return false
		}
	}
	return true
}

// inLoopOf reports whether loop is outer or stands in it: what happens in a loop that
// the use is not part of may not happen at all.
func inLoopOf(f *code.Func, loop, outer int) bool {
	for n := 0; n <= len(f.Loops); n++ {
		if loop == outer || outer < 0 {
			return true
		}
		if loop < 0 || loop >= len(f.Loops) {
			return false
		}
		loop = f.Loops[loop].Parent
	}
	return false
}

// around returns the loop in which the code at a place runs, and the conditions: those
// of the smallest operation, assignment or return that it is part of.
func around(f *code.Func, at arch.Range) (loop int, guards []code.Guard) {
	loop = -1
	best := -1
	look := func(part arch.Range, l int, g []code.Guard) {
		if size := part.End - part.Start; part.Contains(at) && (best < 0 || size < best) {
			loop, guards, best = l, g, size
		}
	}
	for i := range f.Ops {
		look(f.Ops[i].At, f.Ops[i].Loop, f.Ops[i].Guards)
	}
	for i := range f.Assigns {
		look(f.Assigns[i].At, f.Assigns[i].Loop, f.Assigns[i].Guards)
	}
	for i := range f.Returns {
		look(f.Returns[i].At, -1, f.Returns[i].Guards)
	}
	return loop, guards
}
