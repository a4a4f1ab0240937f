package queueconcurrency

import (
	_ "embed"
	"fmt"

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

// Analyzer compares how many batches a queue's pollers hand out at once with the
// concurrency that is reserved for the function.
var Analyzer = &analysis.Analyzer{
	Name: "queueconcurrency", Doc: detect.Page(doc, "queueconcurrency"), URL: detect.URL("queueconcurrency"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// judge reports each function whose queues hand out more at once than it may run.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	for _, u := range a.Units {
		reserved := u.Settings.ReservedConcurrency
		if u.Platform != arch.AWSLambda || !reserved.Known() || reserved.V < 1 {
			continue // zero switches the function off, which is a choice
		}
		if f, ok := throttled(a, u, pollers(a, u)); ok {
			report(f)
		}
	}
}

// source is a queue from which a function is fed.
type source struct {
	trigger arch.Trigger
	queue   *arch.Resource
}

// pollers are the standard queues of a function. A FIFO queue hands out one batch of
// each message group at a time, and nobody can tell here how many groups there are.
func pollers(a *arch.Architecture, u *arch.Unit) []source {
	var all []source
	for _, t := range u.Triggers {
		q := a.Resource(t.From)
		switch {
		case t.Kind != arch.OnQueue, t.MaxConcurrency.Hidden(), q != nil && (q.Type != "sqs" || q.Queue.FIFO.V):
		default:
			all = append(all, source{t, q})
		}
	}
	return all
}

// throttled weighs what is handed out at once against what may run at once.
func throttled(a *arch.Architecture, u *arch.Unit, from []source) (arch.Finding, bool) {
	reserved := u.Settings.ReservedConcurrency
	scaling, ok := limits.For(a, limits.SQSScaling)
	start, known := scaling.Default.Int()
	if len(from) == 0 || !ok || !known {
		return arch.Finding{}, false
	}
	capped, asked, open := 0, 0, -1
	for i, s := range from {
		if s.trigger.MaxConcurrency.Known() {
			capped++
			asked += s.trigger.MaxConcurrency.V
		} else if open < 0 {
			open = i
		}
	}
	f := arch.Finding{
		Severity: arch.Warning, Confidence: arch.High, Unit: u.Name, Effort: 1, At: wording.Place(reserved, wording.Declared(u.Declared)), Key: "reserved",
		Effect: "the pollers are turned away, each time counts as a receive, and good messages end in the dead-letter queue",
	}
	for _, s := range from[:min(len(from), shown)] {
		f.Related = append(f.Related, arch.Related{Label: "trigger", At: s.trigger.At, Message: u.Name + " takes messages from " + name(s)})
		if s.queue != nil && s.queue.Queue.MaxReceive.Known() {
			n := s.queue.Queue.MaxReceive
			f.Related = append(f.Related, arch.Related{
				Label: "redrive", At: wording.Place(n, wording.Declared(s.queue.Declared)),
				Message: fmt.Sprintf("%s gives a message up after it was received %d times", s.queue.Name, n.V),
			})
		}
	}
	switch {
	case capped == len(from) && asked > reserved.V:
		f.Message = fmt.Sprintf("%s may run %d at once, but its queues may hand out %d at once", u.Name, reserved.V, asked)
		f.WayOut = fmt.Sprintf("make the maximum concurrency of the mappings %d in all, or reserve %d", reserved.V, asked)
	case open >= 0 && asked+int(start) > reserved.V:
		f.Message = fmt.Sprintf("%s may run %d at once, but %s starts with %d pollers and has no maximum concurrency", u.Name, reserved.V, name(from[open]), start)
		f.WayOut = wayOut(a, reserved.V)
	case open >= 0:
		f.Severity = arch.Hint // only a long queue makes it scale beyond what it begins with
		f.Message = fmt.Sprintf("%s may run %d at once, and nothing keeps the pollers of %s from handing out more", u.Name, reserved.V, name(from[open]))
		f.WayOut = wayOut(a, reserved.V)
	default:
		return f, false
	}
	return f, true
}

// wayOut names the number to set; one is below what a mapping accepts.
func wayOut(a *arch.Architecture, reserved int) string {
	l, _ := limits.For(a, limits.SQSMaxConcurrency)
	if least, ok := l.Min.Int(); ok && int64(reserved) < least {
		return fmt.Sprintf("reserve at least %d and set the mapping's maximum concurrency to %d; for strictly one at a time use a FIFO queue with one message group", least, least)
	}
	return fmt.Sprintf("set the mapping's maximum concurrency to %d: it holds the pollers back instead of turning them away", reserved)
}

func name(s source) string {
	if s.trigger.From == "" {
		return "its queue"
	}
	return s.trigger.From
}

// shown is how many queues a finding points at.
const shown = 3
