package golang

import "go/ast"

// useKind says how a name of another package is used.
type useKind uint8

const (
	asValue   useKind = iota
	asCallee          // pkg.Name(...)
	asType            // where a type is written
	asPointer         // *pkg.Name where a type is written
	asStruct          // pkg.Name{...} with field names, or nothing, inside
	asMap             // pkg.Name{"key": ...}
	asSlice           // pkg.Name{x, y}
	asBase            // type Own pkg.Name
)

// use is one use of a name of another package; base is the identifier in front.
type use struct {
	base, name string
	kind       useKind
	arity      int // type arguments
}

// collect notes which names the file uses of what may be packages. Whether an
// identifier is one is for the type checker; a few names too many do no harm.
func (f *file) collect(syntax *ast.File) {
	c := &collector{file: f, seen: map[use]bool{}}
	f.bases = map[string]bool{}
	ast.Inspect(syntax, c.visit)
}

type collector struct {
	file *file
	seen map[use]bool
}

func (c *collector) add(s *ast.SelectorExpr, kind useKind, arity int) {
	x, ok := s.X.(*ast.Ident)
	if !ok {
		return
	}
	u := use{x.Name, s.Sel.Name, kind, arity}
	if !c.seen[u] {
		c.seen[u] = true
		c.file.uses = append(c.file.uses, u)
		c.file.bases[x.Name] = true
	}
}

func (c *collector) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Field:
		c.typ(n.Type, asType)
	case *ast.ValueSpec:
		c.typ(n.Type, asType)
	case *ast.TypeSpec:
		c.typ(n.Type, asBase)
	case *ast.TypeAssertExpr:
		c.typ(n.Type, asType)
	case *ast.ArrayType:
		c.typ(n.Elt, asType)
	case *ast.MapType:
		c.typ(n.Key, asType)
		c.typ(n.Value, asType)
	case *ast.ChanType:
		c.typ(n.Value, asType)
	case *ast.Ellipsis:
		c.typ(n.Elt, asType)
	case *ast.CompositeLit:
		c.typ(n.Type, literalKind(n))
		c.elements(n)
	case *ast.TypeSwitchStmt:
		c.typeCases(n)
	case *ast.IndexListExpr:
		for _, i := range n.Indices {
			c.typ(i, asType)
		}
	case *ast.CallExpr:
		c.call(n)
	case *ast.SelectorExpr:
		c.add(n, asValue, 0)
		if p, ok := n.X.(*ast.ParenExpr); ok { // (*pkg.T).Method
			if star, ok := p.X.(*ast.StarExpr); ok {
				c.typ(star, asType)
			}
		}
	}
	return true
}

func (c *collector) call(n *ast.CallExpr) {
	switch fun := n.Fun.(type) {
	case *ast.SelectorExpr:
		c.add(fun, asCallee, 0)
	case *ast.IndexExpr:
		if s, ok := fun.X.(*ast.SelectorExpr); ok {
			c.add(s, asCallee, 0)
		}
	case *ast.IndexListExpr:
		if s, ok := fun.X.(*ast.SelectorExpr); ok {
			c.add(s, asCallee, 0)
		}
	case *ast.ParenExpr:
		if star, ok := fun.X.(*ast.StarExpr); ok { // (*pkg.T)(x)
			c.typ(star, asType)
		}
	case *ast.Ident:
		if (fun.Name == "new" || fun.Name == "make") && len(n.Args) > 0 {
			c.typ(n.Args[0], asType)
		}
	}
}

func (c *collector) typeCases(n *ast.TypeSwitchStmt) {
	for _, s := range n.Body.List {
		if clause, ok := s.(*ast.CaseClause); ok {
			for _, e := range clause.List {
				c.typ(e, asType)
			}
		}
	}
}

// typ notes the name in a type expression. Composite types are nodes of their own
// and come by themselves.
func (c *collector) typ(e ast.Expr, kind useKind) {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		c.add(e, kind, 0)
	case *ast.StarExpr:
		c.typ(e.X, asPointer)
	case *ast.ParenExpr:
		c.typ(e.X, kind)
	case *ast.IndexExpr:
		c.typ(e.Index, asType)
		if s, ok := e.X.(*ast.SelectorExpr); ok {
			c.add(s, kind, 1)
		}
	case *ast.IndexListExpr:
		if s, ok := e.X.(*ast.SelectorExpr); ok {
			c.add(s, kind, len(e.Indices))
		}
	}
}

// elements notes the type of elements that are literals without one of their own.
func (c *collector) elements(n *ast.CompositeLit) {
	var elem ast.Expr
	switch t := n.Type.(type) {
	case *ast.ArrayType:
		elem = t.Elt
	case *ast.MapType:
		elem = t.Value
	}
	if star, ok := elem.(*ast.StarExpr); ok {
		elem = star.X
	}
	if elem == nil || len(n.Elts) == 0 {
		return
	}
	first := n.Elts[0]
	if kv, ok := first.(*ast.KeyValueExpr); ok {
		first = kv.Value
	}
	if lit, ok := first.(*ast.CompositeLit); ok && lit.Type == nil {
		c.typ(elem, literalKind(lit))
	}
}

func literalKind(n *ast.CompositeLit) useKind {
	if len(n.Elts) == 0 {
		return asStruct
	}
	kv, ok := n.Elts[0].(*ast.KeyValueExpr)
	if !ok {
		return asSlice
	}
	if _, ok := kv.Key.(*ast.Ident); ok {
		return asStruct
	}
	return asMap
}
