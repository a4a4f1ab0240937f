package idleservice

import (
	_ "embed" // the rule's page and playbook
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

// Analyzer finds containers that are always on and only wait for messages.
var Analyzer = &analysis.Analyzer{
	Name: "idleservice", Doc: detect.Page(doc, "idleservice"), URL: detect.URL("idleservice"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

func judge(a *arch.Architecture, report func(arch.Finding)) {
	asked := map[string]bool{}
	for _, e := range a.Edges {
		if e.Style == arch.Sync && e.From != e.To {
			asked[e.To] = true
		}
	}
	for _, u := range a.Units {
		if asked[u.Name] || !idle(u) {
			continue
		}
		t := u.Triggers[0]
		f := arch.Finding{
			Severity: arch.Hint, Confidence: arch.Medium, Unit: u.Name, At: wording.Declared(u.Declared), Effort: 3, Key: t.From,
			Message: fmt.Sprintf("%s is always on and only takes messages from %s", u.Name, wording.Names(sources(u))),
			Effect:  "it costs the same when no message arrives",
			WayOut:  "a function or a job that the messages start, or KEDA with no instance while the queue is empty; worth it while the unit works less than about a third of the time",
		}
		if !t.At.IsZero() {
			f.Related = append(f.Related, arch.Related{Label: "trigger", At: t.At, Message: u.Name + " takes messages here"})
		}
		report(f)
	}
}

// idle reports whether all that starts work of the unit is messages, and whether it
// stands by for them at all times. Code that opens a port does more than that.
func idle(u *arch.Unit) bool {
	s := u.Settings
	if u.Kind != arch.Service || u.Scope != arch.ScopeCode || len(u.Triggers) == 0 || len(u.Declared) == 0 || s.Open != "" || len(s.Autoscalers) > 0 || s.Replicas.V > 1 {
		return false
	}
	for _, t := range u.Triggers {
		if t.Kind != arch.OnQueue && t.Kind != arch.OnTopic && t.Kind != arch.OnSchedule {
			return false
		}
	}
	return !slices.ContainsFunc(u.Effects, func(e arch.Effect) bool { return e.Kind == arch.Listen })
}

func sources(u *arch.Unit) []string {
	var names []string
	for _, t := range u.Triggers {
		if t.From != "" && !slices.Contains(names, t.From) {
			names = append(names, t.From)
		}
	}
	if names == nil {
		names = []string{"a queue"}
	}
	slices.Sort(names)
	return names
}
