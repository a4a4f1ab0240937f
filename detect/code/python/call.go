package python

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// arguments gives the values of a call; names is nil when none is passed by name.
func (e *emitter) arguments(n node) (args []code.Expr, names []string) {
	if n.Kind() == "generator_expression" {
		return []code.Expr{e.expr(n)}, nil
	}
	named := false
	for c := range n.Children() {
		if !c.IsNamed() {
			continue
		}
		name, value := "", c
		if c.Kind() == "keyword_argument" {
			name, value = c.Child("name").Text(), c.Child("value")
		} else if c.Kind() == "dictionary_splat" {
			name = "**"
		}
		args = append(args, e.expr(value))
		names = append(names, name)
		named = named || name != ""
	}
	if !named {
		names = nil
	}
	return args, names
}

// starters are the functions of the language that run the coroutines they are given
// beside one another.
var starters = []string{"asyncio.gather", "asyncio.create_task", "asyncio.ensure_future", "asyncio.wait", "asyncio.as_completed", "asyncio.run_coroutine_threadsafe"}

// runners wait for the coroutine that they are given.
var runners = []string{"asyncio.run", "asyncio.wait_for", "asyncio.shield", "asyncio.get_event_loop().run_until_complete", "loop.run_until_complete"}

func (e *emitter) call(n node) code.Expr {
	waited := e.awaited
	e.awaited = false
	fn, list := n.Child("function"), n.Child("arguments")
	if v, ok := e.textMethod(n, fn, list); ok {
		return v
	}
	if v, ok := e.inherited(fn, list, e.at(n)); ok {
		return v
	}
	spawned := e.spawned
	path := e.path(fn)
	e.spawned = slices.Contains(starters, path)
	kids := list.Named()
	if len(kids) > 0 && kids[0].Kind() == "call" && (slices.Contains(runners, path) || slices.Contains(runners, fn.Text())) {
		e.awaited = true
	}
	args, names := e.arguments(list)
	e.spawned, e.awaited = spawned, waited
	v := e.invoke(fn, args, names, e.at(n))
	e.awaited = false
	return v
}

// textMethod recognises methods of texts, which are part of the language.
func (e *emitter) textMethod(n, fn, list node) (code.Expr, bool) {
	if fn.Kind() != "attribute" {
		return code.Expr{}, false
	}
	if s, _ := e.meaning(fn); s != nil {
		return code.Expr{}, false
	}
	object := fn.Child("object")
	switch fn.Child("attribute").Text() {
	case "format":
		if object.Kind() == "string" || object.Kind() == "concatenated_string" {
			format := e.expr(object)
			args, names := e.arguments(list)
			return e.braces(format, args, names, e.at(n)), true
		}
	case "strip", "rstrip", "lstrip", "encode", "decode", "lower", "upper", "split", "splitlines", "items", "values", "copy":
		v := e.expr(object)
		if e.l.classes[v.Type] != nil || v.Kind == code.Opaque {
			return code.Expr{}, false
		}
		e.arguments(list)
		return v, true
	}
	return code.Expr{}, false
}

// inherited is a call of a method of the class above: super().method(...).
func (e *emitter) inherited(fn, list node, at arch.Range) (code.Expr, bool) {
	object := fn.Child("object")
	self := e
	for self.outer != nil && self.fn.class == nil {
		self = self.outer
	}
	if fn.Kind() != "attribute" || object.Kind() != "call" || object.Child("function").Text() != "super" || self.fn.class == nil || len(self.out.Params) == 0 {
		return code.Expr{}, false
	}
	args, names := e.arguments(list)
	recv := code.Expr{Kind: code.Par, Text: self.out.ID, Type: self.fn.class.id, At: e.at(object)}
	name := fn.Child("attribute").Text()
	for _, c := range self.fn.class.line()[1:] {
		if f := c.methods[name]; f != nil {
			return e.op(code.Op{At: at, Callee: code.Callee{Func: f.id}, Recv: &recv, Args: args, Names: names}), true
		}
	}
	callee := code.Callee{Name: name}
	if outside := self.fn.class.outside; len(outside) > 0 {
		callee.Package, callee.Type = cutLast(outside[0])
	}
	return e.op(code.Op{At: at, Callee: callee, Recv: &recv, Args: args, Names: names}), true
}

func cutLast(path string) (before, after string) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return "", path
	}
	return path[:i], path[i+1:]
}

// invoke writes a call of whatever an expression names.
func (e *emitter) invoke(fn node, args []code.Expr, names []string, at arch.Range) code.Expr {
	op := code.Op{At: at, Args: args, Names: names}
	waited := e.awaited
	e.awaited = false
	s, rest := e.meaning(fn)
	switch {
	case s == nil:
		return e.dynamic(fn, op, waited)
	case s.kind == functionSymbol && rest == "":
		return e.direct(s.mod, s.fn, op, waited)
	case s.kind == classSymbol && rest == "":
		return e.instance(s.class, op)
	case s.kind == classSymbol:
		if f := s.class.method(rest); f != nil {
			if !f.static && len(f.params) > 0 && f.params[0].name == "cls" {
				op.Recv = &code.Expr{Kind: code.Var, Text: s.class.id, Type: s.class.id, At: at}
			} else if !f.static && len(op.Args) > 0 { // Class.method(object, ...)
				op.Recv, op.Args = &op.Args[0], op.Args[1:]
				if len(op.Names) > 0 {
					op.Names = op.Names[1:]
				}
			}
			return e.direct(s.class.mod, f, op, waited)
		}
		v := e.member(s.class, rest, nil, fn)
		op.Callee, op.Recv = code.Callee{Name: "__call__"}, &v
	case s.kind == external:
		op.Callee.Package, op.Callee.Name = cutLast(join(s.text, rest))
	case s.kind == variable:
		v := e.global(s, s.text, at)
		op.Callee.Value = &v
	default:
		op.Callee.Name = lastOf(fn.Text())
	}
	op.Spawned = e.spawned && !waited
	return e.op(op)
}

// direct is a call of a function of the repository.
func (e *emitter) direct(m *module, f *function, op code.Op, waited bool) code.Expr {
	op.Callee.Func = f.id
	op.Spawned = f.async && !waited || e.spawned && !waited
	if f.class == nil && servicerName().MatchString(f.name) && m.generated {
		op.Spawned = false
	}
	v := e.op(op)
	v.Type = e.l.resultType(m, f)
	return v
}

// instance makes an object of a class of the repository.
func (e *emitter) instance(c *class, op code.Op) code.Expr {
	made := code.Expr{Kind: code.Make, Type: c.id, At: op.At}
	if f := c.method("__init__"); f != nil {
		op.Callee.Func, op.Recv = f.id, &made
		e.op(op)
		return made
	}
	next := 0
	fields := c.allFields()
	for i, a := range op.Args {
		switch {
		case i < len(op.Names) && op.Names[i] != "":
			made.Names, made.Args = append(made.Names, op.Names[i]), append(made.Args, a)
		case next < len(fields):
			made.Names, made.Args = append(made.Names, fields[next]), append(made.Args, a)
			next++
		}
	}
	return made
}

// allFields lists the declared fields of a class, those of classes above it first.
func (c *class) allFields() []string {
	var out []string
	line := c.line()
	for i := len(line) - 1; i >= 0; i-- {
		for _, name := range line[i].names {
			if line[i].fields[name].declared && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// dynamic is a call of what an expression gives: a method of an object, else a value.
func (e *emitter) dynamic(fn node, op code.Op, waited bool) code.Expr {
	if fn.Kind() != "attribute" {
		v := e.expr(fn)
		op.Callee.Value = &v
		op.Spawned = e.spawned && !waited
		return e.op(op)
	}
	object := e.expr(fn.Child("object"))
	name := fn.Child("attribute").Text()
	op.Recv = &object
	if c := e.l.classes[object.Type]; c != nil {
		if f := c.method(name); f != nil {
			if f.class.abstract() {
				op.Callee.Iface = f.class.id + "." + name
				return e.op(op)
			}
			return e.direct(f.class.mod, f, op, waited)
		}
		if _, known := c.owner(name); known != nil {
			v := e.member(c, name, &object, fn)
			op.Callee.Value, op.Recv = &v, nil
			if known.fromCall {
				op.Callee, op.Recv = code.Callee{Name: "__call__"}, &v
			}
			return e.op(op)
		}
	}
	op.Callee.Name = name
	op.Spawned = e.spawned && !waited
	return e.op(op)
}
