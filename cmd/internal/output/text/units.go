package text

import (
	"strings"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
	"github.com/archvet/archvet/detect/arch"
)

const (
	gap      = 3  // between columns
	fewRoom  = 28 // least room for text beside other columns
	maxName  = 32
	maxPath  = 36
	noSource = "-" // the unit's source is not in this repository
)

// units writes one row a unit: what it is, where its code is, and its arrows.
func (p *printer) units() {
	units := p.Units()
	rows := make([][]string, len(units))
	for i, u := range units {
		rows[i] = p.cells(u)
	}
	need := fewRoom
	for _, u := range units {
		for _, item := range append(Targets(p.Report, u.Name), report.Sources(u)...) {
			need = max(need, len("-> ,")+terminal.Width(terminal.Printable(item)))
		}
	}
	widths, indent := p.columns(rows, need)
	own := p.Width-indent < need // arrows get lines of their own
	if own {
		indent = 6
	}
	for i, u := range units {
		lead := " "
		for c, cell := range rows[i] {
			switch {
			case widths[c] == 0:
				continue
			case c == 0:
				lead += " " + p.Cyan(terminal.Pad(terminal.Cut(cell, widths[c]), widths[c]))
			default:
				lead += strings.Repeat(" ", gap) + terminal.Pad(terminal.CutFront(cell, widths[c]), widths[c])
			}
		}
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

// columns returns the width of each column and where the arrows begin. Where the
// columns would leave no room beside them, kind and platform go if they are the same
// everywhere: the first line has said them. Arrows need that many columns.
func (p *printer) columns(rows [][]string, need int) (widths []int, indent int) {
	widths = make([]int, 4)
	same := []bool{false, true, true, false}
	for _, row := range rows {
		for c, cell := range row {
			widths[c] = max(widths[c], terminal.Width(cell))
			same[c] = same[c] && cell == rows[0][c]
		}
	}
	widths[0], widths[3] = min(widths[0], maxName), min(widths[3], maxPath)
	begin := func() int {
		at := 2
		for _, w := range widths {
			if w > 0 {
				at += w + gap
			}
		}
		return at
	}
	if p.Width-begin() < need {
		for c := range widths {
			if same[c] {
				widths[c] = 0
			}
		}
	}
	return widths, begin()
}

func (p *printer) cells(u *arch.Unit) []string {
	code := u.Code
	if code == "" {
		code = noSource
	}
	cells := []string{u.Name, string(u.Kind), string(u.Platform), code}
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
