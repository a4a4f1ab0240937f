package compose

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/source"
)

// Files that all include each other have more ways through them than can be taken.
func TestIncludesOfIncludes(t *testing.T) {
	fsys := fstest.MapFS{"compose.yml": {Data: []byte("include: [d0/compose.yml]\nservices: {web: {image: own/web}}\n")}}
	for i := range 20 {
		text := "include:\n"
		for j := range 20 {
			text += fmt.Sprintf("- ../d%d/compose.yml\n", j)
		}
		text += fmt.Sprintf("services: {s%d: {image: own/s}}\n", i)
		fsys[fmt.Sprintf("d%d/compose.yml", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.New(fsys, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := Load(tree); len(d.Units) != 21 {
		t.Errorf("%d units", len(d.Units))
	}
}
