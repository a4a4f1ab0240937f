package json

import (
	"cmp"
	"time"

	"github.com/archvet/archvet/cmd/internal/report"
)

type suppressions struct {
	Used   []usedSuppression   `json:"used"`
	Unused []unusedSuppression `json:"unused"`
}

// usedSuppression is an entry with a use, and how many findings it held back: none where
// its rule is off.
type usedSuppression struct {
	suppression
	Reason   string `json:"reason"`
	Until    string `json:"until,omitempty"`
	Findings int    `json:"findings"`
}

type unusedSuppression struct {
	suppression
	Why string `json:"why"`
}

type suppression struct {
	Kind string `json:"kind"` // comment, annotation, metadata or configuration
	Rule string `json:"rule"` // * for every rule
	File string `json:"file"`
	Line int    `json:"line"`
}

func newSuppressions(r *report.Report) suppressions {
	out := suppressions{Used: []usedSuppression{}, Unused: []unusedSuppression{}}
	for _, s := range r.Suppressions {
		at := r.Place(s.At)
		place := suppression{Kind: string(s.Kind), Rule: cmp.Or(s.Rule, "*"), File: at.File, Line: at.Line}
		if s.Unused != "" {
			out.Unused = append(out.Unused, unusedSuppression{place, s.Unused})
			continue
		}
		used := usedSuppression{suppression: place, Reason: s.Reason, Findings: s.Findings}
		if !s.Until.IsZero() {
			used.Until = s.Until.Format(time.DateOnly)
		}
		out.Used = append(out.Used, used)
	}
	return out
}
