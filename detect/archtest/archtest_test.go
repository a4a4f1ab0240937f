package archtest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

// recorder is a test that notes its failures.
type recorder struct{ failures []string }

func (*recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, strings.TrimSpace(fmt.Sprintf(format, args...)))
}

func rule(judge func(*arch.Architecture, func(arch.Finding))) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: "fake", Doc: "reports what a test tells it to", Requires: []*analysis.Analyzer{detect.Analyzer},
		RunDespiteErrors: true, ResultType: detect.FindingsType,
		Run: func(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) },
	}
}

// finding points at the first place of text in a file.
func finding(files fstest.MapFS, file, text, message string) arch.Finding {
	start := strings.Index(string(files[file].Data), text)
	return arch.Finding{
		Severity: arch.Warning, Confidence: arch.High, At: arch.Range{File: file, Start: start, End: start + len(text)},
		Message: message, Effect: "e", WayOut: "w", Effort: 1,
	}
}

func run(t *testing.T, files fstest.MapFS, found ...arch.Finding) []string {
	t.Helper()
	repo, err := detect.LoadFS(files, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	repo.Arch.Units = nil // findings of this test belong to none
	got, err := detect.Run(repo, []*analysis.Analyzer{rule(func(_ *arch.Architecture, report func(arch.Finding)) {
		for _, f := range found {
			report(f)
		}
	})})
	if err != nil {
		t.Fatal(err)
	}
	r := &recorder{}
	compare(r, "d", repo, got)
	return r.failures
}

func files(contents ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(contents); i += 2 {
		m[contents[i]] = &fstest.MapFile{Data: []byte(contents[i+1])}
	}
	return m
}

func TestWantsOfEveryLanguage(t *testing.T) {
	m := files(
		"a.go", "package a\n\nvar x = 1 // want \"x is \\\\d\" `and one`\n",
		"b.yaml", "# no want\nTimeout: 60 # want \"too long\"\n",
		"c.tf", "timeout = 60 # // want \"too long\"\n",
		"d.py", "x = 1 # want \"python\" wantrelated \"trigger: here\"\n",
		"Dockerfile", "# want+1 \"docker\"\nEXPOSE 80\n",
		"e.json", "{\n\"a\": 1\n}\n", "e.json.want", "2 want \"json\"\n",
	)
	py := finding(m, "d.py", "x", "python")
	py.Related = []arch.Related{{Label: "trigger", At: py.At, Message: "here"}}
	failures := run(t, m,
		finding(m, "a.go", "x = 1", "x is 1"), finding(m, "a.go", "1", "and one"), finding(m, "b.yaml", "60", "too long"),
		finding(m, "c.tf", "60", "60 s is too long"), py, finding(m, "Dockerfile", "80", "docker"), finding(m, "e.json", "1", "json"))
	if len(failures) > 0 {
		t.Errorf("failures in a fixture whose findings are all announced:\n%s", strings.Join(failures, "\n"))
	}
}

func TestMissingFinding(t *testing.T) {
	m := files("b.yaml", "a: 1\nTimeout: 60 # want \"too long\" wantrelated \"trigger\"\n")
	want := []string{`d/b.yaml:2: no finding matches "too long"`, `d/b.yaml:2: no related position matches "trigger"`}
	if diff := cmp.Diff(want, run(t, m)); diff != "" {
		t.Errorf("missing finding (-want +got):\n%s", diff)
	}
}

func TestUnexpectedFinding(t *testing.T) {
	m := files("b.yaml", "Timeout: 60\n")
	want := []string{`d/b.yaml:1: unexpected finding: too long`}
	if diff := cmp.Diff(want, run(t, m, finding(m, "b.yaml", "60", "too long"))); diff != "" {
		t.Errorf("unexpected finding (-want +got):\n%s", diff)
	}
}

func TestFindingTwiceButWantedOnce(t *testing.T) {
	m := files("b.yaml", "Timeout: 60 # want \"long\"\n")
	f := finding(m, "b.yaml", "60", "long")
	if diff := cmp.Diff([]string{"d/b.yaml:1: unexpected finding: long"}, run(t, m, f, f)); diff != "" {
		t.Errorf("finding reported twice (-want +got):\n%s", diff)
	}
}

func TestOtherLineOrOtherMessage(t *testing.T) {
	m := files("b.yaml", "a: 1 # want \"long\"\nTimeout: 60\n")
	for name, f := range map[string]arch.Finding{
		"line": finding(m, "b.yaml", "60", "long"), "message": finding(m, "b.yaml", "1", "short"),
	} {
		if got := run(t, m, f); len(got) != 2 {
			t.Errorf("other %s: got %q, want a missing and an unexpected finding", name, got)
		}
	}
}

func TestIncompleteFinding(t *testing.T) {
	m := files("b.yaml", "Timeout: 60 # want \"long\"\n")
	f := finding(m, "b.yaml", "60", "long")
	f.Severity, f.Effect, f.Effort = 0, "two\nlines", 9
	f.Fix = []arch.Edit{{At: arch.Range{File: "b.yaml", Start: 3, End: 999}}}
	if got := run(t, m, f); len(got) != 4 {
		t.Errorf("got %d complaints, want 4: %q", len(got), got)
	}
}

func TestBadWant(t *testing.T) {
	m := files("b.yaml", "Timeout: 60 # want \"(\"\n")
	if got := run(t, m); len(got) != 1 || !strings.HasPrefix(got[0], "d/b.yaml:1: want:") {
		t.Errorf("got %q, want a complaint about the expression in b.yaml:1", got)
	}
}

func TestFixtureWithoutUnits(t *testing.T) {
	r := &recorder{}
	Run(r, rule(func(*arch.Architecture, func(arch.Finding)) {}), "empty", "absent")
	if len(r.failures) != 2 || !strings.Contains(r.failures[0], "proves nothing") || !strings.HasPrefix(r.failures[1], "absent: ") {
		t.Errorf("got %q, want a failure each for the fixture without units and the absent one", r.failures)
	}
}

func TestCrashKeepsOtherFindings(t *testing.T) {
	m := files("b.yaml", "Timeout: 60\n")
	repo, err := detect.LoadFS(m, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	good := rule(func(_ *arch.Architecture, report func(arch.Finding)) { report(finding(m, "b.yaml", "60", "long")) })
	bad := rule(func(*arch.Architecture, func(arch.Finding)) { panic("boom") })
	bad.Name = "crashes"
	wild := &analysis.Analyzer{Name: "wild", Doc: "panics outside of Judge", Run: func(*analysis.Pass) (any, error) { panic("bang") }}
	found, err := detect.Run(repo, []*analysis.Analyzer{bad, good, wild})
	if len(found) != 1 || found[0].Message != "long" {
		t.Errorf("findings of the rules that work: got %v", found)
	}
	var failed *detect.RuleError
	if !errors.As(err, &failed) || !strings.Contains(err.Error(), "crashes failed") || !strings.Contains(err.Error(), "wild failed") {
		t.Errorf("error does not name the rules that crashed: %v", err)
	}
}
