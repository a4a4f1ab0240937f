package calltimeout

import (
	"cmp"
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

// group is the calls of one unit that lack a deadline for one reason: one fault, with
// one way out, whatever number of calls and callees it touches.
type group struct {
	unit  *arch.Unit
	style arch.EdgeStyle
	why   string
	calls []reaching
}

// reaching is a call and whom it reaches: "" for one outside of the repository with no
// known address.
type reaching struct {
	arch.Call
	callee string
}

// unbounded groups the calls that are proved to have no deadline.
func unbounded(a *arch.Architecture) []*group {
	var groups []*group
	add := func(u *arch.Unit, callee string, style arch.EdgeStyle, calls []arch.Call) {
		for _, c := range calls {
			if !c.Deadline.Known() || c.Deadline.V != 0 {
				continue
			}
			i := slices.IndexFunc(groups, func(g *group) bool { return g.unit == u && g.style == style && g.why == c.Deadline.Why })
			if i < 0 {
				i = len(groups)
				groups = append(groups, &group{unit: u, style: style, why: c.Deadline.Why})
			}
			groups[i].calls = append(groups[i].calls, reaching{c, callee})
		}
	}
	for _, e := range a.Edges {
		if u := a.Unit(e.From); u != nil {
			add(u, e.To, e.Style, e.Calls)
		}
	}
	for _, u := range a.Units {
		for _, c := range u.Outbound {
			if c.AsksService() && !loopback(c.Host()) {
				add(u, c.Host(), arch.Sync, []arch.Call{c})
			}
		}
	}
	for _, g := range groups {
		g.sort()
	}
	return groups
}

// loopback reports whether a call stays on its machine or in its pod: a sidecar or an
// extension, which dies with the caller.
func loopback(host string) bool {
	return host == "localhost" || host == "::1" || strings.HasPrefix(host, "127.")
}

// sort orders the calls by place and keeps one for each, whatever ways lead to it.
func (g *group) sort() {
	slices.SortStableFunc(g.calls, func(c, d reaching) int {
		return cmp.Or(c.At.Compare(d.At), cmp.Compare(c.callee, d.callee), cmp.Compare(len(c.Path), len(d.Path)))
	})
	g.calls = slices.CompactFunc(g.calls, func(c, d reaching) bool { return c.At == d.At && c.callee == d.callee })
}

// callees returns whom the calls reach, each once, in the order of the calls.
func (g *group) callees() []string {
	var names []string
	for _, c := range g.calls {
		if !slices.Contains(names, c.callee) {
			names = append(names, c.callee)
		}
	}
	return names
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
	if g.style != arch.Sync {
		f.Severity, f.Confidence = arch.Hint, arch.Medium
	}
	if cause := first.Deadline.At; !cause.IsZero() && !first.At.Contains(cause) && !cause.Contains(first.At) {
		f.Related = append(f.Related, arch.Related{Label: "no limit", At: cause, Message: cmp.Or(g.why, "nothing is set here")})
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
