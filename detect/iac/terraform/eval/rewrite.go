package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// rewriter changes a parsed expression so that stand-in strings are safe in it:
// decisions see what tokens stand for, templates keep their literal parts beside an
// unknown one, and loops are counted. The wrappers embed a parentheses node, which
// keeps the walk over an expression's variables intact.
type rewriter struct {
	tokens *tokens
	budget *budget
	strict map[*hclsyntax.TemplateExpr]bool // inside try and can, where failing means something
}

func (w *rewriter) rewrite(node hclsyntax.Node) {
	w.strict = map[*hclsyntax.TemplateExpr]bool{}
	_ = hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics { // visit never fails
		w.visit(n)
		return nil
	})
}

func (w *rewriter) visit(n hclsyntax.Node) {
	switch n := n.(type) {
	case *hclsyntax.ConditionalExpr:
		n.Condition = w.decision(n.Condition)
	case *hclsyntax.BinaryOpExpr:
		n.LHS, n.RHS = w.decision(n.LHS), w.decision(n.RHS)
	case *hclsyntax.UnaryOpExpr:
		n.Val = w.decision(n.Val)
	case *hclsyntax.IndexExpr:
		n.Key = w.decision(n.Key)
	case *hclsyntax.ForExpr:
		if n.CondExpr != nil {
			n.CondExpr = w.decision(n.CondExpr)
		}
		n.ValExpr = &counted{wrap(n.ValExpr), w.budget}
	case *hclsyntax.FunctionCallExpr:
		if n.Name == "try" || n.Name == "can" {
			_ = hclsyntax.VisitAll(n, func(in hclsyntax.Node) hcl.Diagnostics { // visit never fails
				if t, ok := in.(*hclsyntax.TemplateExpr); ok {
					w.strict[t] = true
				}
				return nil
			})
		}
	case *hclsyntax.TemplateExpr:
		for i, p := range n.Parts {
			if _, lit := p.(*hclsyntax.LiteralValueExpr); !lit {
				n.Parts[i] = &soft{wrap(p), w.tokens, w.budget, w.strict[n]}
			}
		}
	case *hclsyntax.LiteralValueExpr:
		if n.Val.Type() == cty.Number && n.Val.IsKnown() && !n.Val.IsNull() && vast(n.Val) {
			n.Val = cty.UnknownVal(cty.Number)
		}
	}
}

func wrap(e hclsyntax.Expression) *hclsyntax.ParenthesesExpr {
	return &hclsyntax.ParenthesesExpr{Expression: e, SrcRange: e.Range()}
}

func (w *rewriter) decision(e hclsyntax.Expression) hclsyntax.Expression {
	switch e.(type) {
	case *hclsyntax.LiteralValueExpr, *hclsyntax.BinaryOpExpr, *hclsyntax.UnaryOpExpr:
		return e // no text comes out of these
	}
	return &decision{wrap(e), w.tokens}
}

// decision evaluates an expression with every token resolved or unknown.
type decision struct {
	*hclsyntax.ParenthesesExpr
	tokens *tokens
}

// Value implements hclsyntax.Expression.
func (d *decision) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v, diags := d.Expression.Value(d.tokens.resolved(ctx, d.Expression))
	return modest(d.tokens.resolve(v)), diags
}

// resolved is ctx without tokens, reduced to what the expression uses.
func (t *tokens) resolved(ctx *hcl.EvalContext, e hclsyntax.Expression) *hcl.EvalContext {
	flat := &hcl.EvalContext{Variables: map[string]cty.Value{}}
	used := map[string]bool{}
	for _, tr := range e.Variables() {
		used[tr.RootName()] = true
	}
	for c := ctx; c != nil; c = c.Parent() {
		if flat.Functions == nil {
			flat.Functions = c.Functions
		}
		for name, v := range c.Variables {
			if _, inner := flat.Variables[name]; !inner && used[name] {
				flat.Variables[name] = t.resolve(v)
			}
		}
	}
	return flat
}

// counted ends loops that go on for too many rounds.
type counted struct {
	*hclsyntax.ParenthesesExpr
	budget *budget
}

// Value implements hclsyntax.Expression.
func (c *counted) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if c.budget.rounds <= 0 {
		return cty.DynamicVal, hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "too many rounds", Subject: &c.SrcRange}}
	}
	c.budget.rounds--
	return c.Expression.Value(ctx)
}

// soft keeps a template whole when one of its parts is out of sight, and from growing
// without end. A strict one may fail.
type soft struct {
	*hclsyntax.ParenthesesExpr
	tokens *tokens
	budget *budget
	strict bool
}

// Value implements hclsyntax.Expression.
func (s *soft) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v, diags := s.Expression.Value(ctx)
	v = modest(v)
	if v.IsKnown() && !v.IsNull() && v.Type() == cty.String {
		s.budget.text -= len(v.AsString())
		if s.budget.text < 0 {
			return cty.UnknownVal(cty.String), diags
		}
	}
	if s.strict {
		return v, diags
	}
	if diags.HasErrors() || !v.IsKnown() || v.IsNull() {
		return s.tokens.hidden(dependsOn(s.Expression)), nil
	}
	return v, diags
}

// budget is what the expressions of one root may use up.
type budget struct {
	rounds int // of loops
	text   int // bytes of what templates are made of
}

// modest is a value that neither is a number of absurd size nor can become one.
func modest(v cty.Value) cty.Value {
	switch {
	case v == cty.NilVal || v.IsMarked() || !v.IsKnown() || v.IsNull():
	case v.Type() == cty.Number && vast(v):
		return cty.UnknownVal(cty.Number)
	case v.Type() == cty.String && vastText(v.AsString()):
		return cty.DynamicVal
	}
	return v
}
