package text

import (
	"fmt"
	"strings"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
	"github.com/archvet/archvet/detect/arch"
)

const (
	frameLines = 3
	tabWidth   = 4
	deepIndent = 8 // code that stands deeper is moved to the left
)

// frame writes the lines of code that a finding points at, at most three, with the
// very place underlined. Related places right beside it are within the frame.
func (p *printer) frame(f arch.Finding) {
	at := p.Place(f.At)
	if at.Line == 0 {
		return
	}
	first, last := p.span(f, at)
	code := make([]string, 0, frameLines)
	shift := -1
	for n := first; n <= last; n++ {
		text := expand(arch.Masked(p.Repo.Tree.Line(at.File, n)))
		code = append(code, text)
		if trimmed := strings.TrimLeft(text, " "); trimmed != "" {
			if indent := len(text) - len(trimmed); shift < 0 || indent < shift {
				shift = indent
			}
		}
	}
	if shift > deepIndent {
		shift -= tabWidth
	} else {
		shift = 0
	}
	number := max(5, len(fmt.Sprint(last)))
	room := p.Width - number - 3
	for i, text := range code {
		n := first + i
		start, end := 0, 0
		if n == at.Line {
			start, end = p.underline(at, text, n)
			start, end = max(0, start-shift), max(0, end-shift)
		}
		text = dropColumns(text, shift)
		text, start, end = window(text, start, end, room)
		p.line("%s %s", p.Dim(fmt.Sprintf("%*d |", number, n)), text)
		if n == at.Line && strings.TrimSpace(text) != "" {
			p.line("%s %s%s", p.Dim(strings.Repeat(" ", number)+" |"), strings.Repeat(" ", start),
				p.Red(strings.Repeat("^", max(1, end-start))))
		}
	}
}

// span returns the first and last line to show: the finding's own, and up to two more
// when a related place is on them.
func (p *printer) span(f arch.Finding, at report.Place) (first, last int) {
	first, last = at.Line, at.Line
	for _, r := range f.Related {
		if o := p.Place(r.At); o.Line > 0 && o.File == at.File {
			if lo, hi := min(first, o.Line), max(last, o.Line); hi-lo < frameLines {
				first, last = lo, hi
			}
		}
	}
	return first, last
}

// underline returns the columns of the expanded text that at covers on its line.
func (p *printer) underline(at report.Place, expanded string, n int) (start, end int) {
	raw := p.Repo.Tree.Line(at.File, n)
	start = terminal.Width(expand(clip(raw, at.Column-1)))
	end = terminal.Width(strings.TrimRight(expanded, " "))
	if at.EndLine == at.Line {
		end = min(end, terminal.Width(expand(clip(raw, at.EndCol-1))))
	}
	return start, max(end, start+1)
}

// clip returns the first n bytes of s. Offsets are of the file as it is, and s has
// had what cannot be printed replaced, so n may lie within a rune or beyond the end.
func clip(s string, n int) string {
	return strings.ToValidUTF8(s[:max(0, min(n, len(s)))], "")
}

// expand replaces tabs by spaces up to the next stop.
func expand(s string) string {
	var b strings.Builder
	col := 0
	for _, r := range s {
		if r == '\t' {
			n := tabWidth - col%tabWidth
			b.WriteString(strings.Repeat(" ", n))
			col += n
			continue
		}
		c := terminal.Printable(string(r))
		b.WriteString(c)
		col += terminal.Width(c)
	}
	return b.String()
}

func dropColumns(s string, n int) string { return s[min(n, len(s)-len(strings.TrimLeft(s, " "))):] }

// window cuts a line to the room there is, and keeps the underlined part in sight.
func window(s string, start, end, room int) (string, int, int) {
	const lead = 8 // of what stands before the underlined part
	if from := start - lead; terminal.Width(s) > room && start > room-lead {
		s = "…" + skip(s, from+1)
		start, end = start-from, end-from
	}
	s = terminal.Cut(s, room)
	return s, start, min(end, max(terminal.Width(s), start+1))
}

// skip returns s without its first n columns.
func skip(s string, n int) string {
	for i, r := range s {
		if n <= 0 {
			return s[i:]
		}
		n -= terminal.Width(string(r))
	}
	return ""
}
