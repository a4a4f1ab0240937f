package golang

import (
	"go/ast"
	"go/types"

	"github.com/archvet/archvet/detect/code"
)

// variable declares a local variable and gives its location.
func (b *builder) variable(id *ast.Ident) code.Expr {
	obj := b.info.Defs[id]
	if obj == nil {
		v := b.place(id.Name, id.Pos(), "")
		b.remember(id.Name, v)
		v.At = b.at(id)
		return v
	}
	v := b.local(obj)
	v.At = b.at(id)
	return v
}

// local gives the location of a variable that the type checker knows.
func (b *builder) local(obj types.Object) code.Expr {
	if v, ok := b.locals[obj]; ok {
		return v
	}
	v := b.place(obj.Name(), obj.Pos(), b.ofType(obj.Type()))
	b.locals[obj] = v
	return v
}

// identifier is the value of a name.
func (b *builder) identifier(id *ast.Ident) code.Expr {
	obj := b.info.Uses[id]
	if obj == nil {
		obj = b.info.Defs[id]
	}
	if obj == nil {
		obj = b.lookup(id)
	}
	switch obj := obj.(type) {
	case *types.Var:
		e := b.of(obj)
		e.At = b.at(id)
		return e
	case *types.Func:
		return code.Expr{Kind: code.FuncRef, Text: b.ofFunc(obj), Type: "func", At: b.at(id)}
	case *types.Nil:
		return code.Expr{Kind: code.Const, Text: "nil", At: b.at(id)}
	case *types.Const:
		return constantOf(obj.Val(), b.ofType(obj.Type()), b.at(id))
	case *types.TypeName:
		return b.typ(id)
	case nil:
		for f := b; f != nil; f = f.parent {
			if e, ok := f.byName[id.Name]; ok {
				e.At = b.at(id)
				return e
			}
		}
	}
	return code.Unknown(b.at(id), id.Name+" is not declared here")
}

// of is the location of a variable: a package's, or a function's.
func (b *builder) of(v *types.Var) code.Expr {
	if p := v.Pkg(); p != nil && v.Parent() == p.Scope() {
		return code.Expr{Kind: code.Var, Text: p.Path() + "." + v.Name(), Type: b.ofType(v.Type())}
	}
	return b.local(v)
}

// lookup finds a name where the type checker did not look, such as behind an element
// of a literal whose type it does not know.
func (e *emitter) lookup(id *ast.Ident) types.Object {
	scope := e.p.types.Scope().Innermost(id.Pos())
	if scope == nil {
		return nil
	}
	_, obj := scope.LookupParent(id.Name, id.Pos())
	if v, ok := obj.(*types.Var); ok {
		if _, seen := e.locals[v]; !seen && v.Parent() != e.p.types.Scope() {
			return nil // of a function that is not emitted
		}
	}
	return obj
}

// packageOf returns the package that an identifier names, if it names one.
func (e *emitter) packageOf(x ast.Expr) *types.Package {
	id, ok := x.(*ast.Ident)
	if !ok {
		return nil
	}
	obj := e.info.Uses[id]
	if obj == nil {
		if e.info.Defs[id] != nil {
			return nil
		}
		obj = e.lookup(id)
	}
	if name, ok := obj.(*types.PkgName); ok {
		return name.Imported()
	}
	return nil
}
