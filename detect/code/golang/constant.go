package golang

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/archvet/archvet/detect/arch"
)

// writtenAt is where the text of a constant expression is written: for a constant of
// the repository, alone or in front of a concatenation, its declaration. That is the
// line to change when the text is an address.
func (b *builder) writtenAt(x ast.Expr, v constant.Value) arch.Range {
	if v.Kind() != constant.String {
		return b.at(x)
	}
	front := ast.Unparen(x)
	for {
		sum, ok := front.(*ast.BinaryExpr)
		if !ok || sum.Op != token.ADD {
			break
		}
		front = ast.Unparen(sum.X)
	}
	var id *ast.Ident
	switch front := front.(type) {
	case *ast.Ident:
		id = front
	case *ast.SelectorExpr:
		id = front.Sel
	default:
		return b.at(x)
	}
	c, ok := b.info.Uses[id].(*types.Const)
	if !ok || b.l.own[c.Pkg()] == nil {
		return b.at(x)
	}
	f := b.l.fset.File(c.Pos())
	if f == nil {
		return b.at(x)
	}
	start := f.Offset(c.Pos())
	return arch.Range{File: f.Name(), Start: start, End: start + len(c.Name())}
}
