package javascript

import (
	"strconv"
	"strings"

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
	top      bool     // variables are those of the module
	locals   map[string]bool
	inner    map[string]*symbol // functions and modules with a name inside
	types    map[string]string
	loop     int
	guards   []code.Guard
	closures int
	depth    int
	spawned  bool // calls that are emitted now run beside one another
}

// emitModule writes the top level of a module and everything in it.
func (l *loader) emitModule(m *module) {
	e := l.newEmitter(m, m.top, nil)
	e.top = true
	m.out.Init = m.top.id
	e.block(m.tree.Root())
	e.loadFolders()
	l.done = append(l.done, e.out)
	l.forward(m, e.out)
}

func (l *loader) newEmitter(m *module, f *function, outer *emitter) *emitter {
	at := m.file.Range(f.node.Start(), f.node.End())
	e := &emitter{
		l: l, m: m, fn: f, outer: outer, loop: -1,
		out:    &code.Func{ID: f.id, Name: f.name, Package: m.path, Generated: m.file.IsGenerated(), At: at, Body: at},
		locals: map[string]bool{}, inner: map[string]*symbol{}, types: map[string]string{},
	}
	if outer != nil {
		e.depth = outer.depth
	}
	return e
}

// function writes a function or method, once.
func (e *emitter) function(f *function) {
	if f.emitted || e.depth >= maxNesting {
		return
	}
	f.emitted = true
	in := e.l.newEmitter(e.m, f, e)
	in.depth++
	if e.top {
		in.outer = nil
	} else {
		in.out.Parent = e.out.ID
	}
	body := f.node.Child("body")
	in.out.At.End = max(in.out.At.Start, e.m.file.Range(body.Start(), body.Start()).Start)
	in.out.Body = e.at(body)
	in.out.HasRecv = f.class != nil && !f.static
	in.parameters()
	if body.Kind() == "statement_block" {
		in.scan(body, 0)
		in.block(body)
	} else {
		in.returns(body, body)
	}
	e.l.done = append(e.l.done, in.out)
}

func (e *emitter) parameters() {
	for i, p := range e.fn.params {
		typ := e.l.typeOf(e.m, p.typ, node{})
		if i == 0 && e.out.HasRecv {
			typ = e.fn.class.id
		}
		e.out.Params = append(e.out.Params, code.Param{Name: strings.TrimLeft(p.name, "#0123456789"), Type: typ, Rest: p.rest})
	}
	for i, p := range e.fn.params {
		if !p.pattern.IsZero() {
			for _, b := range bindings(p.pattern, nil) {
				e.locals[b.name] = true
			}
			e.take(p.pattern, code.Expr{Kind: code.Par, Text: e.out.ID, Index: i, Type: e.out.Params[i].Type, At: e.at(p.pattern)}, p.pattern)
		}
		if !p.preset.IsZero() {
			e.expr(p.preset)
		}
		if c := e.fn.class; c != nil && e.fn == c.ctor && i > 0 && c.fields[p.name] != nil && isProperty(e.fn.node, i-1) {
			to := e.member(e.this(e.fn.node), p.name, e.fn.node)
			e.assign(to, code.Expr{Kind: code.Par, Text: e.out.ID, Index: i, Type: e.out.Params[i].Type, At: e.out.At}, e.out.At)
		}
	}
	if c := e.fn.class; c != nil && e.fn == c.ctor {
		e.initial(c)
	}
}

// isProperty reports whether a parameter of a constructor is a field as well.
func isProperty(n node, i int) bool {
	kids := n.Child("parameters").Named()
	return i < len(kids) && (!kids[i].First("accessibility_modifier").IsZero() || !kids[i].First("readonly").IsZero())
}

// initial writes the values that fields have at first.
func (e *emitter) initial(c *class) {
	for _, name := range c.names {
		if f := c.fields[name]; !f.node.IsZero() {
			e.assign(e.member(e.this(f.node), name, f.node), e.expr(f.node), e.at(f.node))
		}
	}
}

// scan finds the names that a function binds.
func (e *emitter) scan(block node, depth int) {
	if depth > maxNesting {
		return
	}
	for n := range block.Children() {
		switch n.Kind() {
		case "function_declaration", "generator_function_declaration":
			name := n.Child("name").Text()
			e.closures++
			f := e.l.newFunction(nil, e.out.ID+"$"+strconv.Itoa(e.closures), e.out.Name, n, nil)
			e.inner[name] = &symbol{kind: functionSymbol, mod: e.m, fn: f}
			continue
		case "class_declaration", "class", "arrow_function", "function_expression", "method_definition":
			continue
		case "variable_declarator":
			for _, b := range bindings(n.Child("name"), nil) {
				e.locals[b.name] = true
			}
		case "catch_clause":
			for _, b := range bindings(n.Child("parameter"), nil) {
				e.locals[b.name] = true
			}
		case "for_in_statement":
			for _, b := range bindings(n.Child("left"), nil) {
				if !n.Child("kind").IsZero() {
					e.locals[b.name] = true
				}
			}
		}
		e.scan(n, depth+1)
	}
}

func (e *emitter) at(n node) arch.Range { return e.m.file.Range(n.Start(), n.End()) }

// op adds an operation and gives its result.
func (e *emitter) op(op code.Op) code.Expr {
	op.Loop, op.Guards = e.loop, e.guards
	e.out.Ops = append(e.out.Ops, op)
	return code.Expr{Kind: code.Result, Text: e.out.ID, Op: len(e.out.Ops) - 1, At: op.At}
}

func (e *emitter) assign(to, from code.Expr, at arch.Range) {
	if to.Kind == code.Opaque || to.Kind == code.Result || to.Kind == code.FieldOf && strings.HasPrefix(to.Text, "?.") {
		return
	}
	e.out.Assigns = append(e.out.Assigns, code.Assign{To: to, From: from, At: at, Loop: e.loop, Guards: e.guards})
}

// closure writes a function inside another one.
func (e *emitter) closure(n node) *function {
	if f := e.m.byNode[n.Start()]; f != nil { // noted for what it is exported as
		e.function(f)
		return f
	}
	e.closures++
	f := e.l.newFunction(nil, e.out.ID+"$"+strconv.Itoa(e.closures), e.out.Name, n, nil)
	e.function(f)
	return f
}

// callback calls a function of the repository that was handed over, here and now.
func (e *emitter) callback(n node, args []code.Expr) (code.Expr, *function, bool) {
	n = bare(n)
	var f *function
	if isFunction(n) {
		f = e.closure(n)
	} else if s, rest := e.meaning(n); s != nil && s.kind == functionSymbol && len(rest) == 0 {
		f = s.fn
	}
	if f == nil {
		return code.Expr{}, nil, false
	}
	return e.op(code.Op{At: e.at(n), Callee: code.Callee{Func: f.id}, Args: args}), f, true
}
