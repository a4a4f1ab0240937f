package longrunning

import (
	_ "embed"
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

//go:embed doc.go
var doc string

// Playbook holds the migration steps.
//
//go:embed playbook.md
var Playbook string

// Analyzer finds handlers of functions that wait, poll or grind longer than a
// function should.
var Analyzer = &analysis.Analyzer{
	Name: "longrunning", Doc: detect.Page(doc, "longrunning"), URL: detect.URL("longrunning"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// stall is a place that holds up handlers, with the functions that reach it.
type stall struct {
	why    reason
	effect arch.Effect
	units  []*arch.Unit
}

// judge reports each place once: code that several functions share is one change.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	stalls := map[arch.Range]*stall{}
	var places []arch.Range
	for _, u := range a.Units {
		if u.Kind != arch.Function {
			continue
		}
		for _, e := range u.Effects {
			why, ok := weigh(u, e)
			if !ok || e.Kind == arch.Spin && slices.ContainsFunc(u.Effects, func(w arch.Effect) bool { return paces(u, w, e) }) {
				continue
			}
			s := stalls[e.At]
			if s == nil {
				s = &stall{why: why, effect: e}
				stalls[e.At] = s
				places = append(places, e.At)
			}
			s.units = append(s.units, u)
		}
	}
	slices.SortFunc(places, arch.Range.Compare)
	for _, at := range places {
		report(stalls[at].finding())
	}
}

// paces reports whether a wait that is a finding of its own stands in the loop that
// goes round for ever.
func paces(u *arch.Unit, wait, spin arch.Effect) bool {
	if wait.Kind == arch.Spin || !slices.ContainsFunc(wait.Loops, func(l arch.Loop) bool { return l.At == spin.At }) {
		return false
	}
	_, ok := weigh(u, wait)
	return ok
}

func (s *stall) finding() arch.Finding {
	names := wording.UnitNames(s.units)
	f := arch.Finding{
		Severity: arch.Warning, Confidence: s.why.confidence, Unit: names[0], At: s.effect.At, Key: s.effect.Func + " " + s.effect.What, Effort: 3,
		Message: fmt.Sprintf("%s %s %s", wording.Names(names), wording.Verb(len(names), s.why.one, s.why.several), s.why.message),
		Effect:  s.why.effect,
		WayOut:  s.why.wayOut,
	}
	for _, l := range s.effect.Loops {
		if unbounded(l) {
			f.Related = append(f.Related, arch.Related{Label: "loop", At: l.At, Message: "goes round with no bound in " + l.Func})
		}
	}
	if n := len(s.effect.Path); n > 1 {
		first := s.effect.Path[0]
		f.Related = append(f.Related, arch.Related{Label: "handler", At: first.At, Message: first.Func + " leads here"})
	}
	for _, u := range s.units[:min(len(s.units), shown)] {
		t := u.Settings.Timeout
		if at := wording.Place(t, wording.Declared(u.Declared)); t.Known() && !at.IsZero() {
			f.Related = append(f.Related, arch.Related{Label: "timeout", At: at, Message: fmt.Sprintf("%s may run %s%s", u.Name, wording.Duration(t.V), wording.ByDefault(t))})
		}
	}
	return f
}

// shown is how many functions a finding points at.
const shown = 3
