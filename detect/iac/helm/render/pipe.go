package render

import (
	"strings"
	"text/template/parse"

	"github.com/archvet/archvet/detect/arch"
)

// pipe evaluates a pipeline: the value of each command is the last argument of the
// next.
func (f *frame) pipe(n *parse.PipeNode, dot Value) Value {
	var v Value
	for i, cmd := range n.Cmds {
		if !f.engine.step() {
			return Value{}
		}
		v = f.command(cmd, dot, v, i > 0)
	}
	if n.IsAssign || len(n.Decl) == 1 {
		for _, d := range n.Decl[:min(len(n.Decl), 1)] {
			f.declare(d.Ident[0], v, n.IsAssign)
		}
	}
	return v
}

func (f *frame) command(cmd *parse.CommandNode, dot, piped Value, isPiped bool) Value {
	first := cmd.Args[0]
	if id, ok := first.(*parse.IdentifierNode); ok {
		return f.call(id.Ident, cmd.Args[1:], dot, piped, isPiped)
	}
	var args []Value
	for _, a := range cmd.Args[1:] {
		args = append(args, f.arg(a, dot))
	}
	if isPiped {
		args = append(args, piped)
	}
	return f.operand(first, dot, args)
}

func (f *frame) arg(n parse.Node, dot Value) Value { return f.operand(n, dot, nil) }

// operand evaluates what is not a function. The arguments are for a method.
func (f *frame) operand(n parse.Node, dot Value, args []Value) Value {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return f.fields(dot, n.Ident, args)
	case *parse.VariableNode:
		return f.fields(f.variable(n.Ident[0]), n.Ident[1:], args)
	case *parse.ChainNode:
		return f.fields(f.arg(n.Node, dot), n.Field, args)
	case *parse.PipeNode:
		return f.pipe(n, dot)
	case *parse.IdentifierNode:
		return f.call(n.Ident, nil, dot, Value{}, false)
	case *parse.BoolNode:
		return Bool(n.True)
	case *parse.NumberNode:
		switch {
		case n.IsInt:
			return Value{v: n.Int64}
		case n.IsFloat:
			return Value{v: n.Float64}
		}
	case *parse.StringNode:
		return f.literal(n)
	}
	return Value{}
}

// literal keeps the place of a string in a template.
func (f *frame) literal(n *parse.StringNode) Value {
	if n.Text == "" {
		return Value{v: Text(nil)}
	}
	start := int(n.Pos)
	if len(n.Quoted) == len(n.Text)+2 {
		if part := f.body.source.slice(start+1, start+1+len(n.Text)); part.String() == n.Text {
			return Value{v: part}
		}
	}
	return Value{v: Text{{S: n.Text, At: f.at(start, start+len(n.Quoted)), From: computed}}}
}

// fields follows names into a value. One that is not there is missing, also below
// another that is not there.
func (f *frame) fields(v Value, names []string, args []Value) Value {
	for i, name := range names {
		switch x := v.v.(type) {
		case *Dict:
			next, ok := x.Get(name)
			if !ok {
				next = missing("no value for " + strings.Join(names[:i+1], "."))
			}
			if m, ok := next.v.(method); ok {
				next = m(f.engine, args)
			}
			v = next
		case *Object:
			if m := x.methods[name]; m != nil {
				v = m(f.engine, args)
				continue
			}
			next, ok := x.fields[name]
			if !ok {
				next = missing("no value for " + name)
			}
			v = next
		default:
			if why := v.why(); why != "" {
				return v
			}
			return missing("no value for " + strings.Join(names[:i+1], "."))
		}
	}
	return v
}

// call runs a function. Conditions are evaluated no further than they have to be.
func (f *frame) call(name string, nodes []parse.Node, dot, piped Value, isPiped bool) Value {
	if name == "and" || name == "or" {
		var v Value
		for _, n := range nodes {
			if v = f.arg(n, dot); v.truth() == (name == "or") {
				return v
			}
		}
		if isPiped {
			return piped
		}
		return v
	}
	args := make([]Value, 0, len(nodes)+1)
	for _, n := range nodes {
		args = append(args, f.arg(n, dot))
	}
	if isPiped {
		args = append(args, piped)
	}
	if !f.engine.step() {
		return Value{}
	}
	fn, ok := f.engine.funcs[name]
	if !ok {
		return Unknown("the function "+name+" is not known", arch.Range{})
	}
	if len(args) < fn.least {
		return Unknown("the function "+name+" has too few arguments", arch.Range{})
	}
	return f.engine.keep(fn.run(f.engine, args))
}
