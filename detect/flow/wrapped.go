package flow

import (
	"slices"

	"github.com/archvet/archvet/detect/code"
)

// maxWrapped bounds how many wrappers may be around a handler.
const maxWrapped = 5

// handlerFuncs returns the functions of the repository that a slot hands over to be
// called back: directly, in a conversion, or in the fields of a library's wrapper, such
// as &ochttp.Handler{Handler: http.HandlerFunc(h)}.
func (v *View) handlerFuncs(p place, op *code.Op, s code.Slot) []*code.Func {
	var out []*code.Func
	var look func(end place, depth int)
	look = func(end place, depth int) {
		if depth > maxWrapped {
			return
		}
		switch e := end.expr; e.Kind {
		case code.FuncRef:
			if f := v.graph.funcs[e.Text]; f != nil && !slices.Contains(out, f) {
				out = append(out, f)
			}
		case code.Make:
			if v.graph.types[e.Type] != nil {
				return // its methods are called, not what it holds
			}
			for _, a := range e.Args {
				for _, inner := range v.trace(end.at(a)) {
					look(inner, depth+1)
				}
			}
		case code.Result:
			made := v.opOf(e)
			if made == nil {
				return
			}
			row := v.rowOf(end, made)
			if row == nil || row.Action != code.Carry {
				return
			}
			in := place{fn: v.graph.funcs[e.Text], ctx: end.ctx}
			for _, inner := range v.slotPlaces(in, made, row.From) {
				look(inner, depth+1)
			}
		}
	}
	for _, end := range v.slotPlaces(p, op, s) {
		look(end, 0)
	}
	return out
}
