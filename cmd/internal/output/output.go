// Package output knows the formats by name and writes a report to where the user
// asked for it.
package output

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/archvet/archvet/cmd/internal/output/graph"
	"github.com/archvet/archvet/cmd/internal/output/json"
	"github.com/archvet/archvet/cmd/internal/output/sarif"
	"github.com/archvet/archvet/cmd/internal/output/text"
	"github.com/archvet/archvet/cmd/internal/output/tree"
	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
)

// Format is a way to write a report. Options are for people's formats.
type Format struct {
	Name  string
	Write func(io.Writer, *report.Report, text.Options) error
}

// Report formats are for the whole result of a run.
func Report() []Format {
	return []Format{
		{"text", text.Write},
		{"json", plain(json.Write)},
		{"sarif", plain(sarif.Write)},
	}
}

// Architecture formats are for the architecture alone.
func Architecture() []Format {
	return []Format{
		{"text", tree.Write},
		{"json", plain(json.WriteArchitecture)},
		{"mermaid", plain(graph.Mermaid)},
		{"dot", plain(graph.Dot)},
	}
}

func plain(write func(io.Writer, *report.Report) error) func(io.Writer, *report.Report, text.Options) error {
	return func(w io.Writer, r *report.Report, _ text.Options) error { return write(w, r) }
}

// Names lists formats for a help text.
func Names(formats []Format) string {
	var names []string
	for _, f := range formats {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// Target is a format and where it goes: a file, or standard output for "".
type Target struct {
	Format
	File string
}

// Targets reads the values of --format. Only one of them may go to standard output,
// where two documents would run into each other.
func Targets(values []string, formats []Format) ([]Target, error) {
	var targets []Target
	taken := map[string]string{}
	for _, v := range values {
		name, file, given := strings.Cut(v, "=")
		i := slices.IndexFunc(formats, func(f Format) bool { return f.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("--format %s: unknown format, have %s", v, Names(formats))
		}
		if given && file == "" {
			return nil, fmt.Errorf("--format %s: no file after =", v)
		}
		if other, ok := taken[file]; ok {
			return nil, fmt.Errorf("--format %s: %s goes to the same place", v, other)
		}
		taken[file] = v
		targets = append(targets, Target{formats[i], file})
	}
	return targets, nil
}

// WriteTo writes the report to the target. What goes to a file has no colour and the
// default width, whatever terminal the user sits at.
func (t Target) WriteTo(stdout io.Writer, r *report.Report, o text.Options) error {
	if t.File == "" {
		return t.Write(stdout, r, o)
	}
	o.Palette, o.Width = terminal.Palette{}, terminal.DefaultWidth
	f, err := os.Create(t.File)
	if err != nil {
		return fmt.Errorf("--format %s: %w", t.Name, err)
	}
	if err := t.Write(f, r, o); err != nil {
		_ = f.Close() // the first failure is the one to tell
		return err
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("--format %s: %w", t.Name, err)
	}
	return nil
}
