package json

import (
	"bytes"
	"encoding/json"
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/report/sample"
	"github.com/archvet/archvet/detect"
)

func TestGolden(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, sample.Report(t)); err != nil {
		t.Fatal(err)
	}
	sample.Golden(t, "testdata/report.json", b.Bytes())
	b.Reset()
	if err := WriteArchitecture(&b, sample.Report(t)); err != nil {
		t.Fatal(err)
	}
	sample.Golden(t, "testdata/architecture.json", b.Bytes())
}

// An absent list is [] and never null, however little was found.
func TestNoNull(t *testing.T) {
	repo, err := detect.LoadFS(fstest.MapFS{}, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Write(&b, &report.Report{Repo: repo}); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b.Bytes(), []byte("null")) {
		t.Errorf("null in\n%s", b.Bytes())
	}
	var doc map[string]any
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
}
