package link

import (
	"cmp"
	"slices"

	"github.com/archvet/archvet/detect/arch"
)

// edgeKey tells edges apart.
type edgeKey struct {
	from, to string
	style    arch.EdgeStyle
	protocol string
}

// edge adds evidence for an edge. Neither a unit's edge to itself nor one between
// resources that no unit is part of says anything about the system; the latter are
// kept where a declaration proves them.
func (l *linker) edge(from, to *node, style arch.EdgeStyle, protocol string, evidence ...arch.Step) *arch.Edge {
	key := edgeKey{from.name(), to.name(), style, protocol}
	pair := [2]string{key.from, key.to}
	if protocol == "" {
		key.protocol = l.spoken(pair, style)
	}
	e := l.edges[key]
	if e == nil {
		e = &arch.Edge{From: key.from, To: key.to, Style: style, Protocol: key.protocol}
		l.edges[key] = e
		l.calling[key.from] = true
		l.pairs[pair] = append(l.pairs[pair], e)
	}
	for _, s := range evidence {
		if !s.At.IsZero() && !slices.Contains(e.Evidence, s) {
			e.Evidence = append(e.Evidence, s)
		}
	}
	return e
}

// spoken returns the protocol of an edge that is already there, the first by name, so
// that evidence without one adds to it.
func (l *linker) spoken(pair [2]string, style arch.EdgeStyle) string {
	first := ""
	for _, e := range l.pairs[pair] {
		if e.Style == style && (first == "" || e.Protocol < first) {
			first = e.Protocol
		}
	}
	return first
}

func (l *linker) sortedEdges() []*arch.Edge {
	list := make([]*arch.Edge, 0, len(l.edges))
	for _, e := range l.edges {
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b *arch.Edge) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Style, b.Style), cmp.Compare(a.Protocol, b.Protocol))
	})
	return list
}

// finish puts everything in its place and order.
func (l *linker) finish() *arch.Architecture {
	a := &arch.Architecture{Style: arch.NoStyle, IaC: l.formats, Mesh: l.mesh}
	for _, n := range l.units {
		u := n.unit
		slices.SortStableFunc(u.Triggers, func(x, y arch.Trigger) int {
			return cmp.Or(cmp.Compare(x.Kind, y.Kind), x.At.Compare(y.At), cmp.Compare(x.From, y.From), cmp.Compare(x.Path, y.Path), cmp.Compare(x.Method, y.Method))
		})
		u.Triggers = slices.Compact(u.Triggers)
		sortCalls(u.Outbound)
		a.Units = append(a.Units, u)
	}
	for _, n := range l.resources {
		a.Resources = append(a.Resources, n.resource)
	}
	a.Edges = l.sortedEdges()
	for _, e := range a.Edges {
		sortCalls(e.Calls)
	}
	return a
}

func sortCalls(calls []arch.Call) {
	slices.SortStableFunc(calls, func(a, b arch.Call) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Operation, b.Operation), cmp.Compare(a.Handler, b.Handler), cmp.Compare(len(a.Path), len(b.Path)))
	})
}
