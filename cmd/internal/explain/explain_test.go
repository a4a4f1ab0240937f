package explain

import (
	"bytes"
	"strings"
	"testing"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
)

func TestWrite(t *testing.T) {
	var b bytes.Buffer
	rule := report.Rule{Name: "x", Page: "x: does\n\nWhy.\n\n# Good\n\n\tcode", Playbook: "# Do it\n\n1. Now.\n", URL: "u"}
	if err := Write(&b, rule, terminal.Palette{}); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "x: does\n\nWhy.\n\nGood\n\n\tcode\n\nDo it\n\n1. Now.\n\nu\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestList(t *testing.T) {
	var b bytes.Buffer
	if err := List(&b, []report.Rule{{Name: "ab", Summary: "first"}, {Name: "abcd", Summary: strings.Repeat("long ", 40)}}, terminal.Palette{}, 40); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if terminal.Width(line) > 41 {
			t.Errorf("too wide: %q", line)
		}
	}
}
