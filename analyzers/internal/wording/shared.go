package wording

import (
	"cmp"
	"slices"

	"github.com/archvet/archvet/detect/arch"
)

// Shared collects the findings of a rule and joins those that stand at one place with
// one key and differ only in the unit: code that several units run has one fault. The
// first unit by name keeps the finding, the others become related positions.
type Shared struct {
	arch  *arch.Architecture
	found []arch.Finding
}

// NewShared returns a collector for findings about units of a.
func NewShared(a *arch.Architecture) *Shared { return &Shared{arch: a} }

// Add takes one finding.
func (s *Shared) Add(f arch.Finding) { s.found = append(s.found, f) }

// Report hands on what was collected, ordered.
func (s *Shared) Report(report func(arch.Finding)) {
	slices.SortStableFunc(s.found, func(f, o arch.Finding) int {
		return cmp.Or(f.At.Compare(o.At), cmp.Compare(f.Key, o.Key), cmp.Compare(f.Unit, o.Unit))
	})
	for i := 0; i < len(s.found); {
		f, n := s.found[i], i+1
		for ; n < len(s.found) && s.found[n].At == f.At && s.found[n].Key == f.Key; n++ {
			o := s.found[n]
			f.Severity, f.Confidence = max(f.Severity, o.Severity), max(f.Confidence, o.Confidence)
			if u := s.arch.Unit(o.Unit); u != nil && o.Unit != f.Unit && len(u.Declared) > 0 && n-i < shown {
				f.Related = append(slices.Clip(f.Related), arch.Related{Label: "shared", At: Declared(u.Declared), Message: o.Unit + " runs the same code"})
			}
		}
		report(f)
		i = n
	}
}
