package dualwrite

import (
	_ "embed" // the rule's page and playbook
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

// Playbook holds the steps to an outbox.
//
//go:embed playbook.md
var Playbook string

// Analyzer is the rule.
var Analyzer = &analysis.Analyzer{
	Name:             "dualwrite",
	Doc:              detect.Page(doc, "dualwrite"),
	URL:              detect.URL("dualwrite"),
	Requires:         []*analysis.Analyzer{detect.Analyzer},
	RunDespiteErrors: true,
	ResultType:       detect.FindingsType,
	Run:              run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

func judge(a *arch.Architecture, report func(arch.Finding)) {
	found := wording.NewShared(a)
	for _, u := range a.Units {
		writes, messages := changes(a, u)
		if slices.ContainsFunc(writes, outbox) {
			continue
		}
		for _, p := range pairs(u, writes, messages) {
			found.Add(p.finding())
		}
	}
	found.Report(report)
}

// change is a call that changes what somebody else sees: a row, or a message.
type change struct {
	arch.Call
	to string
}

// changes returns the writes of a unit to databases, and the messages it sends.
func changes(a *arch.Architecture, u *arch.Unit) (writes, messages []change) {
	for _, e := range a.Edges {
		if e.From != u.Name || e.To == u.Name {
			continue
		}
		for _, c := range e.Calls {
			switch {
			case !c.Write:
			case e.Style == arch.Data && c.Waited && durable(a, e):
				writes = append(writes, change{c, e.To})
			case e.Style == arch.Async:
				messages = append(messages, change{c, e.To})
			}
		}
	}
	return writes, messages
}

// databases are the stores whose content is the truth, as their protocol or type names
// them: not caches, not files.
var databases = []string{"postgres", "mysql", "sqlserver", "sql", "oracle", "mongodb", "dynamodb", "firestore", "cosmosdb", "cassandra", "spanner"}

func durable(a *arch.Architecture, e *arch.Edge) bool {
	if slices.Contains(databases, e.Protocol) {
		return true
	}
	r := a.Resource(e.To)
	return r != nil && slices.Contains(databases, r.Type)
}

// outbox reports whether a write keeps the message itself for a sender of its own.
func outbox(w change) bool {
	text := strings.ToLower(w.Table + " " + w.Operation + " " + w.Func)
	return strings.Contains(text, "outbox")
}

// pair is a function that writes first and sends a message then.
type pair struct {
	unit           *arch.Unit
	write, message change
	at             [2]arch.Frame // where the function does each
}

// pairs finds one pair for each function in which the ways to the two part.
func pairs(u *arch.Unit, writes, messages []change) []pair {
	var out []pair
	for _, m := range messages {
		for _, w := range writes {
			wf, mf, ok := parting(w.Path, m.Path)
			if !ok || w.Handler != m.Handler || !together(u, w, m, wf) {
				continue
			}
			p := pair{u, w, m, [2]arch.Frame{wf, mf}}
			i := slices.IndexFunc(out, func(o pair) bool { return o.at[0].Func == wf.Func && o.at[0].At.File == wf.At.File })
			if i < 0 {
				out = append(out, p)
			} else if mf.At.Compare(out[i].at[1].At) < 0 {
				out[i] = p
			}
		}
	}
	return out
}

// parting returns the two call sites at which ways that begin alike part, when one
// function makes both, the write first.
func parting(w, m []arch.Frame) (wf, mf arch.Frame, ok bool) {
	for i := range min(len(w), len(m)) {
		if w[i] == m[i] {
			continue
		}
		same := w[i].Func == m[i].Func && w[i].At.File == m[i].At.File
		return w[i], m[i], same && w[i].At.Start < m[i].At.Start
	}
	return wf, mf, false
}

// together reports whether one run does both: branches that exclude each other send no
// message of what was written in the other. A transaction that the function begins
// before both holds them together.
func together(u *arch.Unit, w, m change, at arch.Frame) bool {
	branch := func(c change) bool { return c.Always.Known() && !c.Always.V }
	if !branch(w) || !branch(m) {
		return true
	}
	return slices.ContainsFunc(u.Effects, func(e arch.Effect) bool {
		return e.Kind == arch.Lock && strings.HasPrefix(e.What, "sql.") && e.Func == at.Func && e.At.File == at.At.File && e.At.Start < at.At.Start
	})
}

func (p pair) finding() arch.Finding {
	f := arch.Finding{
		Severity: arch.Warning, Confidence: arch.Medium, Unit: p.unit.Name, At: p.at[1].At,
		Message: fmt.Sprintf("%s writes to %s and then sends a message to %s (%s); nothing makes the two one", p.unit.Name, p.write.to, p.message.to, p.message.Title()),
		Related: []arch.Related{{Label: "write", At: p.at[0].At, Message: p.write.Title()}},
		Effect:  "when the process or the broker fails in between, what was written stays and nobody hears of it",
		WayOut:  "write the message to an outbox in the same transaction, or publish from the store's change stream",
		Effort:  4,
		Key:     p.at[0].Func + " " + p.write.to + " " + p.message.to,
	}
	if p.message.At != p.at[1].At {
		f.Related = append(f.Related, arch.Related{Label: "message", At: p.message.At, Message: p.message.Title()})
	}
	if again(p.unit) {
		f.Severity = arch.Hint
		f.Effect = "the platform hands the event in again after a failure: then it is written twice, unless that is harmless"
	}
	return f
}

// again reports whether all that starts the unit is repeated by the platform when the
// unit fails: a function on a queue or stream.
func again(u *arch.Unit) bool {
	return u.Kind == arch.Function && len(u.Triggers) > 0 && !slices.ContainsFunc(u.Triggers, func(t arch.Trigger) bool {
		return t.Kind != arch.OnQueue && t.Kind != arch.OnStream && t.Kind != arch.OnTopic && t.Kind != arch.OnStorage
	})
}
