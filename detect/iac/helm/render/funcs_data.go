package render

import (
	"path"
	"slices"
	"strings"
)

func listFuncs() map[string]function {
	return map[string]function{
		"list":    lenient(0, func(a []Value) Value { return Value{v: slices.Clone(a)} }),
		"first":   of(1, func(a []Value) Value { return at(a[0].list(), 0) }),
		"last":    of(1, func(a []Value) Value { return at(a[0].list(), len(a[0].list())-1) }),
		"rest":    of(1, func(a []Value) Value { return Value{v: part(a[0].list(), 1, len(a[0].list()))} }),
		"initial": of(1, func(a []Value) Value { return Value{v: part(a[0].list(), 0, len(a[0].list())-1)} }),
		"append":  lenient(2, func(a []Value) Value { return Value{v: append(slices.Clone(a[0].list()), a[1:]...)} }),
		"prepend": lenient(2, func(a []Value) Value { return Value{v: append(slices.Clone(a[1:]), a[0].list()...)} }),
		"concat":  of(0, concat),
		"reverse": of(1, func(a []Value) Value {
			l := slices.Clone(a[0].list())
			slices.Reverse(l)
			return Value{v: l}
		}),
		"uniq": of(1, func(a []Value) Value { return Value{v: uniq(a[0].list())} }),
		"without": of(1, func(a []Value) Value {
			return Value{v: slices.DeleteFunc(slices.Clone(a[0].list()), func(v Value) bool { return equalsAny(v, a[1:]) })}
		}),
		"compact": of(1, func(a []Value) Value {
			return Value{v: slices.DeleteFunc(slices.Clone(a[0].list()), func(v Value) bool { return !v.truth() })}
		}),
		"has":       of(2, func(a []Value) Value { return Bool(equalsAny(a[0], a[1].list())) }),
		"sortAlpha": of(1, sortAlpha),
		"slice":     of(1, slice),
		"until":     of(1, func(a []Value) Value { return count(0, a[0].int(), 1) }),
		"untilStep": of(3, func(a []Value) Value { return count(a[0].int(), a[1].int(), a[2].int()) }),
		"seq":       {least: 1, run: seq},
		"len":       of(1, length),
		"index":     lenient(1, index),
	}
}

func at(l []Value, i int) Value {
	if i < 0 || i >= len(l) {
		return missing("the list has no such element")
	}
	return l[i]
}

func part(l []Value, from, to int) []Value {
	from, to = max(0, from), min(to, len(l))
	if from >= to {
		return []Value{}
	}
	return l[from:to:to]
}

func concat(a []Value) Value {
	list := []Value{}
	for _, v := range a {
		if len(list)+len(v.list()) > maxLength {
			break
		}
		list = append(list, v.list()...)
	}
	return Value{v: list}
}

// maxUniq bounds work that grows with the square of a list.
const maxUniq = 500

func uniq(l []Value) []Value {
	list := []Value{}
	for _, v := range part(l, 0, maxUniq) {
		if !equalsAny(v, list) {
			list = append(list, v)
		}
	}
	return list
}

func sortAlpha(a []Value) Value {
	list := slices.Clone(a[0].list())
	slices.SortStableFunc(list, func(x, y Value) int { return strings.Compare(x.string(), y.string()) })
	return Value{v: list}
}

func slice(a []Value) Value {
	from, to := 0, -1
	if len(a) > 1 {
		from = int(a[1].int())
	}
	if len(a) > 2 {
		to = int(a[2].int())
	}
	if t, ok := a[0].v.(Text); ok {
		return Value{v: substr(t, from, to)}
	}
	if to < 0 {
		to = len(a[0].list())
	}
	return Value{v: part(a[0].list(), from, to)}
}

func count(from, to, step int64) Value {
	list := []Value{}
	for i := from; step > 0 && i < to || step < 0 && i > to; i += step {
		if len(list) >= maxLength {
			break
		}
		list = append(list, Value{v: i})
	}
	return Value{v: list}
}

// seq gives its numbers as one text, unlike until.
func seq(e *Engine, a []Value) Value {
	from, step, to := int64(1), int64(1), a[len(a)-1].int()
	if len(a) > 1 {
		from = a[0].int()
	}
	if from > to {
		step = -1
	}
	if len(a) > 2 {
		step = a[1].int()
	}
	return e.joined(count(from, to+max(-1, min(step, 1)), step).list(), " ")
}

func length(a []Value) Value {
	switch x := a[0].v.(type) {
	case Text:
		return Int(x.size())
	case []Value:
		return Int(len(x))
	case *Dict:
		return Int(len(x.m))
	}
	return Int(0)
}

func index(a []Value) Value {
	v := a[0]
	for _, key := range a[1:] {
		switch x := v.v.(type) {
		case *Dict:
			next, ok := x.Get(key.string())
			if !ok {
				return missing("no value for " + key.string())
			}
			v = next
		case []Value:
			v = at(x, int(key.int()))
		default:
			if v.why() != "" {
				return v
			}
			return missing("no value for " + key.string())
		}
	}
	return v
}

func dictFuncs() map[string]function {
	return map[string]function{
		"dict":  lenient(0, newDict),
		"get":   lenient(2, index),
		"set":   lenient(3, set),
		"unset": lenient(2, unset),
		"hasKey": lenient(2, func(a []Value) Value {
			_, ok := a[0].Dict().Get(a[1].string())
			return Bool(ok)
		}),
		"keys":           lenient(0, func(a []Value) Value { return Value{v: keysOf(a)} }),
		"values":         lenient(1, func(a []Value) Value { return Value{v: valuesOf(a[0].Dict())} }),
		"pluck":          lenient(1, pluck),
		"pick":           lenient(1, func(a []Value) Value { return filter(a, true) }),
		"omit":           lenient(1, func(a []Value) Value { return filter(a, false) }),
		"merge":          lenient(1, func(a []Value) Value { return mergeInto(a[0], a[1:], false) }),
		"mergeOverwrite": lenient(1, func(a []Value) Value { return mergeInto(a[0], a[1:], true) }),
		"deepCopy": lenient(1, func(a []Value) Value {
			budget := maxNodes
			return deepCopy(a[0], 0, &budget)
		}),
		"dig": lenient(3, dig),
		"chunk": of(2, func(a []Value) Value {
			list, n := []Value{}, int(max(1, min(a[0].int(), maxLength)))
			for rest := a[1].list(); len(rest) > 0; rest = part(rest, n, len(rest)) {
				list = append(list, Value{v: part(rest, 0, n)})
			}
			return Value{v: list}
		}),
	}
}

func newDict(a []Value) Value {
	d := NewDict()
	for i := 0; i+1 < len(a); i += 2 {
		d.put(a[i].text(), a[i+1])
	}
	return d.Value()
}

func set(a []Value) Value {
	if d := a[0].Dict(); d != nil {
		d.put(a[1].text(), a[2])
	}
	return a[0]
}

func unset(a []Value) Value {
	if d := a[0].Dict(); d != nil {
		delete(d.m, a[1].string())
	}
	return a[0]
}

func keysOf(a []Value) []Value {
	list := []Value{}
	for _, v := range a {
		if d := v.Dict(); d != nil {
			for _, k := range d.keys() {
				list = append(list, Value{v: d.m[k].key})
			}
		}
	}
	return list
}

func valuesOf(d *Dict) []Value {
	list := []Value{}
	if d != nil {
		for _, k := range d.keys() {
			list = append(list, d.m[k].val)
		}
	}
	return list
}

func pluck(a []Value) Value {
	list := []Value{}
	for _, v := range a[1:] {
		if found, ok := v.Dict().Get(a[0].string()); ok {
			list = append(list, found)
		}
	}
	return Value{v: list}
}

func filter(a []Value, keep bool) Value {
	out := NewDict()
	d := a[0].Dict()
	if d == nil {
		return out.Value()
	}
	named := map[string]bool{}
	for _, k := range a[1:] {
		named[k.string()] = true
	}
	for k, p := range d.m {
		if named[k] == keep {
			out.m[k] = p
		}
	}
	return out.Value()
}

// mergeInto changes the first mapping, as the original does.
func mergeInto(v Value, others []Value, overwrite bool) Value {
	d := v.Dict()
	if d == nil {
		return v
	}
	merged := v
	for _, o := range others {
		if overwrite {
			merged = Merge(merged, o)
		} else {
			merged = Merge(o, merged)
		}
	}
	if m := merged.Dict(); m != nil {
		d.m = m.m
	}
	return v
}

func deepCopy(v Value, depth int, budget *int) Value {
	if *budget--; *budget < 0 || depth > maxDepth {
		return Value{}
	}
	switch x := v.v.(type) {
	case *Dict:
		d := NewDict()
		for k, p := range x.m {
			d.m[k] = pair{p.key, deepCopy(p.val, depth+1, budget)}
		}
		return Value{d, v.from}
	case []Value:
		list := make([]Value, len(x))
		for i := range x {
			list[i] = deepCopy(x[i], depth+1, budget)
		}
		return Value{list, v.from}
	}
	return v
}

// dig follows keys into a mapping; the last argument but one is the fallback.
func dig(a []Value) Value {
	v := a[len(a)-1]
	for _, key := range a[:len(a)-2] {
		next, ok := v.Dict().Get(key.string())
		if !ok {
			return a[len(a)-2]
		}
		v = next
	}
	return v
}

func typeFuncs() map[string]function {
	return map[string]function{
		"int64":      of(1, func(a []Value) Value { return Value{a[0].int(), a[0].origin()} }),
		"float64":    of(1, func(a []Value) Value { return Value{a[0].float(), a[0].origin()} }),
		"atoi":       of(1, func(a []Value) Value { return Value{a[0].int(), a[0].origin()} }),
		"toDecimal":  of(1, func(a []Value) Value { return Value{a[0].int(), a[0].origin()} }),
		"kindOf":     of(1, func(a []Value) Value { return String(a[0].kind()) }),
		"typeOf":     of(1, func(a []Value) Value { return String(a[0].typeName()) }),
		"kindIs":     of(2, func(a []Value) Value { return Bool(a[0].string() == a[1].kind()) }),
		"typeIs":     of(2, func(a []Value) Value { return Bool(isType(a[0].string(), a[1])) }),
		"typeIsLike": of(2, func(a []Value) Value { return Bool(isType(strings.TrimPrefix(a[0].string(), "*"), a[1])) }),
		"toStrings": of(1, func(a []Value) Value {
			list := []Value{}
			for _, v := range a[0].list() {
				list = append(list, Value{v: v.text()})
			}
			return Value{v: list}
		}),
		"base":  whole(func(_ []Value, s string) string { return path.Base(s) }),
		"dir":   whole(func(_ []Value, s string) string { return path.Dir(s) }),
		"clean": whole(func(_ []Value, s string) string { return path.Clean(s) }),
		"ext":   whole(func(_ []Value, s string) string { return path.Ext(s) }),
		"isAbs": of(1, func(a []Value) Value { return Bool(path.IsAbs(a[0].string())) }),
	}
}

// origin is where a value comes from, also one that is text.
func (v Value) origin() *Origin {
	if t, ok := v.v.(Text); ok && v.from == nil {
		return t.origin()
	}
	return v.from
}

func (v Value) kind() string {
	switch v.v.(type) {
	case Text:
		return "string"
	case bool:
		return "bool"
	case int64, float64:
		return "float64" // what numbers of a values file are
	case []Value:
		return "slice"
	case *Dict:
		return "map"
	}
	return "invalid"
}

func (v Value) typeName() string {
	switch kind := v.kind(); kind {
	case "slice":
		return "[]interface {}"
	case "map":
		return "map[string]interface {}"
	default:
		return kind
	}
}

func isType(name string, v Value) bool {
	switch name {
	case "[]interface {}", "[]interface{}":
		return v.kind() == "slice"
	case "map[string]interface {}", "map[string]interface{}", "chartutil.Values":
		return v.kind() == "map"
	case "int64", "int":
		_, whole := v.v.(int64)
		return whole
	}
	return name == v.kind()
}
