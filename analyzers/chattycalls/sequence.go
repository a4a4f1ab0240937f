package chattycalls

import (
	"fmt"
	"slices"

	"github.com/archvet/archvet/detect/arch"
)

// manyCalls is how many calls of one request to one unit are worth a joint call.
// Where it is not known whether every request makes them all, surelyMany leave no doubt
// that most do.
const (
	manyCalls  = 4
	surelyMany = 8
)

// sequence is the calls of one handler to one unit, outside of loops.
type sequence struct {
	from, to, handler string
	calls             []arch.Call
}

// sequences finds the handlers that call one unit again and again. Calls that only
// some requests make are left out: those of two branches never come together.
func sequences(a *arch.Architecture) []*sequence {
	var all []*sequence
	for _, e := range a.Edges {
		if e.Style != arch.Sync || e.From == e.To || a.Unit(e.From) == nil || a.Unit(e.To) == nil {
			continue
		}
		for _, c := range e.Calls {
			conditional := c.Always.Known() && !c.Always.V
			if c.Handler == "" || !c.Waited || c.Concurrent || conditional || len(c.Loops) > 0 || len(c.Path) == 0 {
				continue
			}
			i := slices.IndexFunc(all, func(s *sequence) bool {
				return s.from == e.From && s.to == e.To && s.handler == c.Handler
			})
			if i < 0 {
				i = len(all)
				all = append(all, &sequence{from: e.From, to: e.To, handler: c.Handler})
			}
			all[i].add(c)
		}
	}
	return slices.DeleteFunc(all, func(s *sequence) bool { return len(s.calls) < manyCalls })
}

// add keeps the call unless it is an alternative to one that is kept already.
func (s *sequence) add(c arch.Call) {
	if !slices.ContainsFunc(s.calls, func(d arch.Call) bool { return !both(c.Path, d.Path) }) {
		s.calls = append(s.calls, c)
	}
}

// both reports whether one run can make both calls: their ways part at two call sites
// of one function, and not where one call site leads to several implementations.
func both(p, q []arch.Frame) bool {
	for i := range min(len(p), len(q)) {
		if p[i] != q[i] {
			return p[i].Func == q[i].Func
		}
	}
	return false
}

func (s *sequence) finding() arch.Finding {
	slices.SortStableFunc(s.calls, func(c, d arch.Call) int {
		return slices.CompareFunc(c.Path, d.Path, func(a, b arch.Frame) int { return a.At.Compare(b.At) })
	})
	sure := 0
	for _, c := range s.calls {
		if c.Always.Known() {
			sure++
		}
	}
	f := arch.Finding{
		Severity: arch.Hint, Confidence: arch.Low, Unit: s.from, At: s.calls[0].Path[0].At,
		Message: fmt.Sprintf("%s calls %s %d times, one after the other, to answer one request of %s (%s)",
			s.from, s.to, len(s.calls), s.handler, titles(s.calls)),
		Related: append(sites(s.calls), related(s.calls)...),
		Effect:  fmt.Sprintf("the request waits for %d round trips, and fails when any of them does", len(s.calls)),
		WayOut:  fmt.Sprintf("one call of %s that answers what the request needs, or calls side by side", s.to),
		Effort:  3,
		Key:     s.to + " " + s.handler,
	}
	if sure >= manyCalls || len(s.calls) >= surelyMany {
		f.Severity, f.Confidence = arch.Warning, arch.Medium
	}
	return f
}

// sites lists where the handler makes the calls, after the first.
func sites(calls []arch.Call) []arch.Related {
	var rs []arch.Related
	for _, c := range calls[1:] {
		r := arch.Related{Label: "also", At: c.Path[0].At, Message: c.Title()}
		if len(rs) < listed && r.At != calls[0].Path[0].At && r.At != c.At && !slices.Contains(rs, r) {
			rs = append(rs, r)
		}
	}
	return rs
}
