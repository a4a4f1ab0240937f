package flow

import (
	"github.com/archvet/archvet/detect/code"
)

// View is a program as it runs from one entry: the functions it reaches, under the
// environment and arguments that are known of it.
type View struct {
	graph *Graph
	entry Entry

	reached  map[*code.Func]bool
	order    []*code.Func // reached, in the order of discovery
	made     map[string]bool
	pending  map[string][]pendingCall // interface calls by interface, for types made later
	callers  map[string][]caller      // by function ID
	handlers map[string]handler       // functions that a library calls back
	queue    []*code.Func
	loaded   map[string]bool // packages initialised

	verdicts map[guardKey]verdict
	rows     map[*code.Op]*code.Row
	known    map[key][]place // answers of traces without a context
	asking   map[key]bool    // those being looked for
	limited  bool            // a middleware bounds every request
	started  bool            // a platform's loop is given control
	settings *settings       // see settingsOf
	work     int             // steps of all questions
	// whole is set when everything that calls made by name reach is known. Before
	// that, what is not reached yet may still be: any store counts, and no list of
	// callers is complete.
	whole bool
}

// View returns the program that starts at e.
func (g *Graph) View(e Entry) *View {
	v := &View{
		graph: g, entry: e, reached: map[*code.Func]bool{}, made: map[string]bool{}, pending: map[string][]pendingCall{},
		callers: map[string][]caller{}, handlers: map[string]handler{}, loaded: map[string]bool{},
		verdicts: map[guardKey]verdict{}, rows: map[*code.Op]*code.Row{},
		known: map[key][]place{}, asking: map[key]bool{},
	}
	for _, id := range e.Funcs {
		if f := g.funcs[id]; f != nil {
			v.reach(f)
		}
	}
	for len(v.queue) > 0 {
		f := v.queue[0]
		v.queue = v.queue[1:]
		v.scan(f)
	}
	v.whole = true
	clear(v.rows) // receivers that could not be followed may be now
	v.dynamicCalls()
	return v
}

// Reaches reports whether the entry reaches the function.
func (v *View) Reaches(id string) bool { return v.reached[v.graph.funcs[id]] }

// Funcs returns the functions reached, in a stable order.
func (v *View) Funcs() []*code.Func { return v.order }

// runs reports whether the store or call is in reached code, on a branch that is
// not ruled out.
func (v *View) runs(f *code.Func, guards []code.Guard) bool {
	return (v.reached[f] || !v.whole) && v.feasible(f, guards)
}
