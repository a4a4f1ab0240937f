package run

import (
	"fmt"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/detect/arch"
)

// The exit statuses. Programs rely on them.
const (
	Clean      = 0 // nothing at or above the severity that fails
	Found      = 1 // findings
	Usage      = 2 // a wrong command line or configuration
	Incomplete = 3 // the analysis could not be done, or not wholly
)

// Gate is what a run has to pass.
type Gate struct {
	FailOn      arch.Severity
	MinCoverage float64 // percent of the files that matter
	ExitZero    bool    // findings do not fail
	Stale       bool    // entries of the baseline whose findings are gone fail
}

// Status returns the exit status, and for [Incomplete] the reasons. A run that missed
// something is never clean, and says so before it speaks of findings: the findings it
// shows may not be all.
func (g Gate) Status(r *report.Report) (status int, why []string) {
	why = append(why, r.Incomplete...)
	if c := r.Covered(); c < g.MinCoverage {
		why = append(why, fmt.Sprintf("coverage is %.1f %%, less than the %g %% asked for", c, g.MinCoverage))
	}
	if len(why) > 0 {
		return Incomplete, why
	}
	if g.Stale && len(r.Stale) > 0 {
		return Found, nil
	}
	for _, f := range r.Findings {
		if f.Severity >= g.FailOn && !g.ExitZero {
			return Found, nil
		}
	}
	return Clean, nil
}
