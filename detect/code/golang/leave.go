package golang

import (
	"go/ast"
	"go/token"
)

// leaves reports whether the body of a loop can leave the loop.
func (b *builder) leaves(body *ast.BlockStmt) bool {
	l := &leaving{b: b, label: b.label}
	b.label = "" // it is this loop's alone
	for _, s := range body.List {
		l.stmt(s, true)
	}
	return l.found
}

// leaving looks for a way out of a loop.
type leaving struct {
	b      *builder
	label  string          // of the loop
	inside map[string]bool // labels within it
	found  bool
}

// stmt looks at a statement; plain says whether a break without a label would leave
// the loop from here.
func (l *leaving) stmt(root ast.Stmt, plain bool) {
	ast.Inspect(root, func(n ast.Node) bool {
		if l.found {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.LabeledStmt:
			if l.inside == nil {
				l.inside = map[string]bool{}
			}
			l.inside[n.Label.Name] = true
		case *ast.ReturnStmt:
			l.found = true
		case *ast.CallExpr:
			l.found = l.b.exits(n)
		case *ast.BranchStmt:
			l.branch(n, plain)
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			if plain { // a break in there leaves only that
				l.stmt(n.(ast.Stmt), false)
				return false
			}
		}
		return !l.found
	})
}

func (l *leaving) branch(n *ast.BranchStmt, plain bool) {
	switch n.Tok {
	case token.GOTO:
		l.found = true
	case token.BREAK:
		l.found = n.Label == nil && plain || n.Label != nil && !l.inside[n.Label.Name]
	case token.CONTINUE:
		l.found = n.Label != nil && n.Label.Name != l.label && !l.inside[n.Label.Name]
	}
}

// endsOnDone reports whether a loop's body looks at whether the context is done.
func (b *builder) endsOnDone(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if found {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			found = n.Op == token.ARROW && b.isDone(n.X)
		case *ast.IfStmt:
			found = b.checksErr(n.Cond)
			if a, ok := n.Init.(*ast.AssignStmt); ok && len(a.Rhs) == 1 && !found {
				found = b.checksErr(a.Rhs[0])
			}
		}
		return !found
	})
	return found
}

// checksErr reports whether a condition asks a context for its error.
func (b *builder) checksErr(cond ast.Expr) bool {
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && b.isContextCall(c, "Err") {
			found = true
		}
		return !found
	})
	return found
}
