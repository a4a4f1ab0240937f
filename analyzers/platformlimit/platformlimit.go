package platformlimit

import (
	_ "embed"
	"fmt"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/limits"
)

//go:embed doc.go
var doc string

// Playbook holds the migration steps.
//
//go:embed playbook.md
var Playbook string

// Analyzer compares settings with what the platform accepts for them.
var Analyzer = &analysis.Analyzer{
	Name: "platformlimit", Doc: detect.Page(doc, "platformlimit"), URL: detect.URL("platformlimit"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// judge reports each setting once: written in a shared place, it is one change.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	shared := wording.NewShared(a)
	for _, u := range a.Units {
		for _, s := range settings(u) {
			if l, ok := limits.For(a, s.limit); ok && s.written {
				if f, bad := outside(u, s, l); bad {
					shared.Add(f)
				}
			}
		}
		if f, bad := snapshots(a, u); bad {
			shared.Add(f)
		}
	}
	shared.Report(report)
}

// setting is a number that somebody wrote, in the unit of its limit.
type setting struct {
	name, limit string
	value       float64
	unbounded   bool // no limit at all is asked for
	text        string
	at          arch.Range
	written     bool
	seconds     arch.Value[time.Duration] // where it is a time
}

// outside reports a setting below the least or above the most that is accepted.
func outside(u *arch.Unit, s setting, l limits.Limit) (arch.Finding, bool) {
	least, hasLeast := number(l.Min)
	most, hasMost := number(l.Max)
	var bound, what string
	var right limits.Quantity
	switch {
	case hasMost && (s.value > most || s.unbounded):
		bound, what, right = l.Max.String(), "at most", l.Max
	case hasLeast && s.value < least && !s.unbounded:
		bound, what, right = l.Min.String(), "at least", l.Min
	default:
		return arch.Finding{}, false
	}
	f := arch.Finding{
		Severity: arch.Error, Confidence: arch.High, Unit: u.Name, At: s.at, Key: s.name, Effort: 1,
		Message: fmt.Sprintf("the %s of %s is %s, and the platform takes %s %s (%s)", s.name, u.Name, s.text, what, bound, source(l)),
		Effect:  "the deployment is refused, or the platform cuts the setting down and the work with it",
		WayOut:  fmt.Sprintf("set %s %s; what needs more belongs into a workflow, a job or a container", what, bound),
		Related: []arch.Related{{Label: "unit", At: wording.Declared(u.Declared), Message: u.Name + " is declared here"}},
	}
	if l.Confidence != limits.Verified && l.AsOf == "" {
		f.Severity, f.Confidence = arch.Warning, arch.Medium
	}
	if managed, ok := limits.Get(limits.LambdaTimeoutManaged); ok && s.limit == limits.LambdaTimeout {
		if longest, ok := number(managed.Max); ok && s.value <= longest && s.value > most {
			f.Severity, f.Confidence = arch.Warning, arch.Medium // legal on instances that the account manages
			f.Message += "; only managed instances take more"
		}
	}
	if d, ok := right.Duration(); ok && !s.unbounded {
		f.Fix = wording.SetSeconds(s.seconds, d)
	}
	return f, true
}

func source(l limits.Limit) string {
	if l.AsOf == "" {
		return l.ID
	}
	return fmt.Sprintf("%s, as of %s", l.ID, l.AsOf)
}

// number is a limit in seconds where it is a time, and in MiB where it is a size, as
// settings are.
func number(q limits.Quantity) (float64, bool) {
	if d, ok := q.Duration(); ok {
		return d.Seconds(), true
	}
	if n, ok := q.Size(); ok {
		return float64(n >> 20), true
	}
	return q.Number()
}

// snapshots reports settings that cannot stand beside a function's snapshots.
func snapshots(a *arch.Architecture, u *arch.Unit) (arch.Finding, bool) {
	s := u.Settings
	if !s.SnapStart.Known() || !s.SnapStart.V {
		return arch.Finding{}, false
	}
	f := arch.Finding{
		Severity: arch.Error, Confidence: arch.High, Unit: u.Name, Key: "snapshot", Effort: 1,
		Effect:  "the deployment is refused",
		Related: []arch.Related{{Label: "snapshot", At: wording.Place(s.SnapStart, wording.Declared(u.Declared)), Message: u.Name + " starts from a snapshot"}},
	}
	storage, _ := limits.For(a, limits.LambdaStorage)
	plain, known := number(storage.Default)
	switch {
	case s.Provisioned.Known() && s.Provisioned.V > 0:
		f.At = wording.Place(s.Provisioned, wording.Declared(u.Declared))
		f.Message = fmt.Sprintf("%s has both snapshots and %d provisioned instances, which exclude each other", u.Name, s.Provisioned.V)
		f.WayOut = "keep one of them: provisioned instances where every start counts, snapshots where a second does not"
	case s.Storage.Known() && known && float64(s.Storage.V) > plain:
		f.At = wording.Place(s.Storage, wording.Declared(u.Declared))
		f.Message = fmt.Sprintf("%s has both snapshots and %d MiB of scratch space; with snapshots it is %s", u.Name, s.Storage.V, storage.Default)
		f.WayOut = "leave the scratch space at its default, or the snapshots out"
	default:
		return f, false
	}
	return f, true
}
