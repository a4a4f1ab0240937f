package functionchain

import (
	_ "embed"
	"fmt"
	"strings"

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

// Analyzer finds functions that invoke another function of the repository and wait
// for it.
var Analyzer = &analysis.Analyzer{
	Name: "functionchain", Doc: detect.Page(doc, "functionchain"), URL: detect.URL("functionchain"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// judge reports each pair of functions once, at the first call that waits.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	for _, e := range a.Edges {
		from := a.Unit(e.From)
		if e.Style != arch.Sync || from == nil || from.Kind != arch.Function || from.Handler.Replayed {
			continue // a durable orchestrator is the workflow itself
		}
		reached := map[*arch.Unit][]arch.Call{}
		var callees []*arch.Unit
		for _, c := range e.Calls {
			to := callee(a, e, c)
			if !c.Waited || c.Handler == "" || to == nil || to == from || to.Kind != arch.Function {
				continue
			}
			if reached[to] == nil {
				callees = append(callees, to)
			}
			reached[to] = append(reached[to], c)
		}
		for _, to := range callees {
			report(finding(from, to, e.To, reached[to]))
		}
	}
}

// callee is the unit that a call ends at: the edge's own, or the one behind the
// gateway that the edge leads to, when only one serves such requests.
func callee(a *arch.Architecture, e *arch.Edge, c arch.Call) *arch.Unit {
	gateway := a.Resource(e.To)
	if gateway == nil || gateway.Kind != arch.Gateway {
		return a.Unit(e.To)
	}
	var found *arch.Unit
	for _, u := range a.Units {
		for _, t := range u.Triggers {
			if t.Kind != arch.OnHTTP || t.From != gateway.Name || t.Front == "" || !serves(t, c.Operation) {
				continue
			}
			if found != nil && found != u {
				return nil
			}
			found = u
		}
	}
	return found
}

// serves reports whether a route may serve an operation such as "GET" or "GET /price".
func serves(t arch.Trigger, operation string) bool {
	method, path, _ := strings.Cut(operation, " ")
	anyMethod := method == "" || t.Method == "" || t.Method == "ANY" || t.Method == "*"
	return (anyMethod || t.Method == method) && (path == "" || t.Path == "" || t.Path == path || strings.ContainsAny(t.Path, "{*"))
}

func finding(from, to *arch.Unit, via string, calls []arch.Call) arch.Finding {
	first := calls[0]
	through := ""
	if via != to.Name {
		through = " through " + via
	}
	f := arch.Finding{
		Severity: arch.Warning, Confidence: arch.High, Unit: from.Name, At: first.At, Key: to.Name, Effort: 3,
		Message: fmt.Sprintf("%s invokes the function %s%s and waits for it (%s)", from.Name, to.Name, through, first.Title()),
		Effect:  "both are billed while one waits, their cold starts and failures add up, and either's throttling stops both",
		WayOut:  "hand over by an event or a queue, let a workflow call both, or make them one function",
	}
	seen := map[arch.Range]bool{first.At: true}
	for _, c := range calls[1:] {
		if !seen[c.At] && len(f.Related) < shown {
			f.Related = append(f.Related, arch.Related{Label: "also", At: c.At, Message: c.Title()})
		}
		seen[c.At] = true
	}
	if o, ok := first.Origin(); ok && o.At != first.At {
		f.Related = append(f.Related, arch.Related{Label: "address", At: o.At, Message: o.What})
	}
	if at := wording.Declared(to.Declared); !at.IsZero() {
		f.Related = append(f.Related, arch.Related{Label: "callee", At: at, Message: to.Name + " is a function of its own"})
	}
	mine, theirs := from.Settings.Timeout, to.Settings.Timeout
	if mine.Known() && theirs.Known() && theirs.V >= mine.V {
		f.Message += fmt.Sprintf(": %s may take %s, and %s has %s in all", to.Name, wording.Duration(theirs.V), from.Name, wording.Duration(mine.V))
		f.Effect = "the caller runs out of time while the callee is still at work and billed; what the callee has done is lost to it"
		f.Related = append(f.Related,
			arch.Related{Label: "timeout", At: wording.Place(mine, wording.Declared(from.Declared)), Message: from.Name + " may run " + wording.Duration(mine.V) + wording.ByDefault(mine)},
			arch.Related{Label: "timeout", At: wording.Place(theirs, wording.Declared(to.Declared)), Message: to.Name + " may run " + wording.Duration(theirs.V) + wording.ByDefault(theirs)})
	}
	return f
}

// shown is how many further calls a finding points at.
const shown = 3
