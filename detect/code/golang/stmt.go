package golang

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/archvet/archvet/detect/code"
)

// block emits statements. What a statement that ends the path says about those after
// it holds up to the end of the block.
func (b *builder) block(list []ast.Stmt) {
	saved := b.guards
	for _, s := range list {
		b.stmt(s)
	}
	b.guards = saved
}

func (b *builder) stmt(s ast.Stmt) {
	b.nested++
	defer func() { b.nested-- }()
	if b.nested > maxDepth {
		return
	}
	switch s := s.(type) {
	case *ast.ExprStmt:
		b.exprStmt(s.X)
	case *ast.AssignStmt:
		b.assignment(s)
	case *ast.DeclStmt:
		if d, ok := s.Decl.(*ast.GenDecl); ok {
			b.declare(d)
		}
	case *ast.ReturnStmt:
		b.returns(s)
	case *ast.IfStmt:
		b.ifStmt(s)
	case *ast.ForStmt:
		b.forStmt(s)
	case *ast.RangeStmt:
		b.rangeStmt(s)
	case *ast.SwitchStmt:
		b.switchStmt(s)
	case *ast.TypeSwitchStmt:
		b.typeSwitch(s)
	case *ast.SelectStmt:
		b.selectStmt(s)
	case *ast.BlockStmt:
		b.block(s.List)
	case *ast.LabeledStmt:
		b.label = s.Label.Name
		b.stmt(s.Stmt)
		b.label = ""
	case *ast.GoStmt:
		b.call(s.Call, code.Op{Spawned: true, Ignored: true})
	case *ast.DeferStmt:
		b.call(s.Call, code.Op{Deferred: true, Ignored: true})
	case *ast.SendStmt:
		b.send(s)
	case *ast.IncDecStmt:
		x := b.expr(s.X)
		one := code.Expr{Kind: code.Const, Text: "1", Type: "int", At: b.at(s)}
		b.assign(x, code.Expr{Kind: code.Arith, Text: s.Tok.String()[:1], Args: []code.Expr{x, one}, Type: x.Type, At: b.at(s)}, s)
	}
}

func (b *builder) exprStmt(x ast.Expr) {
	if c, ok := ast.Unparen(x).(*ast.CallExpr); ok {
		b.call(c, code.Op{Ignored: true})
		return
	}
	b.expr(x)
}

func (b *builder) send(s *ast.SendStmt) {
	ch, v := b.expr(s.Chan), b.expr(s.Value)
	b.add(code.Op{Kind: code.OpSend, At: b.at(s), Recv: &ch, Args: []code.Expr{v}})
	b.assign(element(ch), v, s)
}

func (b *builder) returns(s *ast.ReturnStmt) {
	var values []code.Expr
	switch {
	case len(s.Results) == 0:
		values = slices.Clone(b.named)
	case len(s.Results) == 1 && b.count > 1:
		values = b.results(s.Results[0], b.count)
	default:
		for _, x := range s.Results {
			values = append(values, b.expr(x))
		}
	}
	b.out.Returns = append(b.out.Returns, code.Return{Values: values, At: b.at(s), Guards: b.guards})
}

func (b *builder) assignment(s *ast.AssignStmt) {
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
		b.compound(s)
		return
	}
	if len(s.Lhs) > 1 && len(s.Rhs) == 1 {
		values := b.results(s.Rhs[0], len(s.Lhs))
		for i, x := range s.Lhs {
			b.storeTo(x, values[i], s)
		}
		return
	}
	var values []code.Expr
	for i, x := range s.Rhs {
		if c, ok := ast.Unparen(x).(*ast.CallExpr); ok && i < len(s.Lhs) && isBlank(s.Lhs[i]) {
			values = append(values, b.call(c, code.Op{Ignored: true}))
			continue
		}
		values = append(values, b.expr(x))
	}
	for i, x := range s.Lhs {
		if i < len(values) {
			b.storeTo(x, values[i], s)
		}
	}
}

// compound is x += y and its like.
func (b *builder) compound(s *ast.AssignStmt) {
	if len(s.Lhs) != 1 || len(s.Rhs) != 1 {
		return
	}
	x, y := b.expr(s.Lhs[0]), b.expr(s.Rhs[0])
	op := s.Tok.String()
	v := code.Expr{Kind: code.Arith, Text: op[:len(op)-1], Args: []code.Expr{x, y}, Type: x.Type, At: b.at(s)}
	if s.Tok == token.ADD_ASSIGN && (b.isString(s.Lhs[0]) || y.Type == "string") {
		v.Kind, v.Text = code.Concat, ""
	}
	b.assign(x, v, s)
}

func isBlank(x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	return ok && id.Name == "_"
}

// storeTo assigns to what stands on the left of an assignment, declaring it where
// need be.
func (b *builder) storeTo(x ast.Expr, v code.Expr, at ast.Node) {
	if isBlank(x) {
		return
	}
	if to := b.target(x); !same(to, v) { // xs = append(xs, x) has stored x already
		b.assign(to, v, at)
	}
}

// same reports whether two expressions are one location.
func same(a, b code.Expr) bool {
	switch {
	case a.Kind != b.Kind || a.Text != b.Text || a.Index != b.Index:
		return false
	case a.Kind == code.FieldOf && len(a.Args) == 1 && len(b.Args) == 1:
		return same(a.Args[0], b.Args[0])
	}
	return a.Kind == code.Var || a.Kind == code.Par
}

func (b *builder) target(x ast.Expr) code.Expr {
	id, ok := x.(*ast.Ident)
	if !ok {
		return b.expr(x)
	}
	if _, defined := b.info.Defs[id].(*types.Var); defined || b.info.Uses[id] == nil && b.unknownName(id) {
		return b.variable(id)
	}
	return b.identifier(id)
}

// unknownName reports whether nothing is known of a name, so that an assignment to
// it has to stand for its declaration.
func (b *builder) unknownName(id *ast.Ident) bool {
	return b.identifier(id).Kind == code.Opaque
}

// declare emits var declarations; those of a package assign to package variables.
func (b *builder) declare(d *ast.GenDecl) {
	if d.Tok != token.VAR {
		return
	}
	for _, s := range d.Specs {
		v, ok := s.(*ast.ValueSpec)
		if !ok {
			continue
		}
		var values []code.Expr
		if len(v.Names) > 1 && len(v.Values) == 1 {
			values = b.results(v.Values[0], len(v.Names))
		} else {
			for _, x := range v.Values {
				values = append(values, b.expr(x))
			}
		}
		for i, name := range v.Names {
			switch {
			case name.Name == "_":
			case i < len(values):
				b.assign(b.declaredVar(name), values[i], v)
			default:
				b.declaredVar(name)
			}
		}
	}
}

func (b *builder) declaredVar(id *ast.Ident) code.Expr {
	if v, ok := b.info.Defs[id].(*types.Var); ok {
		e := b.of(v)
		e.At = b.at(id)
		return e
	}
	return b.variable(id)
}
