package terraform

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/archvet/archvet/detect/iac/iactest"
	"github.com/archvet/archvet/detect/source"
)

func TestLoad(t *testing.T) { iactest.Golden(t, Load) }

func FuzzLoad(f *testing.F) { iactest.Fuzz(f, Load) }

const again = "module \"again\" {\n source = \"../fn\"\n}\n"

// TestHostile loads configurations that would take for ever, or all memory, if they
// were believed.
func TestHostile(t *testing.T) {
	for _, s := range hostile {
		files := fstest.MapFS{"main.tf": {Data: []byte(s)}, "modules/fn/main.tf": {Data: []byte(again)}}
		tree, err := source.New(files, source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		Load(tree)
		if took := time.Since(start); took > time.Minute {
			t.Errorf("took %v: %.100s", took, s)
		}
	}
}
