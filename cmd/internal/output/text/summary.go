package text

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
	"github.com/archvet/archvet/detect/arch"
)

// summary ends the output: what was found, and how much was seen.
func (p *printer) summary() {
	p.blank()
	for _, what := range p.Incomplete {
		p.line("%s", p.Red("incomplete: "+terminal.Printable(what)))
	}
	p.line("%s in %s. %s", p.found(), report.Plural(len(p.Repo.Arch.Units), "unit"), p.seen())
	p.unused()
}

// unused tells of the suppressions that are without effect.
func (p *printer) unused() {
	unused := p.Unused()
	switch n := len(unused); {
	case n == 0:
		return
	case !p.Verbose && !p.Pedantic && n == 1:
		p.line("1 suppression is unused (--verbose).")
		return
	case !p.Verbose && !p.Pedantic:
		p.line("%d suppressions are unused (--verbose).", n)
		return
	}
	var rows []row
	for _, s := range unused {
		rows = append(rows, row{p.Place(s.At).String(), cmp.Or(s.Rule, "all rules"), s.Unused})
	}
	for i := range rows {
		rows[i].label, rows[i].place, rows[i].text = terminal.Printable(rows[i].label), terminal.Printable(rows[i].place), terminal.Printable(rows[i].text)
	}
	p.list("unused suppressions", rows)
}

func (p *printer) found() string {
	var parts []string
	add := func(n int, noun string) {
		if n > 0 {
			parts = append(parts, report.Plural(n, noun))
		}
	}
	add(p.Count(arch.Error), "error")
	add(p.Count(arch.Warning), "warning")
	add(p.Count(arch.Hint), "hint")
	detail := strings.Join(slices.DeleteFunc([]string{strings.Join(parts, ", "), strings.Join(p.heldBack(), ", ")}, func(s string) bool { return s == "" }), "; ")
	if detail != "" {
		detail = " (" + detail + ")"
	}
	switch n := len(p.Findings); {
	case n > 0:
		return p.Bold(report.Plural(n, "finding")) + detail
	case len(p.Incomplete) > 0:
		return p.Bold("No findings") + detail
	default:
		return p.Green("No findings") + detail
	}
}

// heldBack counts what is not shown.
func (p *printer) heldBack() []string {
	var parts []string
	if p.Hidden > 0 {
		parts = append(parts, report.Plural(p.Hidden, "hint")+" hidden")
	}
	if n := p.Suppressed(); n > 0 {
		parts = append(parts, fmt.Sprintf("%d suppressed", n))
	}
	if p.Was > 0 {
		accepted := fmt.Sprintf("%d accepted", p.Accepted)
		if p.Was != p.Accepted {
			accepted += fmt.Sprintf(" (was %d)", p.Was)
		}
		parts = append(parts, accepted)
	}
	return parts
}

func (p *printer) seen() string {
	c := p.Repo.Arch.Coverage
	s := "Read " + report.Plural(c.FilesRead, "file")
	skipped := len(p.Skipped())
	if skipped > 0 {
		s += fmt.Sprintf(", skipped %d", skipped)
	}
	if c.ValuesUnknown > 0 {
		s += ", " + report.Plural(c.ValuesUnknown, "value") + " unknown"
	}
	if !p.Verbose && (skipped > 0 || c.ValuesUnknown > 0) {
		s += " (--verbose)"
	}
	return s + "."
}

// coverage tells file by file what was read and what in it stayed unknown.
func (p *printer) coverage() {
	var files []row
	for _, s := range p.Skipped() {
		files = append(files, row{label: terminal.Printable(s.File), text: terminal.Printable(s.Why)})
	}
	p.list("skipped", files)
	var read, idle []row
	for _, f := range p.Repo.Arch.Coverage.Files {
		name := terminal.Printable(f.File)
		if len(f.By) == 0 && len(f.Hidden) == 0 {
			idle = append(idle, row{label: name})
			continue
		}
		read = append(read, row{name, strings.Join(f.By, ", "), taken(f)})
		for _, h := range f.Hidden {
			read = append(read, row{"  " + p.Place(h.At).LineColumn(), "unknown", terminal.Printable(arch.Masked(strings.Join(h.Of, ", ") + ": " + h.What + ": " + h.Why))})
		}
	}
	p.list("read", read)
	p.list("read, and nothing taken from it", idle)
}

// taken says how much was taken from a file.
func taken(f arch.FileCoverage) string {
	var parts []string
	if f.Values > 0 {
		parts = append(parts, report.Plural(f.Values, "value"))
	}
	if n := len(f.Hidden); n > 0 {
		parts = append(parts, fmt.Sprintf("%d unknown", n))
	}
	return strings.Join(parts, ", ")
}

func (p *printer) list(title string, rows []row) {
	if len(rows) == 0 {
		return
	}
	p.blank()
	p.line("%s", p.Bold(title))
	labels, places := 0, 0
	for _, r := range rows {
		labels, places = max(labels, terminal.Width(r.label)), max(places, terminal.Width(r.place))
	}
	for _, r := range rows {
		line := "  " + terminal.Pad(r.label, labels)
		if places > 0 {
			line += strings.Repeat(" ", gap) + terminal.Pad(r.place, places)
		}
		p.line("%s%s%s", line, strings.Repeat(" ", gap), r.text)
	}
}
