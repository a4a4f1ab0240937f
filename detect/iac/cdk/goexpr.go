package cdk

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

func (g *golang) expr(n ast.Expr) *expr {
	if n == nil {
		return &expr{op: opNull}
	}
	if g.depth > maxNesting {
		return unknown("nested too deeply", g.at(n))
	}
	g.depth++
	defer func() { g.depth-- }()
	e := g.lower(n)
	if e.at.IsZero() {
		e.at = g.at(n)
	}
	return e
}

func (g *golang) lower(n ast.Expr) *expr {
	switch n := n.(type) {
	case *ast.BasicLit:
		if n.Kind == token.STRING {
			if text, err := strconv.Unquote(n.Value); err == nil {
				return &expr{op: opString, text: text}
			}
		}
		return &expr{op: opNumber, text: n.Value}
	case *ast.Ident:
		switch n.Name {
		case "nil":
			return &expr{op: opNull}
		case "true", "false":
			return &expr{op: opBool, text: n.Name}
		}
		return &expr{op: opName, text: n.Name}
	case *ast.SelectorExpr:
		return g.selector(n)
	case *ast.CallExpr:
		return g.call(n)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			return g.expr(n.X)
		}
	case *ast.StarExpr:
		return g.expr(n.X)
	case *ast.ParenExpr:
		return g.expr(n.X)
	case *ast.CompositeLit:
		return g.composite(n)
	case *ast.FuncLit:
		return &expr{op: opFunc, fn: g.function(n.Type, n.Body)}
	case *ast.IndexExpr:
		return &expr{op: opIndex, args: []*expr{g.expr(n.X), g.expr(n.Index)}}
	case *ast.BinaryExpr:
		if n.Op == token.ADD {
			return &expr{op: opConcat, args: []*expr{g.expr(n.X), g.expr(n.Y)}}
		}
	}
	return unknown("a computed value", g.at(n))
}

// selector turns awslambda.Code_FromAsset into a member of a member.
func (g *golang) selector(n *ast.SelectorExpr) *expr {
	e := g.expr(n.X)
	for _, name := range strings.SplitN(n.Sel.Name, "_", 2) {
		e = &expr{op: opMember, args: []*expr{e}, text: name, at: g.at(n)}
	}
	return e
}

func (g *golang) call(n *ast.CallExpr) *expr {
	if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
		if pkg, ok := sel.X.(*ast.Ident); ok {
			switch {
			case pkg.Name == "jsii" && len(n.Args) == 1 && sel.Sel.Name != "Strings":
				return g.expr(n.Args[0])
			case pkg.Name == "jsii", pkg.Name == "fmt" && sel.Sel.Name == "Sprintf":
				return g.helper(n, sel.Sel.Name)
			case g.m.imports[pkg.Name] != symbol{}:
				return g.library(n, sel)
			}
		}
	}
	args := []*expr{g.expr(n.Fun)}
	for _, a := range n.Args {
		args = append(args, g.expr(a))
	}
	return &expr{op: opCall, args: args}
}

// helper lowers what makes lists and texts.
func (g *golang) helper(n *ast.CallExpr, name string) *expr {
	if name != "Sprintf" {
		e := &expr{op: opList}
		for _, a := range n.Args {
			e.args = append(e.args, g.expr(a))
		}
		return e
	}
	e := &expr{op: opConcat}
	if len(n.Args) == 0 {
		return e
	}
	format := g.expr(n.Args[0])
	if format.op != opString {
		return unknown("a computed value", g.at(n))
	}
	rest := n.Args[1:]
	text := format.text
	for len(e.args) < 50 {
		i := strings.IndexByte(text, '%')
		if i < 0 || i+1 >= len(text) {
			break
		}
		e.args = append(e.args, &expr{op: opString, text: text[:i], at: format.at})
		if len(rest) > 0 {
			e.args = append(e.args, g.expr(rest[0]))
			rest = rest[1:]
		}
		text = text[i+2:]
	}
	e.args = append(e.args, &expr{op: opString, text: text, at: format.at})
	return e
}

// library lowers a call of the CDK: a constructor or a static method.
func (g *golang) library(n *ast.CallExpr, sel *ast.SelectorExpr) *expr {
	var args []*expr
	name, isNew := strings.CutPrefix(sel.Sel.Name, "New")
	if isNew {
		args = append(args, &expr{op: opMember, args: []*expr{g.expr(sel.X)}, text: name, at: g.at(sel)})
	} else {
		args = append(args, g.selector(sel))
	}
	for _, a := range n.Args {
		args = append(args, g.expr(a))
	}
	if isNew {
		return &expr{op: opNew, args: args}
	}
	return &expr{op: opCall, args: args}
}

func (g *golang) composite(n *ast.CompositeLit) *expr {
	if _, ok := n.Type.(*ast.ArrayType); ok {
		e := &expr{op: opList}
		for _, item := range n.Elts {
			e.args = append(e.args, g.expr(item))
		}
		return e
	}
	e := &expr{op: opObject}
	for _, item := range n.Elts {
		kv, ok := item.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key := g.expr(kv.Key)
		if key.op == opString || key.op == opName {
			e.entries = append(e.entries, entry{key: key.text, value: g.expr(kv.Value), at: key.at})
		}
	}
	return e
}
