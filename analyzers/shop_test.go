package analyzers_test

import (
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/analyzers"
	"github.com/archvet/archvet/detect/archtest"
)

// TestShop runs every rule over the sample system: what is seeded there is found, and
// nothing in the good code beside the faults. A rule without a fault there has its
// fixtures.
func TestShop(t *testing.T) {
	var rules []*analysis.Analyzer
	for _, r := range analyzers.All {
		rules = append(rules, r.Analyzer)
	}
	found := map[string]bool{}
	for _, result := range archtest.RunAll(t, rules, "../../testdata/shop") {
		for _, f := range result.Findings {
			found[f.Rule] = true
		}
	}
	if len(found) < 12 {
		t.Errorf("the sample shows %d rules, want at least 12", len(found))
	}
}
