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

// request is a message whose sender waits for the answer.
type request struct {
	message
	calls []arch.Call
}

// answer adds the edges of requests over a broker to the units that take messages of
// their subject: those answer, and the sender waits for them.
func (l *linker) answer() {
	consumed := byBroker(l.consumed)
	for _, r := range l.asked {
		for _, c := range consumed[r.broker] {
			if r.unit == c.unit || !slices.ContainsFunc(r.topics, func(t string) bool { return slices.Contains(c.topics, t) }) {
				continue
			}
			e := l.edge(r.unit, c.unit, arch.Sync, r.broker.resource.Type, append(slices.Clone(r.evidence), c.evidence...)...)
			e.Calls = append(e.Calls, r.calls...)
		}
	}
}

// deliver adds the edges from producers to consumers: those that meet at a topic of
// a broker, and those that a trigger binds to where the producer writes.
func (l *linker) deliver() {
	l.answer()
	consumed := byBroker(l.consumed)
	for _, p := range l.produced {
		for _, c := range consumed[p.broker] {
			if p.unit == c.unit || p.broker.resource == nil {
				continue
			}
			whole := !isShared(p.broker.resource.Type) || (l.pairOnly(p, c) && (len(p.topics) == 0 || len(c.topics) == 0))
			if whole || slices.ContainsFunc(p.topics, func(t string) bool { return slices.Contains(c.topics, t) }) {
				l.edge(p.unit, c.unit, arch.Async, p.broker.resource.Type, append(slices.Clone(p.evidence), c.evidence...)...)
			}
		}
	}
	produced := byBroker(l.produced)
	passing, started := l.passing(), l.startedUnits()
	for _, e := range l.sortedEdges() {
		from, to := l.finals[e.From], l.finals[e.To]
		if from == nil || to == nil || from.unit == nil || to.resource == nil || (e.Style == arch.Data && !writes(e)) || e.Style == arch.Sync {
			continue
		}
		if e.Style == arch.Async && !slices.ContainsFunc(produced[to], func(m message) bool { return m.unit == from }) {
			continue
		}
		for _, r := range downstream(to, passing) {
			if r.resource.Kind == arch.Broker && isShared(r.resource.Type) && r.resource.Type != "eventbridge" {
				continue // who listens to a whole broker listens to some of its topics
			}
			for _, s := range started[r.name()] {
				if s.unit != from {
					l.edge(from, s.unit, arch.Async, r.resource.Type, append(slices.Clone(e.Evidence), s.step)...)
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

func byBroker(list []message) map[*node][]message {
	at := map[*node][]message{}
	for _, m := range list {
		at[m.broker] = append(at[m.broker], m)
	}
	return at
}

// start is a unit that events start, and the trigger that says so.
type start struct {
	unit *node
	step arch.Step
}

// startedUnits are the units that events start, by where these come from.
func (l *linker) startedUnits() map[string][]start {
	at := map[string][]start{}
	for _, n := range l.units {
		for _, t := range n.unit.Triggers {
			if isEvent(t.Kind) {
				at[t.From] = append(at[t.From], start{n, arch.Step{At: t.At, What: string(t.Kind) + " trigger"}})
			}
		}
	}
	return at
}

// passing are the resources that others pass on to.
func (l *linker) passing() map[*node][]*node {
	at := map[*node][]*node{}
	for _, e := range l.sortedEdges() {
		from, to := l.finals[e.From], l.finals[e.To]
		if e.Style == arch.Async && from != nil && to != nil && to.resource != nil {
			at[from] = append(at[from], to)
		}
	}
	return at
}

// downstream is a resource and those that it passes on to: a topic's queues.
func downstream(r *node, passing map[*node][]*node) []*node {
	list := []*node{r}
	for i := 0; i < len(list) && len(list) < 64; i++ {
		for _, to := range passing[list[i]] {
			if !slices.Contains(list, to) {
				list = append(list, to)
			}
		}
	}
	return list
}
