package analyzers_test

import (
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/analyzers"
	"github.com/archvet/archvet/detect/archtest"
)

// TestShop runs every rule over the sample system: each finds the fault that is
// seeded for it, and none finds anything in the good code beside the faults.
func TestShop(t *testing.T) {
	var rules []*analysis.Analyzer
	for _, r := range analyzers.All {
		rules = append(rules, r.Analyzer)
	}
	for _, result := range archtest.RunAll(t, rules, "../../testdata/shop") {
		found := map[string]bool{}
		for _, f := range result.Findings {
			found[f.Rule] = true
		}
		for _, r := range rules {
			if !found[r.Name] {
				t.Errorf("%s: no finding in the sample system", r.Name)
			}
		}
	}
}
