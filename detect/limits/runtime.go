package limits

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
)

// Runtime is a managed language runtime of a function platform and its end.
type Runtime struct {
	Platform      arch.Platform
	Name          string
	Deprecated    Date // patches and support end
	CreateBlocked Date // new functions are refused
	UpdateBlocked Date // changes to existing functions are refused too
	Successor     string
	Note          string
	Source        string
	AsOf          Date
	Confidence    Confidence
}

// GetRuntime finds a runtime by the name that the platform gives it.
func GetRuntime(platform arch.Platform, name string) (Runtime, bool) {
	key := Runtime{Platform: platform, Name: name}
	i, ok := slices.BinarySearchFunc(runtimes, key, func(a, b Runtime) int {
		return cmp.Or(strings.Compare(string(a.Platform), string(b.Platform)), strings.Compare(a.Name, b.Name))
	})
	if !ok {
		return Runtime{}, false
	}
	return runtimes[i], true
}

// Runtimes yields every runtime, sorted by platform and name.
func Runtimes() iter.Seq[Runtime] { return slices.Values(runtimes) }

// Collected is the day on which the tables were last gone through as a whole.
// Rules compare with it, not with the clock: the same input must give the same
// findings on every day.
const Collected Date = "2026-11-23"

// Date is a day as 2006-01-02, or only its year and month, or its year. The zero
// value is unknown.
type Date string

// Reached reports whether the day is at or before another. An unknown day is
// never reached.
func (d Date) Reached(on Date) bool { return d != "" && d <= on }

// Time returns the start of the day in UTC, and false when the day is unknown.
func (d Date) Time() (time.Time, bool) {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, string(d)); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// AddDays returns the day that lies n days later, to ask what will have ended
// by then.
func (d Date) AddDays(n int) Date {
	t, ok := d.Time()
	if !ok {
		return ""
	}
	return Date(t.AddDate(0, 0, n).Format("2006-01-02"))
}
