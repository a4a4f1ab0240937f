package partialbatch

import (
	_ "embed"
	"fmt"
	"slices"
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

// Analyzer finds batches of which single records are lost or done again.
var Analyzer = &analysis.Analyzer{
	Name: "partialbatch", Doc: detect.Page(doc, "partialbatch"), URL: detect.URL("partialbatch"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// judge looks at each batch that a function of the repository takes.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	shared := wording.NewShared(a)
	for _, u := range a.Units {
		if u.Platform != arch.AWSLambda || u.Scope != arch.ScopeCode {
			continue
		}
		for _, t := range u.Triggers {
			if (t.Kind != arch.OnQueue && t.Kind != arch.OnStream && t.Kind != arch.OnDB) || !t.BatchSize.Known() || t.BatchSize.V <= 1 {
				continue
			}
			if f, ok := weigh(a, u, t); ok {
				shared.Add(f)
			}
		}
	}
	shared.Report(report)
}

func weigh(a *arch.Architecture, u *arch.Unit, t arch.Trigger) (arch.Finding, bool) {
	size := fmt.Sprintf("up to %d%s", t.BatchSize.V, wording.ByDefault(t.BatchSize))
	f := arch.Finding{Severity: arch.Warning, Confidence: arch.High, Unit: u.Name, Effort: 1}
	mapping := arch.Related{Label: "mapping", At: t.At, Message: u.Name + " takes " + size + " records of " + source(t) + " at once"}
	on, reports := t.PartialResult, u.Handler.Items
	switch {
	case !u.Handler.First.IsZero():
		f.At, f.Key = u.Handler.First, "first"
		f.Message = fmt.Sprintf("%s takes only the first record of a batch of %s from %s: the others are lost", u.Name, size, source(t))
		f.Effect = "the whole batch counts as done when the handler returns, and what it did not look at is deleted"
		f.WayOut = "go through all records, or set the batch size to 1"
		f.Related = append(f.Related, mapping)
	case on.Known() && !on.V && reports.Known() && reports.V:
		f.At, f.Key, f.Fix = t.At, "ignored "+source(t), nil
		f.Message = fmt.Sprintf("%s reports the records of %s that failed, but the mapping does not ask for it: they are lost", u.Name, source(t))
		f.Effect = "an answer without an error counts as success for the whole batch, and the failed records are deleted with the others"
		f.WayOut = "set ReportBatchItemFailures on the mapping"
		f.Related = append(f.Related, arch.Related{Label: "answer", At: reports.At, Message: "names what failed"})
	case t.Kind != arch.OnQueue || !on.Known() || !reports.Known() || reports.V:
		return f, false
	default:
		call, ok := repeated(a, u)
		if !ok {
			return f, false
		}
		f.At, f.Confidence, f.Effort, f.Key = call.At, arch.Medium, 2, call.Title()
		f.Message = fmt.Sprintf("%s does %s for each of %s records of %s and answers for all of them at once: one that fails is lost, or brings the others back", u.Name, call.Title(), size, source(t))
		f.Effect = "an error has the work for the others done again, up to the dead-letter queue; an error that is caught loses the record"
		f.WayOut = "answer with the items that failed (batchItemFailures), and set ReportBatchItemFailures on the mapping"
		f.Related = append(f.Related, mapping)
	}
	return f, true
}

// repeated is a call that changes something for each record of a batch.
func repeated(a *arch.Architecture, u *arch.Unit) (arch.Call, bool) {
	var all []arch.Call
	for _, e := range a.Edges {
		if e.From == u.Name {
			all = append(all, e.Calls...)
		}
	}
	for _, c := range append(all, u.Outbound...) {
		inBatch := slices.ContainsFunc(c.Loops, func(l arch.Loop) bool { return l.Data && strings.Contains(strings.ToLower(l.Over), "records") })
		if c.Handler != "" && c.Write && inBatch {
			return c, true
		}
	}
	return arch.Call{}, false
}

func source(t arch.Trigger) string {
	if t.From == "" {
		return "its source"
	}
	return t.From
}
