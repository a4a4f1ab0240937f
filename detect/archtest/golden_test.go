package archtest

import (
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

// shorten finds the text and offers to replace it.
func shorten(t *testing.T, contents, text, replacement string, more ...string) []string {
	t.Helper()
	m := files(append([]string{"b.yaml", contents}, more...)...)
	repo, err := detect.LoadFS(m, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a := rule(func(*arch.Architecture, func(arch.Finding)) {})
	f := finding(m, "b.yaml", text, "long")
	f.Fix = []arch.Edit{{At: f.At, New: replacement}}
	r := &recorder{}
	goldenOf(r, a, Result{Dir: "d", Repo: repo, Findings: []arch.Finding{f, f}})
	return r.failures
}

func TestGolden(t *testing.T) {
	if got := shorten(t, "a: 1\nTimeout: 60 # s\n", "60", "28", "b.yaml.golden", "a: 1\nTimeout: 28 # s\n"); len(got) > 0 {
		t.Errorf("right golden file: %q", got)
	}
	for _, c := range []struct{ name, complaint, file, golden string }{
		{"differs", "differ from its golden file", "b.yaml.golden", "Timeout: 29\n"},
		{"absent", "has no golden file", "c.yaml", "a: 1\n"},
		{"for a file without fix", "no finding offers a fix for c.yaml", "c.yaml.golden", "a: 1\n"},
	} {
		got := shorten(t, "Timeout: 60\n", "60", "28", c.file, c.golden)
		if !strings.Contains(strings.Join(got, "\n"), c.complaint) {
			t.Errorf("golden file %s: got %q, want %q", c.name, got, c.complaint)
		}
	}
}

func TestFixThatDoesNotHelp(t *testing.T) {
	m := files("b.yaml", "Timeout: 60\n", "b.yaml.golden", "Timeout: 61\n")
	repo, err := detect.LoadFS(m, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := finding(m, "b.yaml", "60", "long")
	f.Fix = []arch.Edit{{At: f.At, New: "61"}}
	a := rule(func(_ *arch.Architecture, report func(arch.Finding)) { report(f) })
	found, err := detect.Run(repo, []*analysis.Analyzer{a})
	if err != nil {
		t.Fatal(err)
	}
	r := &recorder{}
	goldenOf(r, a, Result{Dir: "d", Repo: repo, Findings: found})
	if len(r.failures) != 1 || !strings.Contains(r.failures[0], "did not help") {
		t.Errorf("got %q, want a complaint that the finding is still there", r.failures)
	}
}

func TestOverlappingEdits(t *testing.T) {
	edits := []arch.Edit{{At: arch.Range{File: "a", Start: 0, End: 2}}, {At: arch.Range{File: "a", Start: 1, End: 3}}}
	if _, err := detect.ApplyEdits([]byte("abcd"), edits); err == nil {
		t.Error("overlapping edits were applied")
	}
}
