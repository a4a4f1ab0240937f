package ecs

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/iac/iactest"
)

func TestLoad(t *testing.T) { iactest.Golden(t, Load) }

func FuzzLoad(f *testing.F) { iactest.Fuzz(f, Load) }

// What is nested without end is read as far as anything sensible goes.
func TestDeep(t *testing.T) {
	const deep = 100_000
	task := `{"family": "f", "containerDefinitions": ` + strings.Repeat("[", deep) + strings.Repeat("]", deep) + "}"
	manifest := "name: a\ntype: Backend Service\nimage: " + strings.Repeat("{a: ", deep) + strings.Repeat("}", deep) + "\n"
	iactest.Load(t, fstest.MapFS{
		"taskdef.json":           {Data: []byte(task)},
		"copilot/a/manifest.yml": {Data: []byte(manifest)},
	}, Load)
}
