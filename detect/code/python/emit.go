package python

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// emitter writes one function.
type emitter struct {
	l        *loader
	m        *module
	fn       *function
	out      *code.Func
	outer    *emitter // of a closure, the function around it
	class    *class   // of the body of a class
	top      bool     // variables are those of the module
	locals   map[string]bool
	globals  map[string]bool
	imports  map[string]*symbol // made inside the function
	inner    map[string]*function
	types    map[string]string
	loop     int
	guards   []code.Guard
	closures int
	depth    int
	awaited  bool // the call that is emitted next is waited for
	spawned  bool // calls that are emitted now run beside
}

// emitModule writes the top level of a module and everything in it.
func (l *loader) emitModule(m *module) {
	e := l.newEmitter(m, m.top, nil)
	e.top = true
	m.out.Init = m.top.id
	e.block(m.tree.Root())
	l.done = append(l.done, e.out)
}

func (l *loader) newEmitter(m *module, f *function, outer *emitter) *emitter {
	out := &code.Func{
		ID: f.id, Name: f.name, Package: m.path, Generated: m.generated,
		At:   m.file.Range(f.node.Start(), f.node.End()),
		Body: m.file.Range(f.node.Start(), f.node.End()),
	}
	if name := f.node.Child("name"); !name.IsZero() {
		out.At = m.file.Range(f.node.Start(), name.End())
	}
	return &emitter{
		l: l, m: m, fn: f, out: out, outer: outer, loop: -1,
		locals: map[string]bool{}, globals: map[string]bool{}, imports: map[string]*symbol{},
		inner: map[string]*function{}, types: map[string]string{},
	}
}

// function writes a function or method and gives a reference to it.
func (e *emitter) function(f *function) {
	in := e.l.newEmitter(e.m, f, e)
	if e.top || e.class != nil {
		in.outer = nil
	} else {
		in.out.Parent = e.out.ID
	}
	in.out.HasRecv = f.class != nil && !f.static && len(f.params) > 0
	for i := range f.params {
		p := &f.params[i]
		if !p.preset.IsZero() {
			v := e.expr(p.preset)
			p.value = &v
		}
		typ := e.l.annotation(e.m, p.typ)
		if i == 0 && in.out.HasRecv {
			typ = f.class.id
		}
		in.out.Params = append(in.out.Params, code.Param{Name: p.name, Type: typ, Rest: p.rest})
	}
	body := f.node.Child("body")
	in.out.Body = e.m.file.Range(body.Start(), body.End())
	if f.node.Kind() == "lambda" {
		in.returns(body, []node{body})
	} else {
		in.scan(body, 0)
		in.servicer()
		in.block(body)
	}
	e.l.done = append(e.l.done, in.out)
}

// scan finds the names that a function binds.
func (e *emitter) scan(block node, depth int) {
	if depth > maxNesting {
		return
	}
	for n := range block.Children() {
		switch n.Kind() {
		case "function_definition", "class_definition", "decorated_definition", "lambda":
			def, _ := undecorated(n)
			if name := def.Child("name").Text(); name != "" && n.Kind() != "lambda" {
				e.locals[name] = true
			}
			continue
		case "global_statement":
			for _, c := range n.Named() {
				e.globals[c.Text()] = true
			}
		case "nonlocal_statement":
			for _, c := range n.Named() {
				e.globals[c.Text()] = e.outer == nil
				delete(e.locals, c.Text())
			}
			continue
		case "import_statement", "import_from_statement":
			e.l.importInto(e.m, n, e.imports)
			continue
		}
		for _, name := range targets(n) {
			e.locals[name] = true
		}
		e.scan(n, depth+1)
	}
}

// servicerName recognises the functions by which generated code registers a gRPC
// service.
var servicerName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^add_(\w+Servicer)_to_server$`) })

// servicer writes the calls by which gRPC reaches the methods of a service.
func (e *emitter) servicer() {
	m := servicerName().FindStringSubmatch(e.fn.name)
	if m == nil || len(e.fn.params) == 0 {
		return
	}
	s := e.l.lookup(e.m, m[1])
	if s == nil || s.kind != classSymbol {
		return
	}
	e.out.Generated = true
	e.out.Params[0].Type = s.class.id
	recv := code.Expr{Kind: code.Par, Text: e.out.ID, Type: s.class.id, At: e.out.At}
	for _, name := range s.class.order {
		callee := code.Callee{Iface: s.class.id + "." + name}
		if !s.class.abstract() {
			callee = code.Callee{Func: s.class.methods[name].id}
		}
		e.op(code.Op{At: e.out.At, Callee: callee, Recv: &recv, Args: []code.Expr{code.Unknown(e.out.At, "request"), code.Unknown(e.out.At, "context")}})
	}
}

func (e *emitter) at(n node) arch.Range { return e.m.file.Range(n.Start(), n.End()) }

// op adds an operation and gives its result.
func (e *emitter) op(op code.Op) code.Expr {
	op.Loop, op.Guards = e.loop, e.guards
	if len(op.Names) == 0 {
		op.Names = nil
	}
	e.out.Ops = append(e.out.Ops, op)
	return code.Expr{Kind: code.Result, Text: e.out.ID, Op: len(e.out.Ops) - 1, At: op.At}
}

func (e *emitter) assign(to, from code.Expr, at arch.Range) {
	if to.Kind == code.Opaque {
		return
	}
	e.out.Assigns = append(e.out.Assigns, code.Assign{To: to, From: from, At: at, Loop: e.loop, Guards: e.guards})
}

// variable returns the storage that a name means here; ok is false when it is no
// variable.
func (e *emitter) variable(name string, n node) (code.Expr, bool) {
	at := e.at(n)
	for s := e; s != nil; s = s.outer {
		if s.globals[name] {
			break
		}
		if s.class != nil && s.class.fields[name] != nil {
			return code.Expr{Kind: code.FieldOf, Text: s.class.id + "." + name, At: at, Type: s.class.fields[name].typ}, true
		}
		if s.inner[name] != nil || s.imports[name] != nil {
			return code.Expr{}, false
		}
		for i, p := range s.fn.params {
			if p.name == name {
				return code.Expr{Kind: code.Par, Text: s.out.ID, Index: i, Type: s.out.Params[i].Type, At: at}, true
			}
		}
		if s.locals[name] && !s.top {
			return code.Expr{Kind: code.Var, Text: s.out.ID + "/" + name + "#", Type: s.types[name], At: at}, true
		}
	}
	s := e.l.lookup(e.m, name)
	if s == nil || s.kind != variable {
		return code.Expr{}, false
	}
	return e.global(s, name, at), true
}

// global is a variable of a module.
func (e *emitter) global(s *symbol, name string, at arch.Range) code.Expr {
	m := s.mod
	for range 20 { // the module that assigns it may be another one
		if own := m.scope[name]; own == nil || own.kind != imported {
			break
		}
		name, m = m.scope[name].text, m.scope[name].mod
	}
	return code.Expr{Kind: code.Var, Text: m.path + "." + name, Type: m.types[name], At: at}
}

// closure writes a function inside another one.
func (e *emitter) closure(def node, decos []node) *function {
	e.closures++
	f := e.l.newFunction(e.out.ID+"$"+strconv.Itoa(e.closures), e.out.Name, def, decos, nil)
	if name := def.Child("name").Text(); name != "" {
		e.inner[name] = f
	}
	e.function(f)
	return f
}

func (e *emitter) ref(f *function, n node) code.Expr {
	return code.Expr{Kind: code.FuncRef, Text: f.id, Type: "func", At: e.at(n)}
}

// bind puts the arguments of calls of the repository's own functions in the order of
// the parameters.
func (l *loader) bind(f *code.Func) {
	for i := range f.Ops {
		op := &f.Ops[i]
		callee := l.funcs[op.Callee.Func]
		if callee == nil {
			continue
		}
		params := callee.params
		if op.Recv != nil && callee.class != nil && !callee.static && len(params) > 0 {
			params = params[1:]
		}
		op.Args, op.Names = ordered(params, op.Args, op.Names, op.At), nil
	}
}

func ordered(params []param, args []code.Expr, names []string, at arch.Range) []code.Expr {
	var plain []code.Expr
	given := map[string]code.Expr{}
	for i, a := range args {
		if i < len(names) && names[i] != "" {
			given[names[i]] = a
		} else {
			plain = append(plain, a)
		}
	}
	if len(given) == 0 && len(plain) >= len(params) {
		return plain
	}
	out := make([]code.Expr, 0, len(params))
	for _, p := range params {
		v, named := given[p.name]
		switch {
		case p.rest:
			return append(out, plain...)
		case p.keywords:
			return out
		case len(plain) > 0:
			out, plain = append(out, plain[0]), plain[1:]
		case named:
			out = append(out, v)
		case p.value != nil:
			out = append(out, *p.value)
		default:
			out = append(out, code.Unknown(at, strings.TrimSpace("parameter "+p.name+" is not passed here")))
		}
	}
	return out
}
