package javascript

import (
	"slices"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/code"
)

// block writes statements in order. What follows a statement that ends the block on
// some condition runs under the opposite one.
func (e *emitter) block(n node) {
	if e.depth++; e.depth > maxNesting {
		e.depth--
		return
	}
	guards := e.guards
	for s := range n.Children() {
		e.statement(s)
	}
	e.guards = guards
	e.depth--
}

func (e *emitter) statement(n node) {
	switch n.Kind() {
	case "expression_statement":
		for c := range n.Children() {
			e.discard(c)
		}
	case "lexical_declaration", "variable_declaration":
		for c := range n.Children() {
			if c.Kind() == "variable_declarator" {
				e.declarator(c)
			}
		}
	case "export_statement":
		e.exportStatement(n)
	case "return_statement":
		if kids := n.Named(); len(kids) > 0 {
			e.returns(kids[0], n)
		}
	case "if_statement":
		e.conditional(n)
	case "for_statement", "while_statement", "do_statement":
		e.whileLoop(n)
	case "for_in_statement":
		e.forLoop(n)
	case "switch_statement":
		e.choose(n)
	case "try_statement":
		e.try(n)
	case "statement_block", "else_clause", "labeled_statement":
		e.block(n)
	case "function_declaration", "generator_function_declaration":
		if s := e.inner[n.Child("name").Text()]; s != nil && s.fn != nil && s.fn.node == n {
			e.function(s.fn)
		} else {
			e.closure(n)
		}
	case "class_declaration", "abstract_class_declaration", "class":
		e.classBody(n)
	case "throw_statement":
		e.exprs(n.Named())
	case "import_statement", "interface_declaration", "type_alias_declaration", "enum_declaration", "break_statement", "continue_statement", "ambient_declaration":
	default:
		if n.IsNamed() && !n.IsError() {
			e.exprs(n.Named())
		}
	}
}

func (e *emitter) exportStatement(n node) {
	if decl := n.Child("declaration"); !decl.IsZero() {
		e.statement(decl)
		return
	}
	if value := n.Child("value"); !value.IsZero() {
		e.exportValue("default", bare(value), n)
	}
}

// exportValue keeps what a name exports.
func (e *emitter) exportValue(name string, value, n node) {
	if value.Kind() == "class" {
		e.classBody(value)
		return
	}
	if name == "default" && value.Kind() == "object" {
		for _, c := range value.Named() {
			switch c.Kind() {
			case "pair":
				e.exportValue(keyOf(c.Child("key")), bare(c.Child("value")), c)
			case "method_definition":
				e.closure(c)
			}
		}
		return
	}
	v := e.expr(value)
	if s := e.m.exports[name]; s != nil && s.kind == variable && s.mod == e.m && v.Text != e.m.path+"."+s.name {
		e.assign(code.Expr{Kind: code.Var, Text: e.m.path + "." + s.name, At: e.at(n)}, v, e.at(n))
	}
}

func (e *emitter) classBody(n node) {
	name := n.Child("name").Text()
	if name == "" {
		name = "default"
	}
	c := e.l.classes[e.m.path+"."+name]
	if c == nil || c.node != n {
		return // of a function: nothing there has a name outside
	}
	for _, m := range c.order {
		e.function(c.methods[m])
	}
	if c.ctor == nil { // the values that fields have at first, in whatever makes the object
		for _, f := range c.names {
			if value := c.fields[f].node; !value.IsZero() {
				e.assign(code.Expr{Kind: code.FieldOf, Text: c.id + "." + f, Type: c.fields[f].typ, At: e.at(value)}, e.expr(value), e.at(value))
			}
		}
	}
	e.decorators(n, c)
}

// decorators writes the calls that decorators of methods are.
func (e *emitter) decorators(n node, c *class) {
	var open []node
	for member := range n.Child("body").Children() {
		if member.Kind() == "decorator" {
			open = append(open, member)
			continue
		}
		f := c.methods[member.Child("name").Text()]
		for _, d := range open {
			kids := d.Named()
			if f == nil || len(kids) == 0 || kids[0].Kind() != "call_expression" {
				continue
			}
			s, rest := e.meaning(kids[0].Child("function"))
			if s == nil || s.kind != external || len(rest) > 0 {
				continue
			}
			args := append(e.exprs(kids[0].Child("arguments").Named()), code.Expr{Kind: code.FuncRef, Text: f.id, Type: "func", At: e.at(member)})
			e.op(code.Op{At: e.at(d), Callee: s.callee(), Args: args})
		}
		open = nil
	}
}

// discard writes an expression whose value nobody uses.
func (e *emitter) discard(n node) {
	n = bare(n)
	if n.Kind() == "unary_expression" && n.Child("operator").Text() == "void" {
		n = bare(n.Child("argument"))
	}
	before := len(e.out.Ops)
	v := e.expr(n)
	if n.Kind() != "call_expression" || v.Kind != code.Result || v.Text != e.out.ID || v.Op < before {
		return
	}
	op := &e.out.Ops[v.Op]
	op.Ignored = true
	fn := n.Child("function")
	callee := e.l.funcs[op.Callee.Func]
	promised := fn.Kind() == "member_expression" && fn.Child("property").Text() == "promise" ||
		callee != nil && callee.async || op.Callee.Name == "send" && e.m.awsSDK && op.Callee.Func == "" && len(op.Args) == 1
	if promised && e.fn.async && !e.top {
		op.Spawned = true
	}
}

func (e *emitter) assignment(n node) code.Expr {
	left, right := n.Child("left"), bare(n.Child("right"))
	if name := exported(left); name != "" && e.top {
		e.exportValue(name, right, n)
		return code.Unknown(e.at(n), "an export")
	}
	v := e.expr(right)
	e.take(left, v, n)
	return v
}

func (e *emitter) declarator(n node) {
	target, value := n.Child("name"), bare(n.Child("value"))
	if target.Kind() == "identifier" && !e.top {
		name := target.Text()
		if isFunction(value) {
			delete(e.locals, name)
			e.closures++
			f := e.l.newFunction(nil, e.out.ID+"$"+strconv.Itoa(e.closures), e.out.Name, value, nil)
			e.inner[name] = &symbol{kind: functionSymbol, mod: e.m, fn: f}
			e.function(f)
			return
		}
		if s := e.l.static(e.m, value); s != nil && s.kind != variable && !e.shadowed(value) {
			delete(e.locals, name)
			e.inner[name] = s
			return
		}
	}
	if value.IsZero() {
		return
	}
	if e.top {
		if target.Kind() == "identifier" && isFunction(value) {
			e.closure(value)
			return
		}
		if s := e.m.scope[target.Text()]; target.Kind() == "identifier" && s != nil && s.kind != variable {
			if value.Kind() == "class" {
				e.classBody(value)
			}
			return
		}
	}
	if s, _ := e.meaning(value); s != nil && s.kind == external && target.Kind() == "object_pattern" {
		e.takeOutside(s, target, n)
		return
	}
	v := e.expr(value)
	if t := e.l.typeOf(e.m, n.Child("type"), node{}); t != "" && v.Type == "" {
		v.Type = t
	}
	e.take(target, v, n)
}

// shadowed reports whether the first name of an expression is a variable here.
func (e *emitter) shadowed(n node) bool {
	for n.Kind() == "member_expression" {
		n = bare(n.Child("object"))
	}
	if n.Kind() != "identifier" {
		return false
	}
	_, ok := e.variable(n.Text(), n)
	return ok
}

// takeOutside takes apart what a library or the environment holds.
func (e *emitter) takeOutside(s *symbol, target, n node) {
	for _, b := range bindings(target, nil) {
		if s.path() == "process.env" && len(b.path) == 1 {
			v := e.environment(code.Text(b.path[0], e.at(b.node)), b.node)
			if !b.preset.IsZero() {
				v = choice(v.At, v, e.expr(b.preset))
			}
			e.store(b.name, b.node, v, n)
		} else if in := e.l.inside(s, b.path); in != nil && !e.top {
			delete(e.locals, b.name)
			e.inner[b.name] = in
		}
	}
}

// take assigns a value to a target, which may take it apart.
func (e *emitter) take(target node, v code.Expr, n node) {
	switch target.Kind() {
	case "object_pattern", "array_pattern":
		for i, b := range bindings(target, nil) {
			part := v
			for _, name := range b.path {
				part = e.member(part, name, b.node)
			}
			if target.Kind() == "array_pattern" {
				part = elementOf(v, i)
			}
			if !b.preset.IsZero() {
				part = choice(part.At, part, e.expr(b.preset))
			}
			e.store(b.name, b.node, part, n)
		}
	case "identifier":
		e.store(target.Text(), target, v, n)
	default:
		e.assign(e.expr(target), v, e.at(n))
	}
}

func elementOf(v code.Expr, i int) code.Expr {
	if v.Kind == code.Make && v.Type == "slice" && i < len(v.Args) {
		return v.Args[i]
	}
	return code.Expr{Kind: code.Elem, Args: []code.Expr{v, {Kind: code.Const, Text: strconv.Itoa(i), Type: "int"}}, At: v.At}
}

func (e *emitter) store(name string, target node, v code.Expr, n node) {
	if e.locals[name] && !e.top {
		typ := v.Type
		if old, ok := e.types[name]; ok && old != typ {
			typ = ""
		}
		e.types[name] = typ
	}
	if to, ok := e.variable(name, target); ok {
		e.assign(to, v, e.at(n))
	}
}

func (e *emitter) returns(value, n node) {
	r := code.Return{At: e.at(n), Guards: e.guards}
	r.Values = []code.Expr{e.expr(value)}
	e.out.Returns = append(e.out.Returns, r)
}

func (e *emitter) blockUnder(g code.Guard, block node) {
	guards := e.guards
	e.also(g)
	if block.Kind() == "statement_block" || block.Kind() == "else_clause" {
		e.block(block)
	} else {
		e.statement(block)
	}
	e.guards = guards
}

func (e *emitter) also(g code.Guard) { e.guards = append(e.guards[:len(e.guards):len(e.guards)], g) }

func (e *emitter) conditional(n node) {
	if e.depth++; e.depth > maxNesting {
		e.depth--
		return
	}
	cond := e.condition(n.Child("condition"))
	yes, no := n.Child("consequence"), n.Child("alternative")
	e.blockUnder(code.Guard{Cond: cond}, yes)
	if !no.IsZero() {
		e.blockUnder(code.Guard{Cond: cond, Not: true}, no)
	}
	switch {
	case ends(yes):
		e.also(code.Guard{Cond: cond, Not: true})
	case !no.IsZero() && ends(no):
		e.also(code.Guard{Cond: cond})
	}
	e.depth--
}

// ends reports whether nothing runs behind a statement.
func ends(n node) bool {
	for range maxNesting {
		if kids := n.Named(); (n.Kind() == "statement_block" || n.Kind() == "else_clause") && len(kids) > 0 {
			n = kids[len(kids)-1]
			continue
		}
		break
	}
	return slices.Contains([]string{"return_statement", "throw_statement", "break_statement", "continue_statement"}, n.Kind()) ||
		n.Kind() == "expression_statement" && strings.HasPrefix(n.Text(), "process.exit(")
}

func (e *emitter) choose(n node) {
	value := e.expr(n.Child("value"))
	for _, c := range n.Child("body").Named() {
		guards := e.guards
		if label := c.Child("value"); !label.IsZero() {
			e.also(code.Guard{Cond: code.Expr{Kind: code.Compare, Text: "==", Args: []code.Expr{value, e.expr(label)}, Type: "bool", At: e.at(label)}})
		} else {
			e.also(code.Guard{Cond: code.Unknown(e.at(c), "no case")})
		}
		for s := range c.Children() {
			if s.Field() != "value" {
				e.statement(s)
			}
		}
		e.guards = guards
	}
}

func (e *emitter) try(n node) {
	e.block(n.Child("body"))
	if h := n.Child("handler"); !h.IsZero() {
		e.blockUnder(code.Guard{Cond: code.Unknown(e.at(h), "an error")}, h.Child("body"))
	}
	if f := n.Child("finalizer"); !f.IsZero() {
		e.block(f.Child("body"))
	}
}
