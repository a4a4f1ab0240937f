package golang

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

func (b *builder) forStmt(s *ast.ForStmt) {
	if s.Init != nil {
		b.stmt(s.Init)
	}
	l := code.Loop{At: b.file.rangeOf(s.For, s.Body.Lbrace), Parent: b.loop}
	l.Forever = s.Cond == nil || b.isTrue(s.Cond)
	if s.Cond != nil {
		l.Over = b.written(s.Cond)
	}
	l.Exits, l.OnDone = b.leaves(s.Body), b.endsOnDone(s.Body)
	l.Bound = b.bound(s)
	at := b.push(l)
	if s.Cond != nil {
		b.expr(s.Cond) // runs every round; as a guard it would say nothing
		b.out.Loops[at].Range = lengthOf(s.Cond, b)
		b.out.Loops[at].OnDone = b.out.Loops[at].OnDone || b.checksErr(s.Cond)
	}
	b.block(s.Body.List)
	if s.Post != nil {
		b.stmt(s.Post)
	}
	b.loop = l.Parent
}

func (b *builder) rangeStmt(s *ast.RangeStmt) {
	over := b.expr(s.X) // runs once
	l := code.Loop{At: b.file.rangeOf(s.For, s.Body.Lbrace), Parent: b.loop, Over: b.written(s.X), Range: &over}
	l.Exits, l.OnDone = b.leaves(s.Body), b.endsOnDone(s.Body)
	l.Bound = b.rangeBound(s.X)
	b.push(l)
	value := s.Value
	t := b.info.TypeOf(s.X)
	if value == nil && (t == nil || b.ofType(t) == "" || isChan(t) || isIterator(t)) {
		value = s.Key // of a channel, or of what may be one
	}
	if t != nil && isChan(t) {
		b.add(code.Op{Kind: code.OpReceive, At: b.at(s.X), Recv: &over})
	}
	if s.Key != nil && value != s.Key && !isBlank(s.Key) {
		if id, ok := s.Key.(*ast.Ident); ok && s.Tok == token.DEFINE {
			b.variable(id)
		}
	}
	if value != nil && !isBlank(value) {
		v := b.target(value)
		b.assign(v, code.Expr{Kind: code.Elem, Args: []code.Expr{over}, Type: v.Type, At: b.at(s.X)}, value)
	}
	b.block(s.Body.List)
	b.loop = l.Parent
}

func (b *builder) push(l code.Loop) int {
	b.out.Loops = append(b.out.Loops, l)
	b.loop = len(b.out.Loops) - 1
	return b.loop
}

func isChan(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

func isIterator(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

func (b *builder) isTrue(x ast.Expr) bool {
	v := b.info.Types[x].Value
	return v != nil && v.Kind() == constant.Bool && constant.BoolVal(v)
}

// bound counts the rounds of for i := 0; i < 3; i++.
func (b *builder) bound(s *ast.ForStmt) arch.Value[int] {
	cond, ok := s.Cond.(*ast.BinaryExpr)
	if !ok || s.Init == nil || s.Post == nil {
		return arch.Value[int]{}
	}
	init, ok := s.Init.(*ast.AssignStmt)
	if !ok || len(init.Lhs) != 1 || len(init.Rhs) != 1 {
		return arch.Value[int]{}
	}
	post, ok := s.Post.(*ast.IncDecStmt)
	from, known := b.integer(init.Rhs[0])
	to, known2 := b.integer(cond.Y)
	if !ok || !known || !known2 || !sameName(init.Lhs[0], cond.X) || !sameName(cond.X, post.X) {
		return arch.Value[int]{}
	}
	if post.Tok == token.DEC {
		from, to = -from, -to
	}
	n := to - from
	switch cond.Op {
	case token.LSS, token.NEQ, token.GTR:
	case token.LEQ, token.GEQ:
		n++
	default:
		return arch.Value[int]{}
	}
	if (cond.Op == token.GTR || cond.Op == token.GEQ) != (post.Tok == token.DEC) && cond.Op != token.NEQ {
		return arch.Value[int]{}
	}
	return arch.Given(max(0, n), b.at(cond.Y))
}

func sameName(x, y ast.Expr) bool {
	a, ok := x.(*ast.Ident)
	c, ok2 := y.(*ast.Ident)
	return ok && ok2 && a.Name == c.Name
}

const maxBound = 1 << 40

func (b *builder) integer(x ast.Expr) (int, bool) {
	v := b.info.Types[x].Value
	if v == nil || v.Kind() != constant.Int {
		return 0, false
	}
	n, exact := constant.Int64Val(v)
	return int(n), exact && n < maxBound && n > -maxBound
}

// rangeBound counts the rounds of a range over an integer, an array or a literal.
func (b *builder) rangeBound(x ast.Expr) arch.Value[int] {
	if n, ok := b.integer(x); ok {
		return arch.Given(max(0, n), b.at(x))
	}
	if lit, ok := ast.Unparen(x).(*ast.CompositeLit); ok {
		return arch.Given(len(lit.Elts), b.at(x))
	}
	if t := b.info.TypeOf(x); t != nil {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		if a, ok := t.Underlying().(*types.Array); ok && a.Len() >= 0 && a.Len() < maxBound {
			return arch.Given(int(a.Len()), b.at(x))
		}
	}
	return arch.Value[int]{}
}

// lengthOf gives what i < len(x) counts through.
func lengthOf(cond ast.Expr, b *builder) *code.Expr {
	c, ok := cond.(*ast.BinaryExpr)
	if !ok {
		return nil
	}
	call, ok := c.Y.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || b.builtin(call.Fun) != "len" {
		return nil
	}
	switch ast.Unparen(call.Args[0]).(type) {
	case *ast.Ident, *ast.SelectorExpr: // evaluating these emits nothing
		e := b.expr(call.Args[0])
		return &e
	}
	return nil
}
