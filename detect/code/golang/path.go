package golang

import (
	"go/ast"
	"go/token"
	"go/types"
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
func (e *emitter) exits(c *ast.CallExpr) bool {
	if e.builtin(c.Fun) == "panic" {
		return true
	}
	if id, ok := c.Fun.(*ast.Ident); ok {
		return e.endless[e.info.Uses[id]]
	}
	s, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	name := s.Sel.Name
	if inner, ok := s.X.(*ast.CallExpr); ok {
		return e.startsFatal(inner)
	}
	if p := e.packageOf(s.X); p != nil {
		if e.l.own[p] != nil {
			return false
		}
		return p.Path() == "os" && name == "Exit" || p.Path() == "runtime" && name == "Goexit" || logsAndEnds(name)
	}
	// Every logger names these methods alike, and log.Fatal of a value is one.
	return e.info.Selections[s] == nil && logsAndEnds(name)
}

func logsAndEnds(name string) bool {
	switch strings.TrimSuffix(strings.TrimSuffix(name, "ln"), "f") {
	case "Fatal", "Panic":
		return true
	}
	return false
}

// startsFatal reports whether a chain of calls begins an entry of a log that ends the
// process when it is written: log.Fatal().Err(err).Msg("...").
func (e *emitter) startsFatal(c *ast.CallExpr) bool {
	for range maxNested {
		s, ok := c.Fun.(*ast.SelectorExpr)
		if !ok {
			return false
		}
		if len(c.Args) == 0 && (s.Sel.Name == "Fatal" || s.Sel.Name == "Panic") {
			return true
		}
		if c, ok = s.X.(*ast.CallExpr); !ok {
			return false
		}
	}
	return false
}

// findEndless finds the functions of the package that only ever end the process:
// they log what is wrong and exit.
func (e *emitter) findEndless() {
	e.endless = map[types.Object]bool{}
	for _, f := range e.p.files {
		for _, d := range f.syntax.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || fn.Body == nil || len(fn.Body.List) == 0 {
				continue
			}
			last, ok := fn.Body.List[len(fn.Body.List)-1].(*ast.ExprStmt)
			if !ok {
				continue
			}
			if c, ok := last.X.(*ast.CallExpr); ok && e.exits(c) && !returns(fn.Body) {
				e.endless[e.info.Defs[fn.Name]] = true
			}
		}
	}
	delete(e.endless, nil)
}

// returns reports whether a body has a return of its own.
func returns(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			found = true
		}
		return !found
	})
	return found
}
