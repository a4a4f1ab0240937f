package explain

import (
	"bytes"
	"strings"
	"testing"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
)

func TestNearest(t *testing.T) {
	names := []string{"asyncfailure", "calltimeout", "chattycalls", "triggertimeout"}
	for in, want := range map[string]string{
		"chattycall": "chattycalls", "chatty-calls": "chattycalls", "cahttycalls": "chattycalls", "Trigger_Timeout": "triggertimeout",
		"async": "asyncfailure", "timeout": "", "zzz": "", "": "",
	} {
		if got := Nearest(in, names); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", in, got, want)
		}
	}
}

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
