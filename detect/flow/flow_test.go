package flow_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/code/golang"
	"github.com/archvet/archvet/detect/flow"
	"github.com/archvet/archvet/detect/source"
)

var update = flag.Bool("update", false, "write what is found as what is wanted")

// TestOperations runs each program of testdata: a text archive with Go files, the
// entry's environment in its comment as "env NAME=VALUE" lines, and the operations
// expected of it in the file "want".
func TestOperations(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test programs: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			fsys := fstest.MapFS{"go.mod": {Data: []byte("module shop\n\ngo 1.26\n")}}
			want := ""
			for _, f := range ar.Files {
				if f.Name == "want" {
					want = string(f.Data)
					continue
				}
				fsys[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			tree, err := source.New(fsys, source.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := render(tree, flow.New(code.GoTable(), golang.Load(tree)).View(entry(string(ar.Comment))).Operations())
			if *update {
				write(t, file, ar, got)
			} else if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("operations (-want +got):\n%s", diff)
			}
		})
	}
}

func write(t *testing.T, file string, ar *txtar.Archive, got string) {
	t.Helper()
	for i := range ar.Files {
		if ar.Files[i].Name == "want" {
			ar.Files[i].Data = []byte(got)
		}
	}
	if err := os.WriteFile(file, txtar.Format(ar), 0o600); err != nil {
		t.Fatal(err)
	}
}

func entry(comment string) flow.Entry {
	e := flow.Entry{Funcs: []string{"shop.main"}, Env: map[string]string{}}
	for line := range strings.Lines(comment) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch word {
		case "env":
			name, value, _ := strings.Cut(rest, "=")
			e.Env[name] = value
		case "closed":
			e.Closed = true
		}
	}
	return e
}

func render(tree *source.Tree, ops []flow.Operation) string {
	var b strings.Builder
	for _, o := range ops {
		at := tree.Position(o.At)
		fmt.Fprintf(&b, "%s:%d %s", at.File, at.Line, o.Method)
		if len(o.Address) > 0 {
			fmt.Fprintf(&b, " to %s", origins(o.Address))
		}
		if len(o.Target) > 0 {
			fmt.Fprintf(&b, " on %s", origins(o.Target))
		}
		switch {
		case o.Deadline.Known():
			fmt.Fprintf(&b, " within %v", o.Deadline.V)
		case o.Duration.Known():
			fmt.Fprintf(&b, " for %v", o.Duration.V)
		}
		b.WriteByte('\n')
		for _, p := range o.Paths {
			fmt.Fprintf(&b, "\t%s\n", path(p))
		}
	}
	return b.String()
}

func path(p flow.Path) string {
	var words []string
	if p.Handler != "" {
		words = append(words, "["+p.Handler+"]")
	}
	for _, f := range p.Frames {
		words = append(words, f.Func)
	}
	for _, l := range p.Loops {
		words = append(words, "loop:"+l.Over)
	}
	if p.Concurrent {
		words = append(words, "concurrent")
	}
	return strings.Join(words, " ")
}

func origins(os []flow.Origin) string {
	var words []string
	for _, o := range os {
		words = append(words, origin(o))
	}
	slices.Sort(words)
	return strings.Join(words, "|")
}

func origin(o flow.Origin) string {
	switch o.Kind {
	case flow.Literal:
		return o.Text
	case flow.FromEnv:
		if o.Default != nil {
			return "${" + o.Text + ":-" + origin(*o.Default) + "}"
		}
		return "${" + o.Text + "}"
	case flow.FromConfig:
		if o.Default != nil {
			return "#{" + o.Text + ":-" + origin(*o.Default) + "}"
		}
		return "#{" + o.Text + "}"
	case flow.FromEvent:
		return "event:" + o.Text
	case flow.Joined:
		s := ""
		for _, p := range o.Parts {
			s += origin(p)
		}
		return s
	}
	return "?"
}
