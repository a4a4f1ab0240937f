package busyschedule

import (
	_ "embed"
	"fmt"
	"time"

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

// Analyzer finds functions that their schedule keeps at work most of the time.
var Analyzer = newAnalyzer()

func newAnalyzer() *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name: "busyschedule", Doc: detect.Page(doc, "busyschedule"), URL: detect.URL("busyschedule"),
		Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType,
	}
	share := a.Flags.Float64("share", 0.5, "part of the time from which a function counts as always at work")
	a.Run = func(pass *analysis.Pass) (any, error) {
		return detect.Judge(pass, func(m *arch.Architecture, report func(arch.Finding)) { judge(m, *share, report) })
	}
	return a
}

// judge compares the time between two runs of a schedule with the time that the code
// is proved to stay.
func judge(a *arch.Architecture, share float64, report func(arch.Finding)) {
	for _, u := range a.Units {
		if u.Kind != arch.Function {
			continue
		}
		e, stays, ok := stays(u)
		if !ok {
			continue
		}
		for _, t := range u.Triggers {
			every, known := interval(t.Schedule)
			if t.Kind != arch.OnSchedule || !known || float64(stays) < share*float64(every) {
				continue
			}
			report(finding(u, t, e, stays, every))
			break
		}
	}
}

// stays is how long a handler is proved to be at work: what it sleeps, or, where it
// goes round until it is cut off, its timeout.
func stays(u *arch.Unit) (arch.Effect, time.Duration, bool) {
	var longest time.Duration
	var by arch.Effect
	for _, e := range u.Effects {
		if e.Handler == "" || e.Spawned || (e.Kind != arch.Sleep && e.Kind != arch.Wait) {
			continue
		}
		d, known := waits(u, e)
		if known && d > longest {
			longest, by = d, e
		}
	}
	return by, longest, longest > 0
}

func waits(u *arch.Unit, e arch.Effect) (time.Duration, bool) {
	rounds := 1
	for _, l := range e.Loops {
		switch {
		case l.Forever && !l.Bound.Known():
			return u.Settings.Timeout.V, u.Settings.Timeout.Known()
		case l.Bound.Known() && l.Bound.V > 0 && l.Bound.V < 1e6 && rounds < 1e6:
			rounds *= l.Bound.V
		}
	}
	return e.Duration.V * time.Duration(rounds), e.Duration.Known()
}

func finding(u *arch.Unit, t arch.Trigger, e arch.Effect, stays, every time.Duration) arch.Finding {
	percent := min(100, int(100*stays/every))
	return arch.Finding{
		Severity: arch.Warning, Confidence: arch.Medium, Unit: u.Name, At: wording.Place(t.Schedule, t.At), Key: e.What, Effort: 3,
		Message: fmt.Sprintf("%s starts every %s and stays for up to %s each time (%s in %s): it is at work %d %% of the time", u.Name, wording.Duration(every), wording.Duration(stays), e.What, e.Func, percent),
		Related: []arch.Related{
			{Label: "wait", At: e.At, Message: e.Func + " waits here"},
			{Label: "timeout", At: wording.Place(u.Settings.Timeout, wording.Declared(u.Declared)), Message: u.Name + " is cut off after " + wording.Duration(u.Settings.Timeout.V)},
		},
		Effect: "a function that always runs costs more than a small container that does, and two runs may overlap",
		WayOut: "run the loop in a container, or do one round for each start and let events start what they can",
	}
}
