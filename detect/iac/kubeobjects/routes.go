package kubeobjects

import (
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// addGateway makes a resource of a Gateway, whichever of the two kinds.
func (s *scope) addGateway(o Object) {
	if o.Kind() != "Gateway" {
		return
	}
	switch o.group() {
	case "networking.istio.io":
		s.nameGateway(o, "istio-gateway")
	case "gateway.networking.k8s.io":
		s.nameGateway(o, "gateway")
	}
}

func (s *scope) nameGateway(o Object, typ string) {
	id := s.resourceFor(o, arch.Gateway, typ).ID
	s.gateways[o.Name()] = id
	s.cluster.gateways[o.Name()] = append(s.cluster.gateways[o.Name()], id)
}

// route is one way through a gateway, whatever the kind that declares it.
type route struct {
	service, path, protocol string
	host                    string // that it is for, "" for any
	at                      arch.Range
	port                    *Node // number or name of the Service's port
	waits                   arch.Value[time.Duration]
}

// addRoute links gateways to the units behind them.
func (s *scope) addRoute(o Object) {
	var routes []route
	typ, front := "ingress", o.Kind()
	from := ""
	switch {
	case o.Kind() == "Ingress":
		routes = ingressRoutes(o)
	case o.Kind() == "Route" && o.group() == "route.openshift.io":
		to := o.Root.Get("spec", "to", "name")
		routes = []route{{service: to.Text(), path: o.Root.Get("spec", "path").Text(), protocol: "http", at: to.At(), host: o.Root.Get("spec", "host").Text(), waits: routerWaits(o)}}
	case o.Kind() == "IngressRoute":
		routes = backendRoutes(o.Root.Get("spec", "routes"), "services", "http")
	case o.Kind() == "HTTPRoute" || o.Kind() == "GRPCRoute":
		typ = "gateway"
		parents := o.Root.Get("spec", "parentRefs").Items()
		if len(parents) > 0 && parents[0].Get("kind").Text() == "Service" {
			return // splits traffic within a mesh
		}
		if len(parents) > 0 {
			from = parents[0].Get("name").Text()
		}
		routes = backendRoutes(o.Root.Get("spec", "rules"), "backendRefs", map[string]string{"HTTPRoute": "http", "GRPCRoute": "grpc"}[o.Kind()])
	case o.Kind() == "VirtualService" && o.group() == "networking.istio.io":
		typ = "istio-gateway"
		if from = outerGateway(o); from == "" {
			return // routes within the mesh
		}
		routes = meshRoutes(o)
	}
	if len(routes) == 0 {
		return
	}
	id, ok := s.gateway(from)
	if !ok {
		id = s.resourceFor(o, arch.Gateway, typ).ID
	}
	for _, r := range routes {
		s.link(id, front, r)
	}
}

func (s *scope) gateway(name string) (string, bool) {
	if name == "" {
		return "", false
	}
	if id, ok := s.gateways[name]; ok {
		return id, true
	}
	if all := s.cluster.gateways[name]; len(all) == 1 {
		return all[0], true
	}
	return "", false
}

func (s *scope) link(from, front string, r route) {
	name, _, _ := strings.Cut(r.service, ".")
	l := iac.Link{From: from, Scope: s.set.Scope, Style: arch.Sync, Protocol: r.protocol, Path: r.path, At: r.at, What: strings.TrimSpace("route " + r.path)}
	targets := s.services[name]
	if len(targets) == 0 {
		l.ToHost = name
		if name != "" {
			s.out.Links = append(s.out.Links, l)
		}
		return
	}
	for _, t := range targets {
		l.To = t.id()
		s.out.Links = append(s.out.Links, l)
		if t.unit != nil && len(t.unit.Triggers) < maxTriggers {
			t.unit.Triggers = append(t.unit.Triggers, arch.Trigger{Kind: arch.OnHTTP, At: r.at, From: from, Front: front, Path: r.path, Waits: r.waits})
			t.unit.Settings.Endpoints = append(t.unit.Settings.Endpoints, s.behind(front, name, r, t.container))
		}
	}
}

// behind is the way into a container that a route takes through a Service.
func (s *scope) behind(front, service string, r route, container *Node) arch.Endpoint {
	e := arch.Endpoint{Kind: front, Name: r.host, At: r.at}
	if front == "Ingress" {
		e.Kind = "ingress"
	}
	if r.port == nil {
		return e
	}
	e.Port = arch.Hide[int](r.port.At(), "the Service has no such port")
	o, ok := s.config("Service", service)
	if !ok {
		e.Port.Why = "the Service is not in the repository"
		return e
	}
	for i, p := range o.Root.Get("spec", "ports").Items() {
		if text := r.port.Text(); text != "" && (p.Get("port").Text() == text || p.Get("name").Text() == text) {
			if all := endpoints(o, container); i < len(all) {
				e.Port, e.Target = all[i].Port, all[i].Target
				e.Port.At = r.port.At()
			}
			break
		}
	}
	return e
}

func ingressRoutes(o Object) []route {
	waits := ingressWaits(o)
	var routes []route
	add := func(backend *Node, host, path string) {
		name, port := backend.Get("service", "name"), backend.Get("service", "port", "number")
		if port == nil {
			port = backend.Get("service", "port", "name")
		}
		if name == nil { // before v1
			name, port = backend.Get("serviceName"), backend.Get("servicePort")
		}
		if name.IsScalar() {
			routes = append(routes, route{service: name.Text(), host: host, path: path, protocol: "http", at: name.At(), port: port, waits: waits})
		}
	}
	spec := o.Root.Get("spec")
	add(spec.Get("defaultBackend"), "", "")
	add(spec.Get("backend"), "", "")
	for _, rule := range spec.Get("rules").Items() {
		for _, p := range rule.Get("http", "paths").Items() {
			add(p.Get("backend"), rule.Get("host").Text(), p.Get("path").Text())
		}
	}
	return routes
}

// ingressWaits knows the bound of one controller only; others set theirs out of
// sight.
func ingressWaits(o Object) arch.Value[time.Duration] {
	v := o.annotation("nginx.ingress.kubernetes.io/proxy-read-timeout").Seconds()
	class := o.Root.Get("spec", "ingressClassName").Text()
	if class == "" {
		class = o.annotation("kubernetes.io/ingress.class").Text()
	}
	if class == "nginx" {
		v = v.Or(limits.DefaultDuration(limits.NginxReadTimeout, o.At()))
	}
	return v
}

// routerWaits is the bound of OpenShift's router, where a Route sets its own.
func routerWaits(o Object) arch.Value[time.Duration] {
	return duration(o.annotation("haproxy.router.openshift.io/timeout"))
}

// backendRoutes reads rules that list their backends by name.
func backendRoutes(rules *Node, field, protocol string) []route {
	var routes []route
	for _, rule := range rules.Items() {
		path := ""
		if m := rule.Get("matches").Items(); len(m) > 0 {
			path = m[0].Get("path", "value").Text()
		}
		for _, b := range rule.Get(field).Items() {
			if name := b.Get("name"); name.IsScalar() {
				routes = append(routes, route{service: name.Text(), path: path, protocol: protocol, at: name.At(), port: b.Get("port"), waits: positive(duration(rule.Get("timeouts", "request")))})
			}
		}
	}
	return routes
}

// outerGateway returns the gateway of a VirtualService that is not only the mesh.
func outerGateway(o Object) string {
	for _, g := range o.Root.Get("spec", "gateways").Items() {
		if name := g.Text(); name != "" && name != "mesh" {
			return name[strings.LastIndexByte(name, '/')+1:]
		}
	}
	return ""
}

func meshRoutes(o Object) []route {
	var routes []route
	for _, h := range o.Root.Get("spec", "http").Items() {
		path := uriOf(h)
		waits := positive(duration(h.Get("timeout")))
		for _, d := range h.Get("route").Items() {
			if host := d.Get("destination", "host"); host.IsScalar() {
				routes = append(routes, route{service: host.Text(), path: path, protocol: "http", at: host.At(), port: d.Get("destination", "port", "number"), waits: waits})
			}
		}
	}
	return routes
}

// uriOf is the first path that an HTTP route of Istio is for.
func uriOf(h *Node) string {
	if m := h.Get("match").Items(); len(m) > 0 {
		for _, how := range []string{"exact", "prefix", "regex"} {
			if p := m[0].Get("uri", how); p.IsScalar() {
				return p.Text()
			}
		}
	}
	return ""
}

// positive leaves out a time limit of 0, which is none.
func positive(v arch.Value[time.Duration]) arch.Value[time.Duration] {
	if v.Known() && v.V <= 0 {
		return arch.Value[time.Duration]{}
	}
	return v
}
