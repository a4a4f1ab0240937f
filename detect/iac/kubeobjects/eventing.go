package kubeobjects

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// eventing are the kinds of Knative that pass events on.
var eventing = map[string]string{"Broker": "knative-broker", "Sequence": "knative-sequence", "Parallel": "knative-parallel", "Channel": "knative-channel", "InMemoryChannel": "knative-channel", "KafkaChannel": "knative-channel"}

// sources are kinds that make events by themselves, and what a unit takes them for.
var sources = map[string]arch.TriggerKind{
	"PingSource": arch.OnSchedule, "KafkaSource": arch.OnTopic, "RabbitmqSource": arch.OnQueue, "RedisStreamSource": arch.OnStream,
	"ApiServerSource": arch.OnOther, "ContainerSource": arch.OnOther, "GitHubSource": arch.OnHTTP,
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
	if typ := eventing[o.Kind()]; typ != "" && o.eventGroup() {
		r := s.resourceFor(o, arch.Broker, typ)
		key := o.Kind() + "/" + o.Name()
		s.cluster.brokers[key] = append(s.cluster.brokers[key], r)
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
		if name == "" {
			name = "default"
		}
		s.deliver(s.broker("Broker", name), spec.Get("subscriber", "ref"), arch.OnTopic, "trigger "+o.Name())
	case "Subscription":
		s.deliver(s.broker(spec.Get("channel", "kind").Text(), spec.Get("channel", "name").Text()), spec.Get("subscriber", "ref"), arch.OnTopic, "subscription "+o.Name())
	case "Sequence", "Parallel":
		from := s.broker(kind, o.Name())
		for _, step := range spec.Get("steps").Items() {
			s.deliver(from, step.Get("ref"), arch.OnWorkflow, "step of "+o.Name())
		}
		for _, branch := range spec.Get("branches").Items() {
			s.deliver(from, branch.Get("subscriber", "ref"), arch.OnWorkflow, "branch of "+o.Name())
		}
		s.deliver(from, spec.Get("reply", "ref"), arch.OnTopic, "reply of "+o.Name())
	default:
		if on, ok := sources[kind]; ok {
			s.fromSource(o, on)
		}
	}
}

func (s *scope) fromSource(o Object, on arch.TriggerKind) {
	at := o.At()
	for _, t := range s.receivers(o.Root.Get("spec", "sink", "ref")) {
		if t.unit != nil {
			t.unit.Triggers = append(t.unit.Triggers, arch.Trigger{Kind: on, At: at, Front: o.Kind(), Async: arch.Given(true, at), Schedule: o.Root.Get("spec", "schedule").Str()})
		}
	}
}

// receivers returns what a reference to a Service, of either kind, leads to.
func (s *scope) receivers(ref *Node) []target {
	if ref.Get("kind").Text() != "Service" {
		return nil
	}
	name := ref.Get("name").Text()
	found := s.services[name]
	for _, w := range s.named(name, "Service") { // one of Knative, which runs
		found = append(found[:len(found):len(found)], w.targets...)
	}
	return found
}

func (s *scope) deliver(from string, ref *Node, on arch.TriggerKind, what string) {
	name := ref.Get("name")
	if from == "" || !name.IsScalar() {
		return
	}
	l := iac.Link{From: from, Scope: s.set.Scope, Style: arch.Async, Protocol: "cloudevents", At: name.At(), What: what}
	if to := s.broker(ref.Get("kind").Text(), name.Text()); to != "" {
		l.To = to
		s.out.Links = append(s.out.Links, l)
		return
	}
	targets := s.receivers(ref)
	if len(targets) == 0 {
		l.ToHost = name.Text()
		s.out.Links = append(s.out.Links, l)
	}
	for _, t := range targets {
		l.To = t.id()
		s.out.Links = append(s.out.Links, l)
		if t.unit != nil {
			t.unit.Triggers = append(t.unit.Triggers, arch.Trigger{Kind: on, At: name.At(), From: from, Async: arch.Given(true, name.At())})
		}
	}
}

// broker returns the ID of what passes events on: of the set, else the only one.
func (s *scope) broker(kind, name string) string {
	all := s.cluster.brokers[kind+"/"+name]
	for _, r := range all {
		if r.Scope == s.set.Scope {
			return r.ID
		}
	}
	if len(all) == 1 {
		return all[0].ID
	}
	return ""
}
