package flow

import (
	"github.com/archvet/archvet/detect/code"
)

// maxSteps bounds one question. What it has found by then stays; the rest is hidden.
const maxSteps = 4000

// maxCallers bounds how many callers a parameter without context is followed to.
const maxCallers = 40

// maxEnds bounds the places where one value can begin.
const maxEnds = 48

// tracer follows a value backwards to where it begins.
type tracer struct {
	view  *View
	seen  map[key]bool
	outer *tracer // that this one answers a part of: what it has seen is not asked again
	out   []place
	steps int
	cut   bool // the answer lacks what another question, still open, will find
}

type key struct {
	kind code.ExprKind
	text string
	idx  int
	op   int
	at   int
	file string
	fn   *code.Func
	ctx  *frame
}

// trace returns the places where the value of p begins: constants, results of
// functions outside of the repository, things made, function references, joined
// texts, and whatever cannot be followed further.
func (v *View) trace(p place) []place {
	t := &tracer{view: v, seen: map[key]bool{}}
	t.follow(p)
	return t.out
}

func (t *tracer) stop(p place) {
	if len(t.out) < maxEnds {
		t.out = append(t.out, p)
	}
}

func keyOf(p place) key {
	e := p.expr
	return key{e.Kind, e.Text, e.Index, e.Op, e.At.Start, e.At.File, p.fn, p.ctx}
}

// visit reports whether k is asked for the first time.
func (t *tracer) visit(k key) bool {
	for o := t; o != nil; o = o.outer {
		if o.seen[k] {
			return false
		}
	}
	t.seen[k] = true
	return true
}

func (t *tracer) follow(p place) {
	k := keyOf(p)
	if !t.visit(k) {
		return
	}
	t.view.work++
	if t.steps++; t.steps > maxSteps {
		return
	}
	if p.ctx == nil && t.view.whole && recalled(p.expr.Kind) {
		t.recall(k, p)
		return
	}
	t.step(p)
}

// recalled tells the kinds whose answer is worth keeping.
func recalled(k code.ExprKind) bool { return k == code.Var || k == code.FieldOf || k == code.Par }

// recall answers a question that depends on no context from what was found before,
// or finds it and keeps it. Where questions depend on one another, only the answer
// to the one that was asked first is whole.
func (t *tracer) recall(k key, p place) {
	known, ok := t.view.known[k]
	if !ok {
		if t.view.asking[k] {
			t.cut = true
			return
		}
		t.view.asking[k] = true
		sub := &tracer{view: t.view, seen: map[key]bool{k: true}, steps: t.steps}
		bare := p
		bare.via = nil
		sub.step(bare)
		delete(t.view.asking, k)
		known, t.steps = sub.out, sub.steps
		if (!sub.cut || len(t.view.asking) == 0) && sub.steps <= maxSteps {
			t.view.known[k] = known
		}
		t.cut = t.cut || sub.cut
	}
	for _, end := range known {
		end.via = end.via.after(p.via)
		t.stop(end)
	}
}

func (t *tracer) step(p place) {
	e := p.expr
	switch e.Kind {
	case code.Var:
		t.loads(p, e.Text)
	case code.Par:
		t.parameter(p)
	case code.FieldOf:
		t.field(p)
	case code.Elem:
		t.element(p)
	case code.Addr, code.Deref:
		t.follow(p.at(e.Args[0]))
	case code.Result:
		t.result(p)
	case code.Choice:
		for _, a := range e.Args {
			t.follow(p.at(a))
		}
	default:
		t.stop(p)
	}
}

// loads follows what is stored at a location, directly or by a function that got
// its address.
func (t *tracer) loads(p place, loc string) {
	n := len(t.out)
	before := t.steps
	stores, _ := t.view.reaching(loc, p.fn, p.expr.At)
	for _, s := range stores {
		if t.view.runs(s.fn, s.as.Guards) {
			t.follow(t.stored(p, s, t.contextOf(p, s.fn)))
		}
	}
	for _, s := range t.view.graph.taken[loc] {
		if t.view.runs(s.fn, s.call().Guards) {
			t.through(p, s, t.contextOf(p, s.fn))
		}
	}
	if len(t.out) == n && t.steps == before {
		t.stop(p) // nothing stores here: an external variable, or one that is never set
	}
}

// contextOf returns the context for a store in fn, seen from p: p's own when it is
// the same function, that of the function around when p is a closure in it.
func (t *tracer) contextOf(p place, fn *code.Func) *frame {
	if fn == p.fn {
		return p.ctx
	}
	return p.ctx.of(fn)
}
