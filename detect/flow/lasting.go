package flow

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/code"
)

// lasting names the storage that an expression stands for when what is in it is
// there for later requests too: a variable of a package or of a function around the
// ones that run, a field of the object whose method runs. It is "" for locals and for
// what callers hand in.
func (v *View) lasting(f *code.Func, running []*code.Func, e code.Expr) string {
	switch e.Kind {
	case code.Var:
		if owner, _, local := strings.Cut(e.Text, "#"); local {
			owner = owner[:max(strings.LastIndexByte(owner, '/'), 0)]
			if owner == f.ID || slices.ContainsFunc(running, func(r *code.Func) bool { return r.ID == owner }) {
				return ""
			}
			return e.Text
		}
		if pkg, _ := cutLast(e.Text); v.graph.pkgs[pkg] != nil {
			return e.Text
		}
	case code.FieldOf:
		if len(e.Args) > 0 && (f.HasRecv && isReceiver(f, e.Args[0]) || v.lasting(f, running, e.Args[0]) != "") {
			return e.Text
		}
	case code.Elem:
		if in := v.lasting(f, running, e.Args[0]); in != "" {
			return in + "[]"
		}
	case code.Deref, code.Addr:
		return v.lasting(f, running, e.Args[0])
	}
	return ""
}

// isReceiver reports whether e is the receiver of the method f, or what it points to.
func isReceiver(f *code.Func, e code.Expr) bool {
	for (e.Kind == code.Deref || e.Kind == code.Addr) && len(e.Args) > 0 {
		e = e.Args[0]
	}
	return e.Kind == code.Par && e.Index == 0 && e.Text == f.ID
}

// fills are the names of methods that put something into the container they belong to.
var fills = map[string]bool{
	"set": true, "add": true, "push": true, "append": true, "unshift": true, "extend": true, "insert": true, "update": true, "setdefault": true,
	"put": true, "Store": true, "LoadOrStore": true, "Add": true, "Set": true, "Put": true, "PushBack": true, "PushFront": true, "appendleft": true, "splice": true,
}

// changes are the lasting locations that a function stores to itself.
func (v *View) changes(f *code.Func, running []*code.Func, out map[string]bool) {
	for i := range f.Assigns {
		if loc := v.lasting(f, running, f.Assigns[i].To); loc != "" {
			out[loc] = true
		}
	}
	for i := range f.Ops {
		op := &f.Ops[i]
		if op.Recv == nil || op.Callee.Func != "" || !fills[op.Callee.Name] {
			continue
		}
		if loc := v.lasting(f, running, *op.Recv); loc != "" {
			out[loc+"[]"] = true
		}
	}
}
