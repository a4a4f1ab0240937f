package flow

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// kept tells whether later requests are served with what is built at the end of a
// chain, too. Known false is proved: a function that is called for each request
// builds it anew each time, from values that no request brings.
func (v *View) kept(ch chain) arch.Value[bool] {
	at := ch.sites[len(ch.sites)-1].call().At
	if ch.handler == nil && (v.isInit(ch.root) || slices.Contains(v.entry.Funcs, ch.root.ID)) {
		return arch.Given(true, at)
	}
	if ch.handler == nil {
		return arch.Hide[bool](at, "who calls "+ch.root.Name+" is not seen")
	}
	var running []*code.Func
	for _, s := range ch.sites {
		running = append(running, s.fn)
	}
	changed := map[string]bool{}
	for _, f := range running {
		v.changes(f, running, changed)
		v.changesBelow(f, running, changed)
	}
	for _, s := range ch.sites {
		if v.runsOnce(s.fn) || v.tested(s, running, changed) {
			return arch.Given(true, s.call().At)
		}
	}
	if v.personal(ch) {
		return arch.Hide[bool](at, "what it is built from comes with the request")
	}
	return arch.Given(false, at)
}

// changesBelow adds what the functions that f calls and the closures in it store to.
func (v *View) changesBelow(f *code.Func, running []*code.Func, out map[string]bool) {
	for i := range f.Ops {
		if callee := v.graph.funcs[f.Ops[i].Callee.Func]; callee != nil {
			v.changes(callee, append(running[:len(running):len(running)], callee), out)
		}
	}
	for _, g := range v.order {
		if g.Parent != "" && strings.HasPrefix(g.ID, f.ID+"$") {
			v.changes(g, append(running[:len(running):len(running)], g), out)
		}
	}
}

// runsOnce reports whether a function is handed to something that runs it once and
// keeps what it gives.
func (v *View) runsOnce(f *code.Func) bool {
	return slices.ContainsFunc(v.callers[f.ID], func(c caller) bool {
		if c.op < 0 {
			return false
		}
		row := v.rowOf(place{fn: c.fn}, c.call())
		return row != nil && row.Action == code.Once
	})
}

// tested reports whether a call depends on a check of something lasting that these
// functions store to: the usual way to build a thing when it is first needed.
func (v *View) tested(s site, running []*code.Func, changed map[string]bool) bool {
	if len(changed) == 0 {
		return false
	}
	c := check{view: v, fn: s.fn, running: running, changed: changed, own: map[string]bool{}}
	v.changes(s.fn, running, c.own)
	op := s.call()
	if slices.ContainsFunc(op.Guards, c.guard) {
		return true
	}
	for _, r := range s.fn.Returns {
		if r.At.Start < op.At.Start && slices.ContainsFunc(r.Guards, c.guard) {
			return true
		}
		if slices.ContainsFunc(r.Values, func(e code.Expr) bool { return c.either(e, s) }) {
			return true
		}
	}
	return slices.ContainsFunc(s.fn.Assigns, func(as code.Assign) bool { return c.either(as.From, s) })
}

// check looks for lasting locations in the conditions of one function.
type check struct {
	view    *View
	fn      *code.Func
	running []*code.Func
	changed map[string]bool
	own     map[string]bool // of changed, by this very function
}

func (c check) guard(g code.Guard) bool { return !errorCheck(g) && c.mentions(g.Cond, 0) }

// either reports whether e is what s gives, or else something lasting: "a || new A()".
func (c check) either(e code.Expr, s site) bool {
	return e.Kind == code.Choice && carries(e, s, 0) && c.mentions(e, 0)
}

// maxMentioned bounds how deep a condition is looked into.
const maxMentioned = 6

func (c check) mentions(e code.Expr, depth int) bool {
	if depth > maxMentioned {
		return false
	}
	if loc := c.view.lasting(c.fn, c.running, e); loc != "" && (c.changed[loc] || c.changed[loc+"[]"]) {
		return true
	}
	switch e.Kind {
	case code.FieldOf: // of an untyped object, an element by another name
		if in := c.view.lasting(c.fn, c.running, e.Args[0]); in != "" && c.changed[in+"[]"] {
			return true
		}
	case code.Opaque: // membership in something, and the second result of a look-up, have no value
		if e.Text != "an exception" && e.Text != "an error" && e.Text != "a case" {
			return c.container()
		}
	case code.Var:
		for i := range c.fn.Assigns {
			as := &c.fn.Assigns[i]
			if as.To.Kind == code.Var && as.To.Text == e.Text && strings.Contains(e.Text, "#") && c.mentions(as.From, depth+1) {
				return true
			}
		}
	case code.Result:
		if op := c.view.opOf(e); op != nil && op.Recv != nil {
			return c.mentions(*op.Recv, depth+1)
		}
	}
	return slices.ContainsFunc(e.Args, func(a code.Expr) bool { return c.mentions(a, depth+1) })
}

// container reports whether the function itself puts elements into something.
func (c check) container() bool {
	for loc := range c.own {
		if strings.HasSuffix(loc, "[]") {
			return true
		}
	}
	return false
}

// personal reports whether what is built depends on the request that it is built for:
// credentials, a tenant's database, the address of one connection.
func (v *View) personal(ch chain) bool {
	s := ch.sites[len(ch.sites)-1]
	q := request{view: v, root: ch.root}
	p := place{fn: s.fn, ctx: ch.context()}
	op := s.call()
	if op.Recv != nil && q.from(p.at(*op.Recv), 0) {
		return true
	}
	return slices.ContainsFunc(op.Args, func(a code.Expr) bool { return q.from(p.at(a), 0) })
}

// request asks which values come with the request that root handles.
type request struct {
	view  *View
	root  *code.Func
	asked int
}

// maxPersonal bounds the values looked at for one construction, personalDepth how deep they
// may be.
const (
	maxPersonal   = 300
	personalDepth = 8
)

func (q *request) from(p place, depth int) bool {
	if q.asked++; q.asked > maxPersonal || depth > personalDepth {
		return q.asked > maxPersonal // what could not be looked at may come with it
	}
	for _, end := range q.view.trace(p) {
		e := end.expr
		switch e.Kind {
		case code.Par:
			if q.brings(e) {
				return true
			}
			continue
		case code.Result:
			if q.given(end, depth) {
				return true
			}
			continue
		}
		for _, a := range e.Args {
			if q.from(end.at(a), depth+1) {
				return true
			}
		}
	}
	return false
}

// brings reports whether a parameter is what the request brings: not the object that
// handles it, nor a context.
func (q *request) brings(e code.Expr) bool {
	f := q.view.graph.funcs[e.Text]
	if f == nil || f != q.root || e.Index >= len(f.Params) || f.HasRecv && e.Index == 0 {
		return false
	}
	p := f.Params[e.Index]
	return p.Type != "context.Context" && p.Name != "context" && p.Name != "ctx"
}

// given reports whether what a library gives depends on the request, or is good for
// one caller or a while by itself.
func (q *request) given(end place, depth int) bool {
	op := q.view.opOf(end.expr)
	if op == nil {
		return false
	}
	in := end
	in.fn = q.view.graph.funcs[end.expr.Text]
	if row := q.view.rowOf(in, op); row != nil {
		switch row.Action {
		case code.Personal:
			return true
		case code.Env, code.Config, code.Flag:
			return false
		}
	}
	if op.Recv != nil && q.from(in.at(*op.Recv), depth+1) {
		return true
	}
	return slices.ContainsFunc(op.Args, func(a code.Expr) bool { return q.from(in.at(a), depth+1) })
}
