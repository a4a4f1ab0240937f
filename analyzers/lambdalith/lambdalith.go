package lambdalith

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

// Analyzer finds functions that serve a whole interface with a router of their own.
var Analyzer = newAnalyzer()

func newAnalyzer() *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name: "lambdalith", Doc: detect.Page(doc, "lambdalith"), URL: detect.URL("lambdalith"),
		Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType,
	}
	routes := a.Flags.Int("routes", 6, "number of routes from which a function is reported")
	a.Run = func(pass *analysis.Pass) (any, error) {
		return detect.Judge(pass, func(m *arch.Architecture, report func(arch.Finding)) { judge(m, *routes, report) })
	}
	return a
}

// judge reports a function with many routes of its own behind one that takes all.
func judge(a *arch.Architecture, least int, report func(arch.Finding)) {
	for _, u := range a.Units {
		t, ok := everything(u)
		if u.Kind != arch.Function || !ok || u.Handler.Routes < least {
			continue
		}
		others := downstreams(a, u)
		message := fmt.Sprintf("%s serves %d routes with a router of its own behind %s", u.Name, u.Handler.Routes, route(t))
		if len(others) > 0 {
			message += ", and reaches " + wording.Names(others)
		}
		report(arch.Finding{
			Severity: arch.Hint, Confidence: arch.High, Unit: u.Name, At: t.At, Key: "routes", Effort: 4, Message: message,
			Related: []arch.Related{{Label: "function", At: wording.Declared(u.Declared), Message: u.Name + " is declared here"}},
			Effect:  "all routes share one timeout, memory size, set of permissions and cold start, and are released together",
			WayOut:  "split what differs in load, permissions or time off into functions of its own, or run the whole as a container",
		})
	}
}

// everything is a trigger that hands every path to the function.
func everything(u *arch.Unit) (arch.Trigger, bool) {
	for _, t := range u.Triggers {
		all := strings.Contains(t.Path, "+}") || strings.HasSuffix(t.Path, "*") || t.Path == "$default" || t.Path == "" && t.Front == "function URL"
		if t.Kind == arch.OnHTTP && all {
			return t, true
		}
	}
	return arch.Trigger{}, false
}

func route(t arch.Trigger) string {
	if t.Path == "" {
		return "its URL"
	}
	return "the route " + t.Path
}

// downstreams are what the function calls, by name.
func downstreams(a *arch.Architecture, u *arch.Unit) []string {
	var names []string
	for _, e := range a.Edges {
		if e.From == u.Name {
			names = append(names, e.To)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
