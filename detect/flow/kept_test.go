package flow_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/code/golang"
	"github.com/archvet/archvet/detect/code/javascript"
	"github.com/archvet/archvet/detect/code/python"
	"github.com/archvet/archvet/detect/flow"
	"github.com/archvet/archvet/detect/source"
)

// TestKept runs the programs of testdata/kept, in which a comment beside each
// construction says whether later requests use it too.
func TestKept(t *testing.T) {
	for file, c := range map[string]struct {
		load  func(*source.Tree) *code.Program
		entry []string
		calls string
		note  string
	}{
		"app.go": {golang.Load, []string{"shop.main"}, "", "// "},
		"app.py": {python.Load, []string{"app.<module>", "app.handler"}, "app.handler", "# "},
		"app.js": {javascript.Load, []string{"app.<module>", "app.handler"}, "app.handler", "// "},
	} {
		text, err := os.ReadFile(filepath.Join("testdata/kept", file))
		if err != nil {
			t.Fatal(err)
		}
		tree, err := source.New(fstest.MapFS{file: {Data: text}, "go.mod": {Data: []byte("module shop\n\ngo 1.24\n")}}, source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(text), "\n")
		var want, got []string
		for _, line := range lines {
			if code, note, ok := strings.Cut(line, c.note); ok && strings.Contains(code, "(") {
				want = append(want, strings.TrimSpace(code)+": "+strings.TrimSpace(note))
			}
		}
		view := flow.New(code.Libraries(), c.load(tree)).View(flow.Entry{Funcs: c.entry}).Called(c.calls)
		for _, op := range view.Operations() {
			if op.Row.Action != code.Build {
				continue
			}
			line, _, _ := strings.Cut(lines[tree.Position(op.At).Line-1], c.note)
			for _, p := range op.Paths {
				if said := strings.TrimSpace(line) + ": " + word(p); p.Handler != "" && !slices.Contains(got, said) || len(op.Paths) == 1 {
					got = append(got, said)
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

func word(p flow.Path) string {
	switch {
	case !p.Kept.Known():
		return "personal"
	case p.Kept.V:
		return "kept"
	}
	return "new"
}
