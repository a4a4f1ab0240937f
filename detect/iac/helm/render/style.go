package render

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
)

// style is how YAML writes a string.
type style uint8

const (
	double style = iota
	bare
	single
	literal
)

// styleOf chooses as the original's library does.
func styleOf(s string, key bool) style {
	if s == "" {
		return double
	}
	lead, trail := s[0] == ' ', strings.HasSuffix(s, " ")
	special, spaceBreak, breakSpace, breaks := scan(s)
	switch {
	case strings.Contains(s, "\n"):
		if trail || spaceBreak || special || key {
			return double
		}
		return literal
	case !staysString(s):
		return double
	case special || spaceBreak || breakSpace:
		return double
	case lead || trail || breaks || indicated(s):
		return single
	}
	return bare
}

// scan looks for what some styles cannot hold.
func scan(s string) (special, spaceBreak, breakSpace, breaks bool) {
	last := rune(0)
	for _, r := range s {
		isBreak := r == '\n' || r == '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
		switch {
		case isBreak:
			breaks = true
			spaceBreak = spaceBreak || last == ' '
		case r == ' ':
			breakSpace = breakSpace || last == '\n'
		}
		printable := r == '\n' || r >= 0x20 && r <= 0x7e || r >= 0xa0 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd && r != 0xfeff
		special = special || !printable
		last = r
	}
	return special, spaceBreak, breakSpace, breaks
}

// indicated reports whether a text without quotes would be something else.
func indicated(s string) bool {
	if strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") || strings.ContainsRune("#,[]{}&*!|>'\"%@`", rune(s[0])) {
		return true
	}
	if strings.ContainsRune("?:-", rune(s[0])) && (len(s) == 1 || s[1] == ' ' || s[1] == '\t') {
		return true
	}
	return strings.Contains(s, ": ") || strings.Contains(s, ":\t") || strings.HasSuffix(s, ":") || strings.Contains(s, " #")
}

var (
	floats = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`)
	})
	sixties = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$`) })
)

// staysString reports whether YAML reads a text without quotes as a string.
func staysString(s string) bool {
	switch s {
	case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON", "n", "N", "no", "No", "NO", "false", "False", "FALSE",
		"off", "Off", "OFF", "~", "null", "Null", "NULL", ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF",
		"-.inf", "-.Inf", "-.INF":
		return false
	}
	switch c := s[0]; {
	case c == '.':
		_, err := strconv.ParseFloat(s, 64)
		return err != nil
	case c == '+' || c == '-' || c >= '0' && c <= '9':
		return !isNumeric(s)
	}
	return true
}

func isNumeric(s string) bool {
	if len(s) > 4 && s[4] == '-' && isTime(s) || sixties().MatchString(s) {
		return true
	}
	digits := strings.ReplaceAll(s, "_", "")
	_, err := strconv.ParseInt(digits, 0, 64)
	if err != nil {
		_, err = strconv.ParseUint(digits, 0, 64)
	}
	if err != nil && floats().MatchString(digits) {
		_, err = strconv.ParseFloat(digits, 64)
	}
	return err == nil
}

func isTime(s string) bool {
	return slices.ContainsFunc([]string{"2006-1-2T15:4:5.999999999Z07:00", "2006-1-2t15:4:5.999999999Z07:00", "2006-1-2 15:4:5.999999999", "2006-1-2"}, func(layout string) bool {
		_, err := time.Parse(layout, s)
		return err == nil
	})
}

// escape is how YAML writes a text between double quotes.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if i := strings.IndexRune("\x00\a\b\t\n\v\f\r\x1b\"\\\u0085\u00a0\u2028\u2029", r); i >= 0 {
			b.WriteByte('\\')
			b.WriteString(map[rune]string{0: "0", '\a': "a", '\b': "b", '\t': "t", '\n': "n", '\v': "v", '\f': "f", '\r': "r", 0x1b: "e", '"': `"`, '\\': `\`, 0x85: "N", 0xa0: "_", 0x2028: "L", 0x2029: "P"}[r])
			continue
		}
		switch {
		case r >= 0x20 && r != 0x7f && r != 0xfeff && unicode.IsPrint(r) || r >= 0xe000 && r <= 0xfffd && r != 0xfeff:
			b.WriteRune(r)
		case r <= 0xff:
			fmt.Fprintf(&b, "\\x%02X", r)
		case r <= 0xffff:
			fmt.Fprintf(&b, "\\u%04X", r)
		default:
			fmt.Fprintf(&b, "\\U%08X", r)
		}
	}
	return b.String()
}

// natural are the keys in the order of the original: numbers in them by their value.
func (d *Dict) natural() []string {
	keys := d.keys()
	slices.SortStableFunc(keys, naturally)
	return keys
}

func naturally(a, b string) int {
	x, y := []rune(a), []rune(b)
	digits := false
	for i := 0; i < len(x) && i < len(y); i++ {
		if x[i] == y[i] {
			digits = unicode.IsDigit(x[i])
			continue
		}
		al, bl := unicode.IsLetter(x[i]), unicode.IsLetter(y[i])
		if al && bl {
			return int(x[i]) - int(y[i])
		}
		if al || bl {
			if digits == al {
				return -1
			}
			return 1
		}
		return numbers(x, y, i)
	}
	return len(x) - len(y)
}

// numbers compares from the first difference, which is not in letters.
func numbers(x, y []rune, i int) int {
	var xn, yn int64
	if x[i] == '0' || y[i] == '0' {
		for j := i - 1; j >= 0 && unicode.IsDigit(x[j]); j-- {
			if x[j] != '0' {
				xn, yn = 1, 1
				break
			}
		}
	}
	xi, yi := i, i
	for ; xi < len(x) && unicode.IsDigit(x[xi]); xi++ {
		xn = xn*10 + int64(x[xi]-'0')
	}
	for ; yi < len(y) && unicode.IsDigit(y[yi]); yi++ {
		yn = yn*10 + int64(y[yi]-'0')
	}
	switch {
	case xn < yn:
		return -1
	case xn > yn:
		return 1
	case xi != yi:
		return xi - yi
	}
	return int(x[i]) - int(y[i])
}

// toJSON writes a value as JSON; html is set where the original hides the characters
// of HTML.
func toJSON(v Value, html, pretty bool) Value {
	w := &writer{budget: maxNodes}
	w.flow(v, 0, html, pretty)
	return Value{v: w.out}
}

func (w *writer) flow(v Value, depth int, html, pretty bool) {
	if w.budget--; w.budget < 0 || depth > maxDepth {
		return
	}
	begin := func(i int) {
		if i > 0 {
			w.add(",")
		}
		if pretty {
			w.line(depth + 1)
		}
	}
	end := func(n int, mark string) {
		if pretty && n > 0 {
			w.line(depth)
		}
		w.add(mark)
	}
	switch x := v.v.(type) {
	case *Dict:
		w.add("{")
		keys := x.keys()
		for i, k := range keys {
			begin(i)
			w.quoted(x.m[k].key, html)
			w.add(":" + strings.Repeat(" ", one(pretty)))
			w.flow(x.m[k].val, depth+1, html, pretty)
		}
		end(len(keys), "}")
	case []Value:
		w.add("[")
		for i, item := range x {
			begin(i)
			w.flow(item, depth+1, html, pretty)
		}
		end(len(x), "]")
	case Text:
		w.quoted(x, html)
	case nil, unknown:
		w.add("null")
	default:
		w.put(v.number())
	}
}

// number is a value as JSON has it: without an exponent, unless it is huge.
func (v Value) number() Text {
	f, ok := v.v.(float64)
	if b, err := json.Marshal(f); ok && err == nil {
		t := v.text()
		return t.each(func(string) string { return string(b) })
	}
	return v.text()
}

func (w *writer) quoted(t Text, html bool) {
	w.add(`"`)
	w.put(t.each(func(s string) string { return escapeJSON(s, html) }))
	w.add(`"`)
}

func escapeJSON(s string, html bool) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(html)
	if e.Encode(s) != nil {
		return s
	}
	q := strings.TrimSuffix(b.String(), "\n")
	return q[1 : len(q)-1]
}
