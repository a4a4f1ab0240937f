package render

import (
	"strings"
	"text/template/parse"

	"github.com/archvet/archvet/detect/arch"
)

// frame is a template that runs.
type frame struct {
	engine *Engine
	body   *body
	vars   []variable
	out    Text
	jump   jump
}

type variable struct {
	name string
	val  Value
}

// jump is what leaves a loop.
type jump uint8

const (
	onward jump = iota
	breaking
	continuing
)

func (f *frame) list(n *parse.ListNode, dot Value) {
	if n == nil {
		return
	}
	for _, node := range n.Nodes {
		if f.jump != onward || !f.engine.step() {
			return
		}
		f.node(node, dot)
	}
}

func (f *frame) node(n parse.Node, dot Value) {
	switch n := n.(type) {
	case *parse.TextNode:
		f.print(f.body.source.slice(int(n.Pos), int(n.Pos)+len(n.Text)))
	case *parse.ActionNode:
		v := f.pipe(n.Pipe, dot)
		if len(n.Pipe.Decl) == 0 {
			f.show(v, int(n.Pos))
		}
	case *parse.IfNode:
		f.branch(&n.BranchNode, dot, false)
	case *parse.WithNode:
		f.branch(&n.BranchNode, dot, true)
	case *parse.RangeNode:
		f.loop(n, dot)
	case *parse.TemplateNode:
		arg := Value{}
		if n.Pipe != nil {
			arg = f.pipe(n.Pipe, dot)
		}
		if b := f.engine.named[n.Name]; b != nil {
			f.print(f.engine.run(b, arg))
		}
	case *parse.BreakNode:
		f.jump = breaking
	case *parse.ContinueNode:
		f.jump = continuing
	}
}

func (f *frame) print(t Text) {
	if f.engine.keep(Value{v: t}); f.engine.stopped == "" {
		f.out = append(f.out, t...)
	}
}

// show prints a value. Segments that have no place yet get that of the action, as do
// those of a text within a line: which helper put a name together matters less than
// what is named.
func (f *frame) show(v Value, pos int) {
	at := f.action(pos)
	if why := v.why(); why != "" {
		from := *v.from
		f.print(Text{{S: f.engine.note(why), At: at, From: &from}})
		return
	}
	t := v.text()
	out := make(Text, len(t))
	inline := !strings.Contains(t.String(), "\n")
	for i, s := range t {
		if inline && s.From == nil {
			s.From = computed
		}
		if inline || s.At.IsZero() {
			s.At = at
		}
		out[i] = s
	}
	f.print(out)
}

// action is the place of the action whose first token is at pos.
func (f *frame) action(pos int) arch.Range {
	text := f.body.text
	start := strings.LastIndex(text[:min(pos, len(text))], "{{")
	end := closing(text, pos)
	if start < 0 {
		start = pos
	}
	return f.at(start, end)
}

// closing finds the end of the action that pos is in.
func closing(text string, pos int) int {
	for i := pos; i < len(text); i++ {
		switch text[i] {
		case '"', '\'', '`':
			quote := text[i]
			for i++; i < len(text) && text[i] != quote; i++ {
				if text[i] == '\\' && quote != '`' {
					i++
				}
			}
		case '}':
			if strings.HasPrefix(text[i:], "}}") {
				return i + 2
			}
		}
	}
	return len(text)
}

// at is the place of a stretch of the template's text.
func (f *frame) at(start, end int) arch.Range {
	part := f.body.source.slice(start, end)
	if len(part) == 0 {
		return arch.Range{}
	}
	r, last := part[0].place(), part[len(part)-1].place()
	if last.File == r.File && last.End > r.End {
		r.End = last.End
	}
	return r
}

// place is where a segment is written: a value where it is kept.
func (s Seg) place() arch.Range {
	if s.From != nil && !s.From.At.IsZero() {
		return s.From.At
	}
	return s.At
}

func (f *frame) branch(n *parse.BranchNode, dot Value, with bool) {
	mark := len(f.vars)
	v := f.pipe(n.Pipe, dot)
	switch {
	case !v.truth():
		f.list(n.ElseList, dot)
	case with:
		f.list(n.List, v)
	default:
		f.list(n.List, dot)
	}
	f.vars = f.vars[:mark]
}

func (f *frame) loop(n *parse.RangeNode, dot Value) {
	mark := len(f.vars)
	v := f.pipe(n.Pipe, dot)
	f.vars = f.vars[:mark]
	ran := false
	each := func(key, val Value) bool {
		ran = true
		switch decl := n.Pipe.Decl; len(decl) {
		case 1:
			f.declare(decl[0].Ident[0], val, n.Pipe.IsAssign)
		case 2:
			f.declare(decl[0].Ident[0], key, n.Pipe.IsAssign)
			f.declare(decl[1].Ident[0], val, n.Pipe.IsAssign)
		}
		f.list(n.List, val)
		f.vars = f.vars[:mark]
		left := f.jump == breaking
		f.jump = onward
		return !left && f.engine.step()
	}
	switch x := v.v.(type) {
	case []Value:
		for i, item := range x {
			if !each(Int(i), item) {
				break
			}
		}
	case *Dict:
		for _, k := range x.keys() {
			p := x.m[k]
			if !each(Value{v: p.key}, p.val) {
				break
			}
		}
	case int64:
		for i := range min(x, maxLength) {
			if !each(Value{v: i}, Value{v: i}) {
				break
			}
		}
	}
	if !ran {
		f.list(n.ElseList, dot)
	}
}

func (f *frame) declare(name string, v Value, assign bool) {
	if assign {
		for i := len(f.vars) - 1; i >= 0; i-- {
			if f.vars[i].name == name {
				f.vars[i].val = v
				return
			}
		}
	}
	f.vars = append(f.vars, variable{name, v})
}

func (f *frame) variable(name string) Value {
	for i := len(f.vars) - 1; i >= 0; i-- {
		if f.vars[i].name == name {
			return f.vars[i].val
		}
	}
	return Value{}
}
