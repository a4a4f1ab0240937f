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

// use is a runtime in a file, with the functions that run on it there.
type use struct {
	runtime limits.Runtime
	places  []arch.Range // where it is written, or left out
	units   []*arch.Unit
}

// judge reports each runtime once in a file: written once for all functions or at
// each of them, moving away from it is one change.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	type key struct{ file, runtime string }
	uses := map[key]*use{}
	var order []key
	for _, u := range a.Units {
		name := u.Settings.Runtime
		r, ok := limits.GetRuntime(u.Platform, name.V)
		if !name.Known() || !ok || !r.Deprecated.Reached(limits.Collected.AddDays(soon)) {
			continue
		}
		at := wording.Place(name, wording.Declared(u.Declared))
		k := key{at.File, r.Name}
		if uses[k] == nil {
			uses[k] = &use{runtime: r}
			order = append(order, k)
		}
		uses[k].units = append(uses[k].units, u)
		if !slices.Contains(uses[k].places, at) {
			uses[k].places = append(uses[k].places, at)
		}
	}
	for _, k := range order {
		slices.SortFunc(uses[k].places, arch.Range.Compare)
		report(uses[k].finding())
	}
}

func (k *use) finding() arch.Finding {
	r, names := k.runtime, wording.UnitNames(k.units)
	f := arch.Finding{
		Severity: arch.Warning, Confidence: arch.High, Unit: names[0], At: k.places[0], Key: r.Name, Effort: 2,
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
	for _, at := range k.places[1:min(len(k.places), shown)] {
		f.Related = append(f.Related, arch.Related{Label: "also", At: at, Message: r.Name})
	}
	return f
}

// shown is how many places a finding points at.
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
