package flow_test

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/code/python"
	"github.com/archvet/archvet/detect/flow"
	"github.com/archvet/archvet/detect/source"
)

// TestPythonOperations runs the programs of testdata/python. They begin with app.py;
// a line "call NAME" in the comment names the function that the platform calls.
func TestPythonOperations(t *testing.T) {
	files, err := filepath.Glob("testdata/python/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test programs: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			fsys, want := fstest.MapFS{}, ""
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
			e := entry(string(ar.Comment))
			e.Funcs = []string{"app.<module>", "app.__main__"}
			var called []string
			for line := range strings.Lines(string(ar.Comment)) {
				if name, ok := strings.CutPrefix(strings.TrimSpace(line), "call "); ok {
					called = append(called, "app."+name)
				}
			}
			e.Funcs = append(e.Funcs, called...)
			got := render(tree, flow.New(code.Libraries(), python.Load(tree)).View(e).Called(called...).Operations())
			for _, p := range tree.Problems() {
				t.Error(p)
			}
			if *update {
				write(t, file, ar, got)
			} else if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("operations (-want +got):\n%s", diff)
			}
		})
	}
}
