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
	width := 0
	texts := make([][]string, len(reasons))
	for i, reason := range reasons {
		room := p.Width - len(label) - 3 - terminal.Width(p.Place(reason.At).Short())
		texts[i] = terminal.Wrap(terminal.Printable(reason.Text), max(room, 24))
		for _, l := range texts[i] {
			width = max(width, terminal.Width(l))
		}
	}
	for i, reason := range reasons {
		for j, l := range texts[i] {
			lead := strings.Repeat(" ", len(label))
			if i == 0 && j == 0 {
				lead = label
			}
			if j < len(texts[i])-1 {
				p.line("%s%s", lead, l)
				continue
			}
			p.line("%s%s   %s", lead, terminal.Pad(l, width), p.Dim(p.short(reason.At)))
		}
	}
	if more > 0 {
		p.line("%s%s", strings.Repeat(" ", len(label)), p.Dim(fmt.Sprintf("and %d more (--verbose)", more)))
	}
}

func (p *printer) short(at arch.Range) string { return terminal.Printable(p.Place(at).Short()) }
