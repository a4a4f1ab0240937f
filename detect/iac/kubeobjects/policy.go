package kubeobjects

import (
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// maxPolicies bounds all sets together: a rule may name many routes and each many
// targets.
const maxPolicies = 100_000

// addPolicies reads what meshes and gateways do to requests.
func (s *scope) addPolicies(o Object) {
	switch group := o.group(); o.Kind() {
	case "VirtualService":
		if group == "networking.istio.io" {
			s.istioPolicies(o)
		}
	case "HTTPRoute", "GRPCRoute":
		s.routePolicies(o)
	case "ServiceProfile":
		s.profilePolicies(o)
	case "Service":
		if o.isService() {
			s.annotated(o)
		}
	case "ServiceRouter":
		s.consulPolicies(o)
	case "VirtualRouter":
		s.appMeshPolicies(o)
	case "MeshTimeout", "MeshRetry":
		s.kumaPolicies(o)
	}
}

// policy adds one for each thing behind a host.
func (s *scope) policy(host, from string, p arch.Policy) {
	if host == "" || !p.Timeout.Known() && !p.Timeout.Hidden() && !p.PerTry.Known() && !p.Attempts.Known() && !p.Attempts.Hidden() {
		return
	}
	name, _, _ := strings.Cut(host, ".")
	targets := s.services[name]
	if len(targets) == 0 {
		s.govern(iac.Policy{Policy: p, From: from, ToHost: host, Scope: s.set.Scope})
	}
	for _, t := range targets {
		s.govern(iac.Policy{Policy: p, From: from, To: t.id(), Scope: s.set.Scope})
	}
}

func (s *scope) govern(p iac.Policy) {
	if len(s.out.Policies) < maxPolicies {
		s.out.Policies = append(s.out.Policies, p)
	}
}

// tries turns a number of retries into one of tries.
func tries(retries arch.Value[int]) arch.Value[int] {
	if retries.Known() {
		if retries.V < 0 || retries.V > 1<<20 {
			return arch.Hide[int](retries.At, "no plain number of retries")
		}
		retries.V++
	}
	return retries
}

// none is the proved absence of a time limit.
func none(id string, at arch.Range) arch.Value[time.Duration] {
	return arch.ByDefault(time.Duration(0), at, id)
}

// istioPolicies reads the routes of a VirtualService. Without a rule of its own, a
// route of Istio retries twice and has no time limit.
func (s *scope) istioPolicies(o Object) {
	from, inner := "", len(o.Root.Get("spec", "gateways").Items()) == 0
	for _, g := range o.Root.Get("spec", "gateways").Items() {
		inner = inner || g.Text() == "mesh"
	}
	if !inner {
		var ok bool
		if from, ok = s.gateway(outerGateway(o)); !ok {
			return // callers outside of the repository
		}
	}
	for _, h := range o.Root.Get("spec", "http").Items() {
		at := h.At()
		if hosts := h.Get("route").Items(); len(hosts) > 0 {
			at = hosts[0].Get("destination", "host").At()
		}
		p := arch.Policy{By: "istio", At: at, Path: uriOf(h)}
		p.Timeout = duration(h.Get("timeout")).Or(none("istio.timeout", at))
		p.PerTry = positive(duration(h.Get("retries", "perTryTimeout")))
		p.Attempts = tries(h.Get("retries", "attempts").Int()).Or(tries(limits.DefaultInt("istio.retries", at)))
		if n := h.Get("timeout"); n.IsScalar() {
			p.At = n.At()
		} else if n := h.Get("retries", "attempts"); n.IsScalar() {
			p.At = n.At()
		}
		seen := map[string]bool{}
		for _, d := range h.Get("route").Items() {
			if host := d.Get("destination", "host").Text(); !seen[host] {
				seen[host] = true
				s.policy(host, from, p)
			}
		}
	}
}

// routePolicies reads the rules of a route of the Gateway API, in front of a gateway or
// within a mesh; Linkerd's own kind has the same form.
func (s *scope) routePolicies(o Object) {
	from, by := "", "gateway-api"
	notes := o.Root.Get("metadata", "annotations")
	attempts, perTry, timeout := linkerdNotes(notes, o.At())
	if o.group() == "policy.linkerd.io" || attempts.Known() || timeout.Known() {
		by = "linkerd"
	}
	if parents := o.Root.Get("spec", "parentRefs").Items(); len(parents) > 0 && parents[0].Get("kind").Text() != "Service" {
		var ok bool
		if from, ok = s.gateway(parents[0].Get("name").Text()); !ok {
			return
		}
	}
	for _, rule := range o.Root.Get("spec", "rules").Items() {
		p := arch.Policy{By: by, At: o.At(), Attempts: attempts, PerTry: perTry, Timeout: timeout}
		if m := rule.Get("matches").Items(); len(m) > 0 {
			p.Path = m[0].Get("path", "value").Text()
		}
		if request := rule.Get("timeouts", "request"); request != nil && !timeout.Known() {
			p.Timeout, p.At = duration(request), request.At()
		}
		p.PerTry = p.PerTry.Or(positive(duration(rule.Get("timeouts", "backendRequest"))))
		p.Attempts = p.Attempts.Or(tries(rule.Get("retry", "attempts").Int()))
		for _, b := range rule.Get("backendRefs").Items() {
			s.policy(b.Get("name").Text(), from, p)
		}
		if len(rule.Get("backendRefs").Items()) == 0 { // as for the parent
			for _, parent := range o.Root.Get("spec", "parentRefs").Items() {
				if parent.Get("kind").Text() == "Service" {
					s.policy(parent.Get("name").Text(), from, p)
				}
			}
		}
	}
}

// annotated reads what a Service's annotations have Linkerd do.
func (s *scope) annotated(o Object) {
	attempts, perTry, timeout := linkerdNotes(o.Root.Get("metadata", "annotations"), o.At())
	at := timeout.At
	if !timeout.Known() {
		at = attempts.At
	}
	s.policy(o.Name(), "", arch.Policy{By: "linkerd", At: at, Attempts: attempts, PerTry: perTry, Timeout: timeout})
}

// linkerdNotes reads the annotations of a route or Service. Nothing is retried unless
// they say what.
func linkerdNotes(notes *Node, at arch.Range) (attempts arch.Value[int], perTry, timeout arch.Value[time.Duration]) {
	timeout = duration(notes.Get("timeout.linkerd.io/request"))
	if notes.Get("retry.linkerd.io/http") == nil && notes.Get("retry.linkerd.io/grpc") == nil {
		return attempts, perTry, timeout
	}
	attempts = tries(notes.Get("retry.linkerd.io/limit").Int().Or(limits.DefaultInt("linkerd.retries", at)))
	return attempts, duration(notes.Get("retry.linkerd.io/timeout")), timeout
}

// profilePolicies reads a ServiceProfile: its routes are retried as often as the
// budget has room, which is no number.
func (s *scope) profilePolicies(o Object) {
	for _, r := range o.Root.Get("spec", "routes").Items() {
		p := arch.Policy{By: "linkerd", At: r.Get("name").At(), Path: r.Get("condition", "pathRegex").Text(), Timeout: duration(r.Get("timeout"))}
		switch again := r.Get("isRetryable"); again.Text() {
		case "true":
			p.Attempts, p.At = arch.Hide[int](again.At(), "as often as the retry budget has room"), again.At()
		default:
			p.Attempts = arch.ByDefault(1, o.At(), "a route is not retried unless isRetryable says so")
		}
		if t := r.Get("timeout"); t.IsScalar() {
			p.At = t.At()
		}
		s.policy(o.Name(), "", p)
	}
}
