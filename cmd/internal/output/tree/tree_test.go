package tree

import (
	"bytes"
	"testing"

	"github.com/archvet/archvet/cmd/internal/output/text"
	"github.com/archvet/archvet/cmd/internal/report/sample"
)

func TestGolden(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, sample.Report(t), text.Options{}); err != nil {
		t.Fatal(err)
	}
	sample.Golden(t, "testdata/report.txt", b.Bytes())
}
