package golang

import (
	"bytes"
	"os"
	"testing"

	"github.com/archvet/archvet/detect/source"
)

// BenchmarkLoad reads this repository's own code, or what ARCHVET_BENCH names.
func BenchmarkLoad(b *testing.B) {
	dir := os.Getenv("ARCHVET_BENCH")
	if dir == "" {
		dir = "../../.."
	}
	lines := 0
	for b.Loop() {
		tree, err := source.Open(dir, source.Options{})
		if err != nil {
			b.Fatal(err)
		}
		lines = 0
		for _, p := range Load(tree).Packages {
			for _, name := range p.Files {
				data, err := tree.File(name).Data()
				if err != nil {
					b.Fatal(err)
				}
				lines += bytes.Count(data, []byte("\n"))
			}
		}
	}
	b.ReportMetric(float64(lines)*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}
