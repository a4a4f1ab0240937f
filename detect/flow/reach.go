package flow

import (
	"maps"
	"slices"

	"github.com/archvet/archvet/detect/code"
)

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
	for _, iface := range slices.Sorted(maps.Keys(v.pending)) {
		if !slices.Contains(v.graph.impls[iface], typ) {
			continue
		}
		for _, c := range v.pending[iface] {
			v.edge(c.site, v.method(typ, c.method), false, true)
		}
	}
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

// callees returns the functions of the repository that an operation calls in this
// view.
func (v *View) callees(op *code.Op) []*code.Func {
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
