package eval

import (
	"errors"
	"path"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// The functions that Terraform has and the standard library of cty lacks, or has
// differently.

func open(name string) function.Parameter {
	return function.Parameter{Name: name, Type: cty.DynamicPseudoType, AllowUnknown: true, AllowNull: true, AllowDynamicType: true}
}

func text(name string) function.Parameter { return function.Parameter{Name: name, Type: cty.String} }

// dynamic is a function whose result is whatever it returns.
func dynamic(impl func([]cty.Value) (cty.Value, error), params ...function.Parameter) function.Function {
	return function.New(&function.Spec{
		Params: params, Type: function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return impl(args) },
	})
}

func onText(impl func(string) string) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{text("s")}, Type: function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.StringVal(impl(args[0].AsString())), nil
		},
	})
}

func onTexts(impl func(a, b string) bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{text("a"), text("b")}, Type: function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(impl(args[0].AsString(), args[1].AsString())), nil
		},
	})
}

var (
	basenameFunc    = onText(path.Base)
	dirnameFunc     = onText(path.Dir)
	startswithFunc  = onTexts(strings.HasPrefix)
	endswithFunc    = onTexts(strings.HasSuffix)
	strcontainsFunc = onTexts(strings.Contains)

	identityFunc = dynamic(func(args []cty.Value) (cty.Value, error) { return args[0], nil }, open("v"))
	alltrueFunc  = dynamic(func(args []cty.Value) (cty.Value, error) { return fold(args[0], true) }, open("list"))
	anytrueFunc  = dynamic(func(args []cty.Value) (cty.Value, error) { return fold(args[0], false) }, open("list"))
	lengthFunc   = dynamic(length, open("v"))
	oneFunc      = dynamic(one, open("list"))
	sumFunc      = dynamic(sum, function.Parameter{Name: "list", Type: cty.DynamicPseudoType})
	indexFunc    = dynamic(index, function.Parameter{Name: "list", Type: cty.DynamicPseudoType}, open("v"))

	unknownFunc = function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "args", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowNull: true, AllowDynamicType: true},
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl:     func([]cty.Value, cty.Type) (cty.Value, error) { return cty.DynamicVal, nil },
	})

	coalesceFunc = function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "vals", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowNull: true, AllowDynamicType: true},
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return coalesce(args) },
	})
	lookupFunc = function.New(&function.Spec{
		Params:   []function.Parameter{open("map"), open("key")},
		VarParam: &function.Parameter{Name: "default", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowNull: true, AllowDynamicType: true},
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return lookup(args) },
	})
	replaceFunc = function.New(&function.Spec{
		Params: []function.Parameter{text("s"), text("old"), text("new")},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			old := args[1].AsString()
			if len(old) > 1 && strings.HasPrefix(old, "/") && strings.HasSuffix(old, "/") {
				return stdlib.RegexReplaceFunc.Call([]cty.Value{args[0], cty.StringVal(old[1 : len(old)-1]), args[2]})
			}
			return cty.StringVal(strings.ReplaceAll(args[0].AsString(), old, args[2].AsString())), nil
		},
	})
)

// fold is alltrue for want true, anytrue for want false.
func fold(v cty.Value, want bool) (cty.Value, error) {
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return cty.DynamicVal, nil
	}
	unknown := false
	for it := v.ElementIterator(); it.Next(); {
		_, e := it.Element()
		switch b, ok := asString(e); {
		case e.IsNull() && want:
			return cty.False, nil
		case !ok:
			unknown = unknown || !e.IsNull()
		case (b == "true") != want:
			return cty.BoolVal(!want), nil
		}
	}
	if unknown {
		return cty.UnknownVal(cty.Bool), nil
	}
	return cty.BoolVal(want), nil
}

func length(args []cty.Value) (cty.Value, error) {
	v := args[0]
	switch {
	case !v.IsKnown():
		return cty.UnknownVal(cty.Number), nil
	case v.IsNull():
		return cty.DynamicVal, errors.New("argument is null")
	case v.Type() == cty.String:
		return stdlib.StrlenFunc.Call(args)
	case v.Type().IsObjectType():
		return cty.NumberIntVal(int64(len(v.Type().AttributeTypes()))), nil
	case v.CanIterateElements():
		return v.Length(), nil
	}
	return cty.DynamicVal, errors.New("has no length")
}

func one(args []cty.Value) (cty.Value, error) {
	v := args[0]
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() || !v.Length().IsKnown() {
		return cty.DynamicVal, nil
	}
	it := v.ElementIterator()
	if !it.Next() {
		return cty.NullVal(cty.DynamicPseudoType), nil
	}
	_, e := it.Element()
	if it.Next() {
		return cty.DynamicVal, errors.New("more than one element")
	}
	return e, nil
}

// coalesce returns the first argument that is neither null nor empty, and nothing
// when an unknown one comes before it.
func coalesce(args []cty.Value) (cty.Value, error) {
	for _, a := range args {
		switch {
		case !a.IsKnown():
			return cty.DynamicVal, nil
		case a.IsNull() || a.Type() == cty.String && a.AsString() == "":
		default:
			return a, nil
		}
	}
	return cty.DynamicVal, errors.New("no argument has a value")
}

func lookup(args []cty.Value) (cty.Value, error) {
	m := args[0]
	key, ok := asString(args[1])
	if len(args) > 3 || !ok || hasToken(key) || !m.IsKnown() || m.IsNull() || !m.CanIterateElements() {
		return cty.DynamicVal, nil
	}
	for it := m.ElementIterator(); it.Next(); {
		k, e := it.Element()
		switch name, known := asString(k); {
		case !known || hasToken(name):
			return cty.DynamicVal, nil
		case name == key:
			return e, nil
		}
	}
	if len(args) == 3 {
		return args[2], nil
	}
	return cty.DynamicVal, errors.New("no such key")
}
