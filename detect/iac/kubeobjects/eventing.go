package kubeobjects

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// eventing are the kinds of Knative that pass events on; every kind of channel does.
var eventing = map[string]string{"Broker": "knative-broker", "Sequence": "knative-sequence", "Parallel": "knative-parallel"}

// sources are kinds that make events by themselves, and what a unit takes them for.
var sources = map[string]arch.TriggerKind{
	"PingSource": arch.OnSchedule, "KafkaSource": arch.OnTopic, "RabbitmqSource": arch.OnQueue, "RedisStreamSource": arch.OnStream,
	"AwsSqsSource": arch.OnQueue, "CloudPubSubSource": arch.OnTopic, "NatsJetStreamSource": arch.OnTopic, "GitHubSource": arch.OnHTTP, "GitLabSource": arch.OnHTTP,
}

func (o Object) eventGroup() bool {
	switch o.group() {
	case "eventing.knative.dev", "flows.knative.dev", "messaging.knative.dev", "sources.knative.dev":
		return true
	}
	return false
}

// addBroker makes a resource of what passes events on.
func (s *scope) addBroker(o Object) {
	if !o.eventGroup() {
		return
	}
	kind := o.Kind()
	typ := eventing[kind]
	if o.group() == "messaging.knative.dev" && strings.HasSuffix(kind, "Channel") {
		typ = "knative-channel"
	}
	if typ != "" {
		r := s.resourceFor(o, arch.Broker, typ)
		key := kind + "/" + o.Name()
		s.cluster.brokers[key] = append(s.cluster.brokers[key], r)
		s.cluster.delivery[r.ID] = o.Root.Get("spec", "delivery")
	}
}

// addTrigger links what passes events on to where they go.
func (s *scope) addTrigger(o Object) {
	if !o.eventGroup() {
		return
	}
	spec := o.Root.Get("spec")
	switch kind := o.Kind(); kind {
	case "Trigger":
		name := spec.Get("broker").Text()
		if ref := spec.Get("brokerRef", "name"); ref != nil {
			name = ref.Text()
		}
		if name == "" {
			name = "default"
		}
		d := delivery{from: s.broker("Broker", name), on: arch.OnTopic, what: "trigger " + o.Name(), spec: spec.Get("delivery"), filter: filter(spec, o.At())}
		s.deliver(d, spec.Get("subscriber"))
	case "Subscription":
		d := delivery{from: s.broker(spec.Get("channel", "kind").Text(), spec.Get("channel", "name").Text()), on: arch.OnTopic, what: "subscription " + o.Name(), spec: spec.Get("delivery")}
		s.deliver(d, spec.Get("subscriber"))
		s.deliver(delivery{from: d.from, on: arch.OnTopic, what: "reply of " + o.Name()}, spec.Get("reply"))
	case "Sequence", "Parallel":
		s.flow(o, s.broker(kind, o.Name()))
	case "SinkBinding":
		s.bind(o)
	default:
		s.fromSource(o)
	}
}

// flow reads the steps of a Sequence and the branches of a Parallel.
func (s *scope) flow(o Object, from string) {
	spec := o.Root.Get("spec")
	for _, step := range spec.Get("steps").Items() {
		s.deliver(delivery{from: from, on: arch.OnWorkflow, what: "step of " + o.Name(), spec: step.Get("delivery")}, step)
	}
	for _, branch := range spec.Get("branches").Items() {
		s.deliver(delivery{from: from, on: arch.OnWorkflow, what: "filter of " + o.Name()}, branch.Get("filter"))
		s.deliver(delivery{from: from, on: arch.OnWorkflow, what: "branch of " + o.Name(), spec: branch.Get("delivery")}, branch.Get("subscriber"))
		s.deliver(delivery{from: from, on: arch.OnTopic, what: "reply of " + o.Name()}, branch.Get("reply"))
	}
	s.deliver(delivery{from: from, on: arch.OnTopic, what: "reply of " + o.Name()}, spec.Get("reply"))
}

// fromSource tells what takes events directly from a source that it does. One that runs
// a container of the repository is a producer.
func (s *scope) fromSource(o Object) {
	if o.group() != "sources.knative.dev" {
		return
	}
	spec := o.Root.Get("spec")
	if o.Kind() == "ContainerSource" {
		for _, w := range s.named(o.Name(), o.Kind()) {
			if w.object.Root == o.Root {
				s.produce(w, spec.Get("sink"), "sink of "+o.Name())
			}
		}
		return
	}
	on, ok := sources[o.Kind()]
	if !ok {
		on = arch.OnOther
	}
	at := o.At()
	path := strings.Join(texts(spec.Get("topics")), ",")
	if path == "" {
		path = spec.Get("queueName").Text() + spec.Get("rabbitmqResourcesConfig", "queueName").Text()
	}
	for _, t := range s.receivers(spec.Get("sink", "ref")) {
		if t.unit == nil || len(t.unit.Triggers) >= maxTriggers {
			continue
		}
		trigger := arch.Trigger{Kind: on, At: at, Front: o.Kind(), Path: path, Async: arch.Given(true, at), Schedule: spec.Get("schedule").Str()}
		s.fails(&trigger, spec.Get("delivery"), nil)
		t.unit.Triggers = append(t.unit.Triggers, trigger)
	}
}

// bind notes what a SinkBinding has workloads send to: it sets K_SINK for them.
func (s *scope) bind(o Object) {
	spec := o.Root.Get("spec")
	subject := spec.Get("subject")
	found := s.named(subject.Get("name").Text(), subject.Get("kind").Text())
	if labels := subject.Get("selector", "matchLabels").labels(); len(labels) > 0 {
		found = s.carrying(labels, subject.Get("kind").Text())
	}
	for _, w := range found {
		s.produce(w, spec.Get("sink"), "sink binding "+o.Name())
	}
}

// maxSearched bounds the search for what bindings select.
const maxSearched = 5_000_000

// carrying returns the set's workloads that themselves have the labels.
func (s *scope) carrying(labels map[string]string, kind string) []*workload {
	var found []*workload
	if s.cluster.searched += len(s.set.Objects); s.cluster.searched > maxSearched {
		return nil
	}
next:
	for _, o := range s.set.Objects {
		if o.Kind() != kind || len(found) >= maxSelected {
			continue
		}
		have := o.Root.Get("metadata", "labels")
		for k, v := range labels {
			if have.Get(k).Text() != v {
				continue next
			}
		}
		for _, w := range s.named(o.Name(), kind) {
			if w.object.Root == o.Root {
				found = append(found, w)
			}
		}
	}
	return found
}

// produce links a workload to where its events go.
func (s *scope) produce(w *workload, sink *Node, what string) {
	for _, t := range w.targets {
		if t.unit == nil {
			continue
		}
		if !slices.ContainsFunc(t.unit.Env, func(e iac.Env) bool { return e.Name == "K_SINK" }) {
			t.unit.Env = append(t.unit.Env, iac.Env{Name: "K_SINK", Value: hidden(sink.At(), "set by Knative: "+what), At: sink.At()})
		}
		s.deliver(delivery{from: t.unit.ID, on: arch.OnOther, what: what}, sink)
	}
}

func texts(list *Node) []string {
	var out []string
	for _, n := range list.Items() {
		out = append(out, n.Text())
	}
	return out
}
