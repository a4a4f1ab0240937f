package terraform

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

var update = flag.Bool("update", false, "write the golden files")

func TestLoad(t *testing.T) {
	dirs, err := filepath.Glob("testdata/*/in")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, dir := range dirs {
		t.Run(filepath.Base(filepath.Dir(dir)), func(t *testing.T) {
			tree, err := source.New(os.DirFS(dir), source.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := render(tree, Load(tree))
			for _, p := range tree.Problems() {
				got += "problem " + place(tree, p.At) + " " + p.Message + "\n"
			}
			golden := filepath.Join(filepath.Dir(dir), "golden.txt")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// printer renders what was understood, with the places of values.
type printer struct {
	strings.Builder
	tree *source.Tree
}

func place(t *source.Tree, r arch.Range) string {
	if r.IsZero() {
		return "-"
	}
	p := t.Position(r)
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

func field[T any](p *printer, name string, v arch.Value[T]) {
	if !v.Known() && !v.Hidden() {
		return
	}
	content := fmt.Sprintf("%v", v.V)
	if d, ok := any(v.V).(time.Duration); ok {
		content = d.String()
	}
	if !v.Known() {
		content = "?"
	}
	fmt.Fprintf(p, "    %s = %q %s %s", name, content, v.Source, place(p.tree, v.At))
	if v.Why != "" {
		fmt.Fprintf(p, " (%s)", v.Why)
	}
	p.WriteString("\n")
}

func (p *printer) text(t iac.Text) string {
	var parts []string
	for _, part := range t.Parts {
		switch {
		case part.Ref != "" && part.Literal != "":
			parts = append(parts, fmt.Sprintf("<%s %s=%q>", part.Ref, part.Attribute, part.Literal))
		case part.Ref != "":
			parts = append(parts, fmt.Sprintf("<%s %s>", part.Ref, part.Attribute))
		case part.Why != "":
			parts = append(parts, "?("+part.Why+")")
		default:
			parts = append(parts, fmt.Sprintf("%q", part.Literal))
		}
	}
	return strings.Join(parts, " ")
}

func render(tree *source.Tree, d iac.Declared) string {
	p := &printer{tree: tree}
	fmt.Fprintf(p, "formats %v\n", d.Formats)
	for _, u := range d.Units {
		p.unit(u)
	}
	for _, r := range d.Resources {
		fmt.Fprintf(p, "resource %s %s/%s %q %v %s env=%q\n", r.ID, r.Kind, r.Type, r.Name, r.Aliases, place(tree, r.At), r.Environment)
		field(p, "visibility", r.Queue.Visibility)
		field(p, "retention", r.Queue.Retention)
		field(p, "dead letter", r.Queue.DeadLetter)
		field(p, "max receive", r.Queue.MaxReceive)
		field(p, "fifo", r.Queue.FIFO)
		field(p, "database", r.Database)
		for _, h := range r.Hosts {
			fmt.Fprintf(p, "    host %s %v %s\n", h.Name, h.Ports, place(tree, h.At))
		}
	}
	for _, l := range d.Links {
		fmt.Fprintf(p, "link %s -> %s%s %s %s %q %s %s\n", l.From, l.To, l.ToHost, l.Style, l.Protocol, l.Path, place(tree, l.At), l.What)
	}
	return p.String()
}

func (p *printer) unit(u *iac.Unit) {
	fmt.Fprintf(p, "unit %s %s/%s %q %v %s env=%q\n", u.ID, u.Kind, u.Platform, u.Name, u.Aliases, place(p.tree, u.At), u.Environment)
	c := u.Code
	field(p, "dir", c.Dir)
	field(p, "dockerfile", c.Dockerfile)
	field(p, "target", c.Target)
	field(p, "image", c.Image)
	field(p, "handler", c.Handler)
	for _, v := range c.Command {
		field(p, "command", v)
	}
	for _, v := range c.Args {
		field(p, "arg", v)
	}
	if c.Language != "" || c.Inline {
		fmt.Fprintf(p, "    language %s inline=%v\n", c.Language, c.Inline)
	}
	s := u.Settings
	field(p, "timeout", s.Timeout)
	field(p, "runtime", s.Runtime)
	field(p, "memory", s.Memory)
	field(p, "replicas", s.Replicas)
	field(p, "min", s.MinReplicas)
	field(p, "max", s.MaxReplicas)
	field(p, "concurrency", s.Concurrency)
	field(p, "reserved", s.ReservedConcurrency)
	field(p, "always cpu", s.AlwaysCPU)
	field(p, "grace", s.Grace)
	field(p, "retries", s.Retries)
	field(p, "on failure", s.OnFailure)
	for _, e := range u.Env {
		fmt.Fprintf(p, "    env %s %s = %s\n", e.Name, place(p.tree, e.At), p.text(e.Value))
	}
	if u.EnvOpen != "" {
		fmt.Fprintf(p, "    env open: %s\n", u.EnvOpen)
	}
	for _, h := range u.Hosts {
		fmt.Fprintf(p, "    host %s %v\n", h.Name, h.Ports)
	}
	for _, port := range u.Ports {
		field(p, "port "+port.Name, port.Number)
	}
	for _, t := range u.Triggers {
		fmt.Fprintf(p, "    trigger %s %s from=%s front=%q %s %s\n", t.Kind, place(p.tree, t.At), t.From, t.Front, t.Method, t.Path)
		field(p, "  waits", t.Waits)
		field(p, "  async", t.Async)
		field(p, "  batch", t.BatchSize)
		field(p, "  retries", t.Retries)
		field(p, "  on failure", t.OnFailure)
		field(p, "  partial", t.PartialResult)
		field(p, "  schedule", t.Schedule)
	}
	if len(u.DependsOn) > 0 {
		fmt.Fprintf(p, "    depends on %v\n", u.DependsOn)
	}
}
