package render

import (
	"strings"
	"unicode/utf8"
)

// writer puts values out as YAML and JSON, in the very form that the original gives
// them, since charts put checksums and whole configuration files together of it. Each
// scalar is a segment of its own.
type writer struct {
	out    Text
	col    int
	budget int
}

func (w *writer) add(s string) { w.put(plain(s)) }

func (w *writer) put(t Text) {
	for _, s := range t {
		if i := strings.LastIndexByte(s.S, '\n'); i >= 0 {
			w.col = utf8.RuneCountInString(s.S[i+1:])
		} else {
			w.col += utf8.RuneCountInString(s.S)
		}
	}
	w.out = append(w.out, t...)
}

func (w *writer) line(depth int) {
	w.add("\n" + strings.Repeat("  ", depth))
}

// next begins a line, unless a text that keeps its line breaks has just done so.
func (w *writer) next(depth int) {
	if n := len(w.out); n > 0 && strings.HasSuffix(w.out[n-1].S, "\n") {
		w.add(strings.Repeat("  ", depth))
		return
	}
	w.line(depth)
}

// block writes a value in block style, which begins where the writer is, or, for the
// value of a key, in the next line.
func (w *writer) block(v Value, depth int, afterKey bool) {
	if w.budget--; w.budget < 0 || depth > maxDepth {
		return
	}
	switch x := v.v.(type) {
	case *Dict:
		keys := x.natural()
		if len(keys) == 0 {
			w.add(strings.Repeat(" ", one(afterKey)) + "{}")
			return
		}
		for i, k := range keys {
			if i > 0 || afterKey {
				w.next(depth)
			}
			w.scalar(Value{v: x.m[k].key}, depth, true)
			w.add(":")
			val := x.m[k].val
			next := depth + 1
			if val.list() != nil {
				next = depth
			}
			w.block(val, next, true)
		}
	case []Value:
		if len(x) == 0 {
			w.add(strings.Repeat(" ", one(afterKey)) + "[]")
			return
		}
		for i, item := range x {
			if i > 0 || afterKey {
				w.next(depth)
			}
			w.add("- ")
			w.block(item, depth+1, false)
		}
	default:
		w.add(strings.Repeat(" ", one(afterKey)))
		w.scalar(v, max(depth, 1), false)
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func (w *writer) scalar(v Value, depth int, key bool) {
	t, isText := v.v.(Text)
	if !isText {
		t := v.number()
		if s := t.String(); strings.ContainsAny(s, ".e") {
			t = v.text()
		}
		if v.v == nil || v.v == (unknown{}) {
			t = plain("null")
		}
		w.put(t)
		return
	}
	switch styleOf(t.String(), key) {
	case bare:
		w.put(w.folded(t, depth, key))
	case single:
		w.add("'")
		w.put(w.folded(t.each(func(s string) string { return strings.ReplaceAll(s, "'", "''") }), depth, key))
		w.add("'")
	case literal:
		w.literal(t, depth)
	default:
		w.add(`"`)
		w.put(w.folded(t.each(escape), depth, key))
		w.add(`"`)
	}
}

// width is where the original begins a new line.
const width = 80

// folded breaks a long text at its spaces.
func (w *writer) folded(t Text, depth int, key bool) Text {
	s := t.String()
	if key || w.col+len(s) <= width {
		return t
	}
	var out Text
	col, start, space := w.col, 0, false
	for i, r := range s {
		if r == ' ' && !space && col > width && i > 0 && i < len(s)-1 && s[i+1] != ' ' {
			out = append(append(out, t.slice(start, i)...), plain("\n"+strings.Repeat("  ", depth))...)
			start, col = i+1, 2*depth-1
		}
		space = r == ' '
		col++
	}
	return append(out, t.slice(start, len(s))...)
}

// literal writes a text of several lines as it is, indented.
func (w *writer) literal(t Text, depth int) {
	s := t.String()
	head := "|"
	if s[0] == ' ' || s[0] == '\n' {
		head += "2"
	}
	switch {
	case !strings.HasSuffix(s, "\n"):
		head += "-"
	case s == "\n" || strings.HasSuffix(s, "\n\n"):
		head += "+"
	}
	w.add(head + "\n")
	pad := plain(strings.Repeat("  ", depth))
	for pos := 0; pos < len(s); {
		end := strings.IndexByte(s[pos:], '\n') + pos
		if end < pos {
			end = len(s) - 1
		}
		if s[pos] != '\n' {
			w.put(pad)
		}
		w.put(t.slice(pos, end+1))
		pos = end + 1
	}
}

// withoutLastBreak takes off the line break that ends the output.
func (t Text) withoutLastBreak() Text {
	if strings.HasSuffix(t.String(), "\n") {
		return t.slice(0, t.size()-1)
	}
	return t
}
