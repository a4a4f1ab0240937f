package render

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

func patternFuncs() map[string]function {
	return map[string]function{
		"regexMatch": of(2, func(a []Value) Value {
			re := compile(a[0])
			return Bool(re != nil && re.MatchString(a[1].string()))
		}),
		"regexFind": of(2, func(a []Value) Value {
			t := a[1].text()
			if re := compile(a[0]); re != nil {
				if at := re.FindStringIndex(t.String()); at != nil {
					return Value{v: t.slice(at[0], at[1])}
				}
			}
			return Value{v: Text(nil)}
		}),
		"regexFindAll": of(3, func(a []Value) Value {
			list, t := []Value{}, a[1].text()
			if re := compile(a[0]); re != nil {
				for _, at := range re.FindAllStringIndex(t.String(), bounded(a[2])) {
					list = append(list, Value{v: t.slice(at[0], at[1])})
				}
			}
			return Value{v: list}
		}),
		"regexReplaceAll":        of(3, func(a []Value) Value { return regexReplace(a, false) }),
		"regexReplaceAllLiteral": of(3, func(a []Value) Value { return regexReplace(a, true) }),
		"regexSplit": of(3, func(a []Value) Value {
			list := []Value{}
			if re := compile(a[0]); re != nil {
				for _, part := range re.Split(a[1].string(), bounded(a[2])) {
					list = append(list, Value{v: a[1].text().replaced(part)})
				}
			}
			return Value{v: list}
		}),
		"regexQuoteMeta": whole(func(_ []Value, s string) string { return regexp.QuoteMeta(s) }),
		"semverCompare":  of(2, func(a []Value) Value { return Bool(satisfies(a[1].string(), a[0].string())) }),
		"semver": of(1, func(a []Value) Value {
			d := NewDict()
			v, ok := version(a[0].string())
			if ok {
				for i, name := range []string{"Major", "Minor", "Patch"} {
					d.Set(name, Int(v[i]))
				}
			}
			d.Set("Original", a[0])
			return d.Value()
		}),
	}
}

func bounded(v Value) int {
	if n := v.int(); n >= 0 && n < maxLength {
		return int(n)
	}
	return maxLength
}

func compile(v Value) *regexp.Regexp {
	s := v.string()
	if len(s) > 1000 {
		return nil
	}
	re, err := regexp.Compile(s)
	if err != nil {
		return nil
	}
	return re
}

func regexReplace(a []Value, literal bool) Value {
	t, to := a[1].text(), a[2].string()
	re := compile(a[0])
	if re == nil || (t.size()+1)*(len(to)+1) > maxText {
		return a[1]
	}
	change := func(s string) string { return re.ReplaceAllString(s, to) }
	if literal {
		change = func(s string) string { return re.ReplaceAllLiteralString(s, to) }
	}
	want := change(t.String())
	if out := t.each(change); out.String() == want {
		return Value{v: out}
	}
	return Value{v: t.replaced(want)}
}

// version reads the numbers of a version; what is left out is 0.
func version(s string) (v [3]int, ok bool) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "v")
	s, _, _ = strings.Cut(s, "+")
	s, _, _ = strings.Cut(s, "-")
	for i, part := range strings.SplitN(s, ".", 3) {
		n, err := strconv.Atoi(part)
		if err != nil {
			return v, i > 0 && (part == "x" || part == "*" || part == "X")
		}
		v[i] = n
	}
	return v, true
}

// satisfies reports whether a version lies in a range such as ">=1.19-0, <2".
func satisfies(s, constraint string) bool {
	v, ok := version(s)
	if !ok {
		return false
	}
	for alternative := range strings.SplitSeq(constraint, "||") {
		all := true
		for _, c := range bounds().FindAllStringSubmatch(alternative, -1) {
			all = all && within(v, c[1], c[2])
		}
		if all {
			return true
		}
	}
	return false
}

var bounds = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(>=|<=|=>|=<|!=|>|<|=|~>|~|\^)?\s*(v?[0-9xX*][^\s,|]*)`)
})

func within(v [3]int, op, text string) bool {
	want, ok := version(text)
	if !ok {
		return text == "*" || text == "x"
	}
	order := 0
	for i := range v {
		if order == 0 {
			order = v[i] - want[i]
		}
	}
	switch op {
	case ">=", "=>":
		return order >= 0
	case "<=", "=<":
		return order <= 0
	case ">":
		return order > 0
	case "<":
		return order < 0
	case "!=":
		return order != 0
	case "^":
		return order >= 0 && v[0] == want[0]
	case "~", "~>":
		return order >= 0 && v[0] == want[0] && v[1] == want[1]
	}
	return order == 0
}
