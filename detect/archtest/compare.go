package archtest

import (
	"fmt"
	"strings"

	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

// compare holds findings against the comments in the fixture at dir.
func compare(t T, dir string, repo *detect.Repository, found []arch.Finding) {
	t.Helper()
	expected, err := wants(repo.Tree)
	if err != nil {
		t.Errorf("%s/%v", dir, err)
		return
	}
	for _, f := range found {
		for _, fault := range faults(repo, f) {
			t.Errorf("%s/%s: finding %q %s", dir, at(repo, f.At), f.Message, fault)
		}
		if !meet(expected, repo, f.At, false, f.Message) {
			t.Errorf("%s/%s: unexpected finding: %s", dir, at(repo, f.At), f.Message)
		}
		for _, r := range f.Related {
			meet(expected, repo, r.At, true, r.Label+": "+r.Message)
		}
	}
	for _, w := range expected {
		if !w.met {
			t.Errorf("%s/%s", dir, w)
		}
	}
}

// meet marks the expectation that text fulfils. A finding fulfils one expectation;
// several findings may share a related position.
func meet(expected []*want, repo *detect.Repository, r arch.Range, related bool, text string) bool {
	p := repo.Tree.Position(r)
	for _, w := range expected {
		if w.related == related && w.file == p.File && w.line == p.Line && w.re.MatchString(text) && (related || !w.met) {
			w.met = true
			return true
		}
	}
	return false
}

// faults says what a finding lacks that every output relies on.
func faults(repo *detect.Repository, f arch.Finding) []string {
	var bad []string
	check := func(ok bool, what string) {
		if !ok {
			bad = append(bad, what)
		}
	}
	check(f.Severity >= arch.Hint && f.Severity <= arch.Error, "has no severity")
	check(f.Confidence >= arch.Low && f.Confidence <= arch.High, "has no confidence")
	check(f.Unit != "" && repo.Arch.Unit(f.Unit) != nil || len(repo.Arch.Units) == 0, "concerns no unit of the repository")
	check(f.Effort >= 1 && f.Effort <= 5, "has an effort outside of 1 to 5")
	for _, line := range []struct{ name, text string }{{"message", f.Message}, {"effect", f.Effect}, {"way out", f.WayOut}} {
		check(line.text != "" && !strings.ContainsAny(line.text, "\r\n"), "has no one-line "+line.name)
	}
	for _, r := range f.Related {
		check(r.Label != "" && r.Message != "", "has a related position without words")
		check(inside(repo, r.At), "has a related position outside of its file")
	}
	for _, e := range f.Fix {
		check(inside(repo, e.At), "has a fix outside of its file")
	}
	check(inside(repo, f.At), "points outside of its file")
	return bad
}

func inside(repo *detect.Repository, r arch.Range) bool {
	f := repo.Tree.File(r.File)
	if f == nil {
		return false
	}
	data, err := f.Data()
	return err == nil && 0 <= r.Start && r.Start <= r.End && r.End <= len(data)
}

func at(repo *detect.Repository, r arch.Range) string {
	p := repo.Tree.Position(r)
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}
