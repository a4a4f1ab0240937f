package report_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/report/sample"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

func load(t *testing.T, text string) *report.Report {
	t.Helper()
	repo, err := detect.LoadFS(fstest.MapFS{"a.yaml": {Data: []byte(text)}}, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	repo.Arch = &arch.Architecture{}
	return &report.Report{Repo: repo}
}

// A fingerprint names a finding across edits elsewhere in its file and across
// re-indentation, and tells equal lines apart.
func TestFingerprints(t *testing.T) {
	at := func(text, line string) arch.Finding {
		i := len(text) - len(line)
		return arch.Finding{Rule: "r", Unit: "u", At: arch.Range{File: "a.yaml", Start: i, End: i + 1}}
	}
	prints := func(text string) []string {
		r := load(t, text)
		f := at(text, "timeout: 60\n")
		r.Findings = []arch.Finding{f, f}
		return r.Fingerprints()
	}
	first := prints("a: 1\ntimeout: 60\n")
	if first[0] == first[1] {
		t.Error("two findings, one fingerprint")
	}
	if moved := prints("# new\n# lines\na: 1\n  timeout: 60\n"); !slices.Equal(first, moved) {
		t.Errorf("fingerprints moved with the line: %v, %v", first, moved)
	}
	changed := load(t, "a: 1\ntimeout: 61\n")
	changed.Findings = []arch.Finding{{Rule: "r", Unit: "u", At: arch.Range{File: "a.yaml", Start: 5, End: 6}}}
	if changed.Fingerprints()[0] == first[0] {
		t.Error("the fingerprint does not follow the line's text")
	}
}

func TestSkipped(t *testing.T) {
	r := load(t, "a: 1\nb: [\n")
	r.Repo.Arch.Problems = []arch.Problem{
		{Message: "too many files"},
		{At: arch.Range{File: "a.yaml", Start: 5, End: 6}, Message: "not valid"},
		{At: arch.Range{File: "gone.yaml"}, Message: "cannot be read"},
	}
	r.Repo.Arch.Coverage.FilesSkipped = []arch.SkippedFile{{File: "z.bin", Why: "too large"}, {File: "a.yaml", Why: "not valid"}}
	want := []arch.SkippedFile{{File: "a.yaml", Why: "not valid at 2:1"}, {File: "gone.yaml", Why: "cannot be read"}, {File: "z.bin", Why: "too large"}}
	if diff := cmp.Diff(want, r.Skipped()); diff != "" {
		t.Errorf("skipped (-want +got):\n%s", diff)
	}
	if r.Repo.Arch.Coverage.FilesRead = 1; r.Covered() != 25 {
		t.Errorf("covered %v %%, want 25", r.Covered())
	}
}

func TestPlaybookSteps(t *testing.T) {
	p := report.Playbook("# Title\n\nIntro with 1. no item.\n\n1. **Measure.** Look at `x`,\n   then *decide*. *Verify:* numbers. *Back:* none.\n2. Do it.\n   - Verify: it is done.\n   - Back: undo.\n\nAfterword.\n\n1. Not a step.\n")
	if diff := cmp.Diff([]string{"Measure. Look at x, then decide.", "Do it."}, p.Steps()); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
	if steps := report.Playbook("no list").Steps(); steps == nil || len(steps) > 0 {
		t.Errorf("steps of no list = %#v", steps)
	}
}

func TestLinks(t *testing.T) {
	r := sample.Report(t)
	r.Repo.Arch.Edges = append(r.Repo.Arch.Edges, &arch.Edge{From: "orders", To: "order-events", Style: arch.Sync, Protocol: "http"})
	want := []report.Link{
		{From: "orders", To: "inventory", Style: arch.Sync, Protocols: []string{"grpc"}},
		{From: "orders", To: "order-events", Style: arch.Sync, Protocols: []string{"http", "sqs"}},
		{From: "orders", To: "orders-db", Style: arch.Data, Protocols: []string{"postgres"}},
	}
	if diff := cmp.Diff(want, r.Links("orders")); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}
