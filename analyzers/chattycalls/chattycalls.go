package chattycalls

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

// Playbook holds the steps out of chatty calls.
//
//go:embed playbook.md
var Playbook string

// Analyzer is the rule.
var Analyzer = &analysis.Analyzer{
	Name:             "chattycalls",
	Doc:              detect.Page(doc, "chattycalls"),
	URL:              detect.URL("chattycalls"),
	Requires:         []*analysis.Analyzer{detect.Analyzer},
	RunDespiteErrors: true,
	ResultType:       detect.FindingsType,
	Run:              run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

func judge(a *arch.Architecture, report func(arch.Finding)) {
	found := wording.NewShared(a)
	for _, g := range loops(a) {
		found.Add(g.finding(a))
	}
	for _, s := range sequences(a) {
		found.Add(s.finding())
	}
	found.Report(report)
}

func (g *group) finding(a *arch.Architecture) arch.Finding {
	slices.SortStableFunc(g.calls, func(c, d arch.Call) int {
		cf, _ := c.FrameIn(g.loop)
		df, _ := d.FrameIn(g.loop)
		return cf.At.Compare(df.At)
	})
	first := g.calls[0]
	site, _ := first.FrameIn(g.loop)
	s := severity(a, g)
	f := arch.Finding{
		Severity: s, Confidence: confidence(s), Unit: g.unit.Name, At: site.At,
		Message: fmt.Sprintf("%s calls %s %s (%s)", g.unit.Name, named(g.callee), each(g.loop), titles(g.calls)),
		Related: []arch.Related{{Label: "loop", At: g.loop.At, Message: strings.TrimPrefix("over "+over(g.loop)+", in "+g.loop.Func, "over , ")}},
		Effect:  effect(g.unit, first),
		WayOut:  wayOut(g),
		Effort:  3,
		Key:     g.callee + " " + g.loop.Func + " " + g.loop.Over,
	}
	f.Related = append(f.Related, related(g.calls)...)
	return f
}

// listed is how many remote calls are shown.
const listed = 6

// related lists the remote calls, and where the first one's address comes from.
func related(calls []arch.Call) []arch.Related {
	var rs []arch.Related
	for _, c := range calls {
		r := arch.Related{Label: "remote call", At: c.At, Message: c.Title()}
		if len(rs) < listed && !slices.Contains(rs, r) {
			rs = append(rs, r)
		}
	}
	if o, ok := calls[0].Origin(); ok {
		rs = append(rs, arch.Related{Label: "address", At: o.At, Message: o.What})
	}
	return rs
}

func titles(calls []arch.Call) string {
	var ts []string
	for _, c := range calls {
		if t := c.Title(); !slices.Contains(ts, t) {
			ts = append(ts, t)
		}
	}
	return wording.Names(ts)
}

// each says how often, in the words of the code.
func each(l arch.Loop) string {
	switch o := over(l); {
	case o == "" || strings.Contains(o, "func"):
		return "in each round of a loop over data"
	case strings.ContainsAny(o, "<>=!;"):
		return "in each round of the loop while " + o
	default:
		return "once for each of " + o
	}
}

// over is what the loop goes over, unless that is too long for a line.
func over(l arch.Loop) string {
	o := strings.Join(strings.Fields(l.Over), " ")
	if len(o) > 60 {
		return ""
	}
	return o
}

func named(callee string) string {
	if callee == "" {
		return "a service whose address is not known"
	}
	return callee
}
