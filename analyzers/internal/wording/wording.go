// Package wording holds what the messages of all rules have in common: how
// durations and lists are written, and edits of a value where it is written.
package wording

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/limits"
)

// Duration writes d as IaC files do, in seconds: "60 s", "1.5 s", "250 ms"; only what
// lasts days is in days.
func Duration(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d >= 2*day && d%day == 0:
		return fmt.Sprintf("%d days", d/day)
	}
	return strconv.FormatFloat(d.Seconds(), 'f', -1, 64) + " s"
}

// shown is how many names a message lists before it counts the rest.
const shown = 4

// Names writes a list: "a", "a and b", "a, b and c", "a, b, c and 5 more". The
// names stay in the order given.
func Names(names []string) string {
	n := len(names)
	switch {
	case n == 0:
		return ""
	case n == 1:
		return names[0]
	case n > shown:
		return fmt.Sprintf("%s and %d more", strings.Join(names[:shown-1], ", "), n-shown+1)
	}
	return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
}

// UnitNames returns the sorted names of units, each once.
func UnitNames(units []*arch.Unit) []string {
	var names []string
	for _, u := range units {
		names = append(names, u.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Verb returns one of two forms of a verb, for one or for several subjects.
func Verb(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return several
}

// Origin says where a platform's number comes from, as a tail in brackets for
// messages: " (default)", " (limit of 2026-08)"; "" for what the user wrote.
func Origin[T any](v arch.Value[T]) string {
	if v.Source != arch.Default {
		return ""
	}
	if l, ok := limits.Get(v.Why); ok && l.AsOf != "" {
		return fmt.Sprintf(" (%s, as of %s)", l.ID, l.AsOf)
	}
	return " (the platform's own)"
}

// ByDefault is a tail for messages that give a number nobody wrote.
func ByDefault[T any](v arch.Value[T]) string {
	if v.Source == arch.Default {
		return " (default)"
	}
	return ""
}

// Declared returns the first place that declares a unit or resource, the zero range
// when there is none.
func Declared(declared []arch.Declaration) arch.Range {
	if len(declared) == 0 {
		return arch.Range{}
	}
	return declared[0].At
}

// Place returns the range of v, or else the given one.
func Place[T any](v arch.Value[T], otherwise arch.Range) arch.Range {
	return cmp.Or(v.At, otherwise)
}

// SetSeconds returns the edit that makes a number of seconds in an IaC file a
// different one, or nothing when v is not written as a plain number: the range must
// be as long as the number itself, with or without quotes, else an expression or a
// word such as "1m" stands there.
func SetSeconds(v arch.Value[time.Duration], seconds time.Duration) []arch.Edit {
	old := strconv.FormatInt(int64(v.V/time.Second), 10)
	long := v.At.End - v.At.Start
	written := v.Source == arch.Explicit || v.Source == arch.Inherited
	if !written || v.V%time.Second != 0 || (long != len(old) && long != len(old)+2) {
		return nil
	}
	at := v.At
	if long == len(old)+2 {
		at.Start, at.End = at.Start+1, at.End-1 // keep the quotes
	}
	return []arch.Edit{{At: at, New: strconv.FormatInt(int64(seconds/time.Second), 10)}}
}
