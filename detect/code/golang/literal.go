package golang

import (
	"go/ast"
	"go/types"

	"github.com/archvet/archvet/detect/code"
)

// maxElements bounds how many elements of a literal are kept: tables of thousands of
// entries are data, and no address or topic is looked for in them.
const maxElements = 2000

// literal is the value of T{...}.
func (b *builder) literal(x *ast.CompositeLit) code.Expr {
	e := code.Expr{Kind: code.Make, Type: b.typeName(x), At: b.at(x)}
	t := b.info.TypeOf(x)
	if t == nil && x.Type != nil {
		e.Type = b.typeName(x.Type)
	}
	var st *types.Struct
	if t != nil {
		st = structOf(t)
		if isNumbers(t) {
			return e
		}
	}
	for i, elt := range x.Elts {
		if i == maxElements {
			break
		}
		name, value := "", elt
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			name, value = b.key(kv.Key, st != nil || t == nil && x.Type != nil), kv.Value
		} else if st != nil && i < st.NumFields() {
			name = st.Field(i).Name()
		}
		v := b.expr(value)
		if kv, ok := elt.(*ast.KeyValueExpr); ok && name == "" && st == nil && e.Type == "map" {
			v = code.Expr{Kind: code.Make, Type: "entry", Args: []code.Expr{b.expr(kv.Key), v}, At: v.At}
		}
		e.Args = append(e.Args, v)
		e.Names = append(e.Names, name)
		if st != nil {
			b.store(x, t, st, name, v)
		}
	}
	if !hasNames(e.Names) {
		e.Names = nil
	}
	return e
}

func hasNames(names []string) bool {
	for _, n := range names {
		if n != "" {
			return true
		}
	}
	return false
}

// key names an element: a field, or a constant key of a map.
func (b *builder) key(k ast.Expr, fields bool) string {
	if id, ok := k.(*ast.Ident); ok && fields {
		return id.Name
	}
	if e := b.expr(k); e.Kind == code.Const {
		return e.Text
	}
	return ""
}

// store assigns a field of a literal to the field itself, so that a reader of the
// field finds what was put there.
func (b *builder) store(x *ast.CompositeLit, t types.Type, st *types.Struct, name string, v code.Expr) {
	owner := b.ofType(t)
	if owner == "" || name == "" || !b.isOwn(t) || !hasField(st, name) {
		return
	}
	object := code.Expr{Kind: code.Make, Type: owner, At: b.at(x)}
	b.out.Assigns = append(b.out.Assigns, code.Assign{
		To:   code.Expr{Kind: code.FieldOf, Text: owner + "." + name, Args: []code.Expr{object}, Type: v.Type, At: v.At},
		From: v, At: v.At, Loop: b.loop, Guards: b.guards,
	})
}

func (b *builder) isOwn(t types.Type) bool {
	if n := named(t); n != nil {
		return b.l.own[n.Obj().Pkg()] != nil
	}
	return true // a struct type without a name is written in the repository
}

func hasField(st *types.Struct, name string) bool {
	for i := range st.NumFields() {
		if st.Field(i).Name() == name {
			return true
		}
	}
	return false
}

// isNumbers reports whether a literal is a list of numbers: embedded files and
// descriptors have hundreds of thousands.
func isNumbers(t types.Type) bool {
	var elem types.Type
	switch u := t.Underlying().(type) {
	case *types.Slice:
		elem = u.Elem()
	case *types.Array:
		elem = u.Elem()
	default:
		return false
	}
	basic, ok := elem.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsNumeric != 0 && basic.Kind() != types.Int && basic.Kind() != types.Int64
}
