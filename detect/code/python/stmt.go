package python

import (
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
	case "return_statement":
		e.returns(n, n.Named())
	case "if_statement":
		e.conditional(n)
	case "for_statement":
		e.forLoop(n)
	case "while_statement":
		e.whileLoop(n)
	case "with_statement":
		e.with(n)
	case "try_statement":
		e.try(n)
	case "match_statement":
		e.match(n)
	case "function_definition", "decorated_definition", "class_definition":
		e.definition(n)
	case "import_statement", "import_from_statement", "global_statement", "nonlocal_statement", "pass_statement", "break_statement", "continue_statement":
	default: // raise, assert, del, print: what they evaluate
		for c := range n.Children() {
			if c.IsNamed() {
				e.expr(c)
			}
		}
	}
}

// discard writes an expression whose value nobody uses.
func (e *emitter) discard(n node) {
	switch n.Kind() {
	case "assignment":
		e.assignment(n)
	case "augmented_assignment":
		left := e.expr(n.Child("left"))
		right := e.expr(n.Child("right"))
		e.assign(left, e.binary(strings.TrimSuffix(n.Child("operator").Text(), "="), left, right, e.at(n)), e.at(n))
	default:
		before := len(e.out.Ops)
		v := e.expr(n)
		if v.Kind == code.Result && v.Text == e.out.ID && v.Op >= before {
			e.out.Ops[v.Op].Ignored = true
		}
	}
}

func (e *emitter) assignment(n node) {
	right := n.Child("right")
	if right.IsZero() {
		return
	}
	if right.Kind() == "assignment" { // a = b = c
		e.assignment(right)
		right = right.Child("left")
	}
	e.store(n.Child("left"), e.expr(right), n)
}

// store assigns a value to a target, which may take it apart.
func (e *emitter) store(target node, v code.Expr, n node) {
	switch target.Kind() {
	case "pattern_list", "tuple_pattern", "list_pattern", "tuple", "expression_list":
		for i, c := range target.Named() {
			e.store(c, part(v, i), n)
		}
		return
	case "identifier":
		e.learn(target.Text(), v.Type)
	}
	e.assign(e.expr(target), v, e.at(n))
}

// part is one of the values that are taken apart together.
func part(v code.Expr, i int) code.Expr {
	switch {
	case v.Kind == code.Make && v.Type == "slice" && i < len(v.Args):
		return v.Args[i]
	case v.Kind == code.Result:
		v.Index, v.Type = i, ""
		return v
	}
	return code.Expr{Kind: code.Elem, Args: []code.Expr{v, {Kind: code.Const, Text: strconv.Itoa(i), Type: "int"}}, At: v.At}
}

// learn notes the type of what a local variable holds; two types are none.
func (e *emitter) learn(name, typ string) {
	if old, ok := e.types[name]; ok && old != typ {
		typ = ""
	}
	e.types[name] = typ
}

func (e *emitter) returns(n node, values []node) {
	r := code.Return{At: e.at(n)}
	for _, v := range values {
		if v.Kind() == "expression_list" || v.Kind() == "tuple" && len(values) == 1 {
			for _, c := range v.Named() {
				r.Values = append(r.Values, e.expr(c))
			}
			continue
		}
		e.awaited = v.Kind() == "call" // handed up, for the caller to wait for
		r.Values = append(r.Values, e.expr(v))
	}
	r.Guards = e.guards
	e.out.Returns = append(e.out.Returns, r)
}

// under writes a block that runs under a condition.
func (e *emitter) under(g code.Guard, block node) {
	guards := e.guards
	e.guards = append(guards[:len(guards):len(guards)], g)
	e.block(block)
	e.guards = guards
}

func (e *emitter) also(g code.Guard) { e.guards = append(e.guards[:len(e.guards):len(e.guards)], g) }

func (e *emitter) conditional(n node) {
	if e.top && isMainGuard(n.Child("condition")) {
		e.mainBlock(n)
		return
	}
	before := e.guards
	cond := e.condition(n.Child("condition"))
	body := n.Child("consequence")
	e.under(code.Guard{Cond: cond}, body)
	var after []code.Guard // what holds behind the statement
	if ends(body) {
		after = append(after, code.Guard{Cond: cond, Not: true})
	}
	e.also(code.Guard{Cond: cond, Not: true})
	for c := range n.Children() {
		switch c.Kind() {
		case "elif_clause":
			cond := e.condition(c.Child("condition"))
			body := c.Child("consequence")
			e.under(code.Guard{Cond: cond}, body)
			e.also(code.Guard{Cond: cond, Not: true})
			if ends(body) {
				after = append(after, code.Guard{Cond: cond, Not: true})
			}
		case "else_clause":
			e.block(c.Child("body"))
			if ends(c.Child("body")) && len(after) == 0 {
				after = append(after, code.Guard{Cond: cond})
			}
		}
	}
	e.guards = before
	for _, g := range after {
		e.also(g)
	}
}

// ends reports whether nothing runs behind a block.
func ends(block node) bool {
	kids := block.Named()
	if len(kids) == 0 {
		return false
	}
	switch last := kids[len(kids)-1]; last.Kind() {
	case "return_statement", "raise_statement", "break_statement", "continue_statement":
		return true
	case "expression_statement":
		text := last.Text()
		return strings.HasPrefix(text, "sys.exit(") || strings.HasPrefix(text, "exit(") || strings.HasPrefix(text, "os._exit(")
	}
	return false
}

func isMainGuard(n node) bool {
	text := strings.ReplaceAll(n.Text(), "'", `"`)
	return text == `__name__ == "__main__"` || text == `(__name__ == "__main__")` || text == `"__main__" == __name__`
}

// mainBlock writes what runs only when the file is the program.
func (e *emitter) mainBlock(n node) {
	if e.m.main == nil {
		e.m.main = &function{id: e.m.path + ".__main__", name: "__main__", node: n.Child("consequence")}
		e.m.out.Main = e.m.main.id
		in := e.l.newEmitter(e.m, e.m.main, nil)
		in.top = true
		in.block(n.Child("consequence"))
		e.l.done = append(e.l.done, in.out)
	}
}

func (e *emitter) try(n node) {
	e.block(n.Child("body"))
	for c := range n.Children() {
		switch c.Kind() {
		case "except_clause", "except_group_clause":
			for k := range c.Children() {
				if k.Kind() == "block" {
					e.under(code.Guard{Cond: code.Unknown(e.at(c), "an exception")}, k)
				}
			}
		case "else_clause":
			e.block(c.Child("body"))
		case "finally_clause":
			e.block(c.First("block"))
		}
	}
}

func (e *emitter) match(n node) {
	e.expr(n.Child("subject"))
	for c := range n.Child("body").Children() {
		if c.Kind() == "case_clause" {
			e.under(code.Guard{Cond: code.Unknown(e.at(c), "a case")}, c.Child("consequence"))
		}
	}
}

func (e *emitter) with(n node) {
	var held []code.Expr
	for c := range n.First("with_clause").Children() {
		value := c.Child("value")
		if c.Kind() != "with_item" {
			continue
		}
		e.awaited = value.Kind() == "call"
		v := e.expr(value)
		held = append(held, v)
	}
	e.block(n.Child("body"))
	for i := len(held) - 1; i >= 0; i-- {
		e.op(code.Op{At: held[i].At, Callee: code.Callee{Name: "__exit__"}, Recv: &held[i], Ignored: true})
	}
}

func (e *emitter) definition(n node) {
	def, decos := undecorated(n)
	if def.Kind() == "class_definition" {
		e.classBody(def)
		return
	}
	if e.depth >= maxNesting {
		return
	}
	f := e.declared(def)
	if f == nil {
		f = e.closure(def, decos)
	} else {
		e.function(f)
	}
	for i := len(decos) - 1; i >= 0; i-- {
		e.decorate(f, decos[i])
	}
}

// declared returns the function that was noted for a definition before.
func (e *emitter) declared(def node) *function {
	name := def.Child("name").Text()
	var id string
	switch {
	case e.class != nil:
		id = e.class.id + "." + name
	case e.top:
		id = e.m.path + "." + name
	default:
		return nil
	}
	for _, id := range []string{id + "@" + strconv.Itoa(def.Start()), id} {
		if f := e.l.funcs[id]; f != nil && f.node == def {
			return f
		}
	}
	return nil
}

func (e *emitter) classBody(def node) {
	c := e.l.classes[e.m.path+"."+def.Child("name").Text()]
	if c == nil || c.node != def {
		return // of a function or a class: nothing there has a name outside
	}
	outer := e.class
	e.class = c
	e.block(def.Child("body"))
	e.class = outer
}

// decorate writes the call that a decorator is.
func (e *emitter) decorate(f *function, d node) {
	kids := d.Named()
	if len(kids) == 0 || f.static || f.property {
		return
	}
	n, at := kids[0], e.at(d)
	self := e.ref(f, f.node.Child("name"))
	if n.Kind() == "call" {
		args, names := e.arguments(n.Child("arguments"))
		args = append(args, self)
		if names != nil {
			names = append(names, "")
		}
		e.invoke(n.Child("function"), args, names, at)
		return
	}
	e.invoke(n, []code.Expr{self}, nil, at)
}
