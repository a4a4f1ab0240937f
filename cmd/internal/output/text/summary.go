package text

import (
	"fmt"
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
	detail := strings.Join(parts, ", ")
	if p.Hidden > 0 {
		detail = strings.TrimPrefix(detail+"; "+report.Plural(p.Hidden, "hint")+" hidden", "; ")
	}
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

// gaps lists what the analysis did not see: files, and settings whose value is out
// of sight.
func (p *printer) gaps() {
	var files, values []row
	for _, s := range p.Skipped() {
		files = append(files, row{label: terminal.Printable(s.File), text: terminal.Printable(s.Why)})
	}
	for _, u := range p.Units() {
		for _, s := range report.Settings(u.Settings) {
			if !s.Hidden {
				continue
			}
			place := terminal.Printable(p.Place(s.At).String())
			values = append(values, row{terminal.Printable(u.Name + " " + s.Name), place, terminal.Printable(s.Why)})
		}
	}
	p.list("skipped", files)
	p.list("unknown", values)
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
