// Package tree writes the architecture as a tree for people: every unit with what
// starts it and whom it calls, then the resources.
package tree

import (
	"fmt"
	"io"
	"strings"

	"github.com/archvet/archvet/cmd/internal/output/text"
	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
	"github.com/archvet/archvet/detect/arch"
)

// node is a line and what hangs below it.
type node struct {
	text  string
	below []node
}

// Write writes the tree.
func Write(w io.Writer, r *report.Report, o text.Options) error {
	if err := text.Head(w, r, o); err != nil {
		return err
	}
	t := &tree{Report: r, Palette: o.Palette}
	for _, n := range t.roots() {
		t.b.WriteString("\n" + n.text + "\n")
		t.write(n.below, "")
	}
	if _, err := io.WriteString(w, t.b.String()); err != nil {
		return fmt.Errorf("write tree: %w", err)
	}
	return nil
}

type tree struct {
	*report.Report
	terminal.Palette
	b strings.Builder
}

func (t *tree) roots() []node {
	var roots []node
	for _, g := range report.Groups(t.Units()) {
		n := node{text: t.Bold(terminal.Printable(g.String()))}
		for _, u := range g.Units {
			n.below = append(n.below, t.unit(u))
		}
		roots = append(roots, n)
	}
	if resources := t.Resources(); len(resources) > 0 {
		n := node{text: t.Bold(report.Plural(len(resources), "resource"))}
		for _, s := range resources {
			n.below = append(n.below, node{text: t.row(s.Name, t.declared(s.Declared), string(s.Kind), s.Type, s.Platform)})
		}
		roots = append(roots, n)
	}
	return roots
}

func (t *tree) unit(u *arch.Unit) node {
	n := node{text: t.row(u.Name, t.declared(u.Declared), u.Language, u.Code)}
	for _, s := range report.Sources(u) {
		n.below = append(n.below, node{text: t.Dim("<-") + " " + terminal.Printable(s)})
	}
	for _, l := range t.Links(u.Name) {
		detail := strings.Join(append([]string{string(l.Style)}, l.Protocols...), ", ")
		n.below = append(n.below, node{text: t.Dim("->") + " " + terminal.Printable(l.To) + " " + t.Dim("("+terminal.Printable(detail)+")")})
	}
	return n
}

// row puts a name and what is known about it on a line, in the order given.
func (t *tree) row(name, place string, facts ...string) string {
	out := t.Cyan(terminal.Printable(name))
	for _, f := range facts {
		if f != "" {
			out += "  " + terminal.Printable(f)
		}
	}
	if place != "" {
		out += "  " + t.Dim(terminal.Printable(place))
	}
	return out
}

// declared names the first declaration and how many more there are.
func (t *tree) declared(ds []arch.Declaration) string {
	if len(ds) == 0 {
		return ""
	}
	s := t.Place(ds[0].At).Short()
	if n := len(ds) - 1; n > 0 {
		s += fmt.Sprintf(" and %d more", n)
	}
	return s
}

// rail dims the line that leads on; blanks stay as they are.
func (t *tree) rail(s string) string {
	if strings.TrimSpace(s) == "" {
		return s
	}
	return t.Dim(s)
}

func (t *tree) write(nodes []node, indent string) {
	for i, n := range nodes {
		branch, next := "├── ", "│   "
		if i == len(nodes)-1 {
			branch, next = "└── ", "    "
		}
		t.b.WriteString(indent + t.Dim(branch) + n.text + "\n")
		t.write(n.below, indent+t.rail(next))
	}
}
