package triggertimeout

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
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

// Analyzer compares the timeout of a function with how long its synchronous trigger
// waits for it.
var Analyzer = &analysis.Analyzer{
	Name: "triggertimeout", Doc: detect.Page(doc, "triggertimeout"), URL: detect.URL("triggertimeout"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// outlived is a function that may run longer than some of its callers wait.
type outlived struct {
	unit    *arch.Unit
	waiting []arch.Trigger // that wait too short, the most impatient first
	others  bool           // it has triggers that nobody waits at, too
}

// judge reports each timeout once, where it is written: a shared default is one
// finding that names the functions.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	groups := map[arch.Range][]outlived{}
	users := map[arch.Range]int{} // functions that a written timeout serves
	var places []arch.Range
	for _, u := range a.Units {
		if u.Kind != arch.Function || !u.Settings.Timeout.Known() {
			continue
		}
		at := wording.Place(u.Settings.Timeout, wording.Declared(u.Declared))
		users[at]++
		o, ok := outlives(u)
		if !ok {
			continue
		}
		if groups[at] == nil {
			places = append(places, at)
		}
		groups[at] = append(groups[at], o)
	}
	slices.SortFunc(places, arch.Range.Compare)
	for _, at := range places {
		report(finding(at, groups[at], users[at]))
	}
}

func outlives(u *arch.Unit) (outlived, bool) {
	o := outlived{unit: u}
	timeout := u.Settings.Timeout
	for _, t := range u.Triggers {
		switch {
		case t.Kind != arch.OnHTTP || t.Async.V:
			o.others = true
		case !t.Async.Known() || !t.Waits.Known():
			// Nobody can tell what it waits for.
		case timeout.Source == arch.Default && t.Waits.Source == arch.Default:
			// Nobody chose either number: not a decision to argue with.
		case timeout.V > t.Waits.V:
			o.waiting = append(o.waiting, t)
		}
	}
	slices.SortStableFunc(o.waiting, func(a, b arch.Trigger) int { return int(a.Waits.V - b.Waits.V) })
	return o, len(o.waiting) > 0
}

func finding(at arch.Range, group []outlived, users int) arch.Finding {
	slices.SortStableFunc(group, func(a, b outlived) int { return strings.Compare(a.unit.Name, b.unit.Name) })
	var units []*arch.Unit
	shortest := group[0].waiting[0]
	others := false
	for _, o := range group {
		units = append(units, o.unit)
		others = others || o.others
		if o.waiting[0].Waits.V < shortest.Waits.V {
			shortest = o.waiting[0]
		}
	}
	timeout := group[0].unit.Settings.Timeout
	names := wording.UnitNames(units)
	f := arch.Finding{
		Severity: arch.Error, Confidence: arch.High, Unit: names[0], At: at, Effort: 2,
		Message: fmt.Sprintf("%s may run %s%s, but the %s in front of %s answers for at most %s", wording.Names(names), wording.Duration(timeout.V),
			wording.ByDefault(timeout), front(shortest), wording.Verb(len(names), "it", "them"), wording.Duration(shortest.Waits.V)),
		Effect:  "the caller gets 504 while the function runs on and is billed",
		WayOut:  "answer 202 and go on through a queue or a workflow",
		Related: related(group),
	}
	if timeout.V*10 <= shortest.Waits.V*11 {
		f.Severity = arch.Warning // round numbers side by side: only the last second or two are lost
	}
	if others || timeout.Source == arch.Inherited && group[0].unit.Platform == arch.AzureFunctions {
		// The time may be meant for work that nobody waits for, and on Azure one
		// setting serves the whole application.
		f.Severity, f.Confidence = arch.Warning, arch.Medium
		return f
	}
	if lower := (shortest.Waits.V - time.Second).Truncate(time.Second); lower >= time.Second && users == len(group) {
		f.WayOut = fmt.Sprintf("lower it to %s, or answer 202 and go on through a queue or a workflow", wording.Duration(lower))
		f.Fix = wording.SetSeconds(timeout, lower)
	}
	return f
}

// shown is how many triggers a finding points at.
const shown = 5

func related(group []outlived) []arch.Related {
	var all []arch.Related
	for _, o := range group {
		for _, t := range o.waiting {
			route := strings.TrimSpace(t.Method + " " + t.Path)
			if route == "" {
				route = front(t)
			}
			all = append(all, arch.Related{Label: "trigger", At: t.At, Message: fmt.Sprintf("%s reaches %s, waits %s%s", route, o.unit.Name,
				wording.Duration(t.Waits.V), wording.Origin(t.Waits))})
		}
	}
	return all[:min(len(all), shown)]
}

func front(t arch.Trigger) string {
	if t.Front != "" {
		return t.Front
	}
	return "caller"
}
