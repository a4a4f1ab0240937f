package flow

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// verdict is what is known of a condition.
type verdict uint8

const (
	open verdict = iota // depends on what is not known
	holds
	fails
)

func (v verdict) not() verdict {
	switch v {
	case holds:
		return fails
	case fails:
		return holds
	}
	return open
}

type guardKey struct {
	fn   *code.Func
	at   arch.Range
	kind code.ExprKind
	text string
	op   int
}

// feasible reports whether nothing known of the process rules the guards out.
func (v *View) feasible(f *code.Func, guards []code.Guard) bool {
	if len(v.entry.Env) == 0 && v.entry.Args == nil && !v.entry.Closed {
		return true
	}
	for _, g := range guards {
		got := v.verdict(place{expr: g.Cond, fn: f})
		if g.Not {
			got = got.not()
		}
		if got == fails {
			return false
		}
	}
	return true
}

func (v *View) verdict(p place) verdict {
	k := guardKey{p.fn, p.expr.At, p.expr.Kind, p.expr.Text, p.expr.Op}
	if got, ok := v.verdicts[k]; ok {
		return got
	}
	v.verdicts[k] = open // a condition that depends on itself is open
	got := v.decide(p)
	v.verdicts[k] = got
	return got
}

func (v *View) decide(p place) verdict {
	e := p.expr
	switch {
	case e.Kind == code.Compare && e.Text == "!" && len(e.Args) == 1:
		return v.decide(p.at(e.Args[0])).not()
	case e.Kind == code.Compare && len(e.Args) == 2:
		return v.compare(p, e)
	case e.Kind == code.Const:
		return truth(e.Text == "true")
	}
	if ends := v.trace(p); len(ends) == 1 && ends[0].expr.Kind == code.Result {
		if got, ok := v.called(ends[0]); ok {
			return got
		}
	}
	if e.Kind == code.Result {
		if got, ok := v.called(p); ok {
			return got
		}
	}
	if text, ok := v.constant(p); ok {
		if b, err := strconv.ParseBool(text); err == nil {
			return truth(b)
		}
	}
	return open
}

// called decides what a call gives: whether a variable is set, or what a function of
// the repository returns on the branches that are left.
func (v *View) called(p place) (verdict, bool) {
	op := v.opOf(p.expr)
	if op == nil {
		return open, false
	}
	fn := v.graph.funcs[p.expr.Text]
	if row := v.rowOf(place{fn: fn, ctx: p.ctx}, op); row != nil {
		if row.Action != code.Env || p.expr.Index != 1 { // the second result tells whether it is set
			return open, false
		}
		return v.isSet(place{fn: fn, ctx: p.ctx}, op, row), true
	}
	callees := v.callees(op)
	if len(callees) != 1 || p.ctx.in(callees[0]) || (p.ctx != nil && p.ctx.depth > maxDecided) {
		return open, false
	}
	return v.returns(callees[0], p.ctx.push(site{fn: fn, op: p.expr.Op}, callees[0]), p.expr.Index), true
}

// maxDecided bounds how deep the functions may be that a condition asks.
const maxDecided = 4

func (v *View) isSet(p place, op *code.Op, row *code.Row) verdict {
	for _, name := range v.resolver().slot(p, op, row.Target) {
		if text, ok := v.fixed(name); ok {
			if _, set := v.entry.Env[text]; set || v.entry.Hidden[text] || v.entry.Closed {
				return truth(set || v.entry.Hidden[text])
			}
		}
	}
	return open
}

func (v *View) returns(f *code.Func, ctx *frame, i int) verdict {
	got, some := open, false
	for _, r := range f.Returns {
		here := v.all(place{fn: f, ctx: ctx}, r.Guards)
		if here == fails || i >= len(r.Values) {
			continue
		}
		value := v.decide(place{expr: r.Values[i], fn: f, ctx: ctx})
		if some && value != got {
			return open
		}
		got, some = value, true
	}
	return got
}

// all decides a list of guards together.
func (v *View) all(p place, guards []code.Guard) verdict {
	got := holds
	for _, g := range guards {
		if errorCheck(g) {
			return fails
		}
		here := v.decide(p.at(g.Cond))
		if g.Not {
			here = here.not()
		}
		switch here {
		case fails:
			return fails
		case open:
			got = open
		}
	}
	return got
}

func (v *View) compare(p place, e code.Expr) verdict {
	switch e.Text {
	case "&&":
		a, b := v.decide(p.at(e.Args[0])), v.decide(p.at(e.Args[1]))
		if a == fails || b == fails {
			return fails
		}
		if a == holds && b == holds {
			return holds
		}
		return open
	case "||":
		a, b := v.decide(p.at(e.Args[0])), v.decide(p.at(e.Args[1]))
		if a == holds || b == holds {
			return holds
		}
		if a == fails && b == fails {
			return fails
		}
		return open
	case "==", "!=":
		if isNil(e.Args[0]) || isNil(e.Args[1]) {
			return open
		}
		a, okA := v.constant(p.at(e.Args[0]))
		b, okB := v.constant(p.at(e.Args[1]))
		if !okA || !okB {
			return open
		}
		got := truth(strings.EqualFold(a, b)) // ToLower and friends are looked through
		if e.Text == "!=" {
			return got.not()
		}
		return got
	}
	return open
}

func isNil(e code.Expr) bool { return e.Kind == code.Const && e.Text == "nil" }

// errorCheck reports whether a guard is the branch that handles an error. What a
// process is set up to do shows when nothing fails.
func errorCheck(g code.Guard) bool {
	c := g.Cond
	if c.Kind != code.Compare || len(c.Args) != 2 || !isNil(c.Args[1]) || !isError(c.Args[0]) {
		return false
	}
	return c.Text == "!=" && !g.Not || c.Text == "==" && g.Not
}

// isError knows an error by its type or, where a library that is not here returns
// it, by the name that everybody gives it.
func isError(e code.Expr) bool {
	name := e.Text[strings.LastIndexByte(e.Text, '/')+1:]
	return e.Type == "error" || e.Kind == code.Var && strings.HasPrefix(strings.ToLower(name), "err")
}

func truth(b bool) verdict {
	if b {
		return holds
	}
	return fails
}

// constant returns the one text that a value has in this process, when the
// environment, the arguments and the code leave no other.
func (v *View) constant(p place) (string, bool) {
	if p.expr.Kind == code.Const {
		return p.expr.Text, true
	}
	origins := v.origins(p)
	if len(origins) != 1 {
		return "", false
	}
	return v.fixed(origins[0])
}

func (v *View) fixed(o Origin) (string, bool) {
	switch o.Kind {
	case Literal:
		return o.Text, true
	case FromEnv:
		if val, ok := v.entry.Env[o.Text]; ok {
			return val, true
		}
		if v.entry.Hidden[o.Text] {
			return "", false
		}
		if v.entry.Closed && o.Default != nil {
			return v.fixed(*o.Default)
		}
		if v.entry.Closed {
			return "", true
		}
	case Joined:
		s := ""
		for _, part := range o.Parts {
			text, ok := v.fixed(part)
			if !ok {
				return "", false
			}
			s += text
		}
		return s, true
	}
	return "", false
}
