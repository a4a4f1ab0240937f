package workflowtimeout

import (
	_ "embed"
	"fmt"
	"strings"
	"time"

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

// Analyzer finds steps of workflows that may wait without end, or longer than the
// workflow itself.
var Analyzer = &analysis.Analyzer{
	Name: "workflowtimeout", Doc: detect.Page(doc, "workflowtimeout"), URL: detect.URL("workflowtimeout"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// judge looks at each workflow's steps.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	shared := wording.NewShared(a)
	for _, u := range a.Units {
		if u.Kind != arch.Workflow {
			continue
		}
		for _, t := range u.Tasks {
			f, ok := waitsForever(u, t)
			if express(u) {
				f, ok = outlasts(a, u, t)
			}
			if ok {
				shared.Add(f)
			}
		}
		if f, ok := unguarded(u); ok {
			shared.Add(f)
		}
	}
	shared.Report(report)
}

func express(u *arch.Unit) bool { return u.Settings.Plan.Known() && u.Settings.Plan.V == "EXPRESS" }

// none reports that a bound is proved absent.
func none(v arch.Value[time.Duration]) bool { return v.Known() && v.V == 0 }

// waitsForever reports a step that waits for somebody to send an answer back, with
// nothing that ends the wait when nobody does.
func waitsForever(u *arch.Unit, t arch.Task) (arch.Finding, bool) {
	heartbeat := t.Heartbeat
	if u.Platform == arch.DurableFunctions {
		heartbeat = t.Timeout // it has no other bound
	}
	whole := u.Settings.Timeout
	bounded := whole.Source == arch.Explicit || whole.Source == arch.Inherited || whole.Hidden()
	if !t.Callback || !none(t.Timeout) || !none(heartbeat) || bounded {
		return arch.Finding{}, false
	}
	return arch.Finding{
		Severity: arch.Warning, Confidence: arch.High, Unit: u.Name, At: t.At, Key: t.Name, Effort: 1,
		Message: fmt.Sprintf("%s waits in %s for an answer that somebody must send, with no timeout and no heartbeat%s", u.Name, t.Name, longest(whole)),
		Related: []arch.Related{{Label: "workflow", At: wording.Declared(u.Declared), Message: u.Name + " is declared here"}},
		Effect:  "when the answer is lost, the run stands still and nobody is told",
		WayOut:  "give the step a timeout, or a heartbeat, and a branch for the case that it runs out",
	}, true
}

func longest(whole arch.Value[time.Duration]) string {
	if !whole.Known() || whole.V <= 0 {
		return ""
	}
	return fmt.Sprintf(": it may stand there for %s", wording.Duration(whole.V))
}

// outlasts reports a step that an EXPRESS workflow cannot hold.
func outlasts(a *arch.Architecture, u *arch.Unit, t arch.Task) (arch.Finding, bool) {
	l, _ := limits.For(a, limits.ExpressWorkflow)
	most, ok := l.Max.Duration()
	if !ok {
		return arch.Finding{}, false
	}
	f := arch.Finding{
		Severity: arch.Error, Confidence: arch.High, Unit: u.Name, At: t.At, Key: t.Name, Effort: 2,
		Related: []arch.Related{{Label: "workflow", At: wording.Place(u.Settings.Plan, wording.Declared(u.Declared)), Message: u.Name + " is an EXPRESS workflow"}},
		Effect:  "the definition is refused",
		WayOut:  "make it a STANDARD workflow, or start a STANDARD one for this step",
	}
	to := a.Unit(t.Target)
	switch {
	case t.Callback || strings.Contains(t.Target, ".sync"):
		f.Message = fmt.Sprintf("%s waits in %s for the end of other work, which EXPRESS workflows cannot", u.Name, t.Name)
	case t.Timeout.Known() && t.Timeout.V > most:
		f.Severity, f.At = arch.Warning, wording.Place(t.Timeout, t.At)
		f.Message = fmt.Sprintf("%s gives %s %s, and an EXPRESS workflow ends after %s", u.Name, t.Name, wording.Duration(t.Timeout.V), wording.Duration(most))
		f.Effect = "the run is cut off with the step half done, and nothing of it can be taken up again"
	case to != nil && to.Kind == arch.Function && to.Settings.Timeout.Known() && to.Settings.Timeout.V > most:
		limit := to.Settings.Timeout
		f.Severity, f.Confidence = arch.Warning, arch.Medium
		f.Message = fmt.Sprintf("%s calls %s in %s, which may run %s, and an EXPRESS workflow ends after %s", u.Name, to.Name, t.Name, wording.Duration(limit.V), wording.Duration(most))
		f.Effect = "the run is cut off while the function is still at work"
		f.Related = append(f.Related, arch.Related{Label: "timeout", At: wording.Place(limit, wording.Declared(to.Declared)), Message: to.Name + " may run " + wording.Duration(limit.V)})
	default:
		return f, false
	}
	return f, true
}

// unguarded hints at a workflow none of whose several steps is tried again or caught.
func unguarded(u *arch.Unit) (arch.Finding, bool) {
	if len(u.Tasks) < 2 || u.Platform != arch.StepFunctions {
		return arch.Finding{}, false
	}
	for _, t := range u.Tasks {
		if !t.Retried.Known() || !t.Caught.Known() || t.Retried.V || t.Caught.V {
			return arch.Finding{}, false
		}
	}
	return arch.Finding{
		Severity: arch.Hint, Confidence: arch.High, Unit: u.Name, At: u.Tasks[0].At, Key: "retry", Effort: 1,
		Message: fmt.Sprintf("%s neither retries nor catches any of its %d steps", u.Name, len(u.Tasks)),
		Related: []arch.Related{{Label: "workflow", At: wording.Declared(u.Declared), Message: u.Name + " is declared here"}},
		Effect:  "a moment of throttling fails the whole run, with what its earlier steps did left standing",
		WayOut:  "retry the errors that pass by themselves, and catch the others with what undoes the earlier steps",
	}, true
}
