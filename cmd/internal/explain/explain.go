// Package explain shows what rules there are and the page of each.
package explain

import (
	"fmt"
	"io"
	"strings"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
)

// Write writes a rule's page and its playbook.
func Write(w io.Writer, rule report.Rule, p terminal.Palette) error {
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(rule.Page), "\n") {
		if i == 0 || strings.HasPrefix(line, "# ") {
			line = p.Bold(strings.TrimPrefix(line, "# "))
		}
		b.WriteString(line + "\n")
	}
	if rule.Playbook != "" {
		b.WriteString("\n")
		for line := range strings.Lines(string(rule.Playbook)) {
			line = strings.TrimRight(line, "\r\n")
			if strings.HasPrefix(line, "#") {
				line = p.Bold(strings.TrimSpace(strings.TrimLeft(line, "#")))
			}
			b.WriteString(line + "\n")
		}
	}
	b.WriteString("\n" + p.Dim(rule.URL) + "\n")
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("explain %s: %w", rule.Name, err)
	}
	return nil
}

// List writes every rule in a line.
func List(w io.Writer, rules []report.Rule, p terminal.Palette, width int) error {
	names := 0
	for _, r := range rules {
		names = max(names, len(r.Name))
	}
	var b strings.Builder
	for _, r := range rules {
		room := max(width-names-3, 20)
		b.WriteString(p.Cyan(terminal.Pad(r.Name, names)) + "   " + terminal.Cut(r.Summary, room) + "\n")
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("list rules: %w", err)
	}
	return nil
}
