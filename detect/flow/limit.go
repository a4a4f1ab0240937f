package flow

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// none is the bound of a call that nothing bounds in time: known, and zero. why says
// what lacks the bound, in words that all calls with that cause share.
func none(at arch.Range, why string) arch.Value[time.Duration] {
	return arch.Value[time.Duration]{At: at, Source: arch.Explicit, Why: why}
}

// tightest combines the bounds that apply to one call together.
func tightest(a, b arch.Value[time.Duration]) arch.Value[time.Duration] {
	switch {
	case a.Known() && a.V > 0 && b.Known() && b.V > 0:
		if b.V < a.V {
			return b
		}
		return a
	case a.Known() && a.V > 0, !a.Known() && (!b.Known() || b.V <= 0):
		return a
	}
	return b
}

// loosest combines the bounds of alternatives: what cannot be known of one is not
// known of the call.
func loosest(a, b arch.Value[time.Duration]) arch.Value[time.Duration] {
	switch {
	case !a.Known():
		return a
	case !b.Known(), b.V == 0, a.V != 0 && b.V > a.V:
		return b
	}
	return a
}

// deadline returns what bounds a remote call in time: its context, its client, or
// the library's own default.
func (v *View) deadline(p place, op *code.Op, row *code.Row) arch.Value[time.Duration] {
	bound := none(op.At, calleeName(op)+" sets no deadline")
	own, given := v.timeout(p, op, row)
	switch {
	case given:
		return own
	case v.isStream(p, op, row):
		return arch.Hide[time.Duration](op.At, "a stream may stay open for as long as it likes")
	case row.Client != "" && row.Timeout != "":
		return v.bounds(v.slotPlaces(p, op, row.Client), op.At)
	case row.Limit > 0:
		return arch.ByDefault(time.Duration(row.Limit)*time.Second, op.At, "the library's own default")
	case row.Limit == 0 && row.Context == "" && row.Client == "":
		return arch.Hide[time.Duration](op.At, "not known for "+calleeName(op))
	}
	if row.Context != "" {
		bound = tightest(bound, v.bounds(v.slotPlaces(p, op, row.Context), op.At))
	}
	if row.Client != "" {
		client := v.bounds(v.slotPlaces(p, op, row.Client), op.At)
		if client.Known() && client.V == 0 && row.Context != "" && row.Limit != -1 {
			return bound // calls of such libraries are bounded by contexts: that is what lacks it
		}
		bound = tightest(bound, client)
	}
	return bound
}

// timeout is the deadline that a call is given as an argument, where it has one.
func (v *View) timeout(p place, op *code.Op, row *code.Row) (d arch.Value[time.Duration], given bool) {
	for alt := range strings.SplitSeq(string(row.Timeout), "|") {
		if v.defaulted(row, alt) {
			return arch.Hide[time.Duration](op.At, "a timeout is set for all calls"), true
		}
		in := v.given(p, op, alt)
		if len(in) != 1 {
			continue
		}
		p, e := in[0], in[0].expr
		if v.lacks(p) {
			continue
		}
		ends := v.trace(p)
		if len(ends) == 1 && isNil(ends[0].expr) {
			return none(op.At, calleeName(op)+" is told to wait for ever"), true
		}
		if len(ends) == 1 && ends[0].expr.Kind == code.Result { // an object that holds it
			return v.bound(ends[0], 0), true
		}
		if len(ends) == 1 && ends[0].expr.Kind == code.Make && len(ends[0].expr.Args) > 0 { // to connect, to read
			e = ends[0].expr.Args[len(ends[0].expr.Args)-1]
		}
		d := v.durationIn(p.at(e), row.Unit)
		if d.Known() && d.V <= 0 {
			return arch.Hide[time.Duration](op.At, "a timeout of unknown length"), true
		}
		return d, true
	}
	return d, false
}

func (v *View) bounds(ends []place, at arch.Range) arch.Value[time.Duration] {
	if len(ends) == 0 {
		return arch.Hide[time.Duration](at, "context not followed")
	}
	ends = v.limiting(ends)
	got := v.bound(ends[0], 0)
	for _, e := range ends[1:] {
		got = loosest(got, v.bound(e, 0))
	}
	return got
}

// limiting leaves, of a client and of the setters that were called on it, those that
// set its deadline, when there are any.
func (v *View) limiting(ends []place) []place {
	var out []place
	for _, end := range ends {
		op := v.opOf(end.expr)
		if op == nil {
			continue
		}
		if row := v.rowOf(end, op); row != nil && row.Into == code.Receiver && row.Timeout != "" {
			out = append(out, end)
		}
	}
	if len(out) == 0 {
		return ends
	}
	return out
}

// maxContexts bounds how many contexts may be derived from one another.
const maxContexts = 12

// bound returns the bound that a context, client or request carries.
func (v *View) bound(end place, depth int) arch.Value[time.Duration] {
	e := end.expr
	switch {
	case depth > maxContexts:
		return arch.Hide[time.Duration](e.At, "too many contexts")
	case e.Kind == code.Make:
		return v.clientBound(end)
	case e.Kind == code.Par:
		return v.handlerBound(end)
	case e.Kind == code.Const && e.Text == "nil":
		return none(e.At, "no context")
	case e.Kind == code.FieldOf && strings.HasSuffix(e.Text, "net/http.DefaultClient"), e.Kind == code.Var && e.Text == "net/http.DefaultClient":
		return v.defaultClient(e)
	}
	op := v.opOf(e)
	if op == nil {
		return arch.Hide[time.Duration](e.At, "context not followed")
	}
	row := v.rowOf(end, op)
	if row == nil {
		return arch.Hide[time.Duration](op.At, "result of "+calleeName(op))
	}
	in := place{fn: v.graph.funcs[e.Text], ctx: end.ctx, expr: e}
	return v.rowBound(in, op, row, depth)
}

func (v *View) rowBound(p place, op *code.Op, row *code.Row, depth int) arch.Value[time.Duration] {
	if own, given := v.timeout(p, op, row); given {
		return own
	}
	switch row.Action {
	case code.Background:
		return none(op.At, calleeName(op)+"() has no deadline")
	case code.RequestCtx:
		return v.requestBound(op)
	case code.WithLimit:
		d := v.duration(p, op, row)
		if !d.Known() || d.V <= 0 {
			return arch.Hide[time.Duration](op.At, "a deadline of unknown length")
		}
		return d
	case code.Carry, code.Build, code.Neutral:
		if row.Context == "" {
			break
		}
		ends := v.slotPlaces(p, op, row.Context)
		if len(ends) == 0 {
			break
		}
		ends = v.limiting(ends)
		next := depth + 1
		if len(ends) > 1 {
			next = depth + 4 // each way multiplies the work: few of those in a row
		}
		got := v.bound(ends[0], next)
		for _, e := range ends[1:] {
			if !got.Known() {
				break // one that is not known decides
			}
			got = loosest(got, v.bound(e, next))
		}
		return got
	}
	switch {
	case row.Limit == -1:
		return none(op.At, calleeName(op)+" sets no deadline")
	case row.Limit > 0 && row.Action == code.Build:
		return arch.ByDefault(time.Duration(row.Limit)*time.Second, op.At, "the library's own default")
	}
	return arch.Hide[time.Duration](op.At, "result of "+calleeName(op))
}

// limitFields are the fields by which clients take their own deadline.
var limitFields = []string{"Timeout", "ReadTimeout", "ResponseHeaderTimeout"}

func (v *View) clientBound(end place) arch.Value[time.Duration] {
	for _, name := range limitFields {
		field, ok := member(end, name)
		if !ok {
			continue
		}
		if d := v.durationOf(field); d.Known() && d.V > 0 {
			return d
		}
		return arch.Hide[time.Duration](field.expr.At, "a timeout of unknown length")
	}
	for _, name := range limitFields { // set after it was made
		if len(v.graph.stores[end.expr.Type+"."+name]) > 0 {
			return arch.Hide[time.Duration](end.expr.At, "a timeout is set elsewhere")
		}
	}
	if _, ok := member(end, "Transport"); ok {
		if t, _ := member(end, "Transport"); !v.plainTransport(t) {
			return arch.Hide[time.Duration](end.expr.At, "a transport that may have its own timeout")
		}
	}
	return none(end.expr.At, "the client has no timeout")
}

// plainTransport reports whether a transport is one that only observes or carries.
func (v *View) plainTransport(p place) bool {
	ends := v.trace(p)
	return len(ends) > 0 && !slices.ContainsFunc(ends, func(end place) bool {
		if op := v.opOf(end.expr); op != nil {
			row := v.rowOf(end, op)
			return row == nil || row.Action != code.Neutral && row.Action != code.Carry
		}
		if end.expr.Kind == code.Make && end.expr.Type != "net/http.Transport" {
			pkg, name := cutLast(end.expr.Type)
			row := v.graph.table.Lookup(code.Call{Package: pkg, Name: name})
			base, wraps := member(end, "Base")
			return row == nil || row.Action != code.Neutral || wraps && !v.plainTransport(base)
		}
		if end.expr.Kind == code.Make && end.expr.Type == "net/http.Transport" {
			_, limited := member(end, "ResponseHeaderTimeout")
			return limited
		}
		return end.expr.Text != "net/http.DefaultTransport"
	})
}

func (v *View) defaultClient(e code.Expr) arch.Value[time.Duration] {
	changed := len(v.graph.stores["net/http.DefaultClient"]) > 0
	for _, name := range []string{"Timeout", "Transport"} {
		for _, st := range v.graph.stores["net/http.Client."+name] {
			changed = changed || len(st.as.To.Args) > 0 && st.as.To.Args[0].Text == "net/http.DefaultClient"
		}
	}
	if changed {
		return arch.Hide[time.Duration](e.At, "the default client is changed")
	}
	return none(e.At, "http.DefaultClient has no timeout")
}

// handlerBound is the bound of a context that a library hands to a handler.
func (v *View) handlerBound(end place) arch.Value[time.Duration] {
	h, ok := v.handlers[end.expr.Text]
	fn := v.graph.funcs[end.expr.Text]
	switch {
	case ok && h.row.Action == code.Start:
		return arch.Hide[time.Duration](end.expr.At, arch.BoundByPlatform)
	case v.limited:
		return arch.Hide[time.Duration](end.expr.At, arch.BoundByMiddleware)
	case v.started && (ok || fn != nil && v.dispatched(fn)):
		return arch.Hide[time.Duration](end.expr.At, arch.BoundByPlatform) // an adapter hands it on
	case ok, fn != nil && v.dispatched(fn):
		at := end.expr.At
		if fn != nil && fn.Generated {
			at = arch.Range{} // nobody would change anything there
		}
		return none(at, "the request's context has no deadline")
	}
	return arch.Hide[time.Duration](end.expr.At, "context of unknown callers")
}

// dispatched reports whether only generated server code calls the function.
func (v *View) dispatched(f *code.Func) bool {
	calls := v.callers[f.ID]
	return len(calls) > 0 && !slices.ContainsFunc(calls, func(c caller) bool { return !c.fn.Generated })
}

// requestBound is the bound of a request's own context: that of the server, unless
// the request is of our own making.
func (v *View) requestBound(op *code.Op) arch.Value[time.Duration] {
	if v.limited {
		return arch.Hide[time.Duration](op.At, arch.BoundByMiddleware)
	}
	if v.hasStart() {
		return arch.Hide[time.Duration](op.At, arch.BoundByPlatform)
	}
	return none(op.At, "the request's context has no deadline")
}

func (v *View) hasStart() bool {
	if v.started {
		return true
	}
	for _, h := range v.handlers {
		if h.row.Action == code.Start {
			return true
		}
	}
	return false
}

// duration returns the length of time that a slot of a call holds.
func (v *View) duration(p place, op *code.Op, row *code.Row) arch.Value[time.Duration] {
	for alt := range strings.SplitSeq(string(row.Duration), "|") {
		if e, ok := slotExpr(op, alt); ok {
			return v.durationIn(p.at(e), row.Unit)
		}
	}
	return arch.Hide[time.Duration](op.At, "duration not given")
}

func (v *View) durationOf(p place) arch.Value[time.Duration] { return v.durationIn(p, 1) }

// durationIn reads a length of time of which plain numbers count units.
func (v *View) durationIn(p place, unit time.Duration) arch.Value[time.Duration] {
	const longest = 1e18 // nanoseconds; whatever is longer is no deadline
	var least *arch.Value[time.Duration]
	for _, end := range v.trace(p) {
		n, ok := v.amount(end)
		if !ok {
			return arch.Hide[time.Duration](p.expr.At, "depends on what is not known here")
		}
		got := arch.Given(time.Duration(max(-longest, min(n*float64(max(unit, 1)), longest))), end.expr.At)
		if least == nil || cmp.Less(got.V, least.V) {
			least = &got
		}
	}
	if least == nil {
		return arch.Hide[time.Duration](p.expr.At, "not followed")
	}
	return *least
}

func (v *View) amount(end place) (float64, bool) {
	e := end.expr
	switch e.Kind {
	case code.Const:
		f, err := strconv.ParseFloat(e.Text, 64)
		return f, err == nil
	case code.Arith:
		if len(e.Args) != 2 {
			return 0, false
		}
		a, okA := v.single(end.at(e.Args[0]))
		b, okB := v.single(end.at(e.Args[1]))
		return arith(e.Text, a, b), okA && okB
	}
	return 0, false
}

func (v *View) single(p place) (float64, bool) {
	ends := v.trace(p)
	if len(ends) != 1 {
		return 0, false
	}
	return v.amount(ends[0])
}

func arith(op string, a, b float64) float64 {
	switch op {
	case "*":
		return a * b
	case "+":
		return a + b
	case "-":
		return a - b
	case "/":
		if b != 0 {
			return a / b
		}
	}
	return 0
}
