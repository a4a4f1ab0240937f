package text

import (
	"strings"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
	"github.com/archvet/archvet/detect/arch"
)

const (
	gap      = 3  // between columns
	fewRoom  = 28 // least room for arrows beside the columns
	maxName  = 32
	maxPath  = 36
	noSource = "-" // the unit's source is not in this repository
)

// units writes one row a unit: what it is, where its code is, and its arrows.
func (p *printer) units() {
	units := p.Units()
	var widths [4]int
	rows := make([][4]string, len(units))
	for i, u := range units {
		rows[i] = p.cells(u)
		for c, cell := range rows[i] {
			widths[c] = max(widths[c], terminal.Width(cell))
		}
	}
	widths[0], widths[3] = min(widths[0], maxName), min(widths[3], maxPath)
	indent := 2
	for _, w := range widths {
		indent += w + gap
	}
	own := p.Width-indent < fewRoom // arrows get lines of their own
	if own {
		indent = 6
	}
	for i, u := range units {
		row := rows[i]
		cells := []string{
			p.Cyan(terminal.Pad(terminal.Cut(row[0], widths[0]), widths[0])), terminal.Pad(row[1], widths[1]),
			terminal.Pad(row[2], widths[2]), terminal.Pad(terminal.CutFront(row[3], widths[3]), widths[3]),
		}
		lead := "  " + strings.Join(cells, strings.Repeat(" ", gap))
		arrows := p.arrows(u, p.Width-indent)
		if own || len(arrows) == 0 {
			p.line("%s", lead)
		}
		for j, a := range arrows {
			if own || j > 0 {
				p.line("%s%s", strings.Repeat(" ", indent), a)
				continue
			}
			p.line("%s%s%s", lead, strings.Repeat(" ", gap), a)
		}
	}
	p.blank()
}

func (p *printer) cells(u *arch.Unit) [4]string {
	code := u.Code
	if code == "" {
		code = noSource
	}
	cells := [4]string{u.Name, string(u.Kind), string(u.Platform), code}
	for i, c := range cells {
		cells[i] = terminal.Printable(c)
	}
	return cells
}

// arrows returns the lines of what a unit calls and of what starts it.
func (p *printer) arrows(u *arch.Unit, room int) []string {
	return append(p.arrow("->", Targets(p.Report, u.Name), room), p.arrow("<-", report.Sources(u), room)...)
}

func (p *printer) arrow(sign string, items []string, room int) []string {
	if len(items) == 0 {
		return nil
	}
	for i, item := range items {
		items[i] = terminal.Printable(item)
	}
	lines := terminal.Flow(items, ", ", max(room-3, 20))
	for i, l := range lines {
		lead := "  "
		if i == 0 {
			lead = p.Dim(sign)
		}
		lines[i] = lead + " " + l
	}
	return lines
}

// Targets returns where a unit's edges lead, each with its protocols.
func Targets(r *report.Report, unit string) []string {
	var out []string
	for _, l := range r.Links(unit) {
		to := l.To
		if len(l.Protocols) > 0 {
			to += " (" + strings.Join(l.Protocols, ", ") + ")"
		}
		out = append(out, to)
	}
	return out
}
