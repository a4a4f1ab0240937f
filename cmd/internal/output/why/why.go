// Package why writes, for people, why one part of an architecture leads to another:
// the way of the address and of the call, place by place, or where the trail of an
// edge that is not there goes cold.
package why

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/archvet/archvet/cmd/internal/output/text"
	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
	"github.com/archvet/archvet/detect/arch"
)

// Write answers what the run was asked.
func Write(w io.Writer, r *report.Report, o text.Options) error {
	p := &printer{Report: r, Palette: o.Palette, verbose: o.Verbose}
	for i := range r.Repo.Arch.Explained {
		p.explanation(&r.Repo.Arch.Explained[i])
	}
	if _, err := io.WriteString(w, p.b.String()); err != nil {
		return fmt.Errorf("write explanation: %w", err)
	}
	return nil
}

type printer struct {
	*report.Report
	terminal.Palette
	verbose bool
	b       strings.Builder
}

func (p *printer) explanation(x *arch.Explanation) {
	if len(x.Edges) == 0 {
		p.missing(x)
		return
	}
	for _, e := range x.Edges {
		p.edge(e)
	}
}

func (p *printer) line(indent int, format string, args ...any) {
	s := strings.Repeat("  ", indent) + fmt.Sprintf(format, args...)
	p.b.WriteString(strings.TrimRight(s, " ") + "\n")
}

// heading begins a part, with an empty line before it.
func (p *printer) heading(indent int, format string, args ...any) {
	if p.b.Len() > 0 {
		p.b.WriteString("\n")
	}
	p.line(indent, format, args...)
}

// places writes one place a line, with what is there behind it. A place that repeats
// the line before is left out.
func (p *printer) places(indent int, steps []arch.Step) {
	width := 0
	for _, s := range steps {
		width = max(width, terminal.Width(p.place(s.At)))
	}
	last := ""
	for _, s := range steps {
		l := p.Cyan(terminal.Pad(p.place(s.At), width)) + "  " + terminal.Printable(arch.Masked(s.What))
		if l != last && (s.What != "" || !s.At.IsZero()) {
			p.line(indent, "%s", l)
		}
		last = l
	}
}

func (p *printer) place(at arch.Range) string { return terminal.Printable(p.Place(at).String()) }

// edge writes what proves an edge, then its calls.
func (p *printer) edge(e *arch.Edge) {
	kind := strings.TrimSuffix(string(e.Style)+", "+e.Protocol, ", ")
	p.heading(0, "%s -> %s  %s", p.Bold(terminal.Printable(e.From)), p.Bold(terminal.Printable(e.To)), p.Dim("("+terminal.Printable(kind)+")"))
	if e.Database.Known() {
		p.line(1, "database %s", terminal.Printable(e.Database.V))
	}
	p.heading(1, "%s", p.Dim("evidence"))
	p.places(2, e.Evidence)
	calls := distinct(e.Calls)
	for i, c := range calls {
		if i == fewCalls && !p.verbose {
			p.heading(1, "and %s (--verbose)", report.Plural(len(calls)-i, "more call"))
			break
		}
		p.call(c)
	}
	if len(e.Policies) > 0 {
		p.heading(1, "%s", p.Dim("policies between the two"))
		for _, pol := range e.Policies {
			p.places(2, []arch.Step{{At: pol.At, What: policyText(pol)}})
		}
	}
}

// fewCalls is how many calls of one edge are shown unasked.
const fewCalls = 4

// distinct leaves out further ways to a call that is shown already.
func distinct(calls []arch.Call) []arch.Call {
	var out []arch.Call
	for _, c := range calls {
		same := func(o arch.Call) bool {
			return o.At == c.At && o.Operation == c.Operation && o.Address.V == c.Address.V
		}
		if !slices.ContainsFunc(out, same) {
			out = append(out, c)
		}
	}
	return out
}
