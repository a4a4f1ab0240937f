package scaling

import (
	"cmp"
	_ "embed" // the rule's page and playbook
	"fmt"
	"maps"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

//go:embed doc.go
var doc string

// Playbook holds the steps from one fixed instance to a service that scales.
//
//go:embed playbook.md
var Playbook string

// Analyzer finds services on a request path that cannot grow, that get requests
// before they are ready, or whose autoscaler has nothing to go by.
var Analyzer = &analysis.Analyzer{
	Name: "scaling", Doc: detect.Page(doc, "scaling"), URL: detect.URL("scaling"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// lack is something that a unit's deployment does not have.
type lack struct {
	unit *arch.Unit
	kind kind
	at   arch.Range
	why  arch.Related // what makes it matter; no place for none
	// chosen reports whether the limit is written against a platform that scales by
	// itself, for a unit that no other calls: who wrote it knew of it.
	chosen bool
}

// judge reports a place once: a template that makes several units lacks it for all.
// That nothing grows or is probed is said once for a system: it is one decision, seldom
// one for each of its services.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	n := newNet(a)
	lacking := map[string][]lack{}
	for _, u := range a.Units {
		if u.Kind != arch.Service || u.Code == "" || len(u.Declared) == 0 {
			continue
		}
		all := blind(u)
		if n.asked(u) {
			all = append(all, append(fixed(u), unprobed(u)...)...)
		}
		for _, l := range all {
			l.chosen = u.Platform == arch.CloudRun && n.callers[u.Name] == 0
			key := fmt.Sprint(l.at)
			if l.kind != requests {
				key = n.system(u.Name)
			}
			lacking[key+string(l.kind)] = append(lacking[key+string(l.kind)], l)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(lacking)) {
		slices.SortStableFunc(lacking[key], func(x, y lack) int {
			return cmp.Or(cmp.Compare(n.rank(x.unit), n.rank(y.unit)), cmp.Compare(x.unit.Name, y.unit.Name))
		})
		report(finding(lacking[key]))
	}
}

// finding speaks of the first of the units, and names the others.
func finding(same []lack) arch.Finding {
	l := same[0]
	var names []string
	for _, s := range same {
		names = append(names, s.unit.Name)
	}
	f := kinds[l.kind](l, wording.Names(names), len(names))
	f.Unit, f.At, f.Key, f.Confidence = l.unit.Name, l.at, string(l.kind), cmp.Or(f.Confidence, arch.High)
	if !l.why.At.IsZero() {
		f.Related = append(f.Related, l.why)
	}
	for _, s := range same[:min(len(same), shown)] {
		if s.at != l.at {
			f.Related = append(f.Related, arch.Related{Label: "also", At: s.at, Message: s.unit.Name})
		}
		for _, d := range s.unit.Declared[1:] { // an overlay or chart needs the same change
			if scalable[d.Platform] && d.At.File != s.at.File && len(f.Related) < shown {
				f.Related = append(f.Related, arch.Related{Label: "also", At: d.At, Message: s.unit.Name})
			}
		}
	}
	return f
}

// shown bounds the related positions of one finding.
const shown = 20
