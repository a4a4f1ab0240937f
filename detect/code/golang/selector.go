package golang

import (
	"go/ast"
	"go/types"
	"strconv"

	"github.com/archvet/archvet/detect/code"
)

// selector is the value of x.Name.
func (b *builder) selector(s *ast.SelectorExpr) code.Expr {
	if p := b.packageOf(s.X); p != nil {
		return b.qualified(s, p)
	}
	sel := b.info.Selections[s]
	if sel == nil {
		return b.unknownField(s)
	}
	switch sel.Kind() {
	case types.MethodExpr:
		return code.Expr{Kind: code.FuncRef, Text: b.methodID(sel), Type: "func", At: b.at(s)}
	case types.MethodVal:
		recv := b.through(b.expr(s.X), sel.Recv(), sel.Index()[:len(sel.Index())-1], s)
		return code.Expr{Kind: code.FuncRef, Text: b.methodID(sel), Args: []code.Expr{recv}, Type: "func", At: b.at(s)}
	}
	return b.through(b.expr(s.X), sel.Recv(), sel.Index(), s)
}

// through follows a path of fields: x.Name may mean x.Embedded.Name.
func (b *builder) through(e code.Expr, t types.Type, path []int, at ast.Node) code.Expr {
	for _, i := range path {
		owner := b.ofType(t)
		st := structOf(t)
		if st == nil || i >= st.NumFields() {
			return code.Unknown(b.at(at), "a field of a type that is not known")
		}
		f := st.Field(i)
		t = f.Type()
		e = code.Expr{Kind: code.FieldOf, Text: owner + "." + f.Name(), Args: []code.Expr{e}, Type: b.ofType(t), At: b.at(at)}
	}
	return e
}

func structOf(t types.Type) *types.Struct {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, _ := t.Underlying().(*types.Struct)
	return st
}

// methodID names a method that a selection found: a function, or a method of an
// interface.
func (b *builder) methodID(sel *types.Selection) string {
	f, ok := sel.Obj().(*types.Func)
	if !ok {
		return ""
	}
	if types.IsInterface(ownerOf(sel)) {
		return b.ofType(ownerOf(sel)) + "." + f.Name()
	}
	if b.l.own[f.Pkg()] == nil {
		return b.ofType(ownerOf(sel)) + "." + f.Name()
	}
	return b.ofFunc(f)
}

// ownerOf is the type that a selected method belongs to: the receiver's, or that of
// the embedded field through which it is reached.
func ownerOf(sel *types.Selection) types.Type {
	t := sel.Recv()
	path := sel.Index()
	for _, i := range path[:len(path)-1] {
		st := structOf(t)
		if st == nil || i >= st.NumFields() {
			return t
		}
		t = st.Field(i).Type()
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return t
}

// qualified is the value of pkg.Name.
func (b *builder) qualified(s *ast.SelectorExpr, p *types.Package) code.Expr {
	at, id := b.at(s), p.Path()+"."+s.Sel.Name
	obj := b.info.Uses[s.Sel]
	if obj == nil {
		obj = p.Scope().Lookup(s.Sel.Name)
	}
	switch obj := obj.(type) {
	case *types.Const:
		return constantOf(obj.Val(), b.ofType(obj.Type()), at)
	case *types.Func:
		return code.Expr{Kind: code.FuncRef, Text: id, Type: "func", At: at}
	case *types.Var:
		return code.Expr{Kind: code.Var, Text: id, Type: b.ofType(obj.Type()), At: at}
	case *types.TypeName:
		return b.typ(s)
	}
	switch {
	case b.l.own[p] != nil:
		return code.Unknown(at, id+" is not declared")
	case b.l.called[id]:
		return code.Expr{Kind: code.FuncRef, Text: id, Type: "func", At: at}
	}
	return code.Expr{Kind: code.Var, Text: id, At: at}
}

// unknownField is x.Name where the type checker could not find Name: because x is of
// an outside type, embeds one, or is not known at all.
func (b *builder) unknownField(s *ast.SelectorExpr) code.Expr {
	x := b.expr(s.X)
	e := code.Expr{Kind: code.FieldOf, Text: b.holder(x) + "." + s.Sel.Name, Args: []code.Expr{x}, At: b.at(s)}
	t := b.info.TypeOf(s.X)
	if t == nil {
		return e
	}
	if i, field := b.outsideEmbedded(t); field != nil {
		e.Args[0] = b.through(x, t, []int{i}, s)
		t = field.Type()
	}
	if owner := b.ofType(t); named(t) != nil && owner != "" {
		e.Text = owner + "." + s.Sel.Name
	}
	return e
}

func named(t types.Type) *types.Named {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	n, _ := t.(*types.Named)
	return n
}

// isStandIn reports whether more may be known of a type elsewhere than here: it is
// neither the repository's own nor built in.
func (l *loader) isStandIn(n *types.Named) bool {
	p := n.Obj().Pkg()
	return p != nil && l.own[p] == nil && !l.builtIn[p.Path()]
}

// outsideEmbedded returns the one field through which a repository's struct type can
// have members that nobody here declares: the embedded one of an outside type. With
// several it cannot be said which.
func (b *builder) outsideEmbedded(t types.Type) (int, *types.Var) {
	n := named(t)
	if n == nil || b.l.own[n.Obj().Pkg()] == nil {
		return 0, nil
	}
	st := structOf(n)
	if st == nil {
		return 0, nil
	}
	at, found := 0, (*types.Var)(nil)
	for i := range st.NumFields() {
		f := st.Field(i)
		if !f.Embedded() {
			continue
		}
		if m := named(f.Type()); m != nil && b.l.isStandIn(m) {
			if found != nil {
				return 0, nil
			}
			at, found = i, f
		}
	}
	return at, found
}

// holder names an object whose type is not known, in place of the type: all fields
// of one name cannot be taken for one.
func (b *builder) holder(x code.Expr) string {
	switch x.Kind {
	case code.Var, code.FieldOf:
		return x.Text
	case code.Par:
		return x.Text + "/param/" + strconv.Itoa(x.Index)
	case code.Elem:
		return b.holder(x.Args[0]) + "[]"
	case code.Deref, code.Addr:
		return b.holder(x.Args[0])
	case code.Result:
		return x.Text + "%" + strconv.Itoa(x.Op) + "." + strconv.Itoa(x.Index)
	}
	return b.out.ID + "#" + strconv.Itoa(x.At.Start)
}
