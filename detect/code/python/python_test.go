package python

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/code/treesitter"
	"github.com/archvet/archvet/detect/source"
)

var update = flag.Bool("update", false, "write the golden dumps")

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

func dump(t testing.TB, p *code.Program) string {
	t.Helper()
	if p == nil {
		return "nothing\n"
	}
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
			for range 3 {
				if diff := cmp.Diff(got, dump(t, Load(treeOf(t, ar)))); diff != "" {
					t.Fatalf("two runs differ:\n%s", diff)
				}
			}
			if *update {
				ar.Files = append(ar.Files, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(path, txtar.Format(ar), 0o600); err != nil {
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

// TestProblems checks what is said about files that cannot be read in full.
func TestProblems(t *testing.T) {
	tree := treeOf(t, txtar.Parse([]byte("-- app.py --\nimport requests\ndef f(:\n    pass\ndef g():\n    requests.get('http://x')\n-- min.py --\nimport requests\n"+strings.Repeat("x=1;", 30_000)+"\n")))
	p := Load(tree)
	if p == nil || p.Funcs["app.g"] == nil {
		t.Error("the intact function is lost")
	}
	if got := tree.Problems(); len(got) != 1 || got[0].At.File != "app.py" {
		t.Errorf("problems: %v", got)
	}
	if got := tree.Skipped(); len(got) != 1 || got[0].File != "min.py" {
		t.Errorf("skipped: %v", got)
	}
}

// TestHostile loads what makes recursion and copying costly.
func TestHostile(t *testing.T) {
	nest := func(open, end string, n int) string { return strings.Repeat(open, n) + "1" + strings.Repeat(end, n) }
	for name, src := range map[string]string{
		"lists":       "x = " + nest("[", "]", 3000),
		"calls":       "x = " + nest("f(", ")", 3000),
		"attributes":  "x = a" + strings.Repeat(".b", 5000),
		"concats":     "x = 'a'" + strings.Repeat("\\\n + y", 5000),
		"elifs":       "if a:\n  pass\n" + strings.Repeat("elif b:\n  f()\n", 3000),
		"returns":     "def f():\n" + strings.Repeat("  if a:\n    return 1\n", 3000),
		"imports":     "from app import *\nfrom app import x\nimport app\nx\n",
		"inheritance": "class A(B): pass\nclass B(A):\n  def f(self): return super().f()\nA().f().x\n",
		"itself":      "class A(A): pass\nx = x\ndef f(a=f): return f(f)\n",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			tree := treeOf(t, &txtar.Archive{Files: []txtar.File{{Name: "app.py", Data: []byte("import requests\n" + src)}}})
			Load(tree)
			for _, p := range tree.Problems() {
				if strings.Contains(p.Message, "internal") {
					t.Error(p.Message)
				}
			}
			if d := time.Since(start); d > time.Minute {
				t.Errorf("took %v", d)
			}
		})
	}
}

func FuzzLoad(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(ar.Files[0].Data)
	}
	g, err := treesitter.Open(context.Background(), treesitter.Python)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		tree := treeOf(t, &txtar.Archive{Files: []txtar.File{{Name: "app.py", Data: append([]byte("import requests\n"), src...)}}})
		l := &loader{tree: tree, byPath: map[string]*module{}, funcs: map[string]*function{}, classes: map[string]*class{}}
		l.choose()
		l.parse(context.Background(), g)
		l.program()
		for _, p := range tree.Problems() {
			if strings.Contains(p.Message, "internal") {
				t.Error(p.Message)
			}
		}
	})
}

// BenchmarkLoad reads what ARCHVET_BENCH names.
func BenchmarkLoad(b *testing.B) {
	dir := os.Getenv("ARCHVET_BENCH")
	if dir == "" {
		b.Skip("ARCHVET_BENCH names no directory")
	}
	size := int64(0)
	for b.Loop() {
		tree, err := source.Open(dir, source.Options{})
		if err != nil {
			b.Fatal(err)
		}
		size = 0
		p := Load(tree)
		for _, f := range tree.Files() {
			if f.Ext() == ".py" {
				if data, err := f.Data(); err == nil {
					size += int64(len(data))
				}
			}
		}
		if p != nil {
			b.ReportMetric(float64(len(p.Packages)), "parsed")
		}
	}
	b.SetBytes(size)
}
