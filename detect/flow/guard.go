package flow

import (
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
	fn *code.Func
	at arch.Range
	in int // distinguishes conditions made at one place
}

// feasible reports whether nothing known of the process rules the guards out.
func (v *View) feasible(f *code.Func, guards []code.Guard) bool {
	if len(v.entry.Env) == 0 && v.entry.Args == nil {
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
	k := guardKey{p.fn, p.expr.At, len(p.expr.Text)<<8 + len(p.expr.Args)}
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
	if text, ok := v.constant(p); ok && (text == "true" || text == "false") {
		return truth(text == "true")
	}
	return open
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
