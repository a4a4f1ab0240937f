package render

import (
	"sort"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// Origin is where a value comes from.
type Origin struct {
	At      arch.Range // zero for one that is computed
	Why     string     // for an unknown: the reason
	Release bool       // it depends on how a user calls the release
}

// computed is the origin of what is written nowhere.
var computed = &Origin{}

// Seg is a piece of text. Without a From it is a stretch of a file; with one it is a
// value, and At is the action that printed it.
type Seg struct {
	S    string
	At   arch.Range
	From *Origin
}

// exact reports whether every byte of the segment has its own place.
func (s Seg) exact() bool { return s.From == nil && s.At.End-s.At.Start == len(s.S) }

// cut returns a part of a segment.
func (s Seg) cut(from, to int) Seg {
	if s.exact() {
		s.At.Start, s.At.End = s.At.Start+from, s.At.Start+to
	}
	s.S = s.S[from:to]
	return s
}

// Text is a string whose pieces know their places.
type Text []Seg

// plain returns the text of a program's own making.
func plain(s string) Text {
	if s == "" {
		return nil
	}
	return Text{{S: s, From: computed}}
}

func (t Text) String() string {
	if len(t) == 1 {
		return t[0].S
	}
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.S)
	}
	return b.String()
}

func (t Text) size() int {
	n := 0
	for _, s := range t {
		n += len(s.S)
	}
	return n
}

// slice returns a stretch of the text.
func (t Text) slice(from, to int) Text {
	if from = max(from, 0); from >= to {
		return nil
	}
	var out Text
	pos := 0
	for _, s := range t {
		end := pos + len(s.S)
		if end > from && pos < to {
			out = append(out, s.cut(max(from-pos, 0), min(to, end)-pos))
		}
		pos = end
	}
	return out
}

// each changes the segments one by one.
func (t Text) each(change func(string) string) Text {
	out := make(Text, 0, len(t))
	for _, s := range t {
		s.S = change(s.S) // a stretch of another length is no longer exact
		out = append(out, s)
	}
	return out
}

// indent puts spaces in front of every line.
func (t Text) indent(n int) Text {
	if n <= 0 {
		return t
	}
	pad := Seg{S: strings.Repeat(" ", n), From: computed}
	out := Text{pad}
	for _, s := range t {
		start := 0
		for {
			k := strings.IndexByte(s.S[start:], '\n')
			if k < 0 {
				break
			}
			out = append(out, s.cut(start, start+k+1), pad)
			start += k + 1
		}
		if start < len(s.S) {
			out = append(out, s.cut(start, len(s.S)))
		}
	}
	return out
}

// origin is the place of a text that is one value, else the first that is known.
func (t Text) origin() *Origin {
	for _, s := range t {
		if s.From != nil && s.From != computed {
			return s.From
		}
	}
	return nil
}

// Rendered is the output of a template.
type Rendered struct {
	Text   Text
	starts []int
	marked bool
}

// Plain returns the output as it is. An unknown value in it is written as
// [Unknown] says when marked is set, else as nothing.
func (r *Rendered) Plain(marked bool) []byte {
	var b strings.Builder
	r.starts, r.marked = r.starts[:0], marked
	for _, s := range r.Text {
		r.starts = append(r.starts, b.Len())
		if s.From != nil && s.From.Why != "" && !marked {
			continue
		}
		b.WriteString(s.S)
	}
	return []byte(b.String())
}

// Pieces returns what the output from start to end is made of. The bounds are those
// of the last call to Plain.
func (r *Rendered) Pieces(start, end int) Text {
	var out Text
	i := sort.Search(len(r.starts), func(i int) bool { return r.starts[i] > start }) - 1
	for i = max(i, 0); i < len(r.Text) && (r.starts[i] < end || r.starts[i] == start); i++ {
		s, from := r.Text[i], max(start-r.starts[i], 0)
		to := min(end-r.starts[i], len(s.S))
		if from > to || from >= len(s.S) || !r.marked && s.From != nil && s.From.Why != "" {
			continue
		}
		out = append(out, s.cut(from, to))
	}
	return out
}

// Place finds where the output from start to end is written. When nothing but values
// of values files is in it, that is the place of the value: of several, the one of the
// innermost chart when there is one. Otherwise it is the stretch of the template.
func (r *Rendered) Place(start, end int) arch.Range {
	var at arch.Range
	var value *Origin
	alone, words := true, false
	for _, s := range r.Pieces(start, end) {
		switch {
		case at.IsZero():
			at = s.At
		case s.At.File == at.File && s.At.End > at.End:
			at.End = s.At.End
		}
		switch {
		case s.From != nil && !s.From.At.IsZero():
			switch {
			case value == nil || depth(s.From) > depth(value):
				value, alone = s.From, true
			case value != s.From && depth(s.From) == depth(value):
				alone = false
			}
		case s.From != nil && s.From.Release:
		case strings.ContainsFunc(s.S, isWord):
			words = true
		}
	}
	if value != nil && alone && !words {
		return value.At
	}
	return at
}

func depth(o *Origin) int { return strings.Count(o.At.File, "/") }

func isWord(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}
