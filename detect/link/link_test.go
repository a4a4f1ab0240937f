package link_test

import (
	"bytes"
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

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/code/golang"
	"github.com/archvet/archvet/detect/code/python"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/cloudformation"
	"github.com/archvet/archvet/detect/iac/compose"
	"github.com/archvet/archvet/detect/iac/dockerfile"
	"github.com/archvet/archvet/detect/iac/kubernetes"
	"github.com/archvet/archvet/detect/iac/proxies"
	"github.com/archvet/archvet/detect/iac/spring"
	"github.com/archvet/archvet/detect/iac/terraform"
	"github.com/archvet/archvet/detect/link"
	"github.com/archvet/archvet/detect/source"
)

var update = flag.Bool("update", false, "write what came out into the cases")

const wantFile = "want"

// TestLink links the repository in each case and compares the architecture with the
// case's last file.
func TestLink(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files, want := fstest.MapFS{}, ""
			for _, f := range ar.Files {
				if f.Name == wantFile {
					want = string(f.Data)
					continue
				}
				files[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			got := linked(t, files)
			if again := linked(t, files); again != got {
				t.Errorf("a second run gave something else (-first +second)\n%s", cmp.Diff(got, again))
			}
			if *update {
				ar.Files = slices.DeleteFunc(ar.Files, func(f txtar.File) bool { return f.Name == wantFile })
				ar.Files = append(ar.Files, txtar.File{Name: wantFile, Data: []byte(got)})
				if err := os.WriteFile(name, txtar.Format(ar), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func linked(t *testing.T, files fstest.MapFS) string {
	t.Helper()
	tree, err := source.New(files, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in := link.Input{Tree: tree, Table: code.Libraries(), Programs: []*code.Program{golang.Load(tree), python.Load(tree)}}
	for _, load := range []iac.Loader{cloudformation.Load, compose.Load, dockerfile.Load, kubernetes.Load, proxies.Load, spring.Load, terraform.Load} {
		in.Declared = append(in.Declared, load(tree))
	}
	return render(tree, link.Link(in))
}

func render(tree *source.Tree, a *arch.Architecture) string {
	var b bytes.Buffer
	at := func(r arch.Range) string { return fmt.Sprintf("%s:%d", r.File, tree.Position(r).Line) }
	for _, u := range a.Units {
		fmt.Fprintf(&b, "%s %s on %q, %s, code %q, also %s\n", u.Kind, u.Name, u.Platform, u.Language, u.Code, strings.Join(u.Aliases, " "))
		for _, d := range u.Declared {
			fmt.Fprintf(&b, "\tdeclared %s\n", at(d.At))
		}
		for _, t := range u.Triggers {
			fmt.Fprintf(&b, "\ttrigger %s from %q at %s\n", t.Kind, t.From, at(t.At))
		}
		for _, c := range u.Outbound {
			fmt.Fprintf(&b, "\toutbound %s to %q at %s\n", c.Title(), c.Address.V, at(c.At))
		}
	}
	for _, r := range a.Resources {
		fmt.Fprintf(&b, "%s %s, %s, also %s\n", r.Kind, r.Name, r.Type, strings.Join(r.Aliases, " "))
		if r.Queue.DeadLetter.V != "" {
			fmt.Fprintf(&b, "\tdead letters to %s\n", r.Queue.DeadLetter.V)
		}
	}
	for _, e := range a.Edges {
		fmt.Fprintf(&b, "%s -> %s %s %s\n", e.From, e.To, e.Style, e.Protocol)
		for _, s := range e.Evidence {
			fmt.Fprintf(&b, "\t%s %s\n", at(s.At), s.What)
		}
	}
	return b.String()
}
