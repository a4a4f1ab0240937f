// Package text writes a report for people: the style and why, the units and who they
// call, each finding with its code, and one line that sums up.
package text

import (
	"fmt"
	"io"
	"strings"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
)

// Options say how a report is shown.
type Options struct {
	Width    int // columns; 0 for the default
	Palette  terminal.Palette
	Verbose  bool // also what was read, skipped or unknown, file by file
	Quiet    bool // findings alone
	Pedantic bool // where the suppressions are that are without effect
}

// Write writes the whole report.
func Write(w io.Writer, r *report.Report, o Options) error {
	p := newPrinter(r, o)
	if !o.Quiet {
		p.head()
		p.units()
	}
	p.findings()
	if !o.Quiet {
		if o.Verbose {
			p.coverage()
		}
		p.summary()
	}
	return p.flush(w)
}

// printer collects the lines of one report.
type printer struct {
	*report.Report
	terminal.Palette
	Options
	lines []string
}

func newPrinter(r *report.Report, o Options) *printer {
	if o.Width == 0 {
		o.Width = terminal.DefaultWidth
	}
	return &printer{Report: r, Palette: o.Palette, Options: o}
}

func (p *printer) line(format string, args ...any) {
	p.lines = append(p.lines, strings.TrimRight(fmt.Sprintf(format, args...), " "))
}

// blank separates two parts; there is never more than one empty line, nor one at the
// beginning.
func (p *printer) blank() {
	if n := len(p.lines); n > 0 && p.lines[n-1] != "" {
		p.lines = append(p.lines, "")
	}
}

func (p *printer) flush(w io.Writer) error {
	for n := len(p.lines); n > 0 && p.lines[n-1] == ""; n = len(p.lines) {
		p.lines = p.lines[:n-1]
	}
	if len(p.lines) == 0 {
		return nil
	}
	if _, err := io.WriteString(w, strings.Join(p.lines, "\n")+"\n"); err != nil {
		return fmt.Errorf("write text: %w", err)
	}
	return nil
}
