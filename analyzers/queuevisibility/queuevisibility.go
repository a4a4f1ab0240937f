package queuevisibility

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
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

// Analyzer compares the visibility timeout of a queue with the timeout of the
// function that takes its messages.
var Analyzer = &analysis.Analyzer{
	Name: "queuevisibility", Doc: detect.Page(doc, "queuevisibility"), URL: detect.URL("queuevisibility"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// pair is a queue and a function that takes messages from it.
type pair struct {
	queue   *arch.Resource
	unit    *arch.Unit
	trigger arch.Trigger
}

func (p pair) visibility() arch.Value[time.Duration] { return p.queue.Queue.Visibility }
func (p pair) timeout() arch.Value[time.Duration]    { return p.unit.Settings.Timeout }

// judge reports each visibility timeout once, against the slowest of its consumers:
// one change of the queue serves all of them.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	times, ok := advised()
	if !ok {
		return
	}
	worst := map[arch.Range]pair{}
	var places []arch.Range
	for _, p := range pairs(a) {
		if p.visibility().V >= times*p.timeout().V {
			continue
		}
		at := wording.Place(p.visibility(), wording.Declared(p.queue.Declared))
		old, seen := worst[at]
		if !seen {
			places = append(places, at)
		}
		if !seen || p.timeout().V > old.timeout().V {
			worst[at] = p
		}
	}
	slices.SortFunc(places, arch.Range.Compare)
	for _, at := range places {
		report(finding(at, worst[at], times))
	}
}

// advised is how many times the function's timeout a visibility timeout should be.
func advised() (time.Duration, bool) {
	l, ok := limits.Get(limits.SQSVisibilityRatio)
	if words := l.Words("recommended"); ok && len(words) == 1 {
		n, err := strconv.Atoi(words[0])
		return time.Duration(n), err == nil
	}
	return 0, false
}

func pairs(a *arch.Architecture) []pair {
	var all []pair
	for _, u := range a.Units {
		if u.Kind != arch.Function || u.Platform != arch.AWSLambda || !u.Settings.Timeout.Known() {
			continue
		}
		for _, t := range u.Triggers {
			q := a.Resource(t.From)
			if t.Kind == arch.OnQueue && q != nil && q.Type == "sqs" && q.Queue.Visibility.Known() {
				all = append(all, pair{queue: q, unit: u, trigger: t})
			}
		}
	}
	return all
}

func finding(at arch.Range, p pair, times time.Duration) arch.Finding {
	visible, timeout := p.visibility(), p.timeout()
	right := times * timeout.V
	f := arch.Finding{
		Severity: arch.Warning, Confidence: arch.High, Unit: p.unit.Name, At: at, Effort: 1, Key: p.queue.Name,
		Message: fmt.Sprintf("%s hides a message for %s%s while %s may work on it for %s%s; AWS asks for %d times that, %s", p.queue.Name,
			wording.Duration(visible.V), wording.ByDefault(visible), p.unit.Name, wording.Duration(timeout.V), wording.ByDefault(timeout), times, wording.Duration(right)),
		Effect: "when invocations are throttled or retried, a message that is still being worked on is handed out again and runs twice",
		WayOut: "raise the visibility timeout to " + wording.Duration(right),
		Related: []arch.Related{
			{Label: "trigger", At: p.trigger.At, Message: p.unit.Name + " takes messages from " + p.queue.Name},
			{Label: "timeout", At: wording.Place(timeout, wording.Declared(p.unit.Declared)), Message: p.unit.Name + " may run " + wording.Duration(timeout.V) + wording.ByDefault(timeout)},
		},
	}
	switch {
	case visible.V < timeout.V:
		f.Severity = arch.Error
		f.Message = fmt.Sprintf("%s hides a message for %s%s, but %s may work on it for %s%s", p.queue.Name,
			wording.Duration(visible.V), wording.ByDefault(visible), p.unit.Name, wording.Duration(timeout.V), wording.ByDefault(timeout))
		f.Effect = "Lambda refuses such a mapping; on one that exists, slow messages are handed out again while the first run goes on"
	case visible.Source == arch.Default && timeout.Source == arch.Default:
		f.Severity = arch.Hint // nobody chose either number, and they are not far from each other
	}
	if most, ok := longest(); ok && right <= most {
		f.Fix = wording.SetSeconds(visible, right)
	}
	return f
}

// longest is the highest visibility timeout that a queue takes.
func longest() (time.Duration, bool) {
	l, _ := limits.Get(limits.SQSVisibility)
	return l.Max.Duration()
}
