package eval

import (
	"maps"

	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	yaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// carrying functions pass the characters of their arguments on, so that tokens in
// them survive.
var carrying = map[string]function.Function{
	"chomp": stdlib.ChompFunc, "chunklist": stdlib.ChunklistFunc, "coalesce": coalesceFunc, "coalescelist": stdlib.CoalesceListFunc,
	"compact": stdlib.CompactFunc, "concat": stdlib.ConcatFunc, "csvdecode": stdlib.CSVDecodeFunc, "distinct": stdlib.DistinctFunc,
	"element": stdlib.ElementFunc, "flatten": stdlib.FlattenFunc, "format": stdlib.FormatFunc, "formatlist": stdlib.FormatListFunc,
	"indent": stdlib.IndentFunc, "join": stdlib.JoinFunc, "jsondecode": stdlib.JSONDecodeFunc, "jsonencode": stdlib.JSONEncodeFunc,
	"lower": stdlib.LowerFunc, "merge": stdlib.MergeFunc, "replace": replaceFunc, "reverse": stdlib.ReverseListFunc,
	"setproduct": stdlib.SetProductFunc, "setunion": stdlib.SetUnionFunc, "slice": stdlib.SliceFunc, "sort": stdlib.SortFunc,
	"split": stdlib.SplitFunc, "title": stdlib.TitleFunc, "trim": stdlib.TrimFunc, "trimprefix": stdlib.TrimPrefixFunc,
	"trimspace": stdlib.TrimSpaceFunc, "trimsuffix": stdlib.TrimSuffixFunc, "upper": stdlib.UpperFunc, "values": stdlib.ValuesFunc,
	"yamldecode": yaml.YAMLDecodeFunc, "yamlencode": yaml.YAMLEncodeFunc, "zipmap": stdlib.ZipmapFunc,
	"abspath": identityFunc, "basename": basenameFunc, "dirname": dirnameFunc, "pathexpand": identityFunc,
	"lookup": lookupFunc, "one": oneFunc,
	"sensitive": identityFunc, "nonsensitive": identityFunc, "ephemeralasnull": identityFunc,
	"tostring": stdlib.MakeToFunc(cty.String), "tolist": stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)),
	"toset": stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)), "tomap": stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
	"list": listFunc, "map": mapFunc,
}

// deciding functions look into their arguments: a stand-in is unknown to them.
var deciding = map[string]function.Function{
	"abs": stdlib.AbsoluteFunc, "alltrue": alltrueFunc, "anytrue": anytrueFunc, "ceil": stdlib.CeilFunc, "contains": stdlib.ContainsFunc,
	"endswith": endswithFunc, "floor": stdlib.FloorFunc, "index": indexFunc, "keys": stdlib.KeysFunc, "length": lengthFunc,
	"log": stdlib.LogFunc, "max": stdlib.MaxFunc, "min": stdlib.MinFunc, "parseint": stdlib.ParseIntFunc, "pow": stdlib.PowFunc,
	"range": stdlib.RangeFunc, "regex": stdlib.RegexFunc, "regexall": stdlib.RegexAllFunc, "setintersection": stdlib.SetIntersectionFunc,
	"setsubtract": stdlib.SetSubtractFunc, "signum": stdlib.SignumFunc, "startswith": startswithFunc, "strcontains": strcontainsFunc,
	"strrev": stdlib.ReverseFunc, "substr": stdlib.SubstrFunc, "sum": sumFunc, "timeadd": stdlib.TimeAddFunc,
	"formatdate": stdlib.FormatDateFunc, "tobool": stdlib.MakeToFunc(cty.Bool), "tonumber": stdlib.MakeToFunc(cty.Number),
	"matchkeys": matchkeysFunc, "transpose": transposeFunc, "timecmp": timecmpFunc, "uuidv5": uuidv5Func,
	"base64encode": base64encodeFunc, "base64decode": base64decodeFunc, "base64gzip": base64gzipFunc, "base64gunzip": base64gunzipFunc,
	"urlencode": urlencodeFunc, "urldecode": urldecodeFunc, "textencodebase64": textencodeFunc, "textdecodebase64": textdecodeFunc,
	"cidrhost": cidrhostFunc, "cidrnetmask": cidrnetmaskFunc, "cidrsubnet": cidrsubnetFunc, "cidrsubnets": cidrsubnetsFunc, "cidrcontains": cidrcontainsFunc,
}

// hiddenFunctions give what only a run could tell.
var hiddenFunctions = []string{"bcrypt", "issensitive", "plantimestamp", "rsadecrypt", "timestamp", "uuid"}

// makeFunctions gives the functions of one root. All but those that read files are
// the same for every root.
func (r *Root) makeFunctions() map[string]function.Function {
	if r.shared == nil {
		r.shared = r.tokens.functions()
	}
	fns := maps.Clone(r.shared)
	maps.Copy(fns, r.fileFunctions())
	for name, f := range maps.Clone(fns) {
		fns["core::"+name] = f
	}
	return fns
}

func (t *tokens) functions() map[string]function.Function {
	fns := map[string]function.Function{"try": tryFunc, "can": tryfunc.CanFunc}
	for _, name := range hiddenFunctions {
		fns[name] = unknownFunc
	}
	for name, f := range carrying {
		fns[name] = t.guard(name, f, true)
	}
	for name, f := range deciding {
		fns[name] = t.guard(name, f, false)
	}
	for name, sum := range digests {
		fns[name] = t.guard(name, onText(func(s string) string { return sum([]byte(s)) }), false)
	}
	return fns
}

// guard bounds what a function is given, and keeps it from taking a token for the
// string that it stands for.
func (t *tokens) guard(name string, f function.Function, carries bool) function.Function {
	call := func(args []cty.Value) (cty.Value, error) {
		if err := affordable(name, args); err != nil {
			return cty.DynamicVal, err
		}
		plain := make([]cty.Value, len(args))
		tokens := false
		for i, a := range args {
			plain[i] = a
			if containsToken(a) {
				tokens = true
				plain[i] = t.resolve(a)
			}
		}
		if !tokens || !carries {
			out, err := f.Call(converted(f, plain))
			return bounded(out), err
		}
		out, err := f.Call(converted(f, args))
		sure, plainErr := f.Call(converted(f, plain))
		// What is wholly known without stand-ins is right; the version that still
		// knows what it refers to is preferred when it says the same.
		if plainErr == nil && sure.IsWhollyKnown() && (err != nil || !t.resolve(out).RawEquals(sure)) {
			return bounded(sure), nil
		}
		return bounded(out), err
	}
	return function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "args", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowNull: true, AllowDynamicType: true},
		Type: func(args []cty.Value) (cty.Type, error) {
			v, err := call(args)
			if err != nil {
				return cty.DynamicPseudoType, err
			}
			return v.Type(), nil
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return call(args) },
	})
}

func converted(f function.Function, args []cty.Value) []cty.Value {
	out := make([]cty.Value, len(args))
	params, rest := f.Params(), f.VarParam()
	for i, a := range args {
		out[i] = a
		p := rest
		if i < len(params) {
			p = &params[i]
		}
		if p == nil {
			continue
		}
		if v, err := convert.Convert(a, p.Type); err == nil {
			out[i] = v
		}
	}
	return out
}
