package golang

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/source"
)

var update = flag.Bool("update", false, "write the golden dumps")

// treeOf makes a tree of a txtar archive.
func treeOf(t testing.TB, ar *txtar.Archive) *source.Tree {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range ar.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	tree, err := source.New(fsys, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// load reads one file, or an archive of several, and gives the problems along.
func load(t testing.TB, text string) (*code.Program, []arch.Problem) {
	t.Helper()
	ar := txtar.Parse([]byte(text))
	if len(ar.Files) == 0 {
		ar.Files = []txtar.File{{Name: "go.mod", Data: []byte("module m\n")}, {Name: "m.go", Data: []byte(text)}}
	}
	tree := treeOf(t, ar)
	p := Load(tree)
	return p, tree.Problems()
}

func dump(t testing.TB, p *code.Program) string {
	t.Helper()
	var buf bytes.Buffer
	if err := code.Dump(&buf, p); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

// TestGolden compares the dumps of testdata/*.txtar with their "want" files.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var want []byte
			if n := len(ar.Files); n > 0 && ar.Files[n-1].Name == "want" {
				want, ar.Files = ar.Files[n-1].Data, ar.Files[:n-1]
			}
			got := dump(t, Load(treeOf(t, ar)))
			if *update {
				ar.Files = append(ar.Files, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(path, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("IR (-want +got):\n%s", diff)
			}
		})
	}
}

// TestLoadIsDeterministic loads the largest fixture many times.
func TestLoadIsDeterministic(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/frontend.txtar")
	if err != nil {
		t.Fatal(err)
	}
	first := dump(t, Load(treeOf(t, ar)))
	for range 20 {
		if diff := cmp.Diff(first, dump(t, Load(treeOf(t, ar)))); diff != "" {
			t.Fatalf("two runs differ:\n%s", diff)
		}
	}
}
