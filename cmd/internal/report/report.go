// Package report is what one run of archvet has to say, before any format: the
// analysed repository, the findings to show, and what is missing from them. It puts
// everything in order once, so that no format has to.
package report

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

// Report is the result of a run. Formats only read it.
type Report struct {
	Repo     *detect.Repository
	Rules    []Rule         // that ran or should have run, by name
	Findings []arch.Finding // to show, in order of position
	Hidden   int            // hints held back by the persona
	Accepted int            // findings held back by the baseline
	Was      int            // findings that the baseline accepts
	Stale    []string       // a line for each entry of the baseline whose finding is gone
	// Suppressions are the entries of the repository that keep findings quiet, or would.
	Suppressions []detect.Suppression
	// Failed names the rules that crashed; Incomplete says of everything that failed,
	// rules included, what it was. Both are sorted.
	Failed     []string
	Incomplete []string
	// Prefix leads from the root of the version control to the analysed directory,
	// with a slash at its end; "" when they are the same.
	Prefix  string
	Version string
}

// Rule is what outputs tell about a rule.
type Rule struct {
	Name     string
	Summary  string // one line
	Page     string
	Playbook Playbook
	URL      string
}

// RuleOf describes an analyzer and its playbook.
func RuleOf(a *analysis.Analyzer, playbook string) Rule {
	first, _, _ := strings.Cut(a.Doc, "\n")
	summary := strings.TrimSuffix(strings.TrimPrefix(first, a.Name+": "), ".")
	return Rule{Name: a.Name, Summary: summary, Page: a.Doc, Playbook: Playbook(playbook), URL: a.URL}
}

// Rule returns what is known about the rule of that name.
func (r *Report) Rule(name string) Rule {
	for _, rule := range r.Rules {
		if rule.Name == name {
			return rule
		}
	}
	return Rule{Name: name, Summary: name, URL: detect.URL(name)}
}

// Count returns the number of shown findings of a severity.
func (r *Report) Count(s arch.Severity) int {
	n := 0
	for _, f := range r.Findings {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// Suppressed is how many findings suppressions keep back.
func (r *Report) Suppressed() int {
	n := 0
	for _, s := range r.Suppressions {
		n += s.Findings
	}
	return n
}

// Unused returns the suppressions that are without effect.
func (r *Report) Unused() []detect.Suppression {
	return slices.DeleteFunc(slices.Clone(r.Suppressions), func(s detect.Suppression) bool { return s.Unused == "" })
}

// Skipped returns the files that would have mattered and were not wholly understood:
// those left out, and those with a problem, in order and each once.
func (r *Report) Skipped() []arch.SkippedFile {
	skipped := slices.Clone(r.Repo.Arch.Coverage.FilesSkipped)
	for _, p := range r.Repo.Arch.Problems {
		if p.At.IsZero() {
			continue
		}
		why := p.Message
		if at := r.Place(p.At); at.Line > 0 {
			why += " at " + at.LineColumn()
		}
		switch i := slices.IndexFunc(skipped, func(s arch.SkippedFile) bool { return s.File == p.At.File }); {
		case i < 0:
			skipped = append(skipped, arch.SkippedFile{File: p.At.File, Why: why})
		case skipped[i].Why == p.Message:
			skipped[i].Why = why // the same, and where
		}
	}
	slices.SortFunc(skipped, func(a, b arch.SkippedFile) int {
		return compareAll(a.File, b.File, a.Why, b.Why)
	})
	return slices.CompactFunc(skipped, func(a, b arch.SkippedFile) bool { return a.File == b.File })
}

// Covered returns how much of the files that matter was analysed, in percent.
func (r *Report) Covered() float64 {
	read, skipped := r.Repo.Arch.Coverage.FilesRead, len(r.Skipped())
	if read+skipped == 0 {
		return 100
	}
	return 100 * float64(read) / float64(read+skipped)
}
