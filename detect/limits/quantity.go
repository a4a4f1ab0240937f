package limits

import (
	"strconv"
	"time"
)

// Unit says what a [Quantity] counts.
type Unit string

// Units with a meaning of their own. Every other unit names the things counted.
const (
	Milliseconds Unit = "ms"
	Seconds      Unit = "s"
	Minutes      Unit = "min"
	Hours        Unit = "h"
	Days         Unit = "days"

	Bytes     Unit = "bytes"
	Kilobytes Unit = "KB" // vendors write KB, MB and GB and mean powers of 1024
	Megabytes Unit = "MB"
	Mebibytes Unit = "MiB"
	Gigabytes Unit = "GB"

	Percent Unit = "%"
	Ratio   Unit = "ratio"
	Times   Unit = "x"

	Switch Unit = "bool" // the default is a word: true or false
	Choice Unit = "enum"
	Text   Unit = "text"
	Day    Unit = "date"
	Rule   Unit = "rule" // no value at all: the note is what counts
	Object Unit = "object"
	ARN    Unit = "arn"
)

// Quantity is an optional number or word with its unit. The zero value is
// absent.
type Quantity struct {
	kind   kind
	number float64
	text   string
	unit   Unit
}

type kind uint8

const (
	absent kind = iota
	number
	word
)

// Known reports whether there is a value at all.
func (q Quantity) Known() bool { return q.kind != absent }

// Number returns the value in its own unit, and false for an absent value or a
// word.
func (q Quantity) Number() (float64, bool) { return q.number, q.kind == number }

// Int is [Quantity.Number] for things that are counted.
func (q Quantity) Int() (int64, bool) {
	n, ok := q.Number()
	return int64(n), ok
}

// Duration returns the value of a time limit, whatever its unit, and false when
// it is absent or no time.
func (q Quantity) Duration() (time.Duration, bool) {
	n, ok := q.Number()
	scale := time.Duration(0)
	switch q.unit {
	case Milliseconds:
		scale = time.Millisecond
	case Seconds:
		scale = time.Second
	case Minutes:
		scale = time.Minute
	case Hours:
		scale = time.Hour
	case Days:
		scale = 24 * time.Hour
	}
	if !ok || scale == 0 {
		return 0, false
	}
	return time.Duration(n * float64(scale)), true
}

// Size returns the value of a size limit in bytes, whatever its unit, and false
// when it is absent or no size.
func (q Quantity) Size() (int64, bool) {
	n, ok := q.Number()
	scale := 0.0
	switch q.unit {
	case Bytes:
		scale = 1
	case Kilobytes:
		scale = 1 << 10
	case Megabytes, Mebibytes:
		scale = 1 << 20
	case Gigabytes:
		scale = 1 << 30
	}
	if !ok || scale == 0 {
		return 0, false
	}
	return int64(n * scale), true
}

// Word returns a value that is no number, such as "pick_first" or "false".
func (q Quantity) Word() (string, bool) { return q.text, q.kind == word }

// String is the value as a person reads it: "29 s" for 29000 ms, "512 MB",
// "pick_first", and "" for an absent value.
func (q Quantity) String() string {
	if q.kind == word {
		return q.text
	}
	n, ok := q.Number()
	if !ok {
		return ""
	}
	unit := q.unit
	if unit == Milliseconds && n >= 1000 {
		n, unit = n/1000, Seconds
	}
	s := strconv.FormatFloat(n, 'f', -1, 64)
	if unit == "" || unit == "count" || unit == Ratio {
		return s
	}
	return s + " " + string(unit)
}
