package terminal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable returns s on one line, with everything that a terminal would obey
// instead of show replaced: control characters, text direction marks, broken UTF-8.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case r == '\r' || r == '\u00ad':
			return -1
		case r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\ufeff':
			return '.'
		}
		return r
	}, s)
}

// Width returns the number of columns that s takes.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana),
		r >= 0xff01 && r <= 0xff60, r >= 0x1f300 && r <= 0x1faff:
		return 2
	}
	return 1
}

// Pad adds spaces until s takes w columns.
func Pad(s string, w int) string {
	return s + strings.Repeat(" ", max(0, w-Width(s)))
}

// Cut shortens s to w columns; an ellipsis marks the cut.
func Cut(s string, w int) string {
	if Width(s) <= w {
		return s
	}
	n := 0
	for i, r := range s {
		if n += runeWidth(r); n > w-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// CutFront shortens s like [Cut] but keeps its end, the telling part of a path.
func CutFront(s string, w int) string {
	for Width(s) > w {
		_, size := utf8.DecodeRuneInString(strings.TrimPrefix(s, "…"))
		s = "…" + strings.TrimPrefix(s, "…")[size:]
	}
	return s
}

// Wrap breaks s at spaces into lines of at most w columns; a longer word gets a line
// of its own. There is always at least one line.
func Wrap(s string, w int) []string {
	return Flow(strings.Fields(s), " ", w)
}

// Flow lays items out in lines of at most w columns. The separator stands between
// items, and without its trailing space at the end of a line that goes on.
func Flow(items []string, sep string, w int) []string {
	lines := []string{""}
	for i, item := range items {
		last := &lines[len(lines)-1]
		tail := sep
		if i == len(items)-1 {
			tail = ""
		}
		if *last != "" && Width(*last)+Width(item)+Width(strings.TrimRight(tail, " ")) > w {
			*last = strings.TrimRight(*last, " ")
			lines = append(lines, "")
			last = &lines[len(lines)-1]
		}
		*last += item + tail
	}
	return lines
}
