package orchestratordeterminism

import (
	_ "embed"
	"fmt"

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

// Analyzer finds what a durable orchestrator does that comes out otherwise when it is
// replayed.
var Analyzer = &analysis.Analyzer{
	Name: "orchestratordeterminism", Doc: detect.Page(doc, "orchestratordeterminism"), URL: detect.URL("orchestratordeterminism"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// judge reports each place once.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	shared := wording.NewShared(a)
	for _, u := range a.Units {
		for _, e := range u.Handler.Replays {
			c, ok := changes[e.Kind]
			if !ok || !u.Handler.Replayed {
				continue
			}
			f := arch.Finding{
				Severity: c.severity, Confidence: arch.Medium, Unit: u.Name, At: e.At, Key: e.Func + " " + e.What, Effort: 1,
				Message: fmt.Sprintf("%s %s outside of its steps (%s)", u.Name, c.does, e.What),
				Effect:  c.effect,
				WayOut:  c.wayOut,
				Related: []arch.Related{{Label: "orchestrator", At: u.Handler.At, Message: u.Name + " runs again from here after each wait"}},
			}
			if len(e.Path) > 1 {
				f.Related = append(f.Related, arch.Related{Label: "call", At: e.Path[0].At, Message: e.Path[0].Func + " leads here"})
			}
			shared.Add(f)
		}
	}
	shared.Report(report)
}

// change says what is wrong with an effect in code that is replayed, and how much: most
// clocks are read for a line of a log or a field of the last answer, where they do no
// harm.
type change struct {
	severity             arch.Severity
	does, effect, wayOut string
}

var changes = map[arch.EffectKind]change{
	arch.Clock:  {arch.Hint, "reads the clock", "each replay sees another time, and takes another branch or gives another result than the run it repeats", "read it in a step, whose result is remembered"},
	arch.Random: {arch.Warning, "draws a random value", "each replay draws another one, so that identifiers change and the run fails or does its work twice", "draw it in a step, whose result is remembered"},
	arch.Sleep:  {arch.Warning, "waits by itself", "the wait is billed and done again at each replay", "use the context's own wait, during which nothing runs"},
	arch.Wait:   {arch.Warning, "calls another system", "the call is made again at each replay, and its answer may differ", "call it in a step, whose result is remembered"},
}
