package archtest

import (
	"slices"

	"github.com/archvet/archvet/detect/arch"
)

// Judged applies a rule's judgement to an architecture made by hand, and returns each
// finding as "severity: message", in order of position. It is for tables of cases that
// no fixture needs to spell out.
func Judged(judge func(*arch.Architecture, func(arch.Finding)), a *arch.Architecture) []string {
	var found []arch.Finding
	judge(a, func(f arch.Finding) { found = append(found, f) })
	slices.SortStableFunc(found, arch.Finding.Compare)
	var lines []string
	for _, f := range found {
		lines = append(lines, f.Severity.String()+": "+f.Message)
	}
	return lines
}
