package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
)

// This file reads modules that make what no single resource type stands for.

// members are the views of what a module makes of each element of an input.
func (v view) members(input string, inputs, presets map[string]string) []view {
	var out []view
	for _, e := range v.get(input).Elems() {
		m := v
		m.id, m.body, m.inputs, m.presets = v.id+"/"+e.Key, e.Node(), inputs, presets
		m.member = e.Key
		out = append(out, m)
	}
	return out
}

// declareServices makes the services of a module that makes a cluster with several.
func declareServices(r *root, v view) {
	for _, s := range v.members("services", ecsService, ecsPresets) {
		declareService(r, s)
	}
}

func relateServices(r *root, v view) {
	for _, s := range v.members("services", ecsService, ecsPresets) {
		relateService(r, s)
	}
}

// relateTopicModule reads the subscriptions that a module makes with its topic.
func relateTopicModule(r *root, v view) {
	if v.Mode != "module" {
		return
	}
	for _, e := range v.get("subscriptions").Elems() {
		n := e.Node()
		t := event(arch.OnTopic, n.At(), v.id)
		t.Filter = filterOf(n.Get("filter_policy"), n.At(), "no filter policy")
		if doc, ok := n.Get("redrive_policy").Document(); ok {
			t.OnFailure = r.named(doc.Get("deadLetterTargetArn"))
		}
		r.deliver(r.target(n.Get("endpoint")), t, "subscription "+e.Key)
	}
}

func declarePubSub(r *root, v view) {
	r.store(v, kindInfo{arch.Broker, "pubsub", "gcp", "name"})
}

// relatePubSub reads the subscriptions that a module makes with its topic.
func relatePubSub(r *root, v view) {
	res := r.resources[v.id]
	for _, n := range v.get("pull").List() {
		if name := n.Get("name").String(); name.Known() {
			res.Aliases = append(res.Aliases, name.V)
		}
	}
	for _, n := range v.get("push").List() {
		t := event(arch.OnTopic, n.At(), v.id)
		t.Waits = seconds(n.Get("ack_deadline_seconds")).Or(limits.DefaultDuration("gcp.pubsub.ack_deadline", n.At()))
		t.OnFailure = r.named(n.Get("dead_letter_topic")).Or(arch.ByDefault("", n.At(), "no dead letter topic"))
		t.Filter = filterOf(n.Get("filter"), n.At(), "no filter")
		r.deliver(r.target(n.Get("push_endpoint")), t, "push subscription "+n.Get("name").String().V)
	}
}

// relateEventTrigger binds a service to the events of a broker that a module sends it.
func relateEventTrigger(r *root, v view) {
	t := event(arch.OnTopic, v.At, r.target(v.get("broker")))
	for _, e := range v.get("filter").Elems() {
		t.Filter = arch.Given(strings.TrimSpace(t.Filter.V+" "+e.Key+"="+e.Node().String().V), v.get("filter").At())
	}
	r.deliver(r.target(v.get("service")), t, "trigger "+v.Label)
}

// relateRecorder links the broker whose events a module records with the data set.
func relateRecorder(r *root, v view) {
	if res := r.resources[v.id]; res != nil {
		r.link(iac.Link{From: r.target(v.get("broker")), To: v.id, Style: arch.Async, Protocol: "pubsub", At: v.At, What: "recorder"})
	}
}

const googleBalancer = "Google load balancer"

func declareGCLB(r *root, v view) {
	r.store(v, kindInfo{arch.Gateway, "gcp-lb", "gcp", ""})
}

// relateGCLB routes each public host of a load balancer to its service.
func relateGCLB(r *root, v view) {
	for _, e := range v.get("services").Elems() {
		id := r.target(e.Node().Get("name"))
		at := e.Node().At()
		if r.units[id] == nil {
			continue
		}
		r.host(id, iac.Host{Name: e.Key, At: at})
		r.deliver(id, httpTrigger(at, v.id, googleBalancer, "", ""), "host "+e.Key)
	}
}

// firstRef is the text of the first of several values, when they name something that
// is declared here: what differs from region to region is then only the address.
func (r *root) firstRef(n eval.Node) (iac.Text, bool) {
	for _, e := range n.List() {
		text := e.Text()
		for _, id := range text.Refs() {
			if r.resolve(id) != "" {
				return text, true
			}
		}
	}
	return iac.Text{}, false
}
