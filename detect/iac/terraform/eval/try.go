package eval

import (
	"errors"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// tryFunc is the language's try, but one that does not take the fallback when the
// expression fails only because a stand-in is no real value.
var tryFunc = function.New(&function.Spec{
	VarParam: &function.Parameter{Name: "expressions", Type: customdecode.ExpressionClosureType},
	Type: func(args []cty.Value) (cty.Type, error) {
		v, err := try(args)
		if err != nil {
			return cty.DynamicPseudoType, err
		}
		return v.Type(), nil
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return try(args) },
})

func try(args []cty.Value) (cty.Value, error) {
	for _, arg := range args {
		c := customdecode.ExpressionClosureFromVal(arg)
		v, diags := c.Value()
		if !diags.HasErrors() {
			return v, nil
		}
		for _, t := range c.Expression.Variables() {
			if blocked(c.EvalContext, t) {
				return cty.DynamicVal, nil
			}
		}
	}
	return cty.DynamicVal, errors.New("no expression succeeded")
}

// blocked reports whether a traversal ends at something out of sight before it is
// through.
func blocked(ctx *hcl.EvalContext, t hcl.Traversal) bool {
	for i := len(t); i > 0; i-- {
		v, diags := t[:i].TraverseAbs(ctx)
		if diags.HasErrors() {
			continue
		}
		s, isText := asString(v)
		return !v.IsKnown() || isText && hasToken(s)
	}
	return false
}
