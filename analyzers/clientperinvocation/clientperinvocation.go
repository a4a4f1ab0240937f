package clientperinvocation

import (
	"cmp"
	_ "embed"
	"fmt"
	"maps"
	"path"
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

// Analyzer finds clients, pools and connections that are built anew for each
// invocation or request.
var Analyzer = &analysis.Analyzer{
	Name: "clientperinvocation", Doc: detect.Page(doc, "clientperinvocation"), URL: detect.URL("clientperinvocation"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// built is what one file builds for each request, for all units that run it.
type built struct {
	effects []arch.Effect // one for each place, by position
	units   []*arch.Unit
}

// judge reports each file once: who moves one client out of a handler moves all.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	found := map[string]*built{}
	for _, u := range a.Units {
		if u.Kind == arch.Job || seldom(u) {
			continue
		}
		for _, e := range u.Effects {
			if e.Kind != arch.Build || e.Handler == "" || !e.Kept.Known() || e.Kept.V {
				continue
			}
			b := found[e.At.File]
			if b == nil {
				b = &built{}
				found[e.At.File] = b
			}
			b.add(u, e)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(found)) {
		report(found[file].finding())
	}
}

// seldom reports whether a function runs by the clock alone: then there is no earlier
// invocation whose client it could use. A trigger of no kind beside the clock is the
// permission of the service that keeps it, as for the rotation of a secret.
func seldom(u *arch.Unit) bool {
	by := func(kinds ...arch.TriggerKind) bool {
		return slices.ContainsFunc(u.Triggers, func(t arch.Trigger) bool { return slices.Contains(kinds, t.Kind) })
	}
	return u.Kind == arch.Function && by(arch.OnSchedule) &&
		!slices.ContainsFunc(u.Triggers, func(t arch.Trigger) bool { return t.Kind != arch.OnSchedule && t.Kind != arch.OnOther })
}

func (b *built) add(u *arch.Unit, e arch.Effect) {
	if !slices.Contains(b.units, u) {
		b.units = append(b.units, u)
	}
	i, seen := slices.BinarySearchFunc(b.effects, e, func(x, y arch.Effect) int { return x.At.Compare(y.At) })
	if !seen {
		b.effects = slices.Insert(b.effects, i, e)
	}
}

// shown is how many related positions of a kind a finding has.
const shown = 3

func (b *built) finding() arch.Finding {
	first := b.effects[0]
	for _, e := range b.effects { // a connection costs more than what only prepares one
		if first.Protocol == "" && e.Protocol != "" {
			first = e
		}
	}
	names := wording.UnitNames(b.units)
	often := "for each request"
	if b.units[0].Kind == arch.Function {
		often = "on each invocation"
	}
	f := arch.Finding{
		Severity: arch.Warning, Confidence: arch.High, Unit: names[0], At: first.At, Key: first.Func + " " + first.What, Effort: 2,
		Message: fmt.Sprintf("%s %s %s anew %s (%s)", wording.Names(names), wording.Verb(len(names), "builds", "build"),
			b.things(), often, first.Handler),
		Effect: effect(first.Protocol),
		WayOut: "build it once, where the process starts or when it is first needed, and use it for all that follows",
	}
	if n := len(first.Path); n > 1 {
		for _, p := range first.Path[max(n-1-shown, 0) : n-1] {
			f.Related = append(f.Related, arch.Related{Label: "call", At: p.At, Message: p.Func + " asks for it"})
		}
	}
	for _, e := range b.effects {
		if e.At != first.At && len(f.Related) < 2*shown {
			f.Related = append(f.Related, arch.Related{Label: "client", At: e.At, Message: e.What + " is built " + often + " too"})
		}
	}
	return f
}

// things names what is built, for messages: "boto3.client", "boto3.client and 2 more".
func (b *built) things() string {
	var words []string
	for _, e := range b.effects {
		if w := path.Base(cmp.Or(e.What, "a client")); !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return wording.Names(words)
}

// effect says what building it again costs.
func effect(protocol string) string {
	switch protocol {
	case "postgres", "mysql", "sqlserver", "sql", "mongodb", "oracle":
		return "every one of them opens connections of its own, and load makes the database run out of them"
	case "":
		return "credentials, endpoints and TLS connections are set up again every time, which the caller waits for"
	}
	return "every one of them opens a connection of its own, and the caller waits for it"
}
