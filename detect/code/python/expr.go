package python

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
	v := e.value(n)
	e.depth--
	return v
}

func (e *emitter) value(n node) code.Expr {
	at := e.at(n)
	switch n.Kind() {
	case "identifier":
		return e.name(n)
	case "attribute":
		return e.attribute(n)
	case "call":
		return e.call(n)
	case "string":
		return e.text(n)
	case "concatenated_string":
		return joined(e.exprs(n.Named()), at)
	case "integer", "float":
		return number(n.Text(), at)
	case "true", "false":
		return code.Expr{Kind: code.Const, Text: n.Kind(), Type: "bool", At: at}
	case "none":
		return code.Expr{Kind: code.Const, Text: "nil", At: at}
	case "parenthesized_expression", "list_splat", "dictionary_splat", "type", "as_pattern":
		if n.Kind() == "as_pattern" {
			return e.as(n)
		}
		if kids := n.Named(); len(kids) > 0 {
			v := e.expr(kids[0])
			if n.Kind() == "list_splat" {
				v = code.Expr{Kind: code.Elem, Args: []code.Expr{v}, At: at}
			}
			return v
		}
	case "await":
		return e.await(n)
	case "binary_operator":
		return e.operator(n)
	case "boolean_operator", "not_operator", "comparison_operator":
		return e.logic(n)
	case "unary_operator":
		v := e.expr(n.Child("argument"))
		if v.Kind == code.Const && n.Child("operator").Text() == "-" {
			v.Text = "-" + v.Text
		}
		return v
	case "conditional_expression":
		kids := n.Named()
		if len(kids) == 3 {
			e.condition(kids[1])
			return choice(at, e.expr(kids[0]), e.expr(kids[2]))
		}
	case "named_expression":
		v := e.expr(n.Child("value"))
		e.store(n.Child("name"), v, n)
		return v
	case "subscript":
		return e.subscript(n)
	case "list", "tuple", "set", "expression_list", "pattern_list":
		return code.Expr{Kind: code.Make, Type: "slice", Args: e.exprs(n.Named()), At: at}
	case "dictionary":
		return e.dictionary(n)
	case "list_comprehension", "set_comprehension", "generator_expression", "dictionary_comprehension":
		return e.comprehension(n)
	case "lambda":
		return e.ref(e.closure(n, nil), n)
	case "yield":
		v := code.Expr{Kind: code.Make, Type: "slice", Args: e.exprs(n.Named()), At: at}
		e.out.Returns = append(e.out.Returns, code.Return{Values: []code.Expr{v}, At: at, Guards: e.guards})
		return code.Unknown(at, "sent to a generator")
	default:
		for c := range n.Children() {
			if c.IsNamed() {
				e.expr(c)
			}
		}
	}
	return code.Unknown(at, n.Kind())
}

func (e *emitter) exprs(nodes []node) []code.Expr {
	var out []code.Expr
	for _, n := range nodes {
		out = append(out, e.expr(n))
	}
	return out
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

// as is what a with statement or an except clause gives a name to.
func (e *emitter) as(n node) code.Expr {
	kids := n.Named()
	if len(kids) == 0 {
		return code.Unknown(e.at(n), "nothing")
	}
	e.awaited = kids[0].Kind() == "call"
	v := e.expr(kids[0])
	for _, target := range n.Child("alias").Named() {
		e.store(target, v, n)
	}
	return v
}

func (e *emitter) await(n node) code.Expr {
	kids := n.Named()
	if len(kids) == 0 {
		return code.Unknown(e.at(n), "await")
	}
	for kids[0].Kind() == "parenthesized_expression" && len(kids[0].Named()) == 1 {
		kids = kids[0].Named()
	}
	if kids[0].Kind() == "call" {
		e.awaited = true
		return e.expr(kids[0])
	}
	v := e.expr(kids[0])
	e.op(code.Op{Kind: code.OpReceive, At: e.at(n), Recv: &v})
	return v
}

// condition writes an expression that decides a branch.
func (e *emitter) condition(n node) code.Expr {
	v := e.expr(n)
	v.At = e.at(n)
	return v
}

func (e *emitter) logic(n node) code.Expr {
	at := e.at(n)
	switch n.Kind() {
	case "not_operator":
		return code.Expr{Kind: code.Compare, Text: "!", Args: []code.Expr{e.expr(n.Child("argument"))}, Type: "bool", At: at}
	case "boolean_operator":
		left, right := e.expr(n.Child("left")), e.expr(n.Child("right"))
		if n.Child("operator").Text() == "or" && left.Kind != code.Compare && right.Kind != code.Compare {
			return choice(at, left, right)
		}
		op := map[string]string{"or": "||", "and": "&&"}[n.Child("operator").Text()]
		return code.Expr{Kind: code.Compare, Text: op, Args: []code.Expr{left, right}, Type: "bool", At: at}
	}
	kids := n.Named()
	op := n.Child("operators").Text()
	if len(kids) != 2 {
		e.exprs(kids)
		return code.Unknown(at, "comparison")
	}
	if path := e.path(kids[1]); path == "os.environ" && (op == "in" || op == "not in") {
		v := e.op(code.Op{At: at, Callee: code.Callee{Package: "os", Name: "getenv"}, Args: []code.Expr{e.expr(kids[0])}})
		return code.Expr{Kind: code.Compare, Text: map[string]string{"in": "!=", "not in": "=="}[op], Args: []code.Expr{v, {Kind: code.Const, Text: "nil", At: at}}, Type: "bool", At: at}
	}
	left, right := e.expr(kids[0]), e.expr(kids[1])
	switch op {
	case "is":
		op = "=="
	case "is not":
		op = "!="
	case "in", "not in":
		return code.Unknown(at, "membership")
	}
	return code.Expr{Kind: code.Compare, Text: op, Args: []code.Expr{left, right}, Type: "bool", At: at}
}

func (e *emitter) operator(n node) code.Expr {
	op, at := n.Child("operator").Text(), e.at(n)
	left := e.expr(n.Child("left"))
	right := e.expr(n.Child("right"))
	if op == "%" && (left.Type == "string" || left.Kind == code.Concat) {
		return e.percent(left, right, at)
	}
	return e.binary(op, left, right, at)
}

func (e *emitter) binary(op string, left, right code.Expr, at arch.Range) code.Expr {
	number := func(x code.Expr) bool { return x.Type == "int" || x.Type == "float" || x.Kind == code.Arith }
	if op == "+" && !number(left) && !number(right) {
		if left.Kind == code.Make && right.Kind == code.Make { // lists
			left.Args = append(left.Args[:len(left.Args):len(left.Args)], right.Args...)
			return left
		}
		return joined([]code.Expr{left, right}, at)
	}
	if op == "/" && left.Type != "int" && left.Type != "float" && right.Type == "string" { // pathlib
		return joined([]code.Expr{left, code.Text("/", at), right}, at)
	}
	return code.Expr{Kind: code.Arith, Text: op, Args: []code.Expr{left, right}, At: at}
}

func (e *emitter) subscript(n node) code.Expr {
	at := e.at(n)
	keys := n.Named()
	if len(keys) < 2 {
		return code.Unknown(at, "subscript")
	}
	if path := e.path(keys[0]); path == "os.environ" {
		v := e.op(code.Op{At: at, Callee: code.Callee{Package: "os", Name: "getenv"}, Args: []code.Expr{e.expr(keys[1])}})
		v.Type = "string"
		return v
	}
	object := e.expr(keys[0])
	if keys[1].Kind() == "slice" {
		e.exprs(keys[1].Named())
		return object
	}
	return code.Expr{Kind: code.Elem, Args: []code.Expr{object, e.expr(keys[1])}, At: at}
}

func (e *emitter) dictionary(n node) code.Expr {
	v := code.Expr{Kind: code.Make, Type: "map", At: e.at(n)}
	for c := range n.Children() {
		switch c.Kind() {
		case "pair":
			key := e.expr(c.Child("key"))
			name := ""
			if key.Kind == code.Const {
				name = key.Text
			}
			v.Names = append(v.Names, name)
			v.Args = append(v.Args, e.expr(c.Child("value")))
		case "dictionary_splat":
			e.expr(c)
		}
	}
	return v
}

// comprehension is a loop whose rounds give the elements of what it makes.
func (e *emitter) comprehension(n node) code.Expr {
	var restore []func()
	for c := range n.Children() {
		switch c.Kind() {
		case "for_in_clause":
			over := c.Child("right")
			e.awaited = over.Kind() == "call"
			container := e.expr(over)
			l := code.Loop{At: e.at(c), Over: over.Text(), Range: &container}
			e.bound(&l, over, container)
			restore = append(restore, e.pushLoop(l))
			for _, name := range targetsOf(c.Child("left")) {
				e.locals[name] = true
			}
			e.each(c.Child("left"), over, container, c)
		case "if_clause":
			e.exprs(c.Named())
		}
	}
	body := n.Child("body")
	v := code.Expr{Kind: code.Make, Type: "slice", At: e.at(n)}
	if body.Kind() == "pair" {
		e.expr(body.Child("key"))
		v.Type = "map"
		body = body.Child("value")
	}
	v.Args = []code.Expr{e.expr(body)}
	for i := len(restore) - 1; i >= 0; i-- {
		restore[i]()
	}
	return v
}

func targetsOf(n node) []string {
	if n.Kind() == "identifier" {
		return []string{n.Text()}
	}
	var out []string
	for _, c := range n.Named() {
		if c.Kind() == "identifier" {
			out = append(out, c.Text())
		}
	}
	return out
}
