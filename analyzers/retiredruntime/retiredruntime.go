package retiredruntime

import (
	_ "embed"
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/limits"
)

//go:embed doc.go
var doc string

// Playbook holds the migration steps.
//
//go:embed playbook.md
var Playbook string

// Analyzer compares the managed runtimes of functions with the dates of their ends.
var Analyzer = &analysis.Analyzer{
	Name: "retiredruntime", Doc: detect.Page(doc, "retiredruntime"), URL: detect.URL("retiredruntime"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// soon is how many days ahead an end is announced: a quarter to plan the move, and
// one to make it.
const soon = 180

// use is a runtime as it is written in one place.
type use struct {
	at      arch.Range
	runtime limits.Runtime
}

// judge reports each place that names a runtime once: a runtime in shared settings is
// one change, whatever the number of functions.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	users := map[use][]*arch.Unit{}
	var uses []use
	for _, u := range a.Units {
		name := u.Settings.Runtime
		r, ok := limits.GetRuntime(u.Platform, name.V)
		if !name.Known() || !ok || !r.Deprecated.Reached(limits.Collected.AddDays(soon)) {
			continue
		}
		k := use{at: wording.Place(name, wording.Declared(u.Declared)), runtime: r}
		if users[k] == nil {
			uses = append(uses, k)
		}
		users[k] = append(users[k], u)
	}
	slices.SortFunc(uses, func(a, b use) int { return a.at.Compare(b.at) })
	for _, k := range uses {
		report(finding(k, users[k]))
	}
}

func finding(k use, units []*arch.Unit) arch.Finding {
	r, names := k.runtime, wording.UnitNames(units)
	f := arch.Finding{
		Severity: arch.Warning, Confidence: arch.High, Unit: names[0], At: k.at, Key: r.Name, Effort: 2,
		Message: fmt.Sprintf("%s %s on %s, which reached its end on %s%s", wording.Names(names), wording.Verb(len(names), "runs", "run"),
			r.Name, r.Deprecated, blocked(r)),
		Effect: "no security patches for the runtime any more",
		WayOut: "move to a runtime that is supported",
	}
	if r.Successor != "" {
		f.WayOut = "move to " + r.Successor
	}
	switch {
	case !r.Deprecated.Reached(limits.Collected):
		f.Severity = arch.Hint
		f.Message = fmt.Sprintf("%s %s on %s, which reaches its end on %s%s", wording.Names(names), wording.Verb(len(names), "runs", "run"),
			r.Name, r.Deprecated, blocked(r))
		f.Effect = "from then on no security patches for the runtime"
	case r.UpdateBlocked.Reached(limits.Collected):
		f.Effect = "no security patches, and the platform refuses every change of the function: not even a rollback can be deployed"
	case r.CreateBlocked.Reached(limits.Collected):
		f.Effect = "no security patches, and the platform refuses to create the function: no new stage or region can be deployed"
	}
	if r.Confidence != limits.Verified {
		f.Severity, f.Confidence = arch.Hint, arch.Low
	}
	for _, u := range units[:min(len(units), shown)] {
		if at := wording.Declared(u.Declared); at != k.at && !at.IsZero() {
			f.Related = append(f.Related, arch.Related{Label: "function", At: at, Message: u.Name + " runs on " + r.Name})
		}
	}
	return f
}

// shown is how many functions a finding points at.
const shown = 5

// blocked says when changes will be refused, which is the date that forces the move.
func blocked(r limits.Runtime) string {
	switch {
	case r.UpdateBlocked == "":
		return ""
	case r.UpdateBlocked.Reached(limits.Collected):
		return fmt.Sprintf("; changes are refused since %s", r.UpdateBlocked)
	}
	return fmt.Sprintf("; changes are refused from %s", r.UpdateBlocked)
}
