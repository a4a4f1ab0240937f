package flow

import "github.com/archvet/archvet/detect/code"

// platformRow stands for the loop of a platform that calls functions by name.
var platformRow = &code.Row{Name: "handler", Action: code.Start}

// Called notes the functions that the platform itself calls for each event, because
// the declaration names them rather than the code.
func (v *View) Called(ids ...string) *View {
	for _, id := range ids {
		if f := v.graph.funcs[id]; f != nil {
			v.handlers[id] = handler{row: platformRow, at: site{fn: f, op: -1}}
		}
	}
	return v
}
