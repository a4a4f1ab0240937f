package flow

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// What the language itself does, as rows: no library function stands for it.
var (
	spawnRow   = &code.Row{Name: "go", Action: code.Spawn}
	foreverRow = &code.Row{Name: "for", Action: code.Forever}
)

// Operations returns what the program does, ordered by position.
func (v *View) Operations() []Operation {
	c := &collector{view: v, at: map[string]int{}}
	for _, f := range v.order {
		if f.Test {
			continue
		}
		for i := range f.Ops {
			if v.feasible(f, f.Ops[i].Guards) {
				c.operation(site{fn: f, op: i})
			}
		}
		c.forever(f)
	}
	slices.SortStableFunc(c.out, func(a, b Operation) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Method, b.Method), cmp.Compare(key1(a.Address), key1(b.Address)))
	})
	return c.out
}

type collector struct {
	view *View
	out  []Operation
	at   map[string]int // operations by what makes them one
}

func (c *collector) operation(s site) {
	op := s.call()
	row := c.view.rowOf(place{fn: s.fn}, op)
	if op.Spawned && op.Callee.Package == "" {
		row = spawnRow
	}
	if row == nil || !worth(row.Action) {
		return
	}
	for _, ch := range c.view.chains(s) {
		c.add(s, op, row, ch)
	}
}

// worth tells the actions that a system shows from those that only carry values.
func worth(a code.Action) bool {
	return a != code.NoAction && a < code.Carry || a == code.Build
}

func (c *collector) add(s site, op *code.Op, row *code.Row, ch chain) {
	p := place{fn: s.fn, ctx: ch.context()}
	shown, ok := maintained(ch)
	if !ok {
		return
	}
	o := Operation{
		Row: row, At: shown.call().At, Func: shown.fn.Name, FuncID: shown.fn.ID,
		Attempts: arch.Value[int]{},
	}
	r := c.view.resolver()
	if row.Address != "" {
		o.Address = r.slot(p, op, row.Address)
	}
	if row.Target != "" {
		o.Target = r.slot(p, op, row.Target)
	}
	if row.Action == code.Build && row.Protocol != "" && row.From != "" {
		o.From = r.slot(p, op, row.From)
	}
	o.Method = c.method(r, p, op, row)
	o.Async = row.Async || row.AsyncWhen != "" && strings.HasSuffix(o.Method, row.AsyncWhen)
	o.Waited = !o.Async && !op.Spawned
	c.bind(&o, s, p, op, row)
	path := c.view.path(ch)
	if row.Action == code.Build {
		path.Kept = c.view.kept(ch)
	}
	c.merge(o, path)
}

// bind fills in what only some actions have.
func (c *collector) bind(o *Operation, s site, p place, op *code.Op, row *code.Row) {
	v := c.view
	switch row.Action {
	case code.RemoteCall, code.Invoke, code.Publish, code.DataAccess:
		o.Deadline = v.deadline(p, op, row)
		o.Client = v.clientType(p, op)
	case code.Sleep, code.Poll:
		o.Duration = v.duration(p, op, row)
		o.OnDone = s.fn.Loops != nil && op.Loop >= 0 && s.fn.Loops[op.Loop].OnDone
	case code.Spawn:
		o.Joined = v.joined(s)
	case code.Route, code.Serve, code.Start, code.Consume:
		o.Handlers = v.handlersAt(p, op, row)
	}
}

// maintained returns the innermost call of the chain that stands in code which
// people maintain.
func maintained(ch chain) (site, bool) {
	for i := len(ch.sites) - 1; i >= 0; i-- {
		if !ch.sites[i].fn.Generated && !ch.sites[i].fn.Test {
			return ch.sites[i], true
		}
	}
	return site{}, false
}

// merge joins the ways to one operation that end with the same address and bound.
func (c *collector) merge(o Operation, p Path) {
	id := fmt.Sprintf("%v|%p|%s|%s|%s|%d|%v", o.At, o.Row, o.Method, key1(o.Address), key1(o.Target), o.Deadline.V, o.Deadline.Source)
	if i, ok := c.at[id]; ok {
		c.out[i].Paths = append(c.out[i].Paths, p)
		return
	}
	o.Paths = []Path{p}
	c.at[id] = len(c.out)
	c.out = append(c.out, o)
}

func key1(os []Origin) string {
	var b strings.Builder
	for _, o := range os {
		fmt.Fprintf(&b, "%d:%s(%s)%s;", o.Kind, o.Text, key1(o.Parts), o.Why)
	}
	return b.String()
}

// forever adds the loops of a function that have no end and do not heed a context.
func (c *collector) forever(f *code.Func) {
	for i := range f.Loops {
		l := &f.Loops[i]
		if !l.Forever || l.OnDone || l.Exits || f.Generated {
			continue
		}
		s := site{fn: f, op: inLoop(f, i)}
		if s.op < 0 {
			continue
		}
		for _, ch := range c.view.chains(s) {
			c.merge(Operation{Row: foreverRow, At: l.At, Func: f.Name, FuncID: f.ID, Method: "for", Waited: true}, c.view.path(ch))
		}
	}
}

// inLoop returns an operation in the loop, which stands for it on a path.
func inLoop(f *code.Func, loop int) int {
	return slices.IndexFunc(f.Ops, func(op code.Op) bool { return op.Loop == loop })
}

// handlersAt returns the functions that a call hands to a library to be called back.
func (v *View) handlersAt(p place, op *code.Op, row *code.Row) []Handler {
	var route []Origin
	if row.Target != "" {
		route = v.resolver().slot(p, op, row.Target)
	}
	var out []Handler
	for _, f := range v.handlerFuncs(p, op, row.Handler) {
		out = append(out, Handler{FuncID: f.ID, Name: f.Name, Route: route})
	}
	return out
}
