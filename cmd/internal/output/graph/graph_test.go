package graph

import (
	"bytes"
	"testing"

	"github.com/archvet/archvet/cmd/internal/report/sample"
)

func TestGolden(t *testing.T) {
	var b bytes.Buffer
	if err := Mermaid(&b, sample.Report(t)); err != nil {
		t.Fatal(err)
	}
	sample.Golden(t, "testdata/report.mmd", b.Bytes())
	b.Reset()
	if err := Dot(&b, sample.Report(t)); err != nil {
		t.Fatal(err)
	}
	sample.Golden(t, "testdata/report.dot", b.Bytes())
}

// A name of the repository must not end its label and go on as code.
func TestLabelsAreQuoted(t *testing.T) {
	for in, want := range map[string]string{
		`a"]; click x "javascript:y`: `"a#quot;]; click x #quot;javascript:y"`,
		"<script>#1\n":               `"#lt;script#gt;#35;1 "`,
	} {
		if got := mermaidText(in); got != want {
			t.Errorf("mermaidText(%q) = %s, want %s", in, got, want)
		}
	}
	if got, want := dotText(`a\" -> "b`), `"a\\\" -> \"b"`; got != want {
		t.Errorf("dotText = %s, want %s", got, want)
	}
}
