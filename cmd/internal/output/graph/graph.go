// Package graph writes the architecture as a drawing, in the languages of Mermaid and
// of Graphviz: units in a box for each platform, resources beside them, edges between.
package graph

import (
	"fmt"
	"io"
	"strings"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
	"github.com/archvet/archvet/detect/arch"
)

// drawing names every node by a number: names of the repository may hold anything.
type drawing struct {
	*report.Report
	ids map[string]string
	b   strings.Builder
}

func newDrawing(r *report.Report) *drawing {
	d := &drawing{Report: r, ids: map[string]string{}}
	for _, u := range r.Units() {
		d.add(u.Name)
	}
	for _, s := range r.Resources() {
		d.add(s.Name)
	}
	return d
}

func (d *drawing) add(name string) {
	if _, ok := d.ids[name]; !ok {
		d.ids[name] = fmt.Sprintf("n%d", len(d.ids))
	}
}

func (d *drawing) line(format string, args ...any) { fmt.Fprintf(&d.b, format+"\n", args...) }

// edges calls draw for each pair of ends that are both in the drawing, and for what
// starts a unit.
func (d *drawing) edges(draw func(from, to string, l report.Link)) {
	for _, u := range d.Units() {
		for _, name := range report.Sources(u) {
			if from, ok := d.ids[name]; ok {
				draw(from, d.ids[u.Name], report.Link{From: name, To: u.Name, Style: arch.Async})
			}
		}
		for _, l := range d.Links(u.Name) {
			if to, ok := d.ids[l.To]; ok {
				draw(d.ids[u.Name], to, l)
			}
		}
	}
}

func (d *drawing) flush(w io.Writer) error {
	if _, err := io.WriteString(w, d.b.String()); err != nil {
		return fmt.Errorf("write graph: %w", err)
	}
	return nil
}

// Mermaid writes a flowchart.
func Mermaid(w io.Writer, r *report.Report) error {
	d := newDrawing(r)
	d.line("flowchart LR")
	for i, g := range report.Groups(r.Units()) {
		d.line("  subgraph g%d[%s]", i, mermaidText(groupName(g)))
		for _, u := range g.Units {
			open, end := mermaidShape(u.Kind)
			d.line("    %s%s%s%s", d.ids[u.Name], open, mermaidText(u.Name), end)
		}
		d.line("  end")
	}
	for _, s := range r.Resources() {
		d.line("  %s[(%s)]", d.ids[s.Name], mermaidText(s.Name))
	}
	d.edges(func(from, to string, l report.Link) {
		arrow := "-->"
		if l.Style == arch.Async {
			arrow = "-.->"
		}
		if len(l.Protocols) > 0 {
			arrow += "|" + mermaidText(strings.Join(l.Protocols, ", ")) + "|"
		}
		d.line("  %s %s %s", from, arrow, to)
	})
	return d.flush(w)
}

func mermaidShape(k arch.UnitKind) (open, end string) {
	switch k {
	case arch.Function:
		return "([", "])"
	case arch.Job, arch.Workflow:
		return "[[", "]]"
	}
	return "[", "]"
}

// mermaidText quotes a label. Inside quotes only the quote itself and the marks of
// HTML and entities mean something.
func mermaidText(s string) string {
	return `"` + strings.NewReplacer(`"`, "#quot;", "<", "#lt;", ">", "#gt;", "#", "#35;", "`", "#96;").Replace(terminal.Printable(s)) + `"`
}

// Dot writes a digraph.
func Dot(w io.Writer, r *report.Report) error {
	d := newDrawing(r)
	d.line("digraph archvet {\n  rankdir=LR;\n  node [shape=box];")
	for i, g := range report.Groups(r.Units()) {
		d.line("  subgraph cluster_%d {\n    label=%s;", i, dotText(groupName(g)))
		for _, u := range g.Units {
			d.line("    %s [label=%s%s];", d.ids[u.Name], dotText(u.Name), dotShape(u.Kind))
		}
		d.line("  }")
	}
	for _, s := range r.Resources() {
		d.line("  %s [label=%s, shape=cylinder];", d.ids[s.Name], dotText(s.Name))
	}
	d.edges(func(from, to string, l report.Link) {
		style := "solid"
		if l.Style == arch.Async {
			style = "dashed"
		}
		d.line("  %s -> %s [label=%s, style=%s];", from, to, dotText(strings.Join(l.Protocols, ", ")), style)
	})
	d.line("}")
	return d.flush(w)
}

func dotShape(k arch.UnitKind) string {
	switch k {
	case arch.Function:
		return ", style=rounded"
	case arch.Job, arch.Workflow:
		return ", shape=component"
	}
	return ""
}

func dotText(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(terminal.Printable(s)) + `"`
}

// groupName is the title of a box: "services on Kubernetes".
func groupName(g report.Group) string {
	_, name, _ := strings.Cut(report.Group{Kind: g.Kind, Platform: g.Platform}.String(), " ")
	return name
}
