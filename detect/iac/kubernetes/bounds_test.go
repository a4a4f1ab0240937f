package kubernetes

import (
	"fmt"
	"testing"
	"testing/fstest"
	"time"

	"github.com/archvet/archvet/detect/source"
)

// Overlays that each build on all later ones have 2^40 ways through them.
func TestOverlaysOnOverlays(t *testing.T) {
	fsys := fstest.MapFS{}
	for i := range 40 {
		text := "resources:\n- a.yaml\n"
		for j := range 40 { // cycles too
			text += fmt.Sprintf("- ../k%d\n", j)
		}
		fsys[fmt.Sprintf("k%d/kustomization.yaml", i)] = &fstest.MapFile{Data: []byte(text)}
		fsys[fmt.Sprintf("k%d/a.yaml", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "apiVersion: v1\nkind: Pod\nmetadata: {name: p%d}\nspec: {containers: [{image: own/p}]}\n", i)}
	}
	tree, err := source.New(fsys, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if d := Load(tree); len(d.Units) != 40*40 {
		t.Errorf("%d units", len(d.Units))
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("took %v", took)
	}
}
