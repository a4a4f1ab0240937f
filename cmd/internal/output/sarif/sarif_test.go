package sarif

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	schema "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/report/sample"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

func TestGolden(t *testing.T) {
	r := sample.Report(t)
	r.Prefix = "systems/shop 1/"
	r.Incomplete = []string{"rule functionchain: internal error"}
	var b bytes.Buffer
	if err := Write(&b, r); err != nil {
		t.Fatal(err)
	}
	validate(t, b.Bytes())
	sample.Golden(t, "testdata/report.sarif", b.Bytes())
}

func TestEmptyIsValid(t *testing.T) {
	repo, err := detect.LoadFS(fstest.MapFS{}, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Write(&b, &report.Report{Repo: repo}); err != nil {
		t.Fatal(err)
	}
	validate(t, b.Bytes())
}

// validate holds a document against the schema of the standard.
func validate(t *testing.T, doc []byte) {
	t.Helper()
	r, err := schema.FromBytes(doc)
	if err != nil {
		t.Fatalf("not SARIF: %v", err)
	}
	for _, one := range r.Runs { // what the standard presets, and the library's reader does not
		one.WithLanguage("en-US").WithNewlineSequences([]string{"\n"})
		one.Tool.Driver.WithLanguage("en-US")
	}
	if err := r.Validate(); err != nil {
		t.Errorf("not valid by the schema: %v", err)
	}
}

func TestMessageHasNoForeignLinks(t *testing.T) {
	got := message(arch.Finding{Message: "see [here](https://example.org)", Related: []arch.Related{{Label: "nowhere"}, {Label: "loop", At: arch.Range{File: "a.go"}}}})
	if strings.Contains(got, "[here]") || !strings.Contains(got, `\[here\]`) || !strings.Contains(got, "[loop](1)") {
		t.Errorf("message = %q", got)
	}
}

func TestColumnsCountUTF16(t *testing.T) {
	repo, err := detect.LoadFS(fstest.MapFS{"a.yaml": {Data: []byte("é🙂: x\n")}}, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := writer{Report: &report.Report{Repo: repo}}
	start := strings.Index("é🙂: x\n", "x")
	if got := w.region(arch.Range{File: "a.yaml", Start: start, End: start + 1}).StartColumn; got != 6 {
		t.Errorf("start column %d, want 6", got)
	}
}
