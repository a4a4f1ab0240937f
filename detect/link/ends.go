package link

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/flow"
)

// maxEnds bounds what one operation may reach: an address that can be nearly
// anything says nothing.
const maxEnds = 6

// configured reports whether a value comes from the environment or a configuration.
func configured(o flow.Origin) bool {
	return o.Kind == flow.FromEnv || o.Kind == flow.FromConfig || slices.ContainsFunc(o.Parts, configured)
}

// farEnds finds what an operation reaches, in the order of its alternatives, and
// the value that it goes to as far as known, for one whose end is not here.
func (l *linker) farEnds(n *node, op flow.Operation) (ends []end, best value) {
	r, best := l.considered(n, op)
	switch {
	case len(r.ends) > maxEnds:
		return nil, best
	case len(r.ends) > 0 || r.told:
		return r.ends, best
	}
	if to, v := l.wired(n, op); to != nil {
		return []end{{to, v}}, v
	}
	if to, v := l.lone(n, op, op.Address, best); to != nil {
		return []end{{to, v}}, v
	}
	if to := l.server(n, op); to != nil {
		return []end{{to, best}}, best
	}
	return nil, best
}

// considered follows the address of an operation, else its target.
func (l *linker) considered(n *node, op flow.Operation) (r reacher, best value) {
	r = reacher{l: l, n: n, op: op}
	overridden := slices.ContainsFunc(op.Address, configured)
	for _, o := range op.Address {
		for _, v := range l.evaluate(n, o, 0) {
			if overridden && v.source == arch.Explicit && !configured(o) {
				v.source = arch.Default // a branch of the code falls back to it
			}
			r.address(v)
		}
	}
	if len(r.ends) == 0 {
		for _, o := range op.Target {
			for _, v := range l.evaluate(n, o, 0) {
				r.target(v)
			}
		}
	}
	return r, r.best
}

// reacher gathers the ends of one operation.
type reacher struct {
	l    *linker
	n    *node
	op   flow.Operation
	ends []end
	best value
	// unfit are ends of another kind than what is called.
	unfit []end
	told  bool // some address is known, and leads elsewhere
}

func (r *reacher) add(to *node, v value) {
	to = r.l.behind(to)
	if !fitsAction(to, r.op) {
		r.unfit = append(r.unfit, end{to, v})
		return
	}
	if !slices.ContainsFunc(r.ends, func(e end) bool { return e.to == to }) {
		r.ends = append(r.ends, end{to, v})
	}
}

func (r *reacher) address(v value) {
	if r.best.text == "" || (r.best.source == arch.Unknown && v.source != arch.Unknown) {
		r.best = v
	}
	if v.node != nil {
		r.add(v.node, v)
		return
	}
	for _, e := range endpoints(v.text) {
		// A single word that is no host here is a name in a registry.
		if !isLocal(e.host) && !e.registered && strings.Contains(e.host, ".") {
			r.told = r.told || v.source != arch.Unknown
		}
		if to := r.l.resolve(r.n, e); to != nil {
			r.add(to, v)
		}
	}
}

func (r *reacher) target(v value) {
	if v.node != nil {
		r.add(v.node, v)
	} else if to := r.l.named(r.n, v.text); to != nil && !strings.Contains(v.text, " ") {
		r.add(to, v)
	}
	if len(r.op.Address) == 0 && r.best.text == "" {
		r.best = v
	}
}

// behind is the datastore that a connection proxy stands in front of.
func (l *linker) behind(n *node) *node {
	if n.resource == nil || !strings.HasSuffix(n.resource.Type, "-proxy") {
		return n
	}
	var found *node
	for _, w := range l.wires {
		if l.byID[w.From] == n && l.byID[w.To] != nil && l.byID[w.To].isData() {
			found = l.byID[w.To]
		}
	}
	if found != nil {
		return found
	}
	for _, r := range l.resources {
		if r.isData() && slices.Contains(speaks["sql"], r.resource.Type) && shareScope(r, n) {
			if found != nil {
				return n
			}
			found = r
		}
	}
	if found != nil {
		return found
	}
	return n
}

// fitsAction reports whether an operation can be meant for a node: a queue's name
// in the environment of a database client is some other variable's.
func fitsAction(to *node, op flow.Operation) bool {
	switch op.Row.Action {
	case code.Invoke:
		return to.unit != nil
	case code.DataAccess:
		return to.resource != nil && to.resource.Kind != arch.Gateway
	case code.Publish, code.Consume:
		return to.resource != nil
	}
	return true
}
