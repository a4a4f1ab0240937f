package golang

import (
	"go/ast"
	"go/types"

	"github.com/archvet/archvet/detect/code"
)

// call emits a call and gives its first result. What is set in op beforehand (that
// it is deferred, spawned, ignored) is kept.
func (b *builder) call(c *ast.CallExpr, op code.Op) code.Expr {
	if e, ok := b.conversion(c); ok {
		return e
	}
	if name := b.builtin(c.Fun); name != "" {
		return b.callBuiltin(c, name, op)
	}
	return b.result(c, b.callOp(c, op), 0)
}

// callOp emits a call of a function and returns the operation's index.
func (b *builder) callOp(c *ast.CallExpr, op code.Op) int {
	op.At = b.at(c)
	b.callee(instantiated(b, c.Fun), &op)
	op.Args = b.arguments(c)
	return b.add(op)
}

// result is a result of a call.
func (b *builder) result(c *ast.CallExpr, op, index int) code.Expr {
	e := code.Expr{Kind: code.Result, Text: b.out.ID, Op: op, Index: index, At: b.at(c)}
	t := b.info.TypeOf(c)
	if tuple, ok := t.(*types.Tuple); ok {
		t = nil
		if index < tuple.Len() {
			t = tuple.At(index).Type()
		}
	}
	if t != nil {
		e.Type = b.ofType(t)
	}
	return e
}

// conversion gives the value of T(x), which is that of x.
func (b *builder) conversion(c *ast.CallExpr) (code.Expr, bool) {
	if len(c.Args) != 1 || !b.isType(c.Fun) {
		return code.Expr{}, false
	}
	e := b.expr(c.Args[0])
	if t := b.typeName(c.Fun); t != "" {
		e.Type = t
	}
	e.At = b.at(c)
	return e, true
}

// instantiated looks through the type arguments of a generic function.
func instantiated(b *builder, fun ast.Expr) ast.Expr {
	fun = ast.Unparen(fun)
	switch x := fun.(type) {
	case *ast.IndexListExpr:
		return ast.Unparen(x.X)
	case *ast.IndexExpr:
		s, qualified := ast.Unparen(x.X).(*ast.SelectorExpr)
		if b.isFunction(x.X) || b.isType(x.Index) || qualified && b.isOutside(s) {
			return ast.Unparen(x.X)
		}
	}
	return fun
}

func (b *builder) isOutside(s *ast.SelectorExpr) bool {
	p := b.packageOf(s.X)
	return p != nil && b.l.own[p] == nil
}

// arguments emits the arguments. A call that gives several values at once stands for
// as many arguments.
func (b *builder) arguments(c *ast.CallExpr) []code.Expr {
	if len(c.Args) == 1 {
		if inner, ok := ast.Unparen(c.Args[0]).(*ast.CallExpr); ok {
			if tuple, ok := b.info.TypeOf(inner).(*types.Tuple); ok {
				return b.results(inner, tuple.Len())
			}
		}
	}
	var args []code.Expr
	for i, x := range c.Args {
		e := b.expr(x)
		if c.Ellipsis.IsValid() && i == len(c.Args)-1 {
			e = code.Expr{Kind: code.Elem, Args: []code.Expr{e}, At: e.At}
		}
		args = append(args, e)
	}
	return args
}

// callee fills in what is called, and the receiver.
func (b *builder) callee(fun ast.Expr, op *code.Op) {
	switch x := fun.(type) {
	case *ast.FuncLit:
		op.Callee.Func = b.closure(x).Text
		return
	case *ast.Ident:
		b.calleeName(x, op)
		return
	case *ast.SelectorExpr:
		if p := b.packageOf(x.X); p != nil {
			b.calleeQualified(x, p, op)
			return
		}
		b.calleeMethod(x, op)
		return
	}
	v := b.expr(fun)
	op.Callee.Value = &v
}

func (b *builder) calleeName(id *ast.Ident, op *code.Op) {
	e := b.identifier(id)
	switch e.Kind {
	case code.FuncRef:
		op.Callee.Func = e.Text
		if f, ok := b.info.Uses[id].(*types.Func); ok && b.l.own[f.Pkg()] == nil { // dot import
			op.Callee = code.Callee{Package: f.Pkg().Path(), Name: f.Name()}
		}
	case code.Opaque:
		op.Callee = code.Callee{Package: b.dotImport(), Name: id.Name}
	default:
		op.Callee.Value = &e
	}
}

// dotImport is the outside package whose names the file uses without a prefix, when
// there is exactly one.
func (b *builder) dotImport() string {
	found := ""
	for _, im := range b.file.imports {
		if im.alias == "." && b.p.imports[im.path] == nil {
			if found != "" {
				return ""
			}
			found = im.path
		}
	}
	return found
}

func (b *builder) calleeQualified(s *ast.SelectorExpr, p *types.Package, op *code.Op) {
	if b.l.own[p] == nil {
		op.Callee = code.Callee{Package: p.Path(), Name: s.Sel.Name}
		return
	}
	e := b.qualified(s, p)
	switch e.Kind {
	case code.FuncRef:
		op.Callee.Func = e.Text
	case code.Opaque: // in a file that is not here: generated, or for another platform
		op.Callee = code.Callee{Package: p.Path(), Name: s.Sel.Name}
	default:
		op.Callee.Value = &e
	}
}

func (b *builder) calleeMethod(s *ast.SelectorExpr, op *code.Op) {
	sel := b.info.Selections[s]
	if sel == nil {
		b.calleeUnknown(s, op)
		return
	}
	f, ok := sel.Obj().(*types.Func)
	if !ok { // a field that holds a function
		v := b.selector(s)
		op.Callee.Value = &v
		return
	}
	if sel.Kind() == types.MethodExpr {
		v := b.selector(s)
		op.Callee.Value = &v
		return
	}
	recv := b.through(b.expr(s.X), sel.Recv(), sel.Index()[:len(sel.Index())-1], s.X)
	op.Recv = &recv
	owner := ownerOf(sel)
	if tp, ok := types.Unalias(owner).(*types.TypeParam); ok {
		owner = tp.Constraint()
	}
	n := named(owner)
	switch {
	case n == nil || n.Obj().Pkg() == nil: // error, or an interface without a name
		op.Callee = code.Callee{Name: f.Name()}
		if n != nil {
			op.Callee.Type = n.Obj().Name()
		}
	case b.l.own[n.Obj().Pkg()] == nil:
		op.Callee = code.Callee{Package: n.Obj().Pkg().Path(), Type: n.Obj().Name(), Name: f.Name()}
	case types.IsInterface(n):
		op.Callee.Iface = b.ofType(n) + "." + f.Name()
	case b.l.own[f.Pkg()] == nil: // promoted from outside through a path that is not known
		op.Callee = code.Callee{Package: pathOf(f.Pkg()), Name: f.Name()}
	default:
		op.Callee.Func = b.ofFunc(f)
	}
}

func pathOf(p *types.Package) string {
	if p == nil {
		return ""
	}
	return p.Path()
}

// calleeUnknown handles x.Name() where nobody here declares Name.
func (b *builder) calleeUnknown(s *ast.SelectorExpr, op *code.Op) {
	recv := b.expr(s.X)
	op.Callee = code.Callee{Name: s.Sel.Name}
	op.Recv = &recv
	t := b.info.TypeOf(s.X)
	if t == nil {
		return
	}
	if i, field := b.outsideEmbedded(t); field != nil {
		recv = b.through(recv, t, []int{i}, s.X)
		t = field.Type()
	} else if outer := b.outsideInterface(t); outer != nil {
		t = outer
	}
	if n := named(t); n != nil && n.Obj().Pkg() != nil {
		op.Callee.Package, op.Callee.Type = n.Obj().Pkg().Path(), n.Obj().Name()
	}
}

// outsideInterface returns the one outside interface that a repository's interface
// embeds.
func (b *builder) outsideInterface(t types.Type) types.Type {
	n := named(t)
	if n == nil || b.l.own[n.Obj().Pkg()] == nil {
		return nil
	}
	i, ok := n.Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var found types.Type
	for k := range i.NumEmbeddeds() {
		if m := named(i.EmbeddedType(k)); m != nil && b.l.isStandIn(m) {
			if found != nil {
				return nil
			}
			found = m
		}
	}
	return found
}

// results emits an expression that gives n values.
func (b *builder) results(x ast.Expr, n int) []code.Expr {
	c, ok := ast.Unparen(x).(*ast.CallExpr)
	if ok && !b.isType(c.Fun) && b.builtin(c.Fun) == "" {
		op := b.callOp(c, code.Op{})
		list := make([]code.Expr, n)
		for i := range list {
			list[i] = b.result(c, op, i)
		}
		return list
	}
	list := []code.Expr{b.expr(x)} // v, ok := m[k], <-ch, x.(T)
	for len(list) < n {
		list = append(list, code.Expr{Kind: code.Opaque, Text: "whether there is a value", Type: "bool", At: b.at(x)})
	}
	return list
}
