package kubeobjects

import (
	"net/url"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// delivery is one way of events to a receiver.
type delivery struct {
	from   string // ID
	on     arch.TriggerKind
	what   string
	spec   *Node // what happens to events that fail
	filter arch.Value[string]
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

// deliver links a sender to a destination: an object, or a URI.
func (s *scope) deliver(d delivery, to *Node) {
	ref := to.Get("ref")
	name := ref.Get("name")
	if host := hostOf(to.Get("uri").Text()); ref == nil && host != "" && d.from != "" {
		s.out.Links = append(s.out.Links, iac.Link{
			From: d.from, ToHost: host, Scope: s.set.Scope, Style: arch.Async, Protocol: "cloudevents", At: to.Get("uri").At(), What: d.what, Starts: d.on,
		})
		return
	}
	if d.from == "" || !name.IsScalar() {
		return
	}
	l := iac.Link{From: d.from, Scope: s.set.Scope, Style: arch.Async, Protocol: "cloudevents", At: name.At(), What: d.what}
	if id := s.broker(ref.Get("kind").Text(), name.Text()); id != "" {
		l.To = id
		s.out.Links = append(s.out.Links, l)
		return
	}
	targets := s.receivers(ref)
	if len(targets) == 0 {
		l.ToHost, l.Starts = name.Text(), d.on
		s.out.Links = append(s.out.Links, l)
	}
	for _, t := range targets {
		l.To = t.id()
		s.out.Links = append(s.out.Links, l)
		if t.unit == nil || len(t.unit.Triggers) >= maxTriggers {
			continue
		}
		trigger := arch.Trigger{Kind: d.on, At: name.At(), From: d.from, Path: to.Get("uri").Text(), Async: arch.Given(true, name.At()), Filter: d.filter}
		s.fails(&trigger, d.spec, s.cluster.delivery[d.from])
		t.unit.Triggers = append(t.unit.Triggers, trigger)
	}
}

// fails reads what happens to events that the receiver refuses: its own word, then that
// of the broker or channel.
func (s *scope) fails(t *arch.Trigger, own, shared *Node) {
	t.Retries = own.Get("retry").Int()
	sink := own.Get("deadLetterSink")
	if n := shared.Get("retry").Int(); n.Known() {
		t.Retries = t.Retries.Or(arch.Shared(n.V, n.At))
	}
	if sink == nil {
		sink = shared.Get("deadLetterSink")
	}
	ref := sink.Get("ref")
	name := ref.Get("name")
	switch {
	case sink == nil:
		return // the cluster's defaults may have one
	case name.IsScalar():
		t.OnFailure = arch.Given(name.Text(), name.At())
		if id := s.broker(ref.Get("kind").Text(), name.Text()); id != "" {
			t.OnFailure.V = id
		} else if found := s.receivers(ref); len(found) > 0 {
			t.OnFailure.V = found[0].id()
		}
	case sink.Get("uri").IsScalar():
		t.OnFailure = sink.Get("uri").Str()
	default:
		t.OnFailure = arch.Hide[string](sink.At(), "neither an object nor a URI")
	}
}

// filter reads what events a Trigger takes: without a filter, all of them.
func filter(spec *Node, at arch.Range) arch.Value[string] {
	var parts []string
	where := spec.Get("filters")
	if where == nil {
		where = spec.Get("filter")
		parts = pairs(where.Get("attributes"))
	}
	for _, f := range spec.Get("filters").Items() {
		for _, e := range f.entries {
			how := e.key.Text()
			switch {
			case e.val.IsScalar(): // an expression
				parts = append(parts, how+" "+e.val.Text())
			case len(e.val.Items()) > 0 || how == "not":
				return arch.Hide[string](e.key.At(), "filters within filters")
			default:
				parts = append(parts, how+" "+strings.Join(pairs(e.val), ","))
			}
		}
	}
	if len(parts) == 0 {
		return arch.ByDefault("", at, "a Trigger without a filter takes every event")
	}
	return arch.Given(strings.Join(parts, ","), where.At())
}

func pairs(n *Node) []string {
	var list []string
	for k, v := range n.labels() {
		list = append(list, k+"="+v)
	}
	slices.Sort(list)
	return list
}

// hostOf is the host name in a URI or in "host:port"; "" when there is none.
func hostOf(text string) string {
	if !strings.Contains(text, "://") {
		text = "//" + text
	}
	u, err := url.Parse(text)
	if err != nil {
		return ""
	}
	return u.Hostname()
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
