package javascript

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// joins are the functions of the language that wait for promises that run beside one
// another.
var joins = []string{"all", "allSettled", "race", "any"}

func (e *emitter) call(n node) code.Expr {
	fn, list := bare(n.Child("function")), n.Child("arguments")
	if fn.Kind() == "super" {
		return e.superCall(n)
	}
	if s, rest := e.meaning(fn); s != nil {
		return e.direct(s, rest, n, list.Named())
	}
	if fn.Kind() != "member_expression" {
		v := e.expr(fn)
		return e.op(code.Op{At: e.at(n), Callee: code.Callee{Value: &v}, Args: e.exprs(list.Named()), Spawned: e.spawned})
	}
	if v, ok := e.loopCall(n, fn, list.Named()); ok {
		return v
	}
	return e.method(n, fn, list.Named())
}

// direct is a call of something that has a name of its own.
func (e *emitter) direct(s *symbol, rest []string, n node, args []node) code.Expr {
	op := code.Op{At: e.at(n), Spawned: e.spawned}
	switch {
	case s.kind == external && len(rest) == 0:
		return e.outside(s, op, args)
	case s.kind == functionSymbol && len(rest) == 0:
		op.Callee.Func = s.fn.id
	case s.kind == functionSymbol && (rest[0] == "bind" || rest[0] == "call" || rest[0] == "apply"):
		if rest[0] == "bind" {
			return code.Expr{Kind: code.FuncRef, Text: s.fn.id, Type: "func", At: op.At}
		}
		op.Callee.Func = s.fn.id
		if len(args) > 0 {
			args = args[1:]
		}
	case s.kind == classSymbol && len(rest) == 1 && s.class.method(rest[0]) != nil:
		op.Callee.Func = s.class.method(rest[0]).id
	case s.kind == variable:
		v := e.global(s, n)
		op.Callee.Value = &v
	case s.kind == moduleSymbol && len(rest) == 0:
		if f := s.mod.export("default", 0); f != nil && f.kind == functionSymbol {
			op.Callee.Func = f.fn.id
			break
		}
		op.Callee.Name = "default"
	default:
		op.Callee.Name = lastOf(rest)
	}
	op.Args = e.exprs(args)
	return e.op(op)
}

func lastOf(names []string) string {
	if len(names) == 0 {
		return "default"
	}
	return names[len(names)-1]
}

// outside is a call of a function of a library or of the language.
func (e *emitter) outside(s *symbol, op code.Op, args []node) code.Expr {
	op.Callee = s.callee()
	if op.Callee.Package == "js.Promise" {
		spawned := e.spawned
		e.spawned = slices.Contains(joins, op.Callee.Name)
		op.Args = e.exprs(args)
		e.spawned, op.Spawned = spawned, false
		v := e.op(op)
		if op.Callee.Name == "resolve" && len(op.Args) > 0 {
			return op.Args[0]
		}
		return v
	}
	op.Args = e.exprs(args)
	if op.Callee.Package == "js" {
		switch op.Callee.Name {
		case "String", "Number", "parseInt", "parseFloat":
			op.Spawned = false
		}
	}
	v := e.op(op)
	v.Type = s.path() + "()"
	return v
}

// transparent are methods whose result is, for what matters, their receiver.
var transparent = []string{"trim", "toString", "toLowerCase", "toUpperCase", "promise", "catch", "finally", "then", "split", "slice", "exec", "unwrap"}

// method is a call of a method of an object.
func (e *emitter) method(n, fn node, args []node) code.Expr {
	name := fn.Child("property").Text()
	object := e.expr(fn.Child("object"))
	if slices.Contains(transparent, name) && e.l.classes[object.Type] == nil {
		if v, ok := e.see(object, name, args); ok {
			return v
		}
	}
	op := code.Op{At: e.at(n), Recv: &object, Spawned: e.spawned}
	op.Callee.Name = name
	if c := e.l.classes[object.Type]; c != nil {
		if f := c.method(name); f != nil {
			op.Callee = code.Callee{Func: f.id}
		} else if _, known := c.owner(name); known != nil {
			v := e.member(object, name, fn)
			op.Callee, op.Recv = code.Callee{Value: &v}, nil
		} else if above := c.above(); above != nil {
			made := above.callee()
			op.Callee = code.Callee{Package: made.Package, Type: made.Name, Name: name}
		}
	} else if e.isObject(fn.Child("object")) {
		v := e.member(object, name, fn)
		op.Callee, op.Recv = code.Callee{Value: &v}, nil
	}
	op.Args = e.exprs(args)
	if name == "send" && e.m.awsSDK && len(op.Args) > 0 { // what a command does, the command says
		command := op.Args[0]
		op.Args = append([]code.Expr{object}, op.Args[1:]...)
		op.Recv, op.Callee = &command, code.Callee{Name: name}
	}
	return e.op(op)
}

// isObject reports whether an expression names an object that is written out.
func (e *emitter) isObject(n node) bool {
	n = bare(n)
	if n.Kind() == "identifier" {
		for s := e; s != nil; s = s.outer {
			if s.locals[n.Text()] && !s.top {
				return false
			}
		}
		s := e.l.resolve(e.m.scope[n.Text()])
		return s != nil && s.kind == variable && s.object
	}
	if n.Kind() == "member_expression" {
		if s, rest := e.meaning(n); s != nil && len(rest) == 0 {
			return s.kind == variable && s.object
		}
	}
	return false
}

// see gives the result of a method that is transparent. Callbacks of a promise are
// called where they stand.
func (e *emitter) see(object code.Expr, name string, args []node) (code.Expr, bool) {
	switch name {
	case "then":
		v := object
		for i, a := range args {
			guards := e.guards
			if i > 0 {
				e.guards = append(guards[:len(guards):len(guards)], code.Guard{Cond: code.Unknown(e.at(a), "an error")})
			}
			got, _, ok := e.callback(a, []code.Expr{object})
			if !ok {
				e.expr(a)
			} else if i == 0 {
				v = got
			}
			e.guards = guards
		}
		return v, true
	case "catch", "finally":
		guards := e.guards
		for _, a := range args {
			if name == "catch" {
				e.guards = append(guards[:len(guards):len(guards)], code.Guard{Cond: code.Unknown(e.at(a), "an error")})
			}
			if _, _, ok := e.callback(a, nil); !ok {
				e.expr(a)
			}
		}
		e.guards = guards
		return object, true
	case "exec":
		return object, false
	case "promise", "unwrap":
		return object, len(args) == 0
	}
	if object.Kind == code.Opaque {
		return object, false
	}
	e.exprs(args)
	return object, true
}

// loopers call what they are handed once for each element.
var loopers = []string{"map", "forEach", "filter", "flatMap", "reduce", "some", "every", "find", "each"}

// loopCall is a loop over the receiver of a method that takes a callback.
func (e *emitter) loopCall(n, fn node, args []node) (code.Expr, bool) {
	name := fn.Child("property").Text()
	if !slices.Contains(loopers, name) || len(args) == 0 {
		return code.Expr{}, false
	}
	cb := bare(args[0])
	if !isFunction(cb) {
		if s, rest := e.meaning(cb); s == nil || s.kind != functionSymbol || len(rest) > 0 {
			return code.Expr{}, false
		}
	}
	over := fn.Child("object")
	container := e.expr(over)
	for _, a := range args[1:] {
		e.expr(a)
	}
	l := code.Loop{At: arch.Range{File: e.m.file.Path, Start: n.Start(), End: cb.Start()}, Over: short(over.Text()), Range: &container}
	if container.Kind == code.Make && container.Type == "slice" {
		l.Bound = arch.Given(len(container.Args), container.At)
	}
	restore := e.pushLoop(l)
	elem := code.Expr{Kind: code.Elem, Args: []code.Expr{container}, At: e.at(cb)}
	call := []code.Expr{elem}
	if name == "reduce" {
		call = []code.Expr{code.Unknown(e.at(cb), "what came before"), elem}
	}
	v, f, ok := e.callback(cb, call)
	if ok && f.async && (name == "forEach" || e.spawned) {
		e.out.Ops[v.Op].Spawned = true
	}
	restore()
	return code.Expr{Kind: code.Make, Type: "slice", Args: []code.Expr{v}, At: e.at(n)}, ok
}

// short is a text as people want to see it.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 80 {
		return strings.ToValidUTF8(s[:80], "") + "…"
	}
	return s
}

func (e *emitter) superCall(n node) code.Expr {
	args := e.exprs(n.Child("arguments").Named())
	this := e.this(n)
	if c := e.l.classes[this.Type]; c != nil && c.base != nil && c.base.constructor() != nil {
		e.op(code.Op{At: e.at(n), Callee: code.Callee{Func: c.base.constructor().id}, Recv: &this, Args: args})
	}
	return this
}

// construct makes an object.
func (e *emitter) construct(n node) code.Expr {
	fn, args, at := bare(n.Child("constructor")), n.Child("arguments").Named(), e.at(n)
	s, rest := e.meaning(fn)
	switch {
	case s != nil && s.kind == external && s.path() == "js.Promise" && len(args) == 1:
		return e.promise(n, bare(args[0]))
	case s != nil && s.kind == classSymbol && len(rest) == 0:
		made := code.Expr{Kind: code.Make, Type: s.class.id, At: at}
		values := e.exprs(args)
		if f := s.class.constructor(); f != nil {
			e.op(code.Op{At: at, Callee: code.Callee{Func: f.id}, Recv: &made, Args: values})
		}
		return made
	case s != nil && s.kind == external && len(rest) == 0:
		values := e.exprs(args)
		if strings.HasPrefix(s.pkg, "@aws-sdk/") && strings.HasSuffix(s.path(), "Command") {
			made := code.Expr{Kind: code.Make, Type: s.path(), At: at}
			if len(values) > 0 {
				made.Names, made.Args = []string{"input"}, values[:1]
			}
			return made
		}
		v := e.op(code.Op{At: at, Callee: s.callee(), Args: values})
		v.Type = s.path()
		return v
	case s == nil && fn.Kind() == "member_expression":
		object := e.expr(fn.Child("object"))
		return e.op(code.Op{At: at, Callee: code.Callee{Name: fn.Child("property").Text()}, Recv: &object, Args: e.exprs(args)})
	}
	v := e.expr(fn)
	return e.op(code.Op{At: at, Callee: code.Callee{Value: &v}, Args: e.exprs(args)})
}

// promise makes one of what a function starts. One that only a timer resolves is
// that time.
func (e *emitter) promise(n, fn node) code.Expr {
	if wait := timer(fn); !wait.IsZero() {
		return e.op(code.Op{At: e.at(n), Callee: code.Callee{Package: "js", Name: "sleep"}, Args: []code.Expr{e.expr(wait)}})
	}
	v, _, ok := e.callback(fn, nil)
	if !ok {
		return code.Unknown(e.at(n), "a promise")
	}
	return code.Unknown(v.At, "what a promise is resolved with")
}

// timer is the time of a function that does nothing but set one for its parameter.
func timer(fn node) node {
	body := fn.Child("body")
	if body.Kind() == "statement_block" {
		kids := body.Named()
		if len(kids) != 1 {
			return node{}
		}
		if body = kids[0]; body.Kind() == "expression_statement" && len(body.Named()) == 1 {
			body = body.Named()[0]
		}
	}
	args := body.Child("arguments").Named()
	if body.Kind() == "call_expression" && body.Child("function").Text() == "setTimeout" && len(args) == 2 {
		return args[1]
	}
	return node{}
}
