// Package json writes a report for other programs. Field names, the words in them
// and the order of lists are a promise: changing one breaks somebody's program.
package json

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/archvet/archvet/cmd/internal/report"
)

type document struct {
	Version      int          `json:"version"`
	Architecture architecture `json:"architecture"`
	Findings     []finding    `json:"findings"`
	Coverage     coverage     `json:"coverage"`
	Baseline     baseline     `json:"baseline"`
	Suppressions suppressions `json:"suppressions"`
}

type finding struct {
	Rule        string    `json:"rule"`
	Severity    string    `json:"severity"`
	Confidence  string    `json:"confidence"`
	Fingerprint string    `json:"fingerprint"`
	Unit        string    `json:"unit"`
	File        string    `json:"file"`
	Line        int       `json:"line"`
	Column      int       `json:"column"`
	EndLine     int       `json:"end_line"`
	EndColumn   int       `json:"end_column"`
	Message     string    `json:"message"`
	Related     []related `json:"related"`
	Migration   migration `json:"migration"`
}

type related struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

type migration struct {
	Effort   int      `json:"effort"`
	Steps    []string `json:"steps"`
	Playbook string   `json:"playbook"`
}

type coverage struct {
	FilesRead         int       `json:"files_read"`
	FilesSkipped      []skipped `json:"files_skipped"`
	ValuesUnknown     int       `json:"values_unknown"`
	RulesNotEvaluated []string  `json:"rules_not_evaluated"`
	Incomplete        []string  `json:"incomplete"`
}

type skipped struct {
	File string `json:"file"`
	Why  string `json:"why"`
}

// baseline counts the findings that it holds back, and the accepted ones that are gone.
type baseline struct {
	Accepted int `json:"accepted"`
	Stale    int `json:"stale"`
}

// Write writes the whole report.
func Write(w io.Writer, r *report.Report) error {
	return encode(w, document{
		Version: 1, Architecture: newArchitecture(r), Findings: findings(r), Coverage: newCoverage(r),
		Baseline: baseline{Accepted: r.Accepted, Stale: len(r.Stale)}, Suppressions: newSuppressions(r),
	})
}

// WriteArchitecture writes the architecture and how much of it was seen.
func WriteArchitecture(w io.Writer, r *report.Report) error {
	return encode(w, struct {
		Version      int          `json:"version"`
		Architecture architecture `json:"architecture"`
		Coverage     coverage     `json:"coverage"`
	}{1, newArchitecture(r), newCoverage(r)})
}

func encode(w io.Writer, doc any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(doc); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}

func findings(r *report.Report) []finding {
	out := []finding{}
	prints := r.Fingerprints()
	for i, f := range r.Findings {
		at := r.Place(f.At)
		j := finding{
			Rule: f.Rule, Severity: f.Severity.String(), Confidence: f.Confidence.String(), Fingerprint: prints[i], Unit: f.Unit,
			File: at.File, Line: at.Line, Column: at.Column, EndLine: at.EndLine, EndColumn: at.EndCol,
			Message: f.Message, Related: []related{},
		}
		for _, o := range f.Related {
			p := r.Place(o.At)
			j.Related = append(j.Related, related{File: p.File, Line: p.Line, Message: report.RelatedMessage(o)})
		}
		rule := r.Rule(f.Rule)
		j.Migration = migration{Effort: f.Effort, Steps: []string{}}
		if f.WayOut != "" { // the finding's own first, then the rule's general ones
			j.Migration.Steps = append(j.Migration.Steps, f.WayOut)
		}
		j.Migration.Steps = append(j.Migration.Steps, rule.Playbook.Steps()...)
		if rule.Playbook != "" {
			j.Migration.Playbook = rule.Name
		}
		out = append(out, j)
	}
	return out
}

func newCoverage(r *report.Report) coverage {
	c := r.Repo.Arch.Coverage
	out := coverage{
		FilesRead: c.FilesRead, FilesSkipped: []skipped{}, ValuesUnknown: c.ValuesUnknown,
		RulesNotEvaluated: list(r.Failed), Incomplete: list(r.Incomplete),
	}
	for _, s := range r.Skipped() {
		out.FilesSkipped = append(out.FilesSkipped, skipped{s.File, s.Why})
	}
	return out
}

// list makes an absent list an empty one.
func list(s []string) []string { return append([]string{}, s...) }
