package recursivetrigger

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

// Analyzer finds functions that write to what starts them.
var Analyzer = &analysis.Analyzer{
	Name: "recursivetrigger", Doc: detect.Page(doc, "recursivetrigger"), URL: detect.URL("recursivetrigger"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// judge reports each pair of a function and its source once, at the first call that
// writes there.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	shared := wording.NewShared(a)
	for _, u := range a.Units {
		if u.Kind != arch.Function {
			continue
		}
		for _, t := range u.Triggers {
			if t.From == "" || t.Filter.Hidden() || t.Filter.V != "" {
				continue // what it writes may not be what starts it
			}
			switch t.Kind {
			case arch.OnQueue, arch.OnTopic, arch.OnStream, arch.OnStorage, arch.OnDB:
				if c, ok := writes(a, u, t); ok {
					shared.Add(finding(u, t, c))
				}
			}
		}
	}
	shared.Report(report)
}

// writes is a call of a handler that puts something into the source of its events.
func writes(a *arch.Architecture, u *arch.Unit, t arch.Trigger) (arch.Call, bool) {
	for _, e := range a.Edges {
		if e.From != u.Name || e.To != t.From {
			continue
		}
		for _, c := range e.Calls {
			if c.Handler != "" && c.Write && !removes(c) {
				return c, true
			}
		}
	}
	return arch.Call{}, false
}

// removes reports a call that takes something away: the events of it end by
// themselves.
func removes(c arch.Call) bool {
	name := strings.ToLower(c.Operation)
	return strings.Contains(name, "delete") || strings.Contains(name, "remove") || strings.Contains(name, "purge") || strings.Contains(name, "changemessagevisibility")
}

func finding(u *arch.Unit, t arch.Trigger, c arch.Call) arch.Finding {
	f := arch.Finding{
		Severity: arch.Warning, Confidence: arch.Medium, Unit: u.Name, At: c.At, Key: t.From, Effort: 2,
		Message: fmt.Sprintf("%s writes to %s (%s), which starts it again", u.Name, t.From, c.Title()),
		Related: []arch.Related{
			{Label: "trigger", At: t.At, Message: t.From + " starts " + u.Name},
			{Label: "function", At: wording.Declared(u.Declared), Message: u.Name + " is declared here"},
		},
		Effect: "each run starts the next: the loop goes on, and is billed, until somebody stops it",
		WayOut: "write to another place, or select by prefix or pattern what starts the function",
	}
	always := c.Always.Known() && c.Always.V
	if always && (t.Kind == arch.OnStorage || t.Kind == arch.OnTopic) && t.Filter.Known() {
		f.Severity, f.Confidence = arch.Error, arch.High
	}
	return f
}
