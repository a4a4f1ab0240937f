package limits

import (
	"time"

	"github.com/archvet/archvet/detect/arch"
)

// DefaultDuration is the platform's default for a time that is not set at a place;
// it is unknown where the limit has none.
func DefaultDuration(id string, at arch.Range) arch.Value[time.Duration] {
	return byDefault(id, at, Quantity.Duration)
}

// DefaultInt is [DefaultDuration] for things that are counted.
func DefaultInt(id string, at arch.Range) arch.Value[int] {
	return byDefault(id, at, func(q Quantity) (int, bool) { n, ok := q.Int(); return int(n), ok })
}

// DefaultText is [DefaultDuration] for words.
func DefaultText(id string, at arch.Range) arch.Value[string] {
	return byDefault(id, at, Quantity.Word)
}

// byDefault names the limit as the value's reason: by that the configuration of a
// repository finds the values whose default it replaces.
func byDefault[T any](id string, at arch.Range, as func(Quantity) (T, bool)) arch.Value[T] {
	l, _ := Get(id)
	v, ok := as(l.Default)
	if !ok {
		return arch.Value[T]{}
	}
	return arch.ByDefault(v, at, id)
}
