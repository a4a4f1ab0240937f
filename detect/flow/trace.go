package flow

import (
	"strings"

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
		sub.step(p)
		delete(t.view.asking, k)
		known, t.steps = sub.out, sub.steps
		if (!sub.cut || len(t.view.asking) == 0) && sub.steps <= maxSteps {
			t.view.known[k] = known
		}
		t.cut = t.cut || sub.cut
	}
	for _, end := range known {
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
			t.follow(place{s.as.From, s.fn, t.contextOf(p, s.fn)})
		}
	}
	for _, s := range t.view.graph.taken[loc] {
		if t.view.runs(s.fn, s.call().Guards) {
			t.through(s, t.contextOf(p, s.fn))
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

// through follows what the callee stores through the pointer it gets as an argument.
func (t *tracer) through(s site, ctx *frame) {
	op := s.call()
	if row := t.view.rowOf(place{fn: s.fn, ctx: ctx}, op); row != nil {
		if row.Into == slotOf(s.arg) {
			t.stop(place{code.Expr{Kind: code.Result, Text: s.fn.ID, Op: s.op, Index: -1, At: op.At}, s.fn, ctx})
		}
		return
	}
	for _, callee := range t.view.callees(s.fn, op) {
		t.throughParam(callee, s.arg+offset(callee), ctx, s)
	}
}

func (t *tracer) throughParam(callee *code.Func, param int, ctx *frame, s site) {
	if ctx.in(callee) || (ctx != nil && ctx.depth > maxDepth) || param >= len(callee.Params) {
		return
	}
	inner := ctx.push(s, callee)
	loc := "*" + parLocation(callee.ID, param)
	for _, st := range t.view.graph.stores[loc] {
		if t.view.feasible(st.fn, st.as.Guards) {
			t.follow(place{st.as.From, st.fn, inner})
		}
	}
	for i := range callee.Ops { // the pointer may be handed on
		for j, a := range callee.Ops[i].Args {
			if a.Kind == code.Par && a.Text == callee.ID && a.Index == param {
				t.through(site{callee, i, j}, inner)
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
			t.follow(place{s.as.From, s.fn, t.contextOf(p, s.fn)})
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
	caller := place{fn: s.fn, ctx: up}
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
	for _, callee := range t.view.callees(fn, op) {
		if p.ctx.in(callee) || (p.ctx != nil && p.ctx.depth > maxDepth) {
			continue
		}
		inner := p.ctx.push(site{fn: fn, op: p.expr.Op}, callee)
		for _, r := range callee.Returns {
			if !t.view.feasible(callee, r.Guards) {
				continue
			}
			followed = t.returned(place{fn: callee, ctx: inner}, r, p.expr.Index) || followed
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

// field follows a field: into the objects that are known to be the ones, else to
// every store to a field of that name and type.
func (t *tracer) field(p place) {
	name := p.expr.Text[strings.LastIndexByte(p.expr.Text, '.')+1:]
	if len(p.expr.Args) > 0 && t.madeField(p, name) {
		return
	}
	if f := t.view.graph.fieldOf(p.expr.Text); f != nil && envTag(f.Tag).name != "" {
		t.stop(p)
		return
	}
	if t.options(p) {
		t.assigned(p)
		return
	}
	t.loads(p, p.expr.Text)
}

// madeField follows the field in the literals that the object comes from, when all
// of them are known and set it.
func (t *tracer) madeField(p place, name string) bool {
	sub := &tracer{view: t.view, seen: map[key]bool{}, outer: t, steps: t.steps}
	sub.follow(p.at(p.expr.Args[0]))
	t.steps, t.cut = sub.steps, t.cut || sub.cut
	if len(sub.out) == 0 {
		return false
	}
	var values []place
	for _, o := range sub.out {
		v, ok := member(o, name)
		if !ok {
			return false
		}
		values = append(values, v)
	}
	if t.options(p) {
		return true
	}
	for _, v := range values {
		t.follow(v)
	}
	t.assigned(p)
	return true
}

// options follows what functional options store in the field: where a program uses
// such an option, the constructor's own value is only the default it replaces.
func (t *tracer) options(p place) bool {
	found := false
	for _, s := range t.view.graph.stores[p.expr.Text] {
		to := s.as.To
		option := s.fn.Parent != "" && len(s.as.Guards) == 0 && len(to.Args) > 0 && to.Args[0].Kind == code.Par && to.Args[0].Text == s.fn.ID
		if option && t.view.runs(s.fn, nil) {
			t.follow(place{s.as.From, s.fn, t.contextOf(p, s.fn)})
			found = true
		}
	}
	return found
}

// assigned follows what is stored in the field of an object after it was made.
func (t *tracer) assigned(p place) {
	for _, s := range t.view.graph.stores[p.expr.Text] {
		literal := len(s.as.To.Args) == 0 || s.as.To.Args[0].Kind == code.Make
		if !literal && t.view.runs(s.fn, s.as.Guards) {
			t.follow(place{s.as.From, s.fn, t.contextOf(p, s.fn)})
		}
	}
}

// member returns a named member of something made.
func member(o place, name string) (place, bool) {
	if o.expr.Kind != code.Make {
		return place{}, false
	}
	for i, n := range o.expr.Names {
		if n == name && i < len(o.expr.Args) {
			return o.at(o.expr.Args[i]), true
		}
	}
	return place{}, false
}

func (t *tracer) element(p place) {
	container := p.at(p.expr.Args[0])
	n := len(t.out)
	sub := &tracer{view: t.view, seen: map[key]bool{}, outer: t, steps: t.steps}
	sub.follow(container)
	t.steps, t.cut = sub.steps, t.cut || sub.cut
	want, constant := "", false
	if len(p.expr.Args) > 1 && p.expr.Args[1].Kind == code.Const {
		want, constant = p.expr.Args[1].Text, true
	}
	for _, o := range sub.out {
		if o.expr.Kind == code.Result && o.expr.Index < 0 && constant { // filled from a file
			t.stop(o.at(code.Expr{Kind: code.Elem, Args: []code.Expr{o.expr, p.expr.Args[1]}, At: p.expr.At}))
		}
		if o.expr.Kind == code.Result && o.expr.Index >= 0 { // the parts of a text, say
			t.stop(o)
		}
		if o.expr.Kind != code.Make {
			continue
		}
		for i, a := range o.expr.Args {
			if !constant || i >= len(o.expr.Names) || o.expr.Names[i] == want {
				t.follow(o.at(a))
			}
		}
	}
	if loc := location(p.expr); loc != "" && len(t.view.graph.stores[loc]) > 0 {
		t.loads(p, loc)
	}
	if len(t.out) == n {
		t.stop(p)
	}
}
