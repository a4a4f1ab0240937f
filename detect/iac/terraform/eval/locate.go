package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/archvet/archvet/detect/arch"
)

// locator follows a value back to the place where it is written. It stops at the
// first expression that makes something new of its parts.
type locator struct {
	shared bool           // it went through something that serves several blocks
	expr   hcl.Expression // where it came to
	scope  *scope
	steps  int
}

const maxSteps = 64

// find returns the place of what path leads to within the value of e.
func (l *locator) find(e hcl.Expression, sc *scope, path []cty.Value) arch.Range {
	l.steps++
	l.expr, l.scope = e, sc
	if l.steps > maxSteps {
		return rangeOf(e.Range())
	}
	switch x := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return l.find(x.Expression, sc, path)
	case *decision:
		return l.find(x.Expression, sc, path)
	case *soft:
		return l.find(x.Expression, sc, path)
	case *hclsyntax.TemplateWrapExpr:
		return l.find(x.Wrapped, sc, path)
	case *hclsyntax.ScopeTraversalExpr:
		return l.traversal(x, sc, path)
	case *hclsyntax.RelativeTraversalExpr:
		return l.find(x.Source, sc, append(traversalPath(x.Traversal), path...))
	case *hclsyntax.IndexExpr:
		if k := sc.read(x.Key); k.IsKnown() && !k.IsNull() {
			return l.find(x.Collection, sc, append([]cty.Value{k}, path...))
		}
	case *hclsyntax.ObjectConsExpr:
		return l.object(x, sc, path)
	case *hclsyntax.TupleConsExpr:
		if len(path) > 0 {
			if i, ok := asInt(path[0]); ok && i >= 0 && i < len(x.Exprs) {
				return l.find(x.Exprs[i], sc, path[1:])
			}
		}
	case *hclsyntax.ConditionalExpr:
		switch c := sc.read(x.Condition); {
		case c.Type() != cty.Bool || !c.IsKnown() || c.IsNull():
		case c.True():
			return l.find(x.TrueResult, sc, path)
		default:
			return l.find(x.FalseResult, sc, path)
		}
	case *hclsyntax.FunctionCallExpr:
		return l.call(x, sc, path)
	case *hclsyntax.ForExpr:
		return l.loop(x, sc, path)
	}
	return rangeOf(e.Range())
}

// loop follows an element of a list that a for expression makes to the element it is
// made of, where it only hands that on: [for k, v in m : { name = k, value = v }].
func (l *locator) loop(x *hclsyntax.ForExpr, sc *scope, path []cty.Value) arch.Range {
	here := rangeOf(x.Range())
	coll := sc.read(x.CollExpr)
	if x.KeyExpr != nil || x.CondExpr != nil || len(path) == 0 || !coll.IsKnown() || coll.IsNull() || !coll.CanIterateElements() {
		return here
	}
	at, ok := asInt(path[0])
	from := cty.NilVal
	for it := coll.ElementIterator(); ok && at >= 0 && it.Next(); at-- {
		if k, _ := it.Element(); at == 0 {
			from = k
		}
	}
	value := x.ValExpr
	if c, wrapped := value.(*counted); wrapped {
		value = c.Expression
	}
	rest := path[1:]
	if o, object := value.(*hclsyntax.ObjectConsExpr); object && len(rest) > 0 {
		want, _ := asString(rest[0])
		for _, item := range o.Items {
			if k, ok := asString(sc.decide(item.KeyExpr)); ok && k == want {
				value, rest = item.ValueExpr, rest[1:]
				break
			}
		}
	}
	t, direct := value.(*hclsyntax.ScopeTraversalExpr)
	if from == cty.NilVal || !direct || t.Traversal.RootName() != x.ValVar {
		return here
	}
	step := append([]cty.Value{from}, traversalPath(t.Traversal[1:])...)
	return l.find(x.CollExpr, sc, append(step, rest...))
}

func traversalPath(t hcl.Traversal) []cty.Value {
	var out []cty.Value
	for _, step := range t {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			out = append(out, cty.StringVal(step.Name))
		case hcl.TraverseIndex:
			out = append(out, step.Key)
		}
	}
	return out
}

func (l *locator) traversal(x *hclsyntax.ScopeTraversalExpr, sc *scope, path []cty.Value) arch.Range {
	here := rangeOf(x.Range())
	t, m := x.Traversal, sc.mod
	name, ok := stepName(t, 1)
	if it := sc.iters[t.RootName()]; it != nil {
		if name == "value" {
			return l.find(it.over, it.scope, append([]cty.Value{it.key.elem}, append(traversalPath(t[2:]), path...)...))
		}
		return l.find(it.over, it.scope, []cty.Value{it.key.elem})
	}
	if !ok {
		return here
	}
	rest := append(traversalPath(t[2:]), path...)
	switch t.RootName() {
	case "var":
		expr, in, shared := m.setter(name)
		if expr == nil {
			return here
		}
		l.shared = l.shared || shared
		return l.find(expr, in, rest)
	case "local":
		if a := m.config.locals[name]; a != nil {
			l.shared = true
			return l.find(a.Expr, m.scope(), rest)
		}
	case "each":
		if a := sc.eachExpr(); a != nil && name == "value" {
			return l.find(a, m.scope(), append([]cty.Value{sc.each.elem}, rest...))
		}
	}
	return here
}

// eachExpr returns the for_each that made the scope.
func (s *scope) eachExpr() hcl.Expression {
	if s.each == nil || s.self == nil || s.each.elem == cty.NilVal || s.self.attrs["for_each"] == nil {
		return nil
	}
	return s.self.attrs["for_each"].Expr
}

func (l *locator) object(x *hclsyntax.ObjectConsExpr, sc *scope, path []cty.Value) arch.Range {
	if len(path) > 0 {
		want, _ := asString(path[0])
		for _, item := range x.Items {
			if k, ok := asString(sc.decide(item.KeyExpr)); ok && k == want {
				return l.find(item.ValueExpr, sc, path[1:])
			}
		}
	}
	return rangeOf(x.Range())
}

// passing are functions whose result has the elements of an argument.
var passing = map[string]bool{"tolist": true, "tomap": true, "toset": true, "sensitive": true, "nonsensitive": true, "tostring": true, "tonumber": true}

func (l *locator) call(x *hclsyntax.FunctionCallExpr, sc *scope, path []cty.Value) arch.Range {
	here := rangeOf(x.Range())
	switch {
	case passing[x.Name] && len(x.Args) == 1:
		return l.find(x.Args[0], sc, path)
	case x.Name == "merge" && len(path) > 0:
		for i := len(x.Args) - 1; i >= 0; i-- {
			n := Node{scope: sc, expr: x.Args[i], v: sc.read(x.Args[i])}
			if k, ok := asString(path[0]); ok && n.iterable() && n.Get(k).v != cty.NilVal {
				return l.find(x.Args[i], sc, path)
			}
		}
	case x.Name == "concat" && len(path) > 0:
		i, ok := asInt(path[0])
		for _, arg := range x.Args {
			v := sc.read(arg)
			if !ok || !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
				return here
			}
			if i < v.LengthInt() {
				return l.find(arg, sc, append([]cty.Value{cty.NumberIntVal(int64(i))}, path[1:]...))
			}
			i -= v.LengthInt()
		}
	case x.Name == "lookup" && len(x.Args) >= 2:
		k := sc.read(x.Args[1])
		n := Node{scope: sc, expr: x.Args[0], v: sc.read(x.Args[0])}
		name, ok := asString(k)
		switch {
		case ok && n.iterable() && n.Get(name).v != cty.NilVal:
			return l.find(x.Args[0], sc, append([]cty.Value{k}, path...))
		case ok && n.iterable() && len(x.Args) == 3:
			return l.find(x.Args[2], sc, path)
		}
	}
	return here
}
