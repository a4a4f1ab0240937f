package flow_test

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/code/javascript"
	"github.com/archvet/archvet/detect/flow"
	"github.com/archvet/archvet/detect/source"
)

// TestJavaScriptOperations runs the programs of testdata/javascript, which begin with
// app.js.
func TestJavaScriptOperations(t *testing.T) {
	files, err := filepath.Glob("testdata/javascript/*.txtar")
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
			e := flow.Entry{Funcs: []string{"app.<module>"}}
			got := render(tree, flow.New(code.Libraries(), javascript.Load(tree)).View(e).Operations())
			if *update {
				write(t, file, ar, got)
			} else if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("operations (-want +got):\n%s", diff)
			}
		})
	}
}
