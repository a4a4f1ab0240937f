package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/archvet/archvet/detect/arch"
)

// variable is the declaration of an input.
type variable struct {
	name     string
	typ      cty.Type
	defaults *typeexpr.Defaults
	preset   *hcl.Attribute // its default, when it has one
	typed    bool
	strict   bool // null stands for the default
	at       arch.Range
}

func newVariable(name string, body *hclsyntax.Body, at arch.Range) *variable {
	v := &variable{name: name, typ: cty.DynamicPseudoType, at: at}
	attrs := attributes(body)
	v.preset = attrs["default"]
	if a := attrs["nullable"]; a != nil {
		n, _ := a.Expr.Value(nil) // what is no literal is not false
		v.strict = n.RawEquals(cty.False)
	}
	if t := attrs["type"]; t != nil {
		v.typed = true
		typ, defaults, diags := typeexpr.TypeConstraintWithDefaults(t.Expr)
		if !diags.HasErrors() {
			v.typ, v.defaults = typ, defaults
		}
	}
	return v
}

// override takes from another declaration what that one gives.
func (v *variable) override(by *variable) {
	if by.typed {
		v.typ, v.defaults, v.typed = by.typ, by.defaults, true
	}
	if by.preset != nil {
		v.preset = by.preset
	}
}

// fit converts a value to the declared type, as far as it goes.
func (v *variable) fit(val cty.Value) cty.Value {
	val = bounded(val)
	if v.defaults != nil && val.IsKnown() && !val.IsNull() {
		val = v.defaults.Apply(val)
	}
	if v.typ == cty.DynamicPseudoType {
		return val
	}
	out, err := convert.Convert(val, v.typ.WithoutOptionalAttributesDeep())
	if err != nil {
		return val // stand-ins are strings whatever the type says
	}
	return out
}

// unseen is the value of a variable that nobody sets: strings are stand-ins, so that
// what is composed of them keeps its other parts.
func (t *tokens) unseen(typ cty.Type, why string) cty.Value {
	switch {
	case typ == cty.String:
		return t.hidden(why)
	case typ.IsObjectType():
		attrs := map[string]cty.Value{}
		for name, at := range typ.AttributeTypes() {
			attrs[name] = t.unseen(at, why)
		}
		return cty.ObjectVal(attrs)
	}
	return cty.UnknownVal(typ.WithoutOptionalAttributesDeep())
}
