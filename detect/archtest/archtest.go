// Package archtest runs rules over fixture repositories.
//
// A fixture is a directory below the caller's testdata that holds a small system:
// code and the IaC that deploys it. Findings are announced by comments, in any
// language, on the line that the finding points at:
//
//	Timeout: 60             # want "report may run 60 s"
//	for _, p := range ps {  // want "calls currency" "a second finding on this line"
//	x := conv.Convert(ctx)  // wantrelated "remote call: gRPC Convert"
//
// Each string is a regular expression in Go's quotes. A want matches the message of
// a finding; a wantrelated matches the label and message ("label: message") of a
// related position of some finding. Both may stand in one comment, and in an
// assembled comment such as `# // want "x"`. Where the format has no comment at the
// end of a line, want+1 speaks of the next line and want-1 of the one before; a
// format without comments (JSON) has a file NAME.want beside it with lines such as
// `12 want "x"`.
//
// A finding without a want and a want without a finding both fail the test. So does
// a fixture in which no unit is detected: it would prove nothing by being quiet.
package archtest

import (
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

// T is what of a *testing.T the harness needs.
type T interface {
	Helper()
	Errorf(format string, args ...any)
}

// Result is what a rule said of one fixture.
type Result struct {
	Dir      string // as given to Run
	Repo     *detect.Repository
	Findings []arch.Finding
}

// Run applies a rule to each fixture testdata/DIR and compares its findings with
// the comments in the fixture.
func Run(t T, rule *analysis.Analyzer, dirs ...string) []Result {
	t.Helper()
	return RunAll(t, []*analysis.Analyzer{rule}, dirs...)
}

// RunAll is Run for several rules together: the comments in a fixture announce what
// all of them find.
func RunAll(t T, rules []*analysis.Analyzer, dirs ...string) []Result {
	t.Helper()
	var results []Result
	for _, dir := range dirs {
		repo, found, ok := load(t, rules, dir)
		if !ok {
			continue
		}
		if len(repo.Arch.Units) == 0 {
			t.Errorf("%s: no unit was detected, so the fixture proves nothing", dir)
		}
		for _, p := range repo.Arch.Problems {
			t.Errorf("testdata/%s/%s: problem in the fixture: %s", dir, at(repo, p.At), p.Message)
		}
		compare(t, "testdata/"+dir, repo, found)
		results = append(results, Result{Dir: dir, Repo: repo, Findings: found})
	}
	return results
}

// Dirs returns the fixtures below testdata whose names begin with prefix.
func Dirs(t T, prefix string) []string {
	t.Helper()
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Errorf("list fixtures: %v", err)
	}
	var dirs []string
	for _, e := range entries {
		if e.IsDir() && strings.HasPrefix(e.Name(), prefix) {
			dirs = append(dirs, e.Name())
		}
	}
	return dirs
}

func load(t T, rules []*analysis.Analyzer, dir string) (*detect.Repository, []arch.Finding, bool) {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("testdata", filepath.FromSlash(dir)))
	if err != nil {
		t.Errorf("%s: %v", dir, err)
		return nil, nil, false
	}
	repo, err := detect.Load(root, detect.Options{})
	if err != nil {
		t.Errorf("%s: %v", dir, err)
		return nil, nil, false
	}
	found, err := detect.Run(repo, rules)
	if err != nil {
		t.Errorf("%s: %v", dir, err)
		return nil, nil, false
	}
	return repo, found, true
}
