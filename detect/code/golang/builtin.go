package golang

import (
	"go/ast"
	"go/types"

	"github.com/archvet/archvet/detect/code"
)

// builtin returns the name of a built-in function that fun is, or "".
func (e *emitter) builtin(fun ast.Expr) string {
	id, ok := ast.Unparen(fun).(*ast.Ident)
	if !ok {
		return ""
	}
	obj := e.info.Uses[id]
	if obj == nil {
		if e.info.Defs[id] != nil {
			return ""
		}
		obj = types.Universe.Lookup(id.Name)
		if p := e.p.types.Scope().Lookup(id.Name); p != nil {
			return ""
		}
	}
	if _, ok := obj.(*types.Builtin); ok {
		return id.Name
	}
	return ""
}

func (b *builder) callBuiltin(c *ast.CallExpr, name string, op code.Op) code.Expr {
	at := b.at(c)
	switch name {
	case "append":
		return b.appended(c)
	case "copy":
		if len(c.Args) == 2 {
			to, from := b.expr(c.Args[0]), b.expr(c.Args[1])
			b.assign(element(to), element(from), c)
		}
		return code.Expr{Kind: code.Opaque, Text: "how much was copied", Type: "int", At: at}
	case "new", "make":
		return b.made(c, name)
	case "panic", "close", "recover":
		op.At, op.Callee = at, code.Callee{Package: "builtin", Name: name}
		op.Args = b.arguments(c)
		return b.result(c, b.add(op), 0)
	}
	args := b.arguments(c)
	if (name == "min" || name == "max") && len(args) > 0 {
		return code.Expr{Kind: code.Arith, Text: name, Args: args, Type: b.typeName(c), At: at}
	}
	return code.Expr{Kind: code.Opaque, Text: "the result of " + name, Type: b.typeName(c), At: at}
}

func element(container code.Expr) code.Expr {
	return code.Expr{Kind: code.Elem, Args: []code.Expr{container}, At: container.At}
}

// made is new(T) or make(T, ...).
func (b *builder) made(c *ast.CallExpr, name string) code.Expr {
	e := code.Expr{Kind: code.Make, At: b.at(c)}
	for i, x := range c.Args {
		if i > 0 || name == "new" && !b.isType(x) && b.info.Types[x].IsValue() { // new(value)
			v := b.expr(x)
			if i == 0 {
				e = v
			}
			continue
		}
		e.Type = b.typeName(x)
	}
	if name == "new" {
		return code.Expr{Kind: code.Addr, Args: []code.Expr{e}, Type: e.Type, At: b.at(c)}
	}
	return e
}

// appended is append(s, x, y): s, whose elements x and y become.
func (b *builder) appended(c *ast.CallExpr) code.Expr {
	args := b.arguments(c)
	if len(args) == 0 {
		return code.Unknown(b.at(c), "append of nothing")
	}
	to, added := args[0], args[1:]
	switch to.Kind {
	case code.Var, code.Par, code.FieldOf, code.Elem, code.Deref:
		for _, a := range added {
			b.assign(element(to), a, c)
		}
		return to
	case code.Make:
		to.Args = append(to.Args[:len(to.Args):len(to.Args)], added...)
		return to
	case code.Const: // []T(nil)
		return code.Expr{Kind: code.Make, Type: "slice", Args: added, At: b.at(c)}
	}
	made := code.Expr{Kind: code.Make, Type: "slice", Args: added, At: b.at(c)}
	return code.Expr{Kind: code.Choice, Args: []code.Expr{to, made}, Type: to.Type, At: b.at(c)}
}
