package eval

import (
	"cmp"
	"errors"
	"slices"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// The functions over collections that the standard library of cty lacks.

var (
	anyArgs = &function.Parameter{Name: "args", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowNull: true, AllowDynamicType: true}

	listFunc      = variadic(func(args []cty.Value) (cty.Value, error) { return cty.TupleVal(args), nil })
	mapFunc       = variadic(pairs)
	matchkeysFunc = dynamic(matchkeys, open("values"), open("keys"), open("search"))
	transposeFunc = dynamic(transpose, open("map"))
)

func variadic(impl func([]cty.Value) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		VarParam: anyArgs, Type: function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return impl(args) },
	})
}

// pairs makes a map of keys and values in turn.
func pairs(args []cty.Value) (cty.Value, error) {
	attrs := map[string]cty.Value{}
	for i := 0; i+1 < len(args); i += 2 {
		k, ok := asString(args[i])
		if !ok {
			return cty.DynamicVal, nil
		}
		attrs[k] = args[i+1]
	}
	return cty.ObjectVal(attrs), nil
}

// sum adds numbers.
func sum(args []cty.Value) (cty.Value, error) {
	if !args[0].CanIterateElements() {
		return cty.DynamicVal, errors.New("not a list")
	}
	total := cty.Zero
	for it := args[0].ElementIterator(); it.Next(); {
		_, e := it.Element()
		n, ok := asNumber(e)
		if !ok {
			return cty.DynamicVal, nil
		}
		total = total.Add(n)
	}
	return total, nil
}

func index(args []cty.Value) (cty.Value, error) {
	if !args[0].CanIterateElements() || !args[0].IsWhollyKnown() || !args[1].IsWhollyKnown() {
		return cty.DynamicVal, nil
	}
	for it := args[0].ElementIterator(); it.Next(); {
		k, e := it.Element()
		if e.RawEquals(args[1]) {
			return k, nil
		}
	}
	return cty.DynamicVal, errors.New("not found")
}

// matchkeys gives the values whose key is among those searched for.
func matchkeys(args []cty.Value) (cty.Value, error) {
	for _, a := range args {
		if !a.IsWhollyKnown() || a.IsNull() || !a.CanIterateElements() {
			return cty.DynamicVal, nil
		}
	}
	values, keys, search := args[0].AsValueSlice(), args[1].AsValueSlice(), args[2].AsValueSlice()
	if len(values) != len(keys) {
		return cty.DynamicVal, errors.New("not as many keys as values")
	}
	if len(keys)*len(search) > maxNodes*100 {
		return cty.DynamicVal, errors.New("too large")
	}
	var out []cty.Value
	for i, k := range keys {
		if slices.ContainsFunc(search, k.RawEquals) {
			out = append(out, values[i])
		}
	}
	if out == nil {
		return cty.ListValEmpty(cty.DynamicPseudoType), nil
	}
	return cty.TupleVal(out), nil
}

// transpose turns a map of lists inside out.
func transpose(args []cty.Value) (cty.Value, error) {
	if !args[0].IsWhollyKnown() || args[0].IsNull() || !args[0].CanIterateElements() {
		return cty.DynamicVal, nil
	}
	lists := map[string][]cty.Value{}
	for it := args[0].ElementIterator(); it.Next(); {
		k, list := it.Element()
		if list.IsNull() || !list.CanIterateElements() {
			return cty.DynamicVal, errors.New("not a map of lists")
		}
		for in := list.ElementIterator(); in.Next(); {
			_, e := in.Element()
			s, ok := asString(e)
			if !ok {
				return cty.DynamicVal, errors.New("not a map of lists of strings")
			}
			lists[s] = append(lists[s], k)
		}
	}
	if len(lists) == 0 {
		return cty.MapValEmpty(cty.List(cty.String)), nil
	}
	attrs := map[string]cty.Value{}
	for name, keys := range lists {
		slices.SortFunc(keys, func(a, b cty.Value) int {
			x, _ := asString(a)
			y, _ := asString(b)
			return cmp.Compare(x, y)
		})
		attrs[name] = cty.ListVal(keys)
	}
	return cty.MapVal(attrs), nil
}
