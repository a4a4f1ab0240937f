package meshconflict

import (
	"cmp"
	_ "embed" // the rule's page and playbook
	"fmt"
	"slices"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

//go:embed doc.go
var doc string

// Playbook holds the steps to one layer that owns timeouts and retries.
//
//go:embed playbook.md
var Playbook string

// Analyzer is the rule.
var Analyzer = &analysis.Analyzer{
	Name:             "meshconflict",
	Doc:              detect.Page(doc, "meshconflict"),
	URL:              detect.URL("meshconflict"),
	Requires:         []*analysis.Analyzer{detect.Analyzer},
	RunDespiteErrors: true,
	ResultType:       detect.FindingsType,
	Run:              run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

func judge(a *arch.Architecture, report func(arch.Finding)) {
	found := wording.NewShared(a)
	seen := map[arch.Range]bool{}
	for _, e := range a.Edges {
		u := a.Unit(e.From)
		if u == nil || e.Style != arch.Sync {
			continue
		}
		for _, p := range e.Policies {
			if f, ok := within(e, p); ok && !seen[p.At] {
				seen[p.At] = true
				found.Add(f)
			}
			if f, ok := against(e, p); ok {
				found.Add(f)
			}
		}
	}
	found.Report(report)
}

// within finds a route whose first try takes all the time that the route has.
func within(e *arch.Edge, p arch.Policy) (arch.Finding, bool) {
	if !retries(p) || !set(p.PerTry) || !set(p.Timeout) || p.PerTry.V < p.Timeout.V {
		return arch.Finding{}, false
	}
	return arch.Finding{
		Severity: arch.Warning, Confidence: arch.High, Unit: e.To, At: wording.Place(p.PerTry, p.At),
		Message: fmt.Sprintf("%s gives each of %d tries of a call to %s %s, but the whole call only %s", name(p), p.Attempts.V, e.To,
			wording.Duration(p.PerTry.V), wording.Duration(p.Timeout.V)),
		Related: []arch.Related{{Label: "timeout", At: wording.Place(p.Timeout, p.At), Message: "of the whole call, with its retries"}},
		Effect:  "a try that hangs uses up the whole time: the retries never come",
		WayOut:  "a shorter time for each try, or a longer one for the route",
		Effort:  1,
		Key:     "within " + e.To,
	}, true
}

// against finds a client whose deadline or retries do not go with those of the route.
func against(e *arch.Edge, p arch.Policy) (arch.Finding, bool) {
	if !retries(p) {
		return arch.Finding{}, false
	}
	for _, c := range e.Calls {
		if !p.Governs(c) {
			continue
		}
		f := arch.Finding{
			Severity: arch.Warning, Confidence: arch.Medium, Unit: e.From, At: c.At, Effort: 2,
			Related: []arch.Related{{Label: "route", At: p.At, Message: fmt.Sprintf("%s: %d tries", name(p), p.Attempts.V)}},
			Key:     e.To + " " + c.Title(),
		}
		if n := tries(c); n > 1 {
			f.Message = fmt.Sprintf("%s tries a call to %s up to %d times, and %s each of them %d times: %d requests for one (%s)", e.From, e.To, n, name(p), p.Attempts.V, n*p.Attempts.V, c.Title())
			f.Effect = "a callee in trouble gets many times the load, just when it can bear the least"
			f.WayOut = "retries in one layer only"
			return f, true
		}
		if first := cmp.Or(p.PerTry.V, p.Timeout.V); set(c.Deadline) && (set(p.PerTry) || set(p.Timeout)) && first >= c.Deadline.V {
			f.Message = fmt.Sprintf("%s gives up a call to %s after %s, but the first of %d tries of %s may take %s (%s)", e.From, e.To,
				wording.Duration(c.Deadline.V), p.Attempts.V, name(p), wording.Duration(first), c.Title())
			f.Related = append(f.Related, arch.Related{Label: "deadline", At: wording.Place(c.Deadline, c.At), Message: "of the client"})
			f.Effect = "nobody is left to hear what the retries bring; where the route goes on all the same, the callee works for nothing"
			f.WayOut = "let each try take less than the client waits for all of them"
			return f, true
		}
	}
	return arch.Finding{}, false
}

// fewTries bounds the rounds of a loop that is taken for one of attempts.
const fewTries = 10

// tries is how often the client itself makes a call: as its library is told, or in the
// rounds of a small loop that ends when one of them works.
func tries(c arch.Call) int {
	if c.Attempts.Known() {
		return c.Attempts.V
	}
	i := slices.IndexFunc(c.Loops, func(l arch.Loop) bool {
		return !l.Data && l.Exits && l.Bound.Known() && l.Bound.V > 1 && l.Bound.V <= fewTries
	})
	if i < 0 {
		return 1
	}
	return c.Loops[i].Bound.V
}

// retries reports whether somebody asked for retries: those that a mesh makes by itself
// are for refused connections and cost no time.
func retries(p arch.Policy) bool {
	return p.Attempts.Known() && p.Attempts.Source != arch.Default && p.Attempts.V > 1
}

func set(d arch.Value[time.Duration]) bool { return d.Known() && d.V > 0 }

func name(p arch.Policy) string { return cmp.Or(p.By, "the gateway") }
