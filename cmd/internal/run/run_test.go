package run

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/analyzers"
	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

func rule(name string, run func(*analysis.Pass) (any, error)) analyzers.Rule {
	return analyzers.Rule{Analyzer: &analysis.Analyzer{
		Name: name, Doc: name + ": a rule of this test.", Requires: []*analysis.Analyzer{detect.Analyzer},
		RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
	}}
}

func finds(severity arch.Severity) func(*analysis.Pass) (any, error) {
	return func(pass *analysis.Pass) (any, error) {
		return detect.Judge(pass, func(_ *arch.Architecture, report func(arch.Finding)) {
			report(arch.Finding{Severity: severity, At: arch.Range{File: "a.yaml"}, Message: "m"})
		})
	}
}

func repository(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.yaml"), []byte("a: 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A rule that crashes or fails is named and makes the run incomplete; it takes
// nothing from the others.
func TestCrashedRule(t *testing.T) {
	r, err := Analyse(Options{Path: repository(t), Rules: []analyzers.Rule{
		rule("crashes", func(pass *analysis.Pass) (any, error) {
			return detect.Judge(pass, func(a *arch.Architecture, _ func(arch.Finding)) { _ = a.Units[7] })
		}),
		rule("crashesoutside", func(*analysis.Pass) (any, error) { panic("no judge") }),
		rule("fails", func(*analysis.Pass) (any, error) { return nil, errors.New("cannot") }),
		rule("finds", finds(arch.Error)),
	}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"crashes", "crashesoutside", "fails"}, r.Failed); diff != "" {
		t.Errorf("failed rules (-want +got):\n%s", diff)
	}
	if len(r.Findings) != 1 || r.Findings[0].Rule != "finds" {
		t.Errorf("findings = %v, want that of the rule that works", r.Findings)
	}
	for _, what := range r.Incomplete {
		if strings.Count(what, "rule ") != 1 {
			t.Errorf("%q does not name its rule once", what)
		}
		if strings.Contains(what, "goroutine") || strings.Contains(what, "\n") {
			t.Errorf("stack in %q", what)
		}
	}
	if status, why := (Gate{FailOn: arch.Warning, ExitZero: true}).Status(r); status != Incomplete || len(why) != 3 {
		t.Errorf("status %d (%v), want %d with three reasons", status, why, Incomplete)
	}
}

func TestStatus(t *testing.T) {
	dir := repository(t)
	for _, tt := range []struct {
		name     string
		severity arch.Severity
		hints    bool
		gate     Gate
		want     int
		shown    int
	}{
		{"error", arch.Error, false, Gate{FailOn: arch.Warning}, Found, 1},
		{"below the gate", arch.Warning, false, Gate{FailOn: arch.Error}, Clean, 1},
		{"exit zero", arch.Error, false, Gate{FailOn: arch.Warning, ExitZero: true}, Clean, 1},
		{"hidden hint", arch.Hint, false, Gate{FailOn: arch.Warning}, Clean, 0},
		{"shown hint", arch.Hint, true, Gate{FailOn: arch.Hint}, Found, 1},
		{"coverage", arch.Error, false, Gate{FailOn: arch.Warning, MinCoverage: 101}, Incomplete, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := Analyse(Options{Path: dir, Hints: tt.hints, Rules: []analyzers.Rule{rule("finds", finds(tt.severity))}})
			if err != nil {
				t.Fatal(err)
			}
			if status, why := tt.gate.Status(r); status != tt.want {
				t.Errorf("status %d (%v), want %d", status, why, tt.want)
			}
			if len(r.Findings) != tt.shown || r.Hidden != 1-tt.shown {
				t.Errorf("%d shown, %d hidden", len(r.Findings), r.Hidden)
			}
		})
	}
}

// A problem with the repository as a whole means that part of it was not seen.
func TestGeneralProblemIsIncomplete(t *testing.T) {
	r := &report.Report{Repo: &detect.Repository{Arch: &arch.Architecture{Problems: []arch.Problem{{Message: "too many files"}}}}}
	note(r)
	if diff := cmp.Diff([]string{"too many files"}, r.Incomplete); diff != "" {
		t.Errorf("incomplete (-want +got):\n%s", diff)
	}
}

func TestExcluded(t *testing.T) {
	got, err := Excluded("/repo/...", []string{"a/", "./b/c", "/repo/d", "e/..."})
	if diff := cmp.Diff([]string{"a", "b/c", "d", "e"}, got); diff != "" || err != nil {
		t.Errorf("error %v (-want +got):\n%s", err, diff)
	}
	for _, bad := range []string{"..", "../x", ".", "/elsewhere", ""} {
		if got, err := Excluded("/repo", []string{bad}); err == nil {
			t.Errorf("--exclude %q gives %v, want an error", bad, got)
		}
	}
}

func TestPrefix(t *testing.T) {
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "a", "b"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(root, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	if got := prefix(filepath.Join(root, "a", "b")); got != "a/b/" {
		t.Errorf("prefix = %q", got)
	}
	if got := prefix(root); got != "" {
		t.Errorf("prefix of the root = %q", got)
	}
}
