package text

import (
	"fmt"
	"strings"

	"github.com/archvet/archvet/cmd/internal/terminal"
	"github.com/archvet/archvet/detect/arch"
)

func (p *printer) findings() {
	for _, f := range p.Findings {
		p.blank()
		p.finding(f)
	}
	p.blank()
}

// finding writes the line that editors understand, the code, the other ends, what
// happens and the way out.
func (p *printer) finding(f arch.Finding) {
	at := p.Place(f.At)
	p.line("%s: %s: %s %s", p.Bold(terminal.Printable(at.String())), p.severity(f.Severity),
		terminal.Printable(f.Message), p.Dim("["+f.Rule+"]"))
	p.frame(f)
	p.table(f)
}

func (p *printer) severity(s arch.Severity) string {
	switch s {
	case arch.Error:
		return p.Red(s.String())
	case arch.Warning:
		return p.Yellow(s.String())
	default:
		return p.Blue(s.String())
	}
}

// row is one line below the frame: a place and what is there, or just a text.
type row struct{ label, place, text string }

const (
	rowIndent = 6
	effectRow = "effect"
	wayOutRow = "way out"
)

// table writes the related places in aligned columns, then effect and way out.
func (p *printer) table(f arch.Finding) {
	var rows []row
	labels := len(wayOutRow)
	for _, r := range f.Related {
		next := row{terminal.Printable(r.Label), terminal.Printable(p.Place(r.At).String()), terminal.Printable(r.Message)}
		rows = append(rows, next)
		labels = max(labels, terminal.Width(next.label))
	}
	first := rowIndent + labels + gap
	places := 0
	for _, r := range rows {
		if w := terminal.Width(r.place); first+w+gap+terminal.Width(r.text) <= p.Width {
			places = max(places, w)
		}
	}
	second := first + places + gap
	for _, r := range rows {
		p.related(r, labels, first, second)
	}
	if f.Effect != "" {
		p.wrapped(terminal.Pad(effectRow, labels), first, terminal.Printable(f.Effect))
	}
	p.wayOut(f, labels, first, second)
}

// related writes the place in the first column and the message in the second, or
// right behind the place, or below it, wherever there is room for it.
func (p *printer) related(r row, labels, first, second int) {
	label := terminal.Pad(r.label, labels)
	after := first + terminal.Width(r.place) + gap
	switch text := terminal.Width(r.text); {
	case r.place == "":
		p.wrapped(label, first, r.text)
	case max(second, after)+text <= p.Width:
		p.line("%s%s%s%s", p.lead(label), p.Cyan(r.place), strings.Repeat(" ", max(second, after)-after+gap), r.text)
	case after+text <= p.Width:
		p.line("%s%s%s%s", p.lead(label), p.Cyan(r.place), strings.Repeat(" ", gap), r.text)
	default:
		p.line("%s%s", p.lead(label), p.Cyan(r.place))
		for _, l := range terminal.Wrap(r.text, max(p.Width-first, fewRoom)) {
			p.line("%s%s", strings.Repeat(" ", first), l)
		}
	}
}

func (p *printer) lead(label string) string {
	return strings.Repeat(" ", rowIndent) + p.Dim(label) + strings.Repeat(" ", gap)
}

func (p *printer) wrapped(label string, indent int, text string) {
	for i, l := range terminal.Wrap(text, max(p.Width-indent, fewRoom)) {
		if i == 0 {
			p.line("%s%s", p.lead(label), l)
			continue
		}
		p.line("%s%s", strings.Repeat(" ", indent), l)
	}
}

// wayOut ends with the command that tells more, in the second column when the text
// leaves it free, else where there is room.
func (p *printer) wayOut(f arch.Finding, labels, first, second int) {
	text := terminal.Printable(f.WayOut)
	if text != "" && len(f.Fix) > 0 {
		text += " (fix available)"
	}
	if f.Effort > 0 {
		text = strings.TrimPrefix(fmt.Sprintf("%s, effort %d", text, f.Effort), ", ")
	}
	more := "archvet explain " + f.Rule
	lines := terminal.Wrap(text, max(p.Width-first, fewRoom))
	if text == "" {
		p.line("%s%s", p.lead(terminal.Pad(wayOutRow, labels)), p.Dim(more))
		return
	}
	last := lines[len(lines)-1]
	pad := max(gap, second-first-terminal.Width(last))
	if first+terminal.Width(last)+pad+len(more) > p.Width {
		pad = gap
	}
	fits := first+terminal.Width(last)+pad+len(more) <= p.Width
	for i, l := range lines {
		lead := strings.Repeat(" ", first)
		if i == 0 {
			lead = p.lead(terminal.Pad(wayOutRow, labels))
		}
		if i == len(lines)-1 && fits {
			p.line("%s%s%s%s", lead, p.Green(l), strings.Repeat(" ", pad), p.Dim(more))
			continue
		}
		p.line("%s%s", lead, p.Green(l))
	}
	if !fits {
		p.line("%s%s", strings.Repeat(" ", first), p.Dim(more))
	}
}
