package backgroundwork

import (
	_ "embed"
	"fmt"
	"slices"

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

// Analyzer finds work that a handler starts and does not wait for, where the platform
// takes the CPU away after the answer.
var Analyzer = &analysis.Analyzer{
	Name: "backgroundwork", Doc: detect.Page(doc, "backgroundwork"), URL: detect.URL("backgroundwork"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// left is work that goes on when no request is served.
type left struct {
	effect arch.Effect
	units  []*arch.Unit
	host   host
}

// judge reports each place that starts or does such work once.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	found := map[arch.Range]*left{}
	var places []arch.Range
	for _, u := range a.Units {
		h, ok := hostOf(u)
		if !ok {
			continue
		}
		loops := map[string]bool{} // functions whose work beside the requests is reported
		for _, e := range u.Effects {
			switch {
			case outlives(e):
			case h.serves && beside(e) && !loops[e.Func]:
				loops[e.Func] = true
			default:
				continue
			}
			if found[e.At] == nil {
				found[e.At] = &left{effect: e, host: h}
				places = append(places, e.At)
			}
			if l := found[e.At]; !slices.Contains(l.units, u) {
				l.units = append(l.units, u)
			}
		}
	}
	slices.SortFunc(places, arch.Range.Compare)
	for _, at := range places {
		report(found[at].finding())
	}
}

// outlives reports work that a handler starts and that is proved not to be waited for.
func outlives(e arch.Effect) bool {
	return e.Kind == arch.Spawn && e.Handler != "" && e.Joined.Known() && !e.Joined.V
}

// beside reports waiting and polling that runs from the start of the process beside
// its server: it needs CPU at times of its own.
func beside(e arch.Effect) bool {
	return e.Handler == "" && e.Spawned && (e.Kind == arch.Sleep || e.Kind == arch.Wait || e.Kind == arch.Spin)
}

func (l *left) finding() arch.Finding {
	names := wording.UnitNames(l.units)
	e := l.effect
	f := arch.Finding{
		Severity: arch.Warning, Confidence: l.host.confidence, Unit: names[0], At: e.At, Key: e.Func + " " + e.What, Effort: 2,
		Message: fmt.Sprintf("%s %s work in %s that nothing waits for before the answer%s, and %s", wording.Names(names),
			wording.Verb(len(names), "starts", "start"), e.Handler, what(e), l.host.why),
		Effect: l.host.effect,
		WayOut: l.host.wayOut,
	}
	if e.Kind != arch.Spawn {
		f.Confidence = arch.Medium
		f.Message = fmt.Sprintf("%s %s on working beside the requests in %s%s, and %s", wording.Names(names),
			wording.Verb(len(names), "goes", "go"), e.Func, what(e), l.host.why)
	}
	if len(e.Path) > 1 {
		f.Related = append(f.Related, arch.Related{Label: "started", At: e.Path[0].At, Message: e.Path[0].Func + " leads here"})
	}
	for _, u := range l.units {
		h, _ := hostOf(u)
		at := h.at
		if at.IsZero() {
			at = wording.Declared(u.Declared)
		}
		if !at.IsZero() && len(f.Related) < shown {
			f.Related = append(f.Related, arch.Related{Label: "platform", At: at, Message: u.Name + ": " + h.why})
		}
	}
	return f
}

// shown is how many related positions a finding has at most.
const shown = 5

func what(e arch.Effect) string {
	if e.What == "" || e.What == "go" {
		return ""
	}
	return " (" + e.What + ")"
}
