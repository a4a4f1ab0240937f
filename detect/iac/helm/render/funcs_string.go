package render

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// texts makes a function whose last argument is the text that it changes. A value
// that is missing stays missing.
func texts(least int, change func(a []Value, t Text) Text) function {
	return of(least, func(a []Value) Value {
		last := a[len(a)-1]
		if last.v == nil && last.why() != "" {
			return last
		}
		return Value{change(a, last.text()), last.from}
	})
}

// letters makes one that changes every piece for itself.
func letters(change func(string) string) function {
	return texts(1, func(_ []Value, t Text) Text { return t.each(change) })
}

// whole makes one whose result keeps nothing of the text's pieces but the origin.
func whole(change func(a []Value, s string) string) function {
	return texts(1, func(a []Value, t Text) Text { return t.replaced(change(a, t.String())) })
}

// replaced is another text in the place of this one.
func (t Text) replaced(s string) Text {
	if s == "" {
		return nil
	}
	from := t.origin()
	if from == nil {
		from = computed
	}
	out := Text{{S: s, From: from}}
	if len(t) > 0 {
		out[0].At = t[0].At
	}
	return out
}

// trimmed keeps what a cut leaves of a text.
func (t Text) trimmed(left string, right string) Text {
	n := t.size()
	return t.slice(n-len(left), n-len(left)+len(right))
}

func trim(cutLeft, cutRight func(s string, a []Value) string, least int) function {
	return texts(least, func(a []Value, t Text) Text {
		left := cutLeft(t.String(), a)
		return t.trimmed(left, cutRight(left, a))
	})
}

func same(s string, _ []Value) string { return s }

func stringFuncs() map[string]function {
	test := func(f func(s, sub string) bool) function {
		return of(2, func(a []Value) Value { return Bool(f(a[1].string(), a[0].string())) })
	}
	return map[string]function{
		"trim": trim(
			func(s string, _ []Value) string { return strings.TrimLeftFunc(s, unicode.IsSpace) },
			func(s string, _ []Value) string { return strings.TrimRightFunc(s, unicode.IsSpace) }, 1),
		"trimAll": trim(
			func(s string, a []Value) string { return strings.TrimLeft(s, a[0].string()) },
			func(s string, a []Value) string { return strings.TrimRight(s, a[0].string()) }, 2),
		"trimPrefix": trim(func(s string, a []Value) string { return strings.TrimPrefix(s, a[0].string()) }, same, 2),
		"trimSuffix": trim(same, func(s string, a []Value) string { return strings.TrimSuffix(s, a[0].string()) }, 2),
		"trunc":      texts(2, func(a []Value, t Text) Text { return trunc(t, int(a[0].int())) }),
		"substr":     texts(3, func(a []Value, t Text) Text { return substr(t, int(a[0].int()), int(a[1].int())) }),
		"upper":      letters(strings.ToUpper),
		"lower":      letters(strings.ToLower),
		"title":      whole(func(_ []Value, s string) string { return title(s) }),
		"untitle":    whole(func(_ []Value, s string) string { return strings.ToLower(s[:min(1, len(s))]) + s[min(1, len(s)):] }),
		"swapcase":   letters(swapCase),
		"initials": whole(func(_ []Value, s string) string {
			out := ""
			for _, w := range strings.Fields(s) {
				r, _ := utf8.DecodeRuneInString(w)
				out += string(r)
			}
			return out
		}),
		"nospace":   letters(func(s string) string { return strings.Join(strings.Fields(s), "") }),
		"snakecase": whole(func(_ []Value, s string) string { return split(s, "_") }),
		"kebabcase": whole(func(_ []Value, s string) string { return split(s, "-") }),
		"camelcase": whole(func(_ []Value, s string) string {
			return strings.ReplaceAll(title(strings.ReplaceAll(split(s, " "), "-", " ")), " ", "")
		}),
		"abbrev": texts(2, func(a []Value, t Text) Text {
			if n := int(a[0].int()); n >= 4 && t.size() > n {
				return append(trunc(t, n-3), plain("...")...)
			}
			return t
		}),
		"replace":   texts(3, replace),
		"contains":  test(strings.Contains),
		"hasPrefix": test(strings.HasPrefix),
		"hasSuffix": test(strings.HasSuffix),
		"toString":  texts(1, func(_ []Value, t Text) Text { return t }),
		"quote":     quoted(`"`, func(s string) string { q := fmt.Sprintf("%q", s); return q[1 : len(q)-1] }),
		"squote":    quoted("'", func(s string) string { return s }),
		"plural": of(3, func(a []Value) Value {
			if a[2].int() == 1 {
				return a[0]
			}
			return a[1]
		}),
		"repeat": texts(2, func(a []Value, t Text) Text {
			return t.replaced(strings.Repeat(t.String(), int(max(0, min(a[0].int(), int64(maxText/max(1, t.size())))))))
		}),
		"split": of(2, func(a []Value) Value {
			d := NewDict()
			for i, part := range cut(a[1].text(), a[0].string()) {
				d.Set(fmt.Sprintf("_%d", i), part)
			}
			return d.Value()
		}),
		"splitList": of(2, func(a []Value) Value { return Value{v: cut(a[1].text(), a[0].string())} }),
	}
}

func trunc(t Text, n int) Text {
	size := t.size()
	if n < 0 {
		return t.slice(max(0, size+n), size)
	}
	return t.slice(0, min(n, size))
}

func substr(t Text, from, to int) Text {
	size := t.size()
	if to < 0 || to > size {
		to = size
	}
	return t.slice(max(0, from), to)
}

func swapCase(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		return unicode.ToUpper(r)
	}, s)
}

func title(s string) string {
	up := true
	return strings.Map(func(r rune) rune {
		if up {
			r = unicode.ToTitle(r)
		}
		up = unicode.IsSpace(r)
		return r
	}, s)
}

// split puts a separator between the words of a name.
func split(s, sep string) string {
	var b strings.Builder
	lower := false
	for _, r := range s {
		switch {
		case r == '_' || r == '-' || r == ' ':
			b.WriteString(sep)
			lower = false
			continue
		case unicode.IsUpper(r) && lower:
			b.WriteString(sep)
		}
		lower = !unicode.IsUpper(r)
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func replace(a []Value, t Text) Text {
	from, to := a[0].string(), a[1].string()
	if from == "" {
		return t
	}
	if strings.Count(t.String(), from)*len(to) > maxText {
		return nil
	}
	want := strings.ReplaceAll(t.String(), from, to)
	if out := t.each(func(s string) string { return strings.ReplaceAll(s, from, to) }); out.String() == want {
		return out
	}
	return t.replaced(want)
}

// cut is strings.Split for texts.
func cut(t Text, sep string) []Value {
	list := []Value{}
	s, pos := t.String(), 0
	for part := range strings.SplitSeq(s, sep) {
		if len(list) >= maxLength {
			break
		}
		list = append(list, Value{v: t.slice(pos, pos+len(part))})
		pos += len(part) + len(sep)
	}
	return list
}

// quoted joins its arguments, each in quotes. Nil is left out, as the original has
// it; a value that is missing makes the result missing.
func quoted(mark string, escape func(string) string) function {
	return of(1, func(a []Value) Value {
		var out Text
		for _, v := range a {
			if v.v == nil {
				if v.why() != "" {
					return v
				}
				continue
			}
			if len(out) > 0 {
				out = append(out, plain(" ")...)
			}
			out = append(append(append(out, plain(mark)...), v.text().each(escape)...), plain(mark)...)
		}
		return Value{v: out}
	})
}

func layoutFuncs() map[string]function {
	pad := func(first string) function {
		return texts(2, func(a []Value, t Text) Text {
			n := int(max(0, min(a[0].int(), 200)))
			return append(plain(first), t.indent(n)...)
		})
	}
	return map[string]function{
		"indent":  pad(""),
		"nindent": pad("\n"),
		"print":   {least: 0, open: true, run: func(e *Engine, a []Value) Value { return Value{v: e.print(a)} }},
		"println": {least: 0, open: true, run: func(e *Engine, a []Value) Value { return Value{v: append(e.print(a), plain("\n")...)} }},
		"cat":     {least: 0, open: true, run: func(e *Engine, a []Value) Value { return e.joined(a, " ") }},
		"printf":  {least: 1, open: true, run: func(e *Engine, a []Value) Value { return Value{v: e.printf(a[0].text(), a[1:])} }},
		"join": {least: 2, open: true, run: func(e *Engine, a []Value) Value {
			list := a[1].list()
			if a[1].v != nil && list == nil {
				list = a[1:2]
			}
			return e.joined(list, a[0].string())
		}},
		"wrap":   texts(2, func(_ []Value, t Text) Text { return t }),
		"html":   texts(1, func(_ []Value, t Text) Text { return t }),
		"js":     texts(1, func(_ []Value, t Text) Text { return t }),
		"escape": texts(1, func(_ []Value, t Text) Text { return t }),
	}
}

// spelled is a value within a text, where an unknown one leaves a mark.
func (e *Engine) spelled(v Value) Text {
	if why := v.why(); why != "" {
		return Text{{S: e.note(why), From: v.from}}
	}
	return v.text()
}

// print puts a space between two values neither of which is text.
func (e *Engine) print(a []Value) Text {
	var out Text
	for i, v := range a {
		if i > 0 && !v.isText() && !a[i-1].isText() {
			out = append(out, plain(" ")...)
		}
		out = append(out, e.spelled(v)...)
	}
	return out
}

func (v Value) isText() bool {
	_, ok := v.v.(Text)
	return ok
}

func (e *Engine) joined(a []Value, sep string) Value {
	var out Text
	for i, v := range a {
		if i > 0 && sep != "" {
			out = append(out, plain(sep)...)
		}
		out = append(out, e.spelled(v)...)
	}
	return Value{v: out}
}

// printf knows the verbs that put a value into text; flags and widths it reads over,
// except where they format a number.
func (e *Engine) printf(format Text, args []Value) Text {
	var out Text
	s, pos, next := format.String(), 0, 0
	for {
		i := strings.IndexByte(s[pos:], '%')
		if i < 0 || pos+i+1 >= len(s) {
			return append(out, format.slice(pos, len(s))...)
		}
		out = append(out, format.slice(pos, pos+i)...)
		start := pos + i
		end := start + 1
		for end < len(s) && strings.IndexByte("0123456789.+-# ", s[end]) >= 0 {
			end++
		}
		if end >= len(s) {
			return out
		}
		verb := s[end]
		pos = end + 1
		if verb == '%' {
			out = append(out, format.slice(end, end+1)...)
			continue
		}
		if next >= len(args) {
			continue
		}
		out = append(out, e.verb(s[start:pos], verb, args[next])...)
		next++
	}
}

func (e *Engine) verb(spec string, verb byte, v Value) Text {
	t := e.spelled(v)
	if v.why() != "" || len(spec) > 8 {
		return t
	}
	switch verb {
	case 'q':
		return append(append(plain(`"`), t...), plain(`"`)...)
	case 'd', 'x', 'o', 'b':
		return t.replaced(fmt.Sprintf(spec, v.int()))
	case 'f', 'g', 'e':
		return t.replaced(fmt.Sprintf(spec, v.float()))
	}
	if len(spec) > 2 && len(t) > 0 {
		return t.replaced(fmt.Sprintf(spec[:len(spec)-1]+"s", t.String()))
	}
	return t
}
