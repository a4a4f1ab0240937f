package kubeobjects

import (
	"strconv"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// consulPolicies reads the routes of Consul to a service.
func (s *scope) consulPolicies(o Object) {
	for _, r := range o.Root.Get("spec", "routes").Items() {
		d := r.Get("destination")
		p := arch.Policy{By: "consul", At: o.At(), Path: r.Get("match", "http", "pathPrefix").Text() + r.Get("match", "http", "pathExact").Text()}
		p.Timeout, p.Attempts = duration(d.Get("requestTimeout")), tries(d.Get("numRetries").Int())
		if p.Timeout.Known() {
			p.At = p.Timeout.At
		} else if p.Attempts.Known() {
			p.At = p.Attempts.At
		}
		host := d.Get("service").Text()
		if host == "" {
			host = o.Name()
		}
		s.policy(host, "", p)
	}
}

// kumaPolicies reads Kuma's policies on requests to a service.
func (s *scope) kumaPolicies(o Object) {
	for _, to := range o.Root.Get("spec", "to").Items() {
		http := to.Get("default", "http")
		p := arch.Policy{By: "kuma", At: to.Get("targetRef", "name").At()}
		if o.Kind() == "MeshTimeout" {
			p.Timeout = duration(http.Get("requestTimeout"))
		} else {
			p.Attempts, p.PerTry = tries(http.Get("numRetries").Int()), duration(http.Get("perTryTimeout"))
		}
		if to.Get("targetRef", "kind").Text() == "MeshService" {
			s.policy(to.Get("targetRef", "name").Text(), "", p)
		}
	}
}

// appMeshPolicies reads the routes of a VirtualRouter to the pods of VirtualNodes.
func (s *scope) appMeshPolicies(o Object) {
	if o.group() != "appmesh.k8s.aws" {
		return
	}
	for _, r := range o.Root.Get("spec", "routes").Items() {
		for _, how := range []string{"httpRoute", "http2Route", "grpcRoute"} {
			h := r.Get(how)
			if h == nil {
				continue
			}
			p := arch.Policy{By: "app-mesh", At: r.Get("name").At(), Path: h.Get("match", "prefix").Text()}
			p.Timeout = span(h.Get("timeout", "perRequest"))
			p.Attempts, p.PerTry = tries(h.Get("retryPolicy", "maxRetries").Int()), span(h.Get("retryPolicy", "perRetryTimeout"))
			for _, t := range h.Get("action", "weightedTargets").Items() {
				s.toNode(t.Get("virtualNodeRef", "name").Text(), p)
			}
		}
	}
}

// toNode gives a policy to what a VirtualNode selects.
func (s *scope) toNode(name string, p arch.Policy) {
	if !p.Timeout.Known() && !p.Attempts.Known() {
		return
	}
	o, ok := s.config("VirtualNode", name)
	labels := o.Root.Get("spec", "podSelector", "matchLabels").labels()
	if !ok || len(labels) == 0 {
		return
	}
	for _, w := range s.selected(labels) {
		for _, t := range w.targets {
			s.govern(iac.Policy{Policy: p, To: t.id(), Scope: s.set.Scope})
		}
	}
}

// span reads a duration of App Mesh: a number and the name of its unit.
func span(n *Node) arch.Value[time.Duration] {
	value := n.Get("value")
	if value == nil {
		return arch.Value[time.Duration]{}
	}
	unit := map[string]time.Duration{"s": time.Second, "ms": time.Millisecond}[n.Get("unit").Text()]
	i, err := strconv.Atoi(value.Text())
	if err != nil || unit == 0 || i < 0 || i > 1<<32 {
		return arch.Hide[time.Duration](value.At(), value.Text()+" is not a plain duration")
	}
	return arch.Given(time.Duration(i)*unit, value.At())
}
