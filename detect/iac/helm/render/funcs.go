package render

import (
	"maps"

	"github.com/archvet/archvet/detect/arch"
)

// function is one that templates call.
type function struct {
	least int // arguments
	run   func(*Engine, []Value) Value
	// open functions look at unknown arguments themselves; the result of the others is
	// unknown when an argument is.
	open bool
}

// functions are all that templates may call, by name.
func functions() map[string]function {
	all := map[string]function{}
	for _, table := range []map[string]function{
		logicFuncs(), mathFuncs(), stringFuncs(), layoutFuncs(), listFuncs(), dictFuncs(), typeFuncs(), encodingFuncs(), patternFuncs(), chartFuncs(),
	} {
		for name, fn := range table {
			if !fn.open {
				fn.run = known(fn.run)
			}
			all[name] = fn
		}
	}
	for _, name := range runtimeOnly {
		all[name] = function{run: func(*Engine, []Value) Value {
			return Unknown("the function "+name+" gives another result in every run", arch.Range{})
		}}
	}
	for short, name := range map[string]string{
		"mustToYaml": "toYaml", "mustToJson": "toJson", "mustToPrettyJson": "toPrettyJson", "mustToRawJson": "toRawJson",
		"mustFromJson": "fromJson", "mustRegexMatch": "regexMatch", "mustRegexFind": "regexFind", "mustRegexFindAll": "regexFindAll",
		"mustRegexReplaceAll": "regexReplaceAll", "mustRegexReplaceAllLiteral": "regexReplaceAllLiteral", "mustRegexSplit": "regexSplit",
		"mustFirst": "first", "mustLast": "last", "mustRest": "rest", "mustInitial": "initial", "mustAppend": "append", "push": "append",
		"mustPush": "append", "mustPrepend": "prepend", "mustReverse": "reverse", "mustUniq": "uniq", "mustWithout": "without",
		"mustHas": "has", "mustSlice": "slice", "mustCompact": "compact", "mustMerge": "merge", "mustMergeOverwrite": "mergeOverwrite",
		"mustDeepCopy": "deepCopy", "tuple": "list", "int": "int64", "biggest": "max", "toYamlPretty": "toYaml",
	} {
		all[short] = all[name]
	}
	return all
}

// runtimeOnly are the functions whose result is not in the repository.
var runtimeOnly = []string{
	"now", "date", "dateInZone", "dateModify", "htmlDate", "ago", "unixEpoch", "toDate", "duration", "durationRound", "randAlpha",
	"randAlphaNum", "randNumeric", "randAscii", "randBytes", "randInt", "shuffle", "uuidv4", "genCA", "genCAWithKey", "genSelfSignedCert",
	"genSelfSignedCertWithKey", "genSignedCert", "genSignedCertWithKey", "genPrivateKey", "derivePassword", "buildCustomCert",
	"encryptAES", "decryptAES", "bcrypt", "htpasswd", "env", "expandenv", "getHostByName", "osBase", "osDir", "osExt", "osClean", "osIsAbs",
}

func known(run func(*Engine, []Value) Value) func(*Engine, []Value) Value {
	return func(e *Engine, args []Value) Value {
		for _, a := range args {
			if _, hidden := a.v.(unknown); hidden {
				return a
			}
		}
		return run(e, args)
	}
}

// of makes a function of the values alone.
func of(least int, run func([]Value) Value) function {
	return function{least: least, run: func(_ *Engine, args []Value) Value { return run(args) }}
}

// lenient is of for a function that may be given unknown values.
func lenient(least int, run func([]Value) Value) function {
	fn := of(least, run)
	fn.open = true
	return fn
}

func logicFuncs() map[string]function {
	return map[string]function{
		"not":      lenient(1, func(a []Value) Value { return Bool(!a[0].truth()) }),
		"eq":       of(2, func(a []Value) Value { return Bool(equalsAny(a[0], a[1:])) }),
		"ne":       of(2, func(a []Value) Value { return Bool(!equal(a[0], a[1])) }),
		"lt":       of(2, func(a []Value) Value { return Bool(compare(a[0], a[1]) < 0) }),
		"le":       of(2, func(a []Value) Value { return Bool(compare(a[0], a[1]) <= 0) }),
		"gt":       of(2, func(a []Value) Value { return Bool(compare(a[0], a[1]) > 0) }),
		"ge":       of(2, func(a []Value) Value { return Bool(compare(a[0], a[1]) >= 0) }),
		"empty":    lenient(1, func(a []Value) Value { return Bool(!a[0].truth()) }),
		"default":  lenient(2, fallback),
		"coalesce": lenient(0, func(a []Value) Value { return firstTrue(a) }),
		"all":      lenient(0, func(a []Value) Value { return Bool(firstFalse(a) < 0) }),
		"any":      lenient(0, func(a []Value) Value { return Bool(firstTrue(a).truth()) }),
		"ternary": lenient(3, func(a []Value) Value {
			if a[2].truth() {
				return a[0]
			}
			return a[1]
		}),
		"deepEqual": of(2, func(a []Value) Value { return Bool(equal(a[0], a[1])) }),
	}
}

func fallback(a []Value) Value {
	if a[1].truth() {
		return a[1]
	}
	return a[0]
}

func firstTrue(a []Value) Value {
	for _, v := range a {
		if v.truth() {
			return v
		}
	}
	return Value{}
}

func firstFalse(a []Value) int {
	for i, v := range a {
		if !v.truth() {
			return i
		}
	}
	return -1
}

func equalsAny(v Value, others []Value) bool {
	for _, o := range others {
		if equal(v, o) {
			return true
		}
	}
	return false
}

func equal(a, b Value) bool {
	budget := maxNodes
	return equals(a, b, 0, &budget)
}

func equals(a, b Value, depth int, budget *int) bool {
	if *budget--; *budget < 0 || depth > maxDepth {
		return false
	}
	switch x := a.v.(type) {
	case nil:
		return b.v == nil
	case Text:
		y, ok := b.v.(Text)
		return ok && x.String() == y.String()
	case bool:
		y, ok := b.v.(bool)
		return ok && x == y
	case int64, float64:
		return b.isNumber() && a.float() == b.float()
	case []Value:
		y, ok := b.v.([]Value)
		if !ok || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !equals(x[i], y[i], depth+1, budget) {
				return false
			}
		}
		return true
	case *Dict:
		y := b.Dict()
		return y != nil && maps.EqualFunc(x.m, y.m, func(p, q pair) bool { return equals(p.val, q.val, depth+1, budget) })
	}
	return false
}

func (v Value) isNumber() bool {
	switch v.v.(type) {
	case int64, float64:
		return true
	}
	return false
}

// compare orders numbers, and anything else as text.
func compare(a, b Value) int {
	if a.isNumber() && b.isNumber() {
		switch x, y := a.float(), b.float(); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}
	switch x, y := a.string(), b.string(); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

func mathFuncs() map[string]function {
	fold := func(f func(x, y int64) int64) function {
		return of(1, func(a []Value) Value {
			n := a[0].int()
			for _, v := range a[1:] {
				n = f(n, v.int())
			}
			return Value{v: n}
		})
	}
	float := func(f func(x, y float64) float64) function {
		return of(2, func(a []Value) Value { return Value{v: f(a[0].float(), a[1].float())} })
	}
	return map[string]function{
		"add":  fold(func(x, y int64) int64 { return x + y }),
		"sub":  fold(func(x, y int64) int64 { return x - y }),
		"mul":  fold(func(x, y int64) int64 { return x * y }),
		"max":  fold(func(x, y int64) int64 { return max(x, y) }),
		"min":  fold(func(x, y int64) int64 { return min(x, y) }),
		"add1": of(1, func(a []Value) Value { return Value{v: a[0].int() + 1} }),
		"div": fold(func(x, y int64) int64 {
			if y == 0 {
				return 0
			}
			return x / y
		}),
		"mod": fold(func(x, y int64) int64 {
			if y == 0 {
				return 0
			}
			return x % y
		}),
		"addf":  float(func(x, y float64) float64 { return x + y }),
		"subf":  float(func(x, y float64) float64 { return x - y }),
		"mulf":  float(func(x, y float64) float64 { return x * y }),
		"maxf":  float(func(x, y float64) float64 { return max(x, y) }),
		"minf":  float(func(x, y float64) float64 { return min(x, y) }),
		"floor": of(1, func(a []Value) Value { return rounded(a[0], 0) }),
		"round": of(1, func(a []Value) Value {
			scale := 1.0
			for i := int64(0); len(a) > 1 && i < min(a[1].int(), 9); i++ {
				scale *= 10
			}
			return Value{v: rounded(Value{v: a[0].float() * scale}, 0.5).float() / scale}
		}),
		"ceil": of(1, func(a []Value) Value { return rounded(a[0], 1) }),
	}
}

// rounded rounds down what lies plus above; a whole number stays as it is.
func rounded(v Value, plus float64) Value {
	f := v.float()
	if f > 1<<53 || f < -(1<<53) {
		return v
	}
	whole := float64(int64(f))
	if whole > f {
		whole--
	}
	if part := f - whole; part > 0 && part+plus >= 1 {
		whole++
	}
	return Value{v: whole}
}
