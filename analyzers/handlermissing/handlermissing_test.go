package handlermissing

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) { archtest.Golden(t, Analyzer, archtest.Dirs(t, "")...) }

func TestJudge(t *testing.T) {
	at := arch.Range{File: "t.yaml", Start: 5, End: 9}
	named := arch.Handler{Declared: arch.Given("app.handler", at), Missing: "src has no app.py"}
	hidden := named
	hidden.Declared = arch.Hide[string](at, "parameter")
	there := named
	there.Missing = ""
	for name, c := range map[string]struct {
		units []*arch.Unit
		want  []string
	}{
		"missing": {[]*arch.Unit{{Name: "a", Handler: named}}, []string{"error: a is to run app.handler, but src has no app.py"}},
		"shared":  {[]*arch.Unit{{Name: "a", Handler: named}, {Name: "b", Handler: named}}, []string{"error: a is to run app.handler, but src has no app.py"}},
		"there":   {[]*arch.Unit{{Name: "a", Handler: there}}, nil},
		"hidden":  {[]*arch.Unit{{Name: "a", Handler: hidden}}, nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, &arch.Architecture{Units: c.units})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
