package link

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/flow"
)

// explained answers what was asked about the architecture that came out.
func (l *linker) explained(a *arch.Architecture) {
	for _, q := range l.in.Asked {
		a.Explained = append(a.Explained, l.explain(a, q))
	}
}

func (l *linker) explain(a *arch.Architecture, q arch.Question) arch.Explanation {
	x := arch.Explanation{Asked: q}
	from, to := l.askedFor(q.From), l.askedFor(q.To)
	if from != nil {
		x.From = from.name()
	}
	if to != nil {
		x.To = to.name()
	}
	if from == nil || to == nil {
		for _, n := range append(slices.Clone(l.units), l.resources...) {
			x.Names = append(x.Names, n.name())
		}
		x.Names = sorted(x.Names)
		return x
	}
	for _, e := range a.Edges {
		if e.From == x.From && e.To == x.To {
			x.Edges = append(x.Edges, e)
		}
		x.Back = x.Back || e.From == x.To && e.To == x.From
	}
	if len(x.Edges) > 0 {
		return x
	}
	x.Way = way(a.Edges, x.From, x.To)
	if from.unit != nil {
		l.tellMissing(&x, from, to)
	}
	return x
}

// askedFor returns the unit or resource that goes by a name: its own first, then any
// alias, when it is the only one.
func (l *linker) askedFor(name string) *node {
	var also []*node
	for _, n := range append(slices.Clone(l.units), l.resources...) {
		aliases := []string{n.name()}
		if n.unit != nil {
			aliases = append(aliases, n.unit.Aliases...)
		} else {
			aliases = append(aliases, n.resource.Aliases...)
		}
		if n.name() == name {
			return n
		}
		if slices.ContainsFunc(aliases, func(s string) bool { return strings.EqualFold(s, name) }) {
			also = append(also, n)
		}
	}
	if len(also) == 1 {
		return also[0]
	}
	return nil
}

// way is the shortest way over edges, the first by name among several.
func way(edges []*arch.Edge, from, to string) []string {
	before := map[string]string{from: from}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		if queue[0] == to {
			var out []string
			for n := to; n != from; n = before[n] {
				out = append(out, n)
			}
			out = append(out, from)
			slices.Reverse(out)
			return out
		}
		for _, e := range edges { // ordered
			if _, seen := before[e.To]; e.From == queue[0] && !seen {
				before[e.To] = e.From
				queue = append(queue, e.To)
			}
		}
	}
	return nil
}

// tellMissing tells what there is of an edge that is not.
func (l *linker) tellMissing(x *arch.Explanation, from, to *node) {
	x.Scope, x.Language, x.Code = from.unit.Scope, from.unit.Language, from.unit.Code
	if from.entry == nil {
		x.Pointers = l.pointers(from, to, nil)
		return
	}
	x.Entry = l.values().Place(from.unit.Entry)
	view := l.values().View(l.entryOf(from)).Called(from.entry.handlers...)
	x.Pointers = l.pointers(from, to, view)
	for _, op := range view.Operations() {
		x.Leads = append(x.Leads, l.leads(x, from, to, op, true)...)
	}
	rest := l.values().View(flow.Entry{Funcs: slices.Concat(from.entry.entries(), view.Unreached())})
	for _, op := range rest.Operations() {
		if !view.Reaches(op.FuncID) {
			x.Leads = append(x.Leads, l.leads(x, from, to, op, false)...)
		}
	}
}

// pointers are the variables declared for a unit that lead to a node.
func (l *linker) pointers(from, to *node, view *flow.View) []arch.Pointer {
	var out []arch.Pointer
	for _, d := range from.decls {
		for _, e := range d.Env {
			v := l.ofText(d.Scope, e, nil)
			if !slices.Contains(l.reached(from, v), to) || slices.ContainsFunc(out, func(p arch.Pointer) bool { return p.Name == e.Name }) {
				continue
			}
			p := arch.Pointer{Name: e.Name, Setting: v.trail[len(v.trail)-1]}
			if view != nil {
				p.Reads = view.Reads(sameSetting(e.Name))
			} else if at := l.envRead(from.unit.Code, l.filesOf(from.unit.Code), e.Name); !at.IsZero() {
				p.Reads = []arch.Read{{At: at, Reached: true}}
			}
			out = append(out, p)
		}
	}
	return out
}

// sameSetting compares names as libraries do that let a variable override a key.
func sameSetting(name string) func(string) bool {
	want := strings.Join(words(name), "_")
	return func(s string) bool {
		return s == name || len(s) <= len(name)+4 && strings.EqualFold(strings.Join(words(s), "_"), want)
	}
}

// leads are the calls of an operation that could have made the edge. Of code that
// the unit does not reach, only what points there.
func (l *linker) leads(x *arch.Explanation, from, to *node, op flow.Operation, reached bool) []arch.Lead {
	switch op.Row.Action {
	case code.RemoteCall, code.Publish, code.Consume, code.DataAccess, code.Invoke:
	default:
		return nil
	}
	r, best := l.considered(from, op)
	lead := arch.Lead{Reached: reached}
	for _, e := range append(slices.Clone(r.ends), r.unfit...) {
		if e.to == to {
			lead.Points, best = true, e.via
		}
	}
	lead.Points = lead.Points || usesPointer(x.Pointers, op)
	switch {
	case !reached && !lead.Points:
		return nil
	case !reached:
		lead.Why = "nothing that " + x.From + " starts with leads to it"
	case lead.Points:
		lead.Why = whyDropped(r, to, op)
	case best.source != arch.Unknown || len(r.ends) > 0 || !couldBe(to, op):
		return nil // it is known to go elsewhere
	default:
		lead.Why = best.why
		if lead.Why == "" {
			lead.Why = "its address was not found"
		}
	}
	lead.Call = toCalls(op, best)[0]
	return []arch.Lead{lead}
}

// usesPointer reports whether an operation's address is made of a variable that
// leads to what was asked for.
func usesPointer(list []arch.Pointer, op flow.Operation) bool {
	for _, o := range slices.Concat(op.Address, op.Target) {
		for _, s := range o.Settings() {
			if slices.ContainsFunc(list, func(p arch.Pointer) bool { return sameSetting(p.Name)(s) }) {
				return true
			}
		}
	}
	return false
}

func whyDropped(r reacher, to *node, op flow.Operation) string {
	switch {
	case slices.ContainsFunc(r.unfit, func(e end) bool { return e.to == to }):
		return "a " + op.Row.Protocol + " call cannot be meant for " + to.name()
	case len(r.ends) > maxEnds:
		return "its address can be that of too many"
	}
	return "its address leads there only in part"
}

// couldBe reports whether an operation is of a kind that an edge to a node has.
func couldBe(to *node, op flow.Operation) bool {
	if to.unit != nil {
		return op.Row.Action == code.RemoteCall || op.Row.Action == code.Invoke
	}
	if types := speaks[op.Row.Protocol]; len(types) > 0 && !slices.Contains(types, to.resource.Type) {
		return false
	}
	return op.Row.Action != code.Invoke && (op.Row.Action != code.RemoteCall || !to.isData()) && fitsAction(to, op)
}
