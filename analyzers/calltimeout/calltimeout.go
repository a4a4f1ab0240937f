package calltimeout

import (
	"cmp"
	_ "embed" // the rule's page and playbook
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

//go:embed doc.go
var doc string

// Playbook holds the steps from calls without end to a budget.
//
//go:embed playbook.md
var Playbook string

// Analyzer is the rule.
var Analyzer = &analysis.Analyzer{
	Name:             "calltimeout",
	Doc:              detect.Page(doc, "calltimeout"),
	URL:              detect.URL("calltimeout"),
	Requires:         []*analysis.Analyzer{detect.Analyzer},
	RunDespiteErrors: true,
	ResultType:       detect.FindingsType,
	Run:              run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

func judge(a *arch.Architecture, report func(arch.Finding)) {
	found := wording.NewShared(a)
	for _, g := range unbounded(a) {
		found.Add(g.finding())
	}
	found.Report(report)
}

func (g *group) finding() arch.Finding {
	first := g.calls[0]
	f := arch.Finding{
		Severity: arch.Warning, Confidence: arch.High, Unit: g.unit.Name, At: first.At,
		Message: fmt.Sprintf("%s calls %s with no time limit (%s)", g.unit.Name, g.named(), g.what()),
		Effect:  g.effect(),
		WayOut:  "a timeout on the client, or a context with a deadline around the call",
		Effort:  1,
		Key:     g.why,
	}
	switch by := first.by; {
	case by != nil:
		f.Severity = arch.Hint
		f.Effect = fmt.Sprintf("%s ends it after %s; where it is not in the way, nothing does", cmp.Or(by.By, "a gateway"), wording.Duration(by.Timeout.V))
		f.Related = append(f.Related, arch.Related{Label: "bounded", At: by.Timeout.At, Message: "the only limit, outside of the code"})
	case g.style == arch.Data && first.drops():
		f.Confidence = arch.Medium
	case g.style != arch.Sync:
		f.Severity, f.Confidence = arch.Hint, arch.Medium
	}
	if first.elsewhere() {
		f.Related = append(f.Related, arch.Related{Label: "no limit", At: first.Deadline.At, Message: cmp.Or(g.why, "nothing is set here")})
	}
	for _, c := range g.further() {
		f.Related = append(f.Related, arch.Related{Label: "also", At: c.At, Message: c.Title()})
	}
	if o, ok := first.Origin(); ok && o.At != first.At {
		f.Related = append(f.Related, arch.Related{Label: "address", At: o.At, Message: o.What})
	}
	return f
}

// listed is how many further calls are shown; the message has their number.
const listed = 6

// further returns the calls to show beside the first: one for each other callee
// before second ones to the same.
func (g *group) further() []reaching {
	seen := map[string]bool{g.calls[0].callee: true}
	var out, again []reaching
	for _, c := range g.calls[1:] {
		if seen[c.callee] {
			again = append(again, c)
		} else {
			out = append(out, c)
		}
		seen[c.callee] = true
	}
	out = append(out, again...)
	return out[:min(len(out), listed)]
}

func (g *group) named() string {
	var names []string
	for _, c := range g.callees() {
		names = append(names, cmp.Or(c, "a service whose address is not known"))
	}
	return wording.Names(names)
}

// what names the calls, and why nothing bounds them.
func (g *group) what() string {
	s := g.calls[0].Title()
	if n := len(g.calls); n > 1 {
		s = fmt.Sprintf("%s and %d more", s, n-1)
	}
	if g.why != "" {
		s += ": " + g.why
	}
	return s
}

func (g *group) effect() string {
	if g.unit.Kind == arch.Function {
		if t := g.unit.Settings.Timeout; t.Known() {
			return fmt.Sprintf("when the far end hangs, the function runs into its own timeout of %s, is billed for it, and cannot answer", wording.Duration(t.V))
		}
		return "when the far end hangs, the function runs into its own timeout, is billed for it, and cannot answer"
	}
	if g.calls[0].Handler == "" {
		return "when the far end hangs, so does this work, for good"
	}
	return "when the far end hangs, requests pile up here until memory or connections run out, and the fault spreads to the callers"
}
