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

// left is a place that starts work which goes on when no request is served.
type left struct {
	spawn arch.Effect
	waits []arch.Effect // what it does beside the server, for work that starts with the process
	units []*arch.Unit
	host  host
}

// judge reports each place that starts such work once.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	found := map[arch.Range]*left{}
	var places []arch.Range
	add := func(u *arch.Unit, h host, spawn arch.Effect) *left {
		l := found[spawn.At]
		if l == nil {
			l = &left{spawn: spawn, host: h}
			found[spawn.At] = l
			places = append(places, spawn.At)
		}
		if !slices.Contains(l.units, u) {
			l.units = append(l.units, u)
		}
		return l
	}
	for _, u := range a.Units {
		h, ok := hostOf(u)
		if !ok {
			continue
		}
		for _, e := range u.Effects {
			if outlives(e) {
				add(u, h, e)
			}
			if spawn, ok := beside(u, e); ok && h.serves {
				l := add(u, h, spawn)
				l.waits = append(l.waits, e)
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

// beside returns what starts a wait that runs from the start of the process beside its
// server, and so needs CPU at times of its own.
func beside(u *arch.Unit, e arch.Effect) (spawn arch.Effect, ok bool) {
	if e.Handler != "" || !e.Spawned || (e.Kind != arch.Sleep && e.Kind != arch.Wait && e.Kind != arch.Spin) {
		return arch.Effect{}, false
	}
	for _, f := range e.Path {
		for _, s := range u.Effects {
			if s.Kind == arch.Spawn && s.Handler == "" && (f.At.Contains(s.At) || s.At.Contains(f.At)) {
				return s, true
			}
		}
	}
	return arch.Effect{}, false
}

func (l *left) finding() arch.Finding {
	names := wording.UnitNames(l.units)
	e := l.spawn
	f := arch.Finding{
		Severity: arch.Warning, Confidence: l.host.confidence, Unit: names[0], At: e.At, Key: e.Func + " " + e.What, Effort: 2,
		Message: fmt.Sprintf("%s %s work in %s that nothing waits for before the answer%s, and %s", wording.Names(names),
			wording.Verb(len(names), "starts", "start"), e.Handler, what(e), l.host.why),
		Effect: l.host.effect,
		WayOut: l.host.wayOut,
	}
	if len(l.waits) > 0 {
		f.Confidence = arch.Medium
		f.Message = fmt.Sprintf("%s %s work beside the requests (%s), and %s", wording.Names(names),
			wording.Verb(len(names), "keeps", "keep"), l.doing(), l.host.why)
	}
	if len(e.Path) > 1 {
		f.Related = append(f.Related, arch.Related{Label: "started", At: e.Path[0].At, Message: e.Path[0].Func + " leads here"})
	}
	for i, w := range l.waits {
		if i < shown && !slices.ContainsFunc(l.waits[:i], func(o arch.Effect) bool { return o.At == w.At }) {
			f.Related = append(f.Related, arch.Related{Label: "work", At: w.At, Message: w.What + " in " + w.Func})
		}
	}
	for i, u := range l.units {
		h, _ := hostOf(u)
		at := h.at
		if at.IsZero() {
			at = wording.Declared(u.Declared)
		}
		if !at.IsZero() && i < shown {
			f.Related = append(f.Related, arch.Related{Label: "platform", At: at, Message: u.Name + ": " + h.why})
		}
	}
	return f
}

// doing names what the work waits in, for messages: "time.Sleep in refresh".
func (l *left) doing() string {
	var words []string
	for _, w := range l.waits {
		s := w.What + " in " + w.Func
		if w.Kind == arch.Spin {
			if slices.ContainsFunc(l.waits, func(o arch.Effect) bool { return o.Kind != arch.Spin && o.Func == w.Func }) {
				continue // the loop around a wait
			}
			s = "an endless loop in " + w.Func
		}
		if !slices.Contains(words, s) {
			words = append(words, s)
		}
	}
	slices.Sort(words)
	return wording.Names(words)
}

// shown is how many related positions of a kind a finding has.
const shown = 3

func what(e arch.Effect) string {
	if e.What == "" || e.What == "go" {
		return ""
	}
	return " (" + e.What + ")"
}
