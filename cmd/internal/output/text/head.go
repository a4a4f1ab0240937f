package text

import (
	"fmt"
	"io"
	"strings"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
	"github.com/archvet/archvet/detect/arch"
)

// Head writes the first lines alone: the style and the evidence for it.
func Head(w io.Writer, r *report.Report, o Options) error {
	p := newPrinter(r, o)
	p.head()
	return p.flush(w)
}

// fewReasons is how many lines of evidence are shown unasked.
const fewReasons = 4

// head names the style in a line and gives the reasons below.
func (p *printer) head() {
	a := p.Repo.Arch
	style := p.Bold(string(a.Style))
	if len(a.Units) == 0 {
		p.line("%s: %s", style, p.made()) // that is the reason, too
		p.blank()
		return
	}
	p.line("%s (%.2f): %s", style, a.Confidence, p.made())
	p.because()
	p.blank()
}

// made says what the system is made of, or why nothing can be said.
func (p *printer) made() string {
	a, files := p.Repo.Arch, len(p.Repo.Tree.Files())
	switch {
	case len(a.Units) > 0:
		s := report.Composition(a.Units)
		if len(a.Mesh) > 0 {
			s += ", in a mesh (" + strings.Join(a.Mesh, ", ") + ")"
		}
		return terminal.Printable(s)
	case files == 0:
		return "nothing to analyse, there are no files here"
	case len(a.IaC) == 0:
		return "no IaC and nothing deployable found in " + report.Plural(files, "file")
	}
	return "the IaC here (" + strings.Join(a.IaC, ", ") + ") deploys none of the repository's own code"
}

func (p *printer) because() {
	reasons, more := p.Reasons(), 0
	if n := len(reasons); n > fewReasons && !p.Verbose {
		more = n - fewReasons
		reasons = reasons[:fewReasons]
	}
	const label = "  because  "
	lead := label
	room := p.Width - len(label)
	width := p.reasonColumn(reasons, room)
	for _, reason := range reasons {
		place := p.short(reason.At)
		lines := terminal.Wrap(terminal.Printable(reason.Text), max(room, fewRoom))
		for i, l := range lines {
			switch w := max(terminal.Width(l), width); {
			case i < len(lines)-1 || place == "":
				p.line("%s%s", lead, l)
			case w+gap+terminal.Width(place) <= room:
				p.line("%s%s%s%s", lead, terminal.Pad(l, w), strings.Repeat(" ", gap), p.Dim(place))
			default:
				p.line("%s%s", lead, l)
				p.line("%s%s", strings.Repeat(" ", len(label)), p.Dim(place))
			}
			lead = strings.Repeat(" ", len(label))
		}
	}
	if more > 0 {
		p.line("%s%s", lead, p.Dim(fmt.Sprintf("and %d more (--verbose)", more)))
	}
}

// reasonColumn returns the width of the longest reason that has its place beside it.
func (p *printer) reasonColumn(reasons []arch.Reason, room int) int {
	width := 0
	for _, r := range reasons {
		w := terminal.Width(terminal.Printable(r.Text))
		if w+gap+terminal.Width(p.short(r.At)) <= room {
			width = max(width, w)
		}
	}
	return width
}

func (p *printer) short(at arch.Range) string { return terminal.Printable(p.Place(at).Short()) }
