package golang

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/archvet/archvet/detect/code"
)

// maxGuards bounds the conditions that are kept for one place: the outermost ones.
const maxGuards = 32

// guard makes a condition hold for what follows. The list is never changed in place:
// operations keep it.
func (b *builder) guard(cond code.Expr, not bool) {
	if cond.Kind == code.Opaque || len(b.guards) >= maxGuards {
		return
	}
	b.guards = append(b.guards[:len(b.guards):len(b.guards)], code.Guard{Cond: cond, Not: not})
}

func (b *builder) ifStmt(s *ast.IfStmt) {
	if s.Init != nil {
		b.stmt(s.Init)
	}
	cond := b.expr(s.Cond)
	outer := b.guards
	b.guard(cond, false)
	b.block(s.Body.List)
	b.guards = outer
	if s.Else != nil {
		b.guard(cond, true)
		b.stmt(s.Else)
		b.guards = outer
	}
	if comparesNil(cond) {
		return // error checks: they say nothing about which way a program runs
	}
	then, els := b.ends(s.Body), s.Else != nil && b.ends(s.Else)
	switch {
	case then && !els:
		b.guard(cond, true)
	case els && !then:
		b.guard(cond, false)
	}
}

func comparesNil(cond code.Expr) bool {
	for _, a := range cond.Args {
		if a.Kind == code.Const && a.Text == "nil" && a.Type != "string" || comparesNil(a) && cond.Kind == code.Compare {
			return true
		}
	}
	return false
}

func (b *builder) switchStmt(s *ast.SwitchStmt) {
	outer := b.guards
	if s.Init != nil {
		b.stmt(s.Init)
	}
	var tag code.Expr
	if s.Tag != nil {
		tag = b.expr(s.Tag)
	}
	var conds []code.Expr
	for _, clause := range s.Body.List {
		c, ok := clause.(*ast.CaseClause)
		if !ok || c.List == nil {
			conds = append(conds, code.Expr{})
			continue
		}
		conds = append(conds, b.caseCond(s, tag, c))
	}
	for i, clause := range s.Body.List {
		c, ok := clause.(*ast.CaseClause)
		if !ok {
			continue
		}
		inside := b.guards
		if c.List != nil {
			b.guard(conds[i], false)
		} else {
			b.notAny(conds)
		}
		b.block(c.Body)
		b.guards = inside
	}
	b.guards = outer
	b.afterSwitch(s, conds)
}

// caseCond is the condition of a case: the tag equals one of its values.
func (b *builder) caseCond(s *ast.SwitchStmt, tag code.Expr, c *ast.CaseClause) code.Expr {
	var cond code.Expr
	for i, x := range c.List {
		one := b.expr(x)
		if s.Tag != nil {
			one = code.Expr{Kind: code.Compare, Text: "==", Args: []code.Expr{tag, one}, Type: "bool", At: b.at(x)}
		}
		switch {
		case i == 0:
			cond = one
		case i < maxGuards:
			cond = code.Expr{Kind: code.Compare, Text: "||", Args: []code.Expr{cond, one}, Type: "bool", At: b.at(c)}
		default:
			return code.Unknown(b.at(c), "a case with many values")
		}
	}
	return cond
}

// notAny guards a default case.
func (b *builder) notAny(conds []code.Expr) {
	for _, c := range conds {
		if c.Kind != code.Opaque {
			b.guard(c, true)
		}
	}
}

// afterSwitch guards what follows a switch: the cases that end the path did not run.
func (b *builder) afterSwitch(s *ast.SwitchStmt, conds []code.Expr) {
	for i, clause := range s.Body.List {
		c, ok := clause.(*ast.CaseClause)
		if ok && c.List != nil && !comparesNil(conds[i]) && b.listEnds(c.Body) && !endsInBreak(c.Body) {
			b.guard(conds[i], true)
		}
	}
}

func endsInBreak(list []ast.Stmt) bool {
	s, ok := list[len(list)-1].(*ast.BranchStmt)
	return ok && (s.Tok == token.BREAK && s.Label == nil || s.Tok == token.FALLTHROUGH)
}

func (b *builder) typeSwitch(s *ast.TypeSwitchStmt) {
	outer := b.guards
	if s.Init != nil {
		b.stmt(s.Init)
	}
	var value code.Expr
	name := ""
	switch a := s.Assign.(type) {
	case *ast.AssignStmt:
		if len(a.Lhs) == 1 && len(a.Rhs) == 1 {
			value = b.expr(a.Rhs[0])
			if id, ok := a.Lhs[0].(*ast.Ident); ok {
				name = id.Name
			}
		}
	case *ast.ExprStmt:
		b.expr(a.X)
	}
	for _, clause := range s.Body.List {
		c, ok := clause.(*ast.CaseClause)
		if !ok {
			continue
		}
		if obj := b.info.Implicits[c]; obj != nil && name != "" {
			v := b.local(obj)
			b.assign(v, value, s.Assign)
		}
		b.block(c.Body)
	}
	b.guards = outer
}

func (b *builder) selectStmt(s *ast.SelectStmt) {
	wait := code.Op{Kind: code.OpSelect, At: b.file.rangeOf(s.Select, s.Body.Lbrace)}
	waits := true
	type received struct {
		clause *ast.CommClause
		value  code.Expr
	}
	var cases []received
	for _, clause := range s.Body.List {
		c, ok := clause.(*ast.CommClause)
		if !ok {
			continue
		}
		r := received{clause: c}
		switch comm := c.Comm.(type) {
		case nil:
			waits = false
		case *ast.SendStmt:
			ch, v := b.expr(comm.Chan), b.expr(comm.Value)
			b.assign(element(ch), v, comm)
			wait.Args = append(wait.Args, ch)
		default:
			if x := receiveOf(comm); x != nil {
				ch := b.expr(x.X)
				r.value = b.received(ch, x)
				wait.Args = append(wait.Args, ch)
				wait.OnDone = wait.OnDone || b.isDone(x.X)
			}
		}
		cases = append(cases, r)
	}
	if waits {
		b.add(wait)
	}
	for _, r := range cases {
		if a, ok := r.clause.Comm.(*ast.AssignStmt); ok && len(a.Lhs) > 0 {
			b.storeTo(a.Lhs[0], r.value, a)
		}
		b.block(r.clause.Body)
	}
}

// receiveOf finds the receive in the statement of a case.
func receiveOf(s ast.Stmt) *ast.UnaryExpr {
	var x ast.Expr
	switch s := s.(type) {
	case *ast.ExprStmt:
		x = s.X
	case *ast.AssignStmt:
		if len(s.Rhs) == 1 {
			x = s.Rhs[0]
		}
	}
	u, ok := ast.Unparen(x).(*ast.UnaryExpr)
	if !ok || u.Op != token.ARROW {
		return nil
	}
	return u
}

// isDone reports whether an expression is the channel that closes with a context.
func (b *builder) isDone(x ast.Expr) bool {
	c, ok := ast.Unparen(x).(*ast.CallExpr)
	return ok && b.isContextCall(c, "Done")
}

// isContextCall reports whether c calls a method of a context.
func (b *builder) isContextCall(c *ast.CallExpr, method string) bool {
	s, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != method || len(c.Args) != 0 {
		return false
	}
	if t := b.info.TypeOf(s.X); t != nil && t != types.Typ[types.Invalid] {
		return b.ofType(t) == "context.Context"
	}
	return strings.Contains(strings.ToLower(b.written(s.X)), "ctx") || strings.Contains(b.written(s.X), "Context()")
}
