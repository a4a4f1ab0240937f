package detect

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/source"
)

func TestACrashTakesNothingFromTheOthers(t *testing.T) {
	tree, err := source.New(fstest.MapFS{"a.txt": &fstest.MapFile{}}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	run := &pipeline{}
	got := readAll(run, tree, []stage[int]{
		{"broken", func(*source.Tree) int { panic("boom") }},
		{"whole", func(*source.Tree) int { return 7 }},
	})
	if got[0] != 0 || got[1] != 7 {
		t.Errorf("got %v", got)
	}
	if len(run.failed) != 1 || !strings.HasPrefix(run.failed[0], "broken failed: boom") {
		t.Errorf("failed: %q", run.failed)
	}
}
