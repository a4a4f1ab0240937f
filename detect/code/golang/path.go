package golang

import (
	"go/ast"
	"go/token"
	"strings"
)

// ends reports whether a statement never comes to its end: what follows it runs only
// when it did not.
func (b *builder) ends(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok != token.FALLTHROUGH
	case *ast.BlockStmt:
		return b.listEnds(s.List)
	case *ast.IfStmt:
		return s.Else != nil && b.ends(s.Body) && b.ends(s.Else)
	case *ast.LabeledStmt:
		return b.ends(s.Stmt)
	case *ast.ExprStmt:
		c, ok := s.X.(*ast.CallExpr)
		return ok && b.exits(c)
	}
	return false
}

func (b *builder) listEnds(list []ast.Stmt) bool {
	return len(list) > 0 && b.ends(list[len(list)-1])
}

// exits reports whether a call does not return: the process ends, or the goroutine.
func (b *builder) exits(c *ast.CallExpr) bool {
	if b.builtin(c.Fun) == "panic" {
		return true
	}
	s, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	name := s.Sel.Name
	if p := b.packageOf(s.X); p != nil {
		if b.l.own[p] != nil {
			return false
		}
		return p.Path() == "os" && name == "Exit" || p.Path() == "runtime" && name == "Goexit" || logsAndEnds(name)
	}
	// Every logger names these methods alike, and log.Fatal of a value is one.
	return b.info.Selections[s] == nil && logsAndEnds(name)
}

func logsAndEnds(name string) bool {
	switch strings.TrimSuffix(strings.TrimSuffix(name, "ln"), "f") {
	case "Fatal", "Panic":
		return true
	}
	return false
}
