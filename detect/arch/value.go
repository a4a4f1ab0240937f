package arch

import "cmp"

// Range is a span of bytes in a file. Files are named relative to the root of the
// repository, with slashes. Lines and columns are worked out only for display.
type Range struct {
	File       string
	Start, End int
}

// IsZero reports whether r names no file at all.
func (r Range) IsZero() bool { return r.File == "" }

// Compare orders ranges by file, then start, then end.
func (r Range) Compare(o Range) int {
	return cmp.Or(cmp.Compare(r.File, o.File), cmp.Compare(r.Start, o.Start), cmp.Compare(r.End, o.End))
}

// Contains reports whether o lies within r.
func (r Range) Contains(o Range) bool {
	return r.File == o.File && r.Start <= o.Start && o.End <= r.End
}

// Source says how a [Value] came to be known.
type Source uint8

// The sources of a value. The zero value is Unknown.
const (
	Unknown   Source = iota
	Explicit         // written where the value belongs
	Default          // the platform's own default, from the limits table
	Inherited        // written in a shared place: globals, provider, a base
)

// String returns the word that the JSON output uses.
func (s Source) String() string {
	return [...]string{"unknown", "explicit", "default", "inherited"}[s]
}

// Value is something read from a file, or the reason why it could not be.
//
// The zero Value is unknown with no reason: nothing was said about it anywhere.
type Value[T any] struct {
	V      T
	At     Range // where it is written; for a default, where it would be
	Source Source
	Why    string // for unknown and default values: the reason
}

// Known reports whether v.V may be relied on. Rules must not judge unknown values.
func (v Value[T]) Known() bool { return v.Source != Unknown }

// Hidden reports whether something was written but could not be evaluated, as
// opposed to nothing written at all.
func (v Value[T]) Hidden() bool { return v.Source == Unknown && (v.Why != "" || !v.At.IsZero()) }

// Given is a value written at its own place.
func Given[T any](v T, at Range) Value[T] { return Value[T]{V: v, At: at, Source: Explicit} }

// Shared is a value inherited from a place that serves several units.
func Shared[T any](v T, at Range) Value[T] { return Value[T]{V: v, At: at, Source: Inherited} }

// ByDefault is a platform default; why names the entry of the limits table, and at
// the declaration that left it out.
func ByDefault[T any](v T, at Range, why string) Value[T] {
	return Value[T]{V: v, At: at, Source: Default, Why: why}
}

// Hide is a value that is written at a place but whose content is out of sight.
func Hide[T any](at Range, why string) Value[T] { return Value[T]{At: at, Why: why} }

// Or returns v when it says anything, known or hidden, and otherwise o: the way a
// setting falls back from the unit to its shared defaults to the platform's own.
func (v Value[T]) Or(o Value[T]) Value[T] {
	if v.Known() || v.Hidden() {
		return v
	}
	return o
}
