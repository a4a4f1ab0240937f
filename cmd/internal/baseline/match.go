package baseline

import (
	"fmt"
	"slices"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/detect/arch"
)

// Result is a baseline compared with the findings of a run.
type Result struct {
	New      []arch.Finding // that the baseline does not accept
	Accepted []arch.Finding
	Stale    []Entry // whose findings are gone; Count is how many of them
}

// likeness is one way in which an entry can be that of a finding, surest first.
type likeness func(e, f Entry) bool

var (
	same = func(e, f Entry) bool { return compare(e, f) == 0 }
	// laidOut is the finding in a line that a formatter broke up or joined.
	laidOut = func(e, f Entry) bool {
		e.Line, f.Line = "", ""
		return e.Code != "" && compare(e, f) == 0
	}
	// renamed is the finding of a unit that has another name, or in code of several
	// units of which another one comes first now.
	renamed = func(e, f Entry) bool {
		e.Unit, f.Unit, e.Code, f.Code = "", "", "", ""
		return e.Line != "" && compare(e, f) == 0
	}
)

// Match finds out which findings of a report the baseline accepts, and which of its
// entries have had their time. Entries are only held against what the run looked at:
// rules that ran, in files that were not left out.
func (b *Baseline) Match(r *report.Report, ran func(rule string) bool, excluded []string) Result {
	var res Result
	left := slices.Clone(b.Entries)
	entries := make([]Entry, len(r.Findings))
	taken := make([]bool, len(r.Findings))
	for i, f := range r.Findings {
		entries[i] = entryOf(r, f)
	}
	places := map[[2]string][]int{}
	for k, e := range left {
		places[[2]string{e.Rule, e.File}] = append(places[[2]string{e.Rule, e.File}], k)
	}
	for _, like := range []likeness{same, laidOut, renamed} {
		for i, f := range entries {
			if taken[i] {
				continue
			}
			for _, k := range places[[2]string{f.Rule, f.File}] {
				if left[k].Count > 0 && like(left[k], f) {
					left[k].Count--
					taken[i] = true
					break
				}
			}
		}
	}
	for i, f := range r.Findings {
		if taken[i] {
			res.Accepted = append(res.Accepted, f)
		} else {
			res.New = append(res.New, f)
		}
	}
	for _, e := range left {
		if e.Count > 0 && ran(e.Rule) && !below(e.File, excluded) {
			res.Stale = append(res.Stale, e)
		}
	}
	return res
}

// String tells of an entry in a line that editors understand.
func (e Entry) String() string {
	whose := ""
	for _, name := range []string{e.Unit, e.Resource} {
		if name != "" && whose == "" {
			whose = " of " + name
		}
	}
	times := ""
	if e.Count > 1 {
		times = fmt.Sprintf(", %d times", e.Count)
	}
	return fmt.Sprintf("%s:%d:1: stale: %s%s in %s at %q%s", File, e.line, e.Rule, whose, e.File, e.Line, times)
}
