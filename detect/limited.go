package detect

import (
	"reflect"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// overrule puts the limits of the repository's configuration in the place of the
// platforms' own, wherever a declaration left a value to its platform: such a value
// names its limit.
func overrule(declared []iac.Declared, own []arch.Limit) {
	if len(own) == 0 {
		return
	}
	o := overruler{}
	for _, l := range own {
		if known, ok := limits.Get(l.ID); ok && l.Default != "" {
			o[l.ID] = overruled{known.With(l).Default, l.At}
		}
	}
	o.walk(reflect.ValueOf(declared))
}

// overruler holds the new defaults by the ids of their limits.
type overruler map[string]overruled

type overruled struct {
	limits.Quantity
	at arch.Range
}

// walk visits every value below v. What loaders return is a tree: no node refers back.
func (o overruler) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			o.walk(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			o.walk(v.Index(i))
		}
	case reflect.Struct:
		if v.CanAddr() && o.replace(v.Addr().Interface()) {
			return
		}
		for i := range v.NumField() {
			o.walk(v.Field(i))
		}
	}
}

// replace replaces the default of a value and reports whether v is one.
func (o overruler) replace(v any) bool {
	switch v := v.(type) {
	case *arch.Value[time.Duration]:
		overwrite(o, v, limits.Quantity.Duration)
	case *arch.Value[int]:
		overwrite(o, v, func(q limits.Quantity) (int, bool) { n, ok := q.Int(); return int(n), ok })
	case *arch.Value[bool]:
		overwrite(o, v, func(q limits.Quantity) (bool, bool) { w, ok := q.Word(); return w == "true", ok })
	case *arch.Value[string]:
		overwrite(o, v, limits.Quantity.Word)
	default:
		return false
	}
	return true
}

func overwrite[T any](o overruler, v *arch.Value[T], as func(limits.Quantity) (T, bool)) {
	to, ok := o[v.Why]
	if v.Source != arch.Default || !ok {
		return
	}
	if n, ok := as(to.Quantity); ok {
		*v = arch.Shared(n, to.at)
	}
}
