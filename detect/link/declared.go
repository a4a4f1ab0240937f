package link

import (
	"slices"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// links makes edges of what the declarations prove themselves, and puts names where
// they hold IDs.
func (l *linker) links() {
	for _, n := range l.units {
		scope := n.decls[0].Scope
		for i := range n.unit.Triggers {
			t := &n.unit.Triggers[i]
			if q := l.source(n, t); q != nil && q.resource != nil && q.resource.Queue.DeadLetter.V == t.OnFailure.V {
				l.rename(scope, &t.OnFailure) // the queue's doing, not the unit's
			} else {
				l.failure(n, scope, &t.OnFailure)
			}
		}
		l.failure(n, scope, &n.unit.Settings.OnFailure)
		for i := range n.unit.Declared {
			l.rename(n.decls[i].Scope, &n.unit.Declared[i].Settings.OnFailure)
		}
	}
	for _, n := range l.resources {
		scope := n.resources[0].Scope
		l.rename(scope, &n.resource.Queue.DeadLetter)
		l.renameID(scope, &n.resource.Proxies)
	}
	for _, n := range l.units {
		for i := range n.unit.Tasks {
			l.renameID(n.decls[0].Scope, &n.unit.Tasks[i].Target)
		}
	}
	for _, w := range l.wires { // after the triggers, which say more of the same
		l.wire(w)
	}
	for _, n := range l.units {
		for _, t := range n.unit.Triggers {
			l.triggered(n, t)
		}
	}
}

func (l *linker) rename(scope string, v *arch.Value[string]) {
	if !v.Known() || v.V == "" {
		return
	}
	if n := l.referred(scope, v.V); n != nil {
		v.V = n.name()
	}
}

func (l *linker) renameID(scope string, id *string) {
	if n := l.referred(scope, *id); *id != "" && n != nil {
		*id = n.name()
	}
}

// failure names where failed events go: the platform sends them there for the unit.
func (l *linker) failure(n *node, scope string, v *arch.Value[string]) {
	if !v.Known() || v.V == "" {
		return
	}
	if to := l.referred(scope, v.V); to != nil && to != n {
		v.V = to.name()
		l.edge(n, to, arch.Async, "", arch.Step{At: v.At, What: "events that failed"})
	}
}

func (l *linker) wire(w iac.Link) {
	for _, from := range l.held(w.Scope, w.From) {
		l.wireFrom(from, w)
	}
}

func (l *linker) wireFrom(at holder, w iac.Link) {
	from, to := at.node, l.referred(w.Scope, w.To)
	if to == nil && w.ToHost != "" {
		to = l.routed(at, w.ToHost)
	}
	if to == nil || from == to {
		return
	}
	style := w.Style
	if style == "" {
		style = arch.Sync
		if to.resource != nil && to.resource.Kind == arch.Broker {
			style = arch.Async
		}
	}
	if style == arch.Sync && to.isData() {
		style = arch.Data
	}
	l.edge(from, to, style, w.Protocol, arch.Step{At: w.At, What: w.What})
	if to.unit != nil && style == arch.Sync && from.resource != nil && from.resource.Kind == arch.Gateway && !hasTrigger(to.unit, from) {
		to.unit.Triggers = append(to.unit.Triggers, arch.Trigger{Kind: arch.OnHTTP, At: w.At, From: from.name(), Path: w.Path})
	}
	if to.unit != nil && w.Starts != "" && !slices.ContainsFunc(to.unit.Triggers, func(t arch.Trigger) bool { return t.From == from.name() }) {
		to.unit.Triggers = append(to.unit.Triggers, arch.Trigger{Kind: w.Starts, At: w.At, From: from.name(), Async: arch.Given(style == arch.Async, w.At)})
	}
}

func hasTrigger(u *arch.Unit, from *node) bool {
	return slices.ContainsFunc(u.Triggers, func(t arch.Trigger) bool {
		return t.Kind == arch.OnHTTP && (t.From == from.name() || t.From == "")
	})
}

// source finds where a trigger's events come from, and names it.
func (l *linker) source(n *node, t *arch.Trigger) *node {
	if t.From == "" {
		return nil
	}
	for _, s := range n.scopesOf() {
		if from := l.referred(s, t.From); from != nil {
			t.From = from.name()
			return from
		}
	}
	return nil
}

// triggered makes the edge of a trigger, unless a link of the declarations said as
// much.
func (l *linker) triggered(n *node, t arch.Trigger) {
	from := l.finals[t.From]
	if from == nil || from == n {
		return
	}
	style := arch.Async
	if t.Kind == arch.OnHTTP || (t.Kind == arch.OnWorkflow && t.Async.Known() && !t.Async.V) {
		style = arch.Sync
	}
	if t.Kind == arch.OnWorkflow && len(l.pairs[[2]string{from.name(), n.name()}]) > 0 {
		return
	}
	l.edge(from, n, style, "", arch.Step{At: t.At, What: string(t.Kind) + " trigger"})
}
