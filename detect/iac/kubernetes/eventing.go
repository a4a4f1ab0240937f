package kubernetes

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// addBroker makes a resource of a Knative broker.
func (s *scope) addBroker(o Object) {
	if o.kind() == "Broker" && o.group() == "eventing.knative.dev" {
		r := s.resourceFor(o, arch.Broker, "knative-broker")
		s.cluster.brokers[o.name()] = append(s.cluster.brokers[o.name()], r)
	}
}

// addTrigger links a Knative broker to the subscriber that a trigger leads to.
func (s *scope) addTrigger(o Object) {
	if o.kind() != "Trigger" || o.group() != "eventing.knative.dev" {
		return
	}
	ref := o.Root.Get("spec", "subscriber", "ref")
	name := ref.Get("name")
	broker := s.broker(o.Root.Get("spec", "broker").Text())
	if !name.isScalar() || broker == "" {
		return
	}
	var targets []target
	if ref.Get("kind").Text() == "Service" {
		targets = s.services[name.Text()]
		for _, w := range s.named(name.Text(), "Service") { // one of Knative, which runs
			targets = append(targets, w.targets...)
		}
	}
	l := iac.Link{From: broker, Scope: s.set.Scope, Style: arch.Async, Protocol: "cloudevents", At: name.At(), What: "trigger " + o.name()}
	if len(targets) == 0 {
		l.ToHost = name.Text()
		s.out.Links = append(s.out.Links, l)
		return
	}
	for _, t := range targets {
		l.To = t.id()
		s.out.Links = append(s.out.Links, l)
		if t.unit != nil {
			t.unit.Triggers = append(t.unit.Triggers, arch.Trigger{Kind: arch.OnTopic, At: name.At(), From: broker, Async: arch.Given(true, name.At())})
		}
	}
}

// broker returns the ID of the broker of that name: of the set, else the only one.
func (s *scope) broker(name string) string {
	if name == "" {
		name = "default"
	}
	all := s.cluster.brokers[name]
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
