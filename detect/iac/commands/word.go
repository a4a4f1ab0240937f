package commands

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// Word is one word of a command, or one line of an input of a step.
type Word struct {
	Text string // what is not known is as written
	Why  string // why it is not all known; "" when it is
	At   arch.Range
}

// Known reports whether all of the word is known.
func (w Word) Known() bool { return w.Why == "" }

// Value is the word as a value.
func (w Word) Value() arch.Value[string] {
	if w.Why != "" {
		return arch.Hide[string](w.At, w.Why)
	}
	return arch.Given(w.Text, w.At)
}

// piece is a part of a word: text, or a variable.
type piece struct {
	text string // as written, for a variable
	name string // of a variable
	or   []piece
	op   byte // '-' for ${name:-or}, '+' for ${name:+or}, '(' for the output of the command in or
	why  string
}

const (
	maxDepth = 8
	maxText  = 8 << 10
)

// env is what is known of variables.
type env struct {
	vars   map[string][]piece
	torn   map[string]bool // set in more than one way
	parent *env
}

func newEnv(parent *env) *env {
	return &env{vars: map[string][]piece{}, torn: map[string]bool{}, parent: parent}
}

// set gives a variable a value; a second one that differs makes it unknown.
func (e *env) set(name string, value []piece) {
	if old, ok := e.vars[name]; ok && !same(old, value, 0) {
		e.torn[name] = true
	}
	e.vars[name] = value
}

func (e *env) literal(name, value string) { e.vars[name] = []piece{{text: value}} }

func same(a, b []piece, depth int) bool {
	if len(a) != len(b) || depth > maxDepth {
		return false
	}
	for i := range a {
		if a[i].text != b[i].text || a[i].name != b[i].name || a[i].op != b[i].op || !same(a[i].or, b[i].or, depth+1) {
			return false
		}
	}
	return true
}

func (e *env) get(name string) (value []piece, why string) {
	for ; e != nil; e = e.parent {
		if e.torn[name] {
			return nil, "variable " + name + " is set in more than one way"
		}
		if v, ok := e.vars[name]; ok {
			return v, ""
		}
	}
	return nil, "variable " + name + " is not set here"
}

// resolver puts values in for variables.
type resolver struct {
	out   strings.Builder
	why   string
	steps int
}

func (e *env) resolve(list []piece) (text, why string) {
	r := &resolver{}
	r.run(e, list, 0)
	return r.out.String(), r.why
}

func (r *resolver) fail(text, why string) {
	r.out.WriteString(text)
	if r.why == "" {
		r.why = why
	}
}

func (r *resolver) run(e *env, list []piece, depth int) {
	for _, p := range list {
		if r.steps++; depth > maxDepth || r.out.Len() > maxText || r.steps > 500 {
			r.fail("", "too long when its variables are replaced")
			return
		}
		switch {
		case p.why != "" && p.op == '(':
			r.fail("$(", p.why)
			r.run(e, p.or, depth+1)
			r.out.WriteString(")")
		case p.why != "":
			r.fail(p.text, p.why)
		case p.name == "":
			r.out.WriteString(p.text)
		default:
			r.variable(e, p, depth)
		}
	}
}

func (r *resolver) variable(e *env, p piece, depth int) {
	v, why := e.get(p.name)
	set := why == "" && len(v) > 0
	switch {
	case set && refers(v, p.name): // X=${X:-default}
		r.itself(e, v, p, depth)
	case p.op == '+' && set:
		r.run(e, p.or, depth+1)
	case p.op == '+':
	case set:
		r.run(e, v, depth+1)
	case p.op == '-':
		r.run(e, p.or, depth+1)
	default:
		r.fail(p.text, why)
	}
}

// itself resolves a variable that is set to itself or a default.
func (r *resolver) itself(e *env, v []piece, p piece, depth int) {
	if len(v) == 1 && v[0].op == '-' {
		r.run(e, v[0].or, depth+1)
		return
	}
	r.fail(p.text, "variable "+p.name+" is made of itself")
}

func refers(v []piece, name string) bool {
	for _, p := range v {
		if p.name == name {
			return true
		}
	}
	return false
}
