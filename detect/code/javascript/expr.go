package javascript

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// expr writes what an expression does, and gives its value.
func (e *emitter) expr(n node) code.Expr {
	if e.depth++; e.depth > maxNesting {
		e.depth--
		return code.Unknown(e.at(n), "nests too deeply")
	}
	v := e.value(bare(n))
	e.depth--
	return v
}

func (e *emitter) exprs(nodes []node) []code.Expr {
	var out []code.Expr
	for _, n := range nodes {
		out = append(out, e.expr(n))
	}
	return out
}

func (e *emitter) value(n node) code.Expr {
	at := e.at(n)
	switch n.Kind() {
	case "identifier", "shorthand_property_identifier", "undefined":
		if n.Text() == "undefined" {
			return code.Expr{Kind: code.Const, Text: "nil", At: at}
		}
		if n.Kind() != "identifier" {
			if v, ok := e.variable(n.Text(), n); ok {
				return v
			}
			return e.shorthand(n)
		}
		return e.name(n)
	case "member_expression":
		return e.attribute(n)
	case "subscript_expression":
		return e.subscript(n)
	case "call_expression":
		return e.call(n)
	case "new_expression":
		return e.construct(n)
	case "string", "template_string":
		return e.text(n)
	case "number":
		return number(n.Text(), at)
	case "true", "false":
		return code.Expr{Kind: code.Const, Text: n.Kind(), Type: "bool", At: at}
	case "null":
		return code.Expr{Kind: code.Const, Text: "nil", At: at}
	case "this":
		return e.this(n)
	case "arrow_function", "function_expression", "generator_function":
		return code.Expr{Kind: code.FuncRef, Text: e.closure(n).id, Type: "func", At: at}
	case "object":
		return e.object(n)
	case "array":
		return code.Expr{Kind: code.Make, Type: "slice", Args: e.exprs(n.Named()), At: at}
	case "await_expression":
		return e.await(n)
	case "spread_element":
		return code.Expr{Kind: code.Elem, Args: e.exprs(n.Named()), At: at}
	case "class":
		return code.Unknown(at, "a class")
	}
	return e.operation(n)
}

func (e *emitter) operation(n node) code.Expr {
	at := e.at(n)
	switch n.Kind() {
	case "binary_expression":
		return e.binary(n)
	case "unary_expression":
		v := e.expr(n.Child("argument"))
		switch op := n.Child("operator").Text(); {
		case op == "!":
			return code.Expr{Kind: code.Compare, Text: "!", Args: []code.Expr{v}, Type: "bool", At: at}
		case op == "-" && v.Kind == code.Const:
			v.Text = "-" + v.Text
			return v
		case op == "+":
			return v
		}
	case "ternary_expression":
		cond := e.condition(n.Child("condition"))
		yes := e.under(code.Guard{Cond: cond}, n.Child("consequence"))
		no := e.under(code.Guard{Cond: cond, Not: true}, n.Child("alternative"))
		return choice(at, yes, no)
	case "assignment_expression":
		return e.assignment(n)
	case "augmented_assignment_expression":
		left, right := e.expr(n.Child("left")), e.expr(n.Child("right"))
		v := choice(at, left, right)
		if n.Child("operator").Text() == "+=" {
			v = joined([]code.Expr{left, right}, at)
		}
		e.assign(left, v, at)
		return v
	case "sequence_expression":
		var last code.Expr
		for _, c := range n.Named() {
			last = e.expr(c)
		}
		return last
	default:
		for _, c := range n.Named() {
			if c.Kind() != "type_arguments" {
				e.expr(c)
			}
		}
	}
	return code.Unknown(at, n.Kind())
}

func (e *emitter) shorthand(n node) code.Expr {
	s := e.named(n)
	switch {
	case s != nil && s.kind == functionSymbol:
		return code.Expr{Kind: code.FuncRef, Text: s.fn.id, Type: "func", At: e.at(n)}
	case s != nil && s.kind == variable:
		return e.global(s, n)
	}
	return code.Unknown(e.at(n), "name "+n.Text())
}

// await waits for a promise: its value is the promise's.
func (e *emitter) await(n node) code.Expr {
	kids := n.Named()
	if len(kids) == 0 {
		return code.Unknown(e.at(n), "await")
	}
	inner := bare(kids[0])
	spawned := e.spawned
	e.spawned = false
	v := e.expr(inner)
	e.spawned = spawned
	if inner.Kind() == "identifier" || inner.Kind() == "member_expression" {
		e.op(code.Op{Kind: code.OpReceive, At: e.at(n), Recv: &v})
	}
	return v
}

// condition writes an expression that decides a branch.
func (e *emitter) condition(n node) code.Expr {
	v := e.expr(n)
	v.At = e.at(bare(n))
	return v
}

// under writes an expression that is evaluated under a condition.
func (e *emitter) under(g code.Guard, n node) code.Expr {
	guards := e.guards
	e.guards = append(guards[:len(guards):len(guards)], g)
	v := e.expr(n)
	e.guards = guards
	return v
}

func choice(at arch.Range, args ...code.Expr) code.Expr {
	c := code.Expr{Kind: code.Choice, Args: args, At: at, Type: args[0].Type}
	for _, a := range args {
		if a.Type != c.Type && a.Text != "nil" {
			c.Type = ""
		}
	}
	return c
}

func number(text string, at arch.Range) code.Expr {
	text = strings.ReplaceAll(text, "_", "")
	if n, err := strconv.ParseInt(text, 0, 64); err == nil {
		return code.Expr{Kind: code.Const, Text: strconv.FormatInt(n, 10), Type: "int", At: at}
	}
	return code.Expr{Kind: code.Const, Text: text, Type: "float", At: at}
}

func (e *emitter) binary(n node) code.Expr {
	op, at := n.Child("operator").Text(), e.at(n)
	left := e.expr(n.Child("left"))
	switch op {
	case "||", "??":
		right := e.expr(n.Child("right"))
		if op == "??" || left.Kind != code.Compare && right.Kind != code.Compare {
			return choice(at, left, right)
		}
		return code.Expr{Kind: code.Compare, Text: op, Args: []code.Expr{left, right}, Type: "bool", At: at}
	case "&&":
		right := e.under(code.Guard{Cond: left}, n.Child("right"))
		return code.Expr{Kind: code.Compare, Text: op, Args: []code.Expr{left, right}, Type: "bool", At: at}
	}
	right := e.expr(n.Child("right"))
	isNumber := func(x code.Expr) bool { return x.Type == "int" || x.Type == "float" || x.Kind == code.Arith }
	switch op {
	case "===", "==", "!==", "!=", "<", ">", "<=", ">=":
		if len(op) > 2 {
			op = op[:2]
		}
		return code.Expr{Kind: code.Compare, Text: op, Args: []code.Expr{left, right}, Type: "bool", At: at}
	case "+":
		if !isNumber(left) && !isNumber(right) || left.Type == "string" || right.Type == "string" {
			return joined([]code.Expr{left, right}, at)
		}
	case "in", "instanceof":
		return code.Unknown(at, op)
	}
	return code.Expr{Kind: code.Arith, Text: op, Args: []code.Expr{left, right}, At: at}
}

func (e *emitter) subscript(n node) code.Expr {
	object, index := bare(n.Child("object")), n.Child("index")
	if s, _ := e.meaning(object); s != nil && s.kind == external && s.path() == "process.env" {
		return e.environment(e.expr(index), n)
	}
	container, key := e.expr(object), e.expr(index)
	if key.Kind == code.Const && key.Type == "string" {
		return e.member(container, key.Text, n)
	}
	return code.Expr{Kind: code.Elem, Args: []code.Expr{container, key}, At: e.at(n)}
}

// object is an object that is written out.
func (e *emitter) object(n node) code.Expr {
	v := code.Expr{Kind: code.Make, Type: "map", At: e.at(n)}
	add := func(name string, value code.Expr) {
		v.Names, v.Args = append(v.Names, name), append(v.Args, value)
	}
	for _, c := range n.Named() {
		switch c.Kind() {
		case "pair":
			key := keyOf(c.Child("key"))
			add(key, e.expr(c.Child("value")))
		case "shorthand_property_identifier":
			add(c.Text(), e.expr(c))
		case "method_definition":
			add(c.Child("name").Text(), code.Expr{Kind: code.FuncRef, Text: e.closure(c).id, Type: "func", At: e.at(c)})
		case "spread_element":
			for _, k := range c.Named() {
				if in := e.expr(k); in.Kind == code.Make {
					v.Names, v.Args = append(v.Names, in.Names...), append(v.Args, in.Args...)
				} else {
					add("...", in) // it may hold anything
				}
			}
		}
	}
	if len(v.Names) != len(v.Args) { // a list was spread into it
		v.Names, v.Args = nil, nil
	}
	return v
}

// text is the value of a string or template.
func (e *emitter) text(n node) code.Expr {
	at := e.at(n)
	if s, ok := plainText(n); ok {
		return code.Text(s, at)
	}
	var parts []code.Expr
	for c := range n.Children() {
		switch c.Kind() {
		case "string_fragment":
			parts = append(parts, code.Text(c.Text(), e.at(c)))
		case "escape_sequence":
			parts = append(parts, code.Text(unescape(c.Text()), e.at(c)))
		case "template_substitution":
			if kids := c.Named(); len(kids) > 0 {
				parts = append(parts, e.expr(kids[0]))
			}
		}
	}
	return joined(parts, at)
}

// joined is a text made of parts; constants that meet become one.
func joined(parts []code.Expr, at arch.Range) code.Expr {
	v := code.Expr{Kind: code.Concat, Type: "string", At: at}
	for _, p := range parts {
		list := []code.Expr{p}
		if p.Kind == code.Concat {
			list = p.Args
		}
		for _, p := range list {
			if last := len(v.Args) - 1; p.Kind == code.Const && last >= 0 && v.Args[last].Kind == code.Const {
				v.Args[last].Text += p.Text
				continue
			}
			v.Args = append(v.Args, p)
		}
	}
	if len(v.Args) == 1 && v.Args[0].Kind == code.Const {
		return code.Text(v.Args[0].Text, at)
	}
	return v
}
