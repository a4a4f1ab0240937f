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

// fewRounds is how often a call may run without being worth a batch.
const fewRounds = 3

func judge(a *arch.Architecture, report func(arch.Finding)) {
	for _, g := range loops(a) {
		report(g.finding(a))
	}
	for _, s := range sequences(a) {
		report(s.finding())
	}
}

// group is the calls from one loop to one callee.
type group struct {
	unit   *arch.Unit
	callee string // "" for one outside of the repository with no known address
	edge   *arch.Edge
	loop   arch.Loop
	calls  []arch.Call
}

// loops groups the calls inside loops over data by loop and callee.
func loops(a *arch.Architecture) []*group {
	var groups []*group
	add := func(u *arch.Unit, callee string, e *arch.Edge, calls []arch.Call) {
		for _, c := range calls {
			l, ok := dataLoop(c)
			if !ok {
				continue
			}
			i := slices.IndexFunc(groups, func(g *group) bool { return g.unit == u && g.callee == callee && g.loop.At == l.At })
			if i < 0 {
				i = len(groups)
				groups = append(groups, &group{unit: u, callee: callee, edge: e, loop: l})
			}
			groups[i].calls = append(groups[i].calls, c)
		}
	}
	for _, e := range a.Edges {
		if u := a.Unit(e.From); u != nil && e.To != e.From {
			add(u, e.To, e, e.Calls)
		}
	}
	for _, u := range a.Units {
		for _, c := range u.Outbound {
			add(u, c.Host(), nil, []arch.Call{c})
		}
	}
	return slices.DeleteFunc(groups, func(g *group) bool { return fansOut(g, groups) })
}

// dataLoop returns the innermost loop around the call whose rounds grow with data.
// Loops over attempts, over what arrives and over a few constants are no such loops.
func dataLoop(c arch.Call) (arch.Loop, bool) {
	for _, l := range slices.Backward(c.Loops) {
		if l.Data && !l.Forever && (!l.Bound.Known() || l.Bound.V > fewRounds) {
			return l, true
		}
	}
	return arch.Loop{}, false
}

// fansOut reports whether the loop goes over services and not over data: the same
// call site in it reaches another unit in another round, by a different address or a
// different implementation.
func fansOut(g *group, all []*group) bool {
	for _, o := range all {
		if o == g || o.unit != g.unit || o.loop.At != g.loop.At || o.callee == g.callee {
			continue
		}
		for _, c := range g.calls {
			if slices.ContainsFunc(o.calls, func(d arch.Call) bool { return sameSite(c, d, g.loop) }) {
				return true
			}
		}
	}
	return false
}

func sameSite(c, d arch.Call, l arch.Loop) bool {
	cf, cAfter := c.FrameIn(l)
	df, dAfter := d.FrameIn(l)
	if cf.At != df.At {
		return false
	}
	dispatched := len(cAfter) > 0 && len(dAfter) > 0 && cAfter[0].Func != dAfter[0].Func
	return dispatched || slices.Equal(cAfter, dAfter)
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
		Effect:  effect(first),
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
		return "a service outside of the repository"
	}
	return callee
}
