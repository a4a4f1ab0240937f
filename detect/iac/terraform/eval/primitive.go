package eval

import (
	"math/big"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

func asString(v cty.Value) (string, bool) {
	if v == cty.NilVal || !v.IsKnown() || v.IsNull() {
		return "", false
	}
	v, err := convert.Convert(v, cty.String)
	if err != nil || !v.IsKnown() || v.IsNull() {
		return "", false
	}
	return v.AsString(), true
}

func asFloat(v cty.Value) (float64, bool) {
	if !v.IsKnown() || v.IsNull() {
		return 0, false
	}
	v, err := convert.Convert(modest(v), cty.Number)
	if err != nil || !v.IsKnown() || v.IsNull() {
		return 0, false
	}
	f, _ := new(big.Float).Set(v.AsBigFloat()).Float64()
	return f, f > -1e15 && f < 1e15
}

func asNumber(v cty.Value) (cty.Value, bool) {
	if !v.IsKnown() || v.IsNull() {
		return v, false
	}
	v, err := convert.Convert(modest(v), cty.Number)
	return v, err == nil && v.IsKnown() && !v.IsNull()
}

func asInt(v cty.Value) (int, bool) {
	f, ok := asFloat(v)
	return int(f), ok && f == float64(int(f))
}
