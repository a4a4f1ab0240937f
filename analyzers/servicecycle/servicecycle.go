package servicecycle

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

// Playbook holds the steps from a circle of services to a direction.
//
//go:embed playbook.md
var Playbook string

// Analyzer is the rule.
var Analyzer = &analysis.Analyzer{
	Name:             "servicecycle",
	Doc:              detect.Page(doc, "servicecycle"),
	URL:              detect.URL("servicecycle"),
	Requires:         []*analysis.Analyzer{detect.Analyzer},
	RunDespiteErrors: true,
	ResultType:       detect.FindingsType,
	Run:              run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

func judge(a *arch.Architecture, report func(arch.Finding)) {
	g := newGraph(a)
	for _, members := range g.components() {
		if len(members) > 1 {
			report(finding(g, members))
		}
	}
}

// finding reports a component by one circle in it, the shortest through its entry.
func finding(g *graph, members []string) arch.Finding {
	circle := g.circle(g.entry(members), members)
	closing := circle[len(circle)-1]
	var names []string
	for _, e := range circle {
		names = append(names, e.From)
	}
	f := arch.Finding{
		Severity: arch.Warning, Confidence: arch.Medium, Unit: closing.From, At: place(closing),
		Message: fmt.Sprintf("%s calls %s back and waits: %s%s", closing.From, closing.To,
			strings.Join(append(names, circle[0].From), " -> "), others(members, names)),
		Effect: fmt.Sprintf("none of %s can be released, scaled or be down without the others, and a request can wait for itself", wording.Names(names)),
		WayOut: "an event or a queue instead of the call back, the data sent along with the first call, or one unit instead of both",
		Effort: 4,
		Key:    strings.Join(members, " "),
	}
	for _, e := range circle {
		what := e.Protocol + " call"
		if len(e.Calls) > 0 {
			what = e.Calls[0].Title()
		}
		if at := place(e); at != f.At {
			f.Related = append(f.Related, arch.Related{Label: "call", At: at, Message: fmt.Sprintf("%s calls %s: %s", e.From, e.To, what)})
		}
	}
	if len(closing.Calls) > 0 {
		if o, ok := closing.Calls[0].Origin(); ok {
			f.Related = append(f.Related, arch.Related{Label: "address", At: o.At, Message: o.What})
		}
	}
	return f
}

// others names the members of the component that the circle does not show.
func others(members, shown []string) string {
	rest := slices.DeleteFunc(slices.Clone(members), func(m string) bool { return slices.Contains(shown, m) })
	if len(rest) == 0 {
		return ""
	}
	return fmt.Sprintf(" (%s in further circles with them)", wording.Names(rest))
}

// place is the line that makes the edge: the first call, else its first proof.
func place(e *arch.Edge) arch.Range {
	if len(e.Calls) > 0 {
		return e.Calls[0].At
	}
	if len(e.Evidence) > 0 {
		return e.Evidence[0].At
	}
	return arch.Range{}
}
