package link

import (
	"slices"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/flow"
)

// message is one end of a way through a broker.
type message struct {
	unit, broker *node
	topics       []string
	evidence     []arch.Step
}

// topics are the names that an operation gives to where its messages go.
func (l *linker) topics(n *node, op flow.Operation) []string {
	var out []string
	for _, o := range op.Target {
		for _, v := range l.evaluate(n, o, 0) {
			if v.source != arch.Unknown && v.text != "" {
				out = append(out, v.text)
			}
		}
	}
	return out
}

// deliver adds the edges from producers to consumers: those that meet at a topic of
// a broker, and those that a trigger binds to where the producer writes.
func (l *linker) deliver() {
	for _, p := range l.produced {
		for _, c := range l.consumed {
			if p.broker != c.broker || p.unit == c.unit || p.broker.resource == nil {
				continue
			}
			whole := !isShared(p.broker.resource.Type) || (l.pairOnly(p, c) && (len(p.topics) == 0 || len(c.topics) == 0))
			if whole || slices.ContainsFunc(p.topics, func(t string) bool { return slices.Contains(c.topics, t) }) {
				l.edge(p.unit, c.unit, arch.Async, p.broker.resource.Type, append(slices.Clone(p.evidence), c.evidence...)...)
			}
		}
	}
	for _, e := range l.sortedEdges() {
		from, to := l.nodeNamed(e.From), l.nodeNamed(e.To)
		if from == nil || to == nil || from.unit == nil || to.resource == nil || (e.Style == arch.Data && !writes(e)) || e.Style == arch.Sync {
			continue
		}
		if e.Style == arch.Async && !slices.ContainsFunc(l.produced, func(m message) bool { return m.unit == from && m.broker == to }) {
			continue
		}
		for _, r := range l.downstream(to) {
			if r.resource.Kind == arch.Broker && isShared(r.resource.Type) && r.resource.Type != "eventbridge" {
				continue // who listens to a whole broker listens to some of its topics
			}
			for _, n := range l.units {
				for _, t := range n.unit.Triggers {
					if t.From == r.name() && n != from && isEvent(t.Kind) {
						l.edge(from, n, arch.Async, r.resource.Type, append(slices.Clone(e.Evidence), arch.Step{At: t.At, What: string(t.Kind) + " trigger"})...)
					}
				}
			}
		}
	}
}

// pairOnly reports whether two units are the only ones that produce and consume at a
// broker: then they mean each other, whatever the topics that are out of sight.
func (l *linker) pairOnly(p, c message) bool {
	return !slices.ContainsFunc(l.produced, func(m message) bool { return m.broker == p.broker && m.unit != p.unit }) &&
		!slices.ContainsFunc(l.consumed, func(m message) bool { return m.broker == c.broker && m.unit != c.unit })
}

// isShared reports whether a resource of a type carries many topics, as a broker
// does and a queue does not.
func isShared(typ string) bool {
	switch typ {
	case "sqs", "sns", "kinesis", "pubsub", "servicebus-queue", "servicebus-topic", "storage-queue":
		return false
	}
	return true
}

func isEvent(k arch.TriggerKind) bool {
	switch k {
	case arch.OnQueue, arch.OnTopic, arch.OnStream, arch.OnStorage, arch.OnDB:
		return true
	}
	return false
}

func writes(e *arch.Edge) bool {
	return slices.ContainsFunc(e.Calls, func(c arch.Call) bool { return c.Write })
}

// downstream is a resource and those that it passes on to: a topic's queues.
func (l *linker) downstream(r *node) []*node {
	list := []*node{r}
	for i := 0; i < len(list) && len(list) < 64; i++ {
		for _, e := range l.sortedEdges() {
			if e.From != list[i].name() || e.Style != arch.Async {
				continue
			}
			if to := l.nodeNamed(e.To); to != nil && to.resource != nil && !slices.Contains(list, to) {
				list = append(list, to)
			}
		}
	}
	return list
}

func (l *linker) nodeNamed(name string) *node {
	for _, n := range append(slices.Clone(l.units), l.resources...) {
		if n.name() == name {
			return n
		}
	}
	return nil
}
