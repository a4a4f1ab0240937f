package cdk

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// golang lowers Go, in which constructors are functions called NewX and static methods
// functions called X_Method.
type golang struct {
	m     *module
	fset  *token.FileSet
	depth int
}

func readGo(file string, src []byte) *module {
	g := &golang{m: newModule(file), fset: token.NewFileSet()}
	f, err := parser.ParseFile(g.fset, file, src, parser.SkipObjectResolution)
	if f == nil || err != nil && len(f.Decls) == 0 {
		return nil // the front end of the language reports it
	}
	for _, imp := range f.Imports {
		from, err := strconv.Unquote(imp.Path.Value)
		if err != nil {
			continue
		}
		words := strings.Split(strings.TrimSuffix(from, "/v2"), "/")
		local := words[len(words)-1]
		if strings.HasPrefix(local, "v") && len(local) < 4 && len(words) > 1 {
			local = words[len(words)-2]
		}
		if imp.Name != nil {
			local = imp.Name.Name
		}
		g.m.bring(local, from, "")
	}
	for _, d := range f.Decls {
		g.decl(d)
	}
	g.m.main = g.m.funcs["main"]
	return g.m
}

func (g *golang) at(n ast.Node) arch.Range {
	size := g.fset.File(n.Pos())
	if size == nil {
		return arch.Range{File: g.m.file}
	}
	clamp := func(p token.Pos) int { return min(max(size.Offset(p), 0), size.Size()) }
	r := arch.Range{File: g.m.file, Start: clamp(n.Pos()), End: clamp(n.End())}
	r.End = max(r.Start, r.End)
	return r
}

func (g *golang) decl(d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil && d.Body != nil {
			g.m.funcs[d.Name.Name] = g.function(d.Type, d.Body)
		}
	case *ast.GenDecl:
		g.m.body = append(g.m.body, g.values(d)...)
	}
}

func (g *golang) values(d *ast.GenDecl) []*stmt {
	var out []*stmt
	for _, spec := range d.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok || len(v.Names) != len(v.Values) {
			continue
		}
		for i, name := range v.Names {
			out = append(out, &stmt{kind: stAssign, target: &expr{op: opName, text: name.Name, at: g.at(name)}, value: g.expr(v.Values[i])})
		}
	}
	return out
}

func (g *golang) function(t *ast.FuncType, body *ast.BlockStmt) *function {
	fn := &function{module: g.m}
	for _, field := range t.Params.List {
		for _, name := range field.Names {
			fn.params = append(fn.params, name.Name)
		}
		if len(field.Names) == 0 {
			fn.params = append(fn.params, "_")
		}
	}
	fn.body = g.stmts(body)
	return fn
}

func (g *golang) stmts(block *ast.BlockStmt) []*stmt {
	if block == nil || g.depth > maxNesting {
		return nil
	}
	g.depth++
	defer func() { g.depth-- }()
	var out []*stmt
	for _, s := range block.List {
		out = append(out, g.stmt(s)...)
	}
	return out
}

func (g *golang) stmt(s ast.Stmt) []*stmt {
	switch s := s.(type) {
	case *ast.ExprStmt:
		return []*stmt{{kind: stExpr, value: g.expr(s.X)}}
	case *ast.DeferStmt:
		return nil
	case *ast.AssignStmt:
		var out []*stmt
		for i, target := range s.Lhs {
			value := unknown("one of several results", g.at(s))
			if len(s.Lhs) == len(s.Rhs) {
				value = g.expr(s.Rhs[i])
			}
			out = append(out, &stmt{kind: stAssign, target: g.expr(target), value: value})
		}
		return out
	case *ast.DeclStmt:
		if d, ok := s.Decl.(*ast.GenDecl); ok {
			return g.values(d)
		}
	case *ast.BlockStmt:
		return g.stmts(s)
	case *ast.IfStmt:
		out := &stmt{kind: stIf, value: g.expr(s.Cond), body: g.stmts(s.Body)}
		if s.Else != nil {
			out.other = g.stmt(s.Else)
		}
		return []*stmt{out}
	case *ast.ForStmt:
		return []*stmt{{kind: stFor, value: unknown("a loop", g.at(s)), body: g.stmts(s.Body)}}
	case *ast.RangeStmt:
		out := &stmt{kind: stFor, value: g.expr(s.X), body: g.stmts(s.Body)}
		if s.Value != nil {
			out.target = g.expr(s.Value)
		}
		return []*stmt{out}
	case *ast.ReturnStmt:
		if len(s.Results) > 0 {
			return []*stmt{{kind: stReturn, value: g.expr(s.Results[0])}}
		}
		return []*stmt{{kind: stReturn, value: &expr{op: opNull}}}
	}
	return nil
}
