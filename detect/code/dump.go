package code

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// Dump writes a program as text for people and golden files: every fact is in it,
// and what differs between two programs differs in their dumps.
func Dump(w io.Writer, p *Program) error {
	d := &dumper{w: bufio.NewWriter(w)}
	for _, pkg := range p.Packages {
		d.pkg(pkg)
	}
	for _, id := range slices.Sorted(maps.Keys(p.Types)) {
		d.typ(p.Types[id])
	}
	for _, id := range slices.Sorted(maps.Keys(p.Implements)) {
		d.line(0, "implements %s: %s", id, strings.Join(p.Implements[id], " "))
	}
	for _, id := range slices.Sorted(maps.Keys(p.Funcs)) {
		d.fn(p.Funcs[id])
	}
	if err := d.w.Flush(); err != nil {
		return fmt.Errorf("write the program: %w", err)
	}
	return nil
}

type dumper struct{ w *bufio.Writer }

// line writes one line; what it cannot write, Flush reports.
func (d *dumper) line(indent int, format string, args ...any) {
	_, _ = d.w.WriteString(strings.Repeat("  ", indent))
	_, _ = fmt.Fprintf(d.w, format, args...)
	_ = d.w.WriteByte('\n')
}

func (d *dumper) pkg(p *Package) {
	d.line(0, "package %s name=%s dir=%s%s%s", p.Path, p.Name, p.Dir, label(" init=", p.Init), label(" main=", p.Main))
	d.line(1, "files %s", strings.Join(p.Files, " "))
	if len(p.Imports) > 0 {
		d.line(1, "imports %s", strings.Join(p.Imports, " "))
	}
}

func label(name, value string) string {
	if value == "" {
		return ""
	}
	return name + value
}

func (d *dumper) typ(t *Type) {
	d.line(0, "type %s @%s", t.ID, place(t.At))
	if t.Interface != nil {
		d.line(1, "interface %s", strings.Join(t.Interface, " "))
	}
	for _, f := range t.Fields {
		d.line(1, "field %s %s%s", f.Name, f.Type, label(" ", f.Tag))
	}
	for _, e := range t.Embeds {
		d.line(1, "embeds %s", e)
	}
	for _, name := range slices.Sorted(maps.Keys(t.Methods)) {
		d.line(1, "method %s %s", name, t.Methods[name])
	}
}

func (d *dumper) fn(f *Func) {
	marks := flag(" generated", f.Generated) + flag(" test", f.Test) + flag(" method", f.HasRecv)
	d.line(0, "func %s @%s%s%s", f.ID, place(f.At), marks, label(" parent=", f.Parent))
	for _, p := range f.Params {
		rest := ""
		if p.Rest {
			rest = " rest"
		}
		d.line(1, "param %s %s%s", p.Name, p.Type, rest)
	}
	for i, l := range f.Loops {
		d.loop(i, l)
	}
	for i, op := range f.Ops {
		d.op(i, op)
	}
	for _, a := range f.Assigns {
		d.line(1, "set %s = %s%s", a.To, a.From, guards(a.Guards))
	}
	for _, r := range f.Returns {
		d.line(1, "return %s%s", list(r.Values), guards(r.Guards))
	}
}

func (d *dumper) loop(i int, l Loop) {
	var s strings.Builder
	if l.Range != nil {
		s.WriteString(" range=" + l.Range.String())
	}
	if l.Bound.Known() {
		s.WriteString(" bound=" + strconv.Itoa(l.Bound.V))
	}
	s.WriteString(flag(" forever", l.Forever) + flag(" exits", l.Exits) + flag(" ondone", l.OnDone))
	d.line(1, "loop %d in %d over %q%s", i, l.Parent, l.Over, s.String())
}

func flag(name string, set bool) string {
	if set {
		return name
	}
	return ""
}

func (d *dumper) op(i int, op Op) {
	var s strings.Builder
	s.WriteString([...]string{"call", "receive", "send", "select"}[op.Kind])
	if op.Kind == OpCall {
		s.WriteString(" " + op.Callee.String())
	}
	if op.Recv != nil {
		s.WriteString(" on " + op.Recv.String())
	}
	s.WriteString(" (" + Expr{Args: op.Args, Names: op.Names}.showArgs(-1) + ")")
	if op.Loop >= 0 {
		s.WriteString(" loop=" + strconv.Itoa(op.Loop))
	}
	s.WriteString(flag(" spawned", op.Spawned) + flag(" deferred", op.Deferred) + flag(" ignored", op.Ignored) + flag(" ondone", op.OnDone))
	d.line(1, "%d: %s%s", i, s.String(), guards(op.Guards))
}

func guards(list []Guard) string {
	if len(list) == 0 {
		return ""
	}
	parts := make([]string, len(list))
	for i, g := range list {
		parts[i] = flag("not ", g.Not) + g.Cond.String()
	}
	return " if " + strings.Join(parts, " and ")
}

func list(exprs []Expr) string {
	parts := make([]string, len(exprs))
	for i, e := range exprs {
		parts[i] = e.String()
	}
	return strings.Join(parts, ", ")
}

func place(r arch.Range) string {
	return r.File + ":" + strconv.Itoa(r.Start) + "-" + strconv.Itoa(r.End)
}

// String names what is called: "func ID", "iface ID.Method", "value expression", or
// "path.Type.Name" of a function from outside.
func (c Callee) String() string {
	switch {
	case c.Func != "":
		return "func " + c.Func
	case c.Iface != "":
		return "iface " + c.Iface
	case c.Value != nil:
		return "value " + c.Value.String()
	}
	return "outside " + strings.Join([]string{c.Package, c.Type, c.Name}, "|")
}

// maxShown bounds how deep an expression is shown.
const maxShown = 12

// String shows the expression for people.
func (e Expr) String() string { return e.show(0) }

func (e Expr) show(depth int) string {
	if depth > maxShown {
		return "…"
	}
	typ := label(":", e.Type)
	switch e.Kind {
	case Opaque:
		return "?(" + e.Text + ")" + typ
	case Const:
		return strconv.Quote(e.Text) + typ
	case Var:
		return e.Text + typ
	case Par:
		return "par" + strconv.Itoa(e.Index) + "(" + e.Text + ")" + typ
	case FieldOf:
		return "field[" + e.Text + "](" + e.showArgs(depth) + ")" + typ
	case Result:
		return "%" + strconv.Itoa(e.Op) + "." + strconv.Itoa(e.Index) + typ
	case FuncRef:
		return "&func[" + e.Text + "](" + e.showArgs(depth) + ")"
	}
	name := [...]string{Elem: "elem", Addr: "addr", Deref: "deref", Concat: "concat", Arith: "arith", Compare: "compare", Make: "make", Choice: "choice"}[e.Kind]
	if e.Text != "" {
		name += "[" + e.Text + "]"
	}
	return name + "(" + e.showArgs(depth) + ")" + typ
}

func (e Expr) showArgs(depth int) string {
	parts := make([]string, len(e.Args))
	for i, a := range e.Args {
		parts[i] = a.show(depth + 1)
		if i < len(e.Names) && e.Names[i] != "" {
			parts[i] = e.Names[i] + "=" + parts[i]
		}
	}
	return strings.Join(parts, ", ")
}
