package golang

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// maxNested bounds how deep an expression may nest in the IR: its readers recurse.
const maxNested = 200

// expr emits what evaluating an expression does, and gives its symbolic value.
func (b *builder) expr(x ast.Expr) code.Expr {
	if x == nil {
		return code.Expr{}
	}
	b.nested++
	defer func() { b.nested-- }()
	if b.nested > maxNested {
		return code.Unknown(b.at(x), "nested too deeply")
	}
	if tv, ok := b.info.Types[x]; ok && tv.Value != nil {
		return constantOf(tv.Value, b.ofType(tv.Type), b.writtenAt(x, tv.Value))
	}
	switch x := x.(type) {
	case *ast.Ident:
		return b.identifier(x)
	case *ast.BasicLit:
		return constantOf(constant.MakeFromLiteral(x.Value, x.Kind, 0), literalType(x), b.at(x))
	case *ast.ParenExpr:
		return b.expr(x.X)
	case *ast.SelectorExpr:
		return b.selector(x)
	case *ast.CallExpr:
		return b.call(x, code.Op{})
	case *ast.FuncLit:
		return b.closure(x)
	case *ast.CompositeLit:
		return b.literal(x)
	case *ast.UnaryExpr:
		return b.unary(x)
	case *ast.StarExpr:
		if b.isType(x) {
			return b.typ(x)
		}
		return code.Expr{Kind: code.Deref, Args: []code.Expr{b.expr(x.X)}, Type: b.typeName(x), At: b.at(x)}
	case *ast.BinaryExpr:
		return b.binary(x)
	case *ast.IndexExpr:
		return b.index(x)
	case *ast.IndexListExpr:
		return b.expr(x.X)
	case *ast.SliceExpr:
		e := b.expr(x.X)
		for _, i := range []ast.Expr{x.Low, x.High, x.Max} {
			b.expr(i)
		}
		return e
	case *ast.TypeAssertExpr:
		e := b.expr(x.X)
		if x.Type != nil { // not in a type switch
			e.Type = b.typeName(x.Type)
		}
		e.At = b.at(x)
		return e
	}
	return b.typ(x)
}

// isType reports whether an expression denotes a type.
func (b *builder) isType(x ast.Expr) bool {
	tv, ok := b.info.Types[x]
	return ok && tv.IsType()
}

// typ is a type where a value could stand: the argument of new, or of a conversion.
func (b *builder) typ(x ast.Expr) code.Expr {
	return code.Expr{Kind: code.Opaque, Text: "a type", Type: b.typeName(x), At: b.at(x)}
}

func constantOf(v constant.Value, typ string, at arch.Range) code.Expr {
	e := code.Expr{Kind: code.Const, Type: typ, At: at}
	switch v.Kind() {
	case constant.String:
		e.Text = constant.StringVal(v)
	case constant.Bool, constant.Int:
		e.Text = v.ExactString()
	case constant.Float:
		e.Text = v.String()
		if i := constant.ToInt(v); i.Kind() == constant.Int {
			e.Text = i.ExactString()
		}
	default:
		return code.Unknown(at, "a constant whose value is not known")
	}
	return e
}

func literalType(x *ast.BasicLit) string {
	switch x.Kind {
	case token.STRING:
		return "string"
	case token.FLOAT, token.IMAG:
		return "float"
	}
	return "int"
}

func (b *builder) unary(x *ast.UnaryExpr) code.Expr {
	switch x.Op {
	case token.AND:
		e := b.expr(x.X)
		return code.Expr{Kind: code.Addr, Args: []code.Expr{e}, Type: e.Type, At: b.at(x)}
	case token.ARROW:
		ch := b.expr(x.X)
		b.add(code.Op{Kind: code.OpReceive, At: b.at(x), Recv: &ch, OnDone: b.isDone(x.X)})
		return b.received(ch, x)
	case token.NOT:
		return code.Expr{Kind: code.Compare, Text: "!", Args: []code.Expr{b.expr(x.X)}, Type: "bool", At: b.at(x)}
	case token.TILDE:
		return b.typ(x)
	}
	return code.Expr{Kind: code.Arith, Text: x.Op.String(), Args: []code.Expr{b.expr(x.X)}, Type: b.typeName(x), At: b.at(x)}
}

func (b *builder) received(ch code.Expr, x ast.Expr) code.Expr {
	typ := ""
	if t := b.info.TypeOf(x); t != nil {
		if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
			t = tuple.At(0).Type()
		}
		typ = b.ofType(t)
	}
	return code.Expr{Kind: code.Elem, Args: []code.Expr{ch}, Type: typ, At: b.at(x)}
}

func (b *builder) binary(x *ast.BinaryExpr) code.Expr {
	switch x.Op {
	case token.ADD:
		return b.sum(x)
	case token.LAND, token.LOR:
		left := b.expr(x.X)
		saved := b.guards
		b.guard(left, x.Op == token.LOR) // the right side runs only then
		right := b.expr(x.Y)
		b.guards = saved
		return code.Expr{Kind: code.Compare, Text: x.Op.String(), Args: []code.Expr{left, right}, Type: "bool", At: b.at(x)}
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return code.Expr{Kind: code.Compare, Text: x.Op.String(), Args: []code.Expr{b.expr(x.X), b.expr(x.Y)}, Type: "bool", At: b.at(x)}
	}
	return code.Expr{Kind: code.Arith, Text: x.Op.String(), Args: []code.Expr{b.expr(x.X), b.expr(x.Y)}, Type: b.typeName(x), At: b.at(x)}
}

// sum joins the operands of a chain of additions, which can be thousands long.
func (b *builder) sum(x *ast.BinaryExpr) code.Expr {
	var operands []ast.Expr
	var left ast.Expr = x
	for {
		l, ok := ast.Unparen(left).(*ast.BinaryExpr)
		if tv := b.info.Types[left]; !ok || l.Op != token.ADD || tv.Value != nil {
			break
		}
		operands = append(operands, l.Y)
		left = l.X
	}
	operands = append(operands, left)
	e := code.Expr{Kind: code.Arith, Text: "+", Type: b.typeName(x), At: b.at(x)}
	for i := len(operands) - 1; i >= 0; i-- {
		o := b.expr(operands[i])
		if o.Type == "string" {
			e.Kind, e.Text, e.Type = code.Concat, "", "string"
		}
		e.Args = append(e.Args, o)
	}
	if e.Kind == code.Arith && b.isString(x) {
		e.Kind, e.Text = code.Concat, ""
	}
	return e
}

func (b *builder) isString(x ast.Expr) bool {
	t := b.info.TypeOf(x)
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

func (b *builder) index(x *ast.IndexExpr) code.Expr {
	if b.isType(x) {
		return b.typ(x)
	}
	if b.isFunction(x.X) || b.isType(x.Index) { // an instance of a generic function
		return b.expr(x.X)
	}
	container, key := b.expr(x.X), b.expr(x.Index)
	t := b.info.TypeOf(x)
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		t = tuple.At(0).Type()
	}
	e := code.Expr{Kind: code.Elem, Args: []code.Expr{container, key}, At: b.at(x)}
	if t != nil {
		e.Type = b.ofType(t)
	}
	return e
}

// isFunction reports whether an expression names a declared function.
func (b *builder) isFunction(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		_, ok := b.info.Uses[x].(*types.Func)
		return ok
	case *ast.SelectorExpr:
		_, ok := b.info.Uses[x.Sel].(*types.Func)
		return ok
	}
	return false
}

// closure emits a function literal as a function of its own.
func (b *builder) closure(x *ast.FuncLit) code.Expr {
	c := b.enter(x)
	c.body(x.Body)
	return code.Expr{Kind: code.FuncRef, Text: c.out.ID, Type: "func", At: b.at(x)}
}
