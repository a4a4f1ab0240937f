package link

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// firstOnly is where a handler takes the first record of its event, if it looks at
// nothing else of the event's records: not in a loop, not by their number, and not by
// handing the event on to code that might.
func firstOnly(body []*code.Func) arch.Range {
	f := body[len(body)-1]
	w := recordWalk{f: f}
	for i := range f.Loops {
		if f.Loops[i].Range != nil {
			w.expr(*f.Loops[i].Range, false)
		}
	}
	for i := range f.Ops {
		op := &f.Ops[i]
		if op.Recv != nil {
			w.expr(*op.Recv, false)
		}
		for _, a := range op.Args {
			w.expr(a, shows(op))
		}
		if op.Callee.Value != nil {
			w.expr(*op.Callee.Value, false)
		}
		for _, g := range op.Guards {
			w.expr(g.Cond, false)
		}
	}
	for i := range f.Assigns {
		w.expr(f.Assigns[i].From, false)
	}
	for i := range f.Returns {
		for _, v := range f.Returns[i].Values {
			w.expr(v, false)
		}
	}
	if w.others {
		return arch.Range{}
	}
	return w.first
}

// recordWalk goes through the expressions of a handler.
type recordWalk struct {
	f      *code.Func
	first  arch.Range
	others bool // records beyond the first may be looked at
	depth  int
}

func (w *recordWalk) expr(e code.Expr, shown bool) {
	if w.depth++; w.depth > 64 {
		w.others = true
	}
	defer func() { w.depth-- }()
	switch {
	case e.Kind == code.Elem && len(e.Args) == 2 && w.isRecords(e.Args[0]):
		if i := e.Args[1]; i.Kind != code.Const || i.Text != "0" {
			w.others = true
		} else if w.first.IsZero() || e.At.Compare(w.first) < 0 {
			w.first = e.At
		}
		return
	case w.isRecords(e):
		w.others = w.others || !shown
		return
	case w.isEvent(e):
		w.others = w.others || !shown
		return
	case e.Kind == code.FuncRef: // a closure may see the event as well
		w.others = w.others || strings.HasPrefix(e.Text, w.f.ID+"$")
	case (e.Kind == code.FieldOf || e.Kind == code.Elem) && len(e.Args) > 0 && w.isEvent(e.Args[0]):
		return // another field of the event
	}
	for _, a := range e.Args {
		w.expr(a, shown)
	}
}

// isEvent reports whether an expression is the handler's event as a whole.
func (w *recordWalk) isEvent(e code.Expr) bool { return isParam(e, w.f) && e.Index == 0 }

func (w *recordWalk) isRecords(e code.Expr) bool {
	switch e.Kind {
	case code.FieldOf:
		return strings.HasSuffix(e.Text, ".Records") && len(e.Args) > 0 && w.isEvent(e.Args[0])
	case code.Elem:
		return len(e.Args) == 2 && w.isEvent(e.Args[0]) && e.Args[1].Kind == code.Const && e.Args[1].Text == "Records"
	}
	return false
}

// shows reports whether a call only writes its arguments out, for people to read.
func shows(op *code.Op) bool {
	c := op.Callee
	switch {
	case c.Func != "" || c.Iface != "" || c.Value != nil:
		return false
	case c.Package == "js.console", c.Package == "builtins" && c.Name == "print", c.Package == "logging":
		return true
	case slices.Contains([]string{"dumps", "stringify"}, c.Name):
		return true
	}
	return slices.Contains([]string{"info", "debug", "log", "warning", "warn", "error"}, c.Name)
}
