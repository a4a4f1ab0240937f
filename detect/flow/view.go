package flow

import (
	"slices"

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
	limited  bool // a middleware bounds every request
	// whole is set when everything that calls made by name reach is known. Before
	// that, what is not reached yet may still be: any store counts, and no list of
	// callers is complete.
	whole bool
}

type pendingCall struct {
	site   site
	method string
}

// caller is an edge of the call graph.
type caller struct {
	site
	fn        *code.Func
	reference bool // the function is handed over there, not called
	iface     bool
}

// handler is a function that is registered to be called back.
type handler struct {
	row *code.Row
	at  site
}

// View returns the program that starts at e.
func (g *Graph) View(e Entry) *View {
	v := &View{
		graph: g, entry: e, reached: map[*code.Func]bool{}, made: map[string]bool{}, pending: map[string][]pendingCall{},
		callers: map[string][]caller{}, handlers: map[string]handler{}, loaded: map[string]bool{},
		verdicts: map[guardKey]verdict{}, rows: map[*code.Op]*code.Row{},
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

func (v *View) reach(f *code.Func) {
	if v.reached[f] {
		return
	}
	v.reached[f] = true
	v.order = append(v.order, f)
	v.queue = append(v.queue, f)
	v.load(f.Package)
}

// load initialises a package and what it imports, as the language's runtime does
// before main.
func (v *View) load(path string) {
	if v.loaded[path] {
		return
	}
	v.loaded[path] = true
	pkg := v.graph.pkgs[path]
	if pkg == nil {
		return
	}
	for _, imp := range pkg.Imports {
		v.load(imp)
	}
	if f := v.graph.funcs[pkg.Init]; f != nil {
		v.reach(f)
	}
}

func (v *View) scan(f *code.Func) {
	for i := range f.Assigns {
		if v.feasible(f, f.Assigns[i].Guards) {
			v.expr(f, f.Assigns[i].From, -1)
		}
	}
	for i := range f.Returns {
		for _, e := range f.Returns[i].Values {
			v.expr(f, e, -1)
		}
	}
	for i := range f.Ops {
		op := &f.Ops[i]
		if !v.feasible(f, op.Guards) {
			continue
		}
		v.call(site{fn: f, op: i}, op)
		if op.Recv != nil {
			v.expr(f, *op.Recv, -1)
		}
		for _, a := range op.Args {
			v.expr(f, a, i)
		}
	}
}

func (v *View) call(s site, op *code.Op) {
	switch {
	case op.Callee.Func != "":
		v.edge(s, v.graph.funcs[op.Callee.Func], false, false)
	case op.Callee.Iface != "":
		iface, method := cutLast(op.Callee.Iface)
		v.pending[iface] = append(v.pending[iface], pendingCall{s, method})
		for _, t := range v.graph.impls[iface] {
			if v.made[t] {
				v.edge(s, v.method(t, method), false, true)
			}
		}
	}
}

func (v *View) method(typ, name string) *code.Func {
	if t := v.graph.types[typ]; t != nil {
		return v.graph.funcs[t.Methods[name]]
	}
	return nil
}

func (v *View) edge(s site, f *code.Func, reference, iface bool) {
	if f == nil || slices.ContainsFunc(v.callers[f.ID], func(c caller) bool { return c.fn == s.fn && c.op == s.op }) {
		return
	}
	v.callers[f.ID] = append(v.callers[f.ID], caller{site: s, fn: s.fn, reference: reference, iface: iface})
	v.reach(f)
}

// expr notes what an expression makes and which functions it hands over; op is the
// call whose argument it is, or -1.
func (v *View) expr(f *code.Func, e code.Expr, op int) {
	switch e.Kind {
	case code.FuncRef:
		v.reference(f, e, op)
	case code.Result: // the operation is scanned by itself
		v.make(e.Type)
		return
	}
	v.make(e.Type) // a variable's zero value is an object too
	for _, a := range e.Args {
		v.expr(f, a, op)
	}
	if op >= 0 && e.Type != "" {
		v.handOver(f, e, op)
	}
}

func (v *View) make(typ string) {
	if typ == "" || v.made[typ] {
		return
	}
	t := v.graph.types[typ]
	if t == nil || len(t.Interface) > 0 {
		return
	}
	v.made[typ] = true
	for _, e := range t.Embeds {
		v.make(e)
	}
	for iface, calls := range v.pending {
		if !slices.Contains(v.graph.impls[iface], typ) {
			continue
		}
		for _, c := range calls {
			v.edge(c.site, v.method(typ, c.method), false, true)
		}
	}
}

// reference reaches a function whose value is taken, and notes it as a handler when
// the call it is handed to registers one.
func (v *View) reference(f *code.Func, e code.Expr, op int) {
	target := v.graph.funcs[e.Text]
	if target == nil {
		return
	}
	s := site{fn: f, op: op}
	if op < 0 {
		if !slices.ContainsFunc(v.callers[target.ID], func(c caller) bool { return c.fn == f && c.op < 0 }) {
			v.callers[target.ID] = append(v.callers[target.ID], caller{site: s, fn: f, reference: true})
		}
		v.reach(target)
		return
	}
	v.register(target, s)
	v.edge(s, target, true, false)
}

func (v *View) register(f *code.Func, s site) {
	row := v.rowOf(place{fn: s.fn}, s.call())
	if row == nil {
		return
	}
	switch row.Action {
	case code.Route, code.Serve, code.Start, code.Consume:
		if _, ok := v.handlers[f.ID]; !ok {
			v.handlers[f.ID] = handler{row, s}
		}
	}
}

// callbacks are the methods by which libraries call an object that they were handed.
var callbacks = []string{"ServeHTTP", "Invoke", "ConsumeClaim", "HandleMessage", "ProcessTask", "Handle", "Run", "Execute", "RoundTrip"}

// handOver reaches the methods of an object that a call hands to a library: those
// of a service that it registers, else those that libraries are known to call.
func (v *View) handOver(f *code.Func, e code.Expr, op int) {
	t := v.graph.types[e.Type]
	if t == nil || len(t.Interface) > 0 || f.Ops[op].Callee.Func != "" {
		return
	}
	s := site{fn: f, op: op}
	row := v.rowOf(place{fn: f}, s.call())
	names := callbacks
	if row != nil && row.Action == code.Serve {
		names = exported(t)
		v.make(e.Type)
	}
	for _, name := range names {
		if m := v.graph.funcs[t.Methods[name]]; m != nil {
			if row != nil {
				v.register(m, s)
			}
			v.edge(s, m, true, false)
		}
	}
}

func exported(t *code.Type) []string {
	var names []string
	for name := range t.Methods {
		if name[0] >= 'A' && name[0] <= 'Z' {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// dynamicCalls adds the edges of calls through function values, once it is known
// what is reached at all.
func (v *View) dynamicCalls() {
	for i := 0; i < len(v.order); i++ { // order grows while edges are added
		f := v.order[i]
		for j := range f.Ops {
			op := &f.Ops[j]
			if !v.feasible(f, op.Guards) {
				continue
			}
			v.registered(site{fn: f, op: j})
			if op.Callee.Value == nil {
				continue
			}
			for _, o := range v.trace(place{expr: *op.Callee.Value, fn: f}) {
				if o.expr.Kind == code.FuncRef {
					v.edge(site{fn: f, op: j}, v.graph.funcs[o.expr.Text], false, false)
				}
			}
		}
		for len(v.queue) > 0 {
			g := v.queue[0]
			v.queue = v.queue[1:]
			v.scan(g)
		}
	}
}

// registered notes the handlers that a call registers through a value: the result of
// a wrapper, a variable.
func (v *View) registered(s site) {
	row := v.rowOf(place{fn: s.fn}, s.call())
	if row == nil {
		return
	}
	if row.Action == code.WithLimit && row.Protocol == "middleware" {
		v.limited = true
	}
	if row.Handler == "" {
		return
	}
	for _, arg := range s.call().Args {
		v.handOver(s.fn, arg, s.op)
	}
	for _, f := range v.handlerFuncs(place{fn: s.fn}, s.call(), row.Handler) {
		v.register(f, s)
		v.edge(s, f, true, false)
	}
}

// callees returns the functions of the repository that an operation calls in this
// view.
func (v *View) callees(f *code.Func, op *code.Op) []*code.Func {
	switch {
	case op.Callee.Func != "":
		if callee := v.graph.funcs[op.Callee.Func]; callee != nil {
			return []*code.Func{callee}
		}
	case op.Callee.Iface != "":
		iface, method := cutLast(op.Callee.Iface)
		var out []*code.Func
		for _, t := range v.graph.impls[iface] {
			if m := v.method(t, method); m != nil && v.made[t] && !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
		return out
	case op.Callee.Value != nil && op.Callee.Value.Kind == code.FuncRef:
		if callee := v.graph.funcs[op.Callee.Value.Text]; callee != nil {
			return []*code.Func{callee}
		}
	}
	return nil
}

// isReference reports whether s only hands fn over, so that the arguments there are
// not those of fn.
func (v *View) isReference(s site, fn *code.Func) bool {
	for _, c := range v.callers[fn.ID] {
		if c.fn == s.fn && c.op == s.op {
			return c.reference
		}
	}
	return false
}

// runs reports whether the store or call is in reached code, on a branch that is
// not ruled out.
func (v *View) runs(f *code.Func, guards []code.Guard) bool {
	return (v.reached[f] || !v.whole) && v.feasible(f, guards)
}
