package kubeobjects

import (
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// addService gives what a Service selects the Service's name.
func (s *scope) addService(o Object) {
	if !o.isService() {
		return
	}
	host := iac.Host{Name: o.deployedName(), At: o.At()}
	ports := o.Root.Get("spec", "ports").Items()
	for _, p := range ports {
		if n := p.Get("port").Int(); n.Known() {
			host.Ports = append(host.Ports, n.V)
		}
	}
	if external := o.Root.Get("spec", "externalName"); external.IsScalar() {
		s.addExternal(o, host, external)
		return
	}
	selector := o.Root.Get("spec", "selector").labels()
	if len(selector) == 0 {
		return
	}
	for _, w := range s.selected(selector) {
		for _, t := range w.serving(ports) {
			t.addHost(host)
			if o.Name() != host.Name {
				t.addHost(iac.Host{Name: o.Name(), At: host.At, Ports: host.Ports})
			}
			s.services[o.Name()] = append(s.services[o.Name()], t)
			exposed(o, t)
		}
	}
}

// maxSelected bounds the workloads behind one Service.
const maxSelected = 20

// selected returns the workloads whose pods carry the labels: those of the set,
// else those of the others, since a Service may be kept elsewhere.
func (s *scope) selected(selector map[string]string) []*workload {
	var fewest []*workload
	first := true
	for k, v := range selector {
		if l := s.cluster.labelled[label{k, v}]; first || len(l) < len(fewest) {
			fewest, first = l, false
		}
	}
	var own, others []*workload
next:
	for _, w := range fewest {
		if len(own) >= maxSelected || len(others) >= maxSelected {
			break
		}
		for k, v := range selector {
			if w.labels[k] != v {
				continue next
			}
		}
		if w.scope == s {
			own = append(own, w)
		} else {
			others = append(others, w)
		}
	}
	if len(own) > 0 {
		return own
	}
	return others
}

// serving returns the containers that listen on the ports that a Service leads to,
// the first when no container says.
func (w *workload) serving(ports []*Node) []target {
	if len(w.targets) < 2 {
		return w.targets
	}
	var found []target
	for _, t := range w.targets {
		if listens(t.container, ports) {
			found = append(found, t)
		}
	}
	if len(found) == 0 {
		return w.targets[:1]
	}
	return found
}

func listens(container *Node, ports []*Node) bool {
	for _, p := range ports {
		want := p.Get("targetPort").Text()
		if want == "" {
			want = p.Get("port").Text()
		}
		for _, c := range container.Get("ports").Items() {
			if want != "" && (c.Get("name").Text() == want || c.Get("containerPort").Text() == want) {
				return true
			}
		}
	}
	return false
}

// exposed adds the trigger of a Service that the world outside reaches.
func exposed(o Object, t target) {
	kind := o.Root.Get("spec", "type")
	if t.unit == nil || (kind.Text() != "LoadBalancer" && kind.Text() != "NodePort") {
		return
	}
	t.unit.Triggers = append(t.unit.Triggers, arch.Trigger{Kind: arch.OnHTTP, At: kind.At(), Front: kind.Text() + " Service"})
}

// addExternal notes a name that leads out of the cluster, or to another name in it.
func (s *scope) addExternal(o Object, host iac.Host, external *Node) {
	to := external.Text()
	if name, _, ok := strings.Cut(to, "."); ok && strings.HasSuffix(to, ".svc.cluster.local") {
		for _, t := range s.services[name] {
			t.addHost(host)
		}
		return
	}
	r := s.resourceFor(o, arch.OtherResource, "external")
	r.Aliases = []string{to}
	r.Hosts = []iac.Host{host, {Name: to, At: external.At()}}
}

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
	at                      arch.Range
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
		routes = []route{{service: to.Text(), path: o.Root.Get("spec", "path").Text(), protocol: "http", at: to.At()}}
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
		if t.unit != nil {
			t.unit.Triggers = append(t.unit.Triggers, arch.Trigger{Kind: arch.OnHTTP, At: r.at, From: from, Front: front, Path: r.path, Waits: r.waits})
		}
	}
}

func ingressRoutes(o Object) []route {
	waits := ingressWaits(o)
	var routes []route
	add := func(backend *Node, path string) {
		name := backend.Get("service", "name")
		if name == nil {
			name = backend.Get("serviceName") // before v1
		}
		if name.IsScalar() {
			routes = append(routes, route{service: name.Text(), path: path, protocol: "http", at: name.At(), waits: waits})
		}
	}
	spec := o.Root.Get("spec")
	add(spec.Get("defaultBackend"), "")
	add(spec.Get("backend"), "")
	for _, rule := range spec.Get("rules").Items() {
		for _, p := range rule.Get("http", "paths").Items() {
			add(p.Get("backend"), p.Get("path").Text())
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
	if d, ok := platformDefault(limits.NginxReadTimeout); ok && class == "nginx" {
		v = v.Or(arch.ByDefault(d, o.At(), limits.NginxReadTimeout))
	}
	return v
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
				routes = append(routes, route{service: name.Text(), path: path, protocol: protocol, at: name.At()})
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
		path := ""
		if m := h.Get("match").Items(); len(m) > 0 {
			for _, how := range []string{"exact", "prefix", "regex"} {
				if p := m[0].Get("uri", how); p.IsScalar() {
					path = p.Text()
				}
			}
		}
		var waits arch.Value[time.Duration]
		if t := h.Get("timeout"); t.IsScalar() {
			if d, err := time.ParseDuration(t.Text()); err == nil && d > 0 {
				waits = arch.Given(d, t.At())
			}
		}
		for _, d := range h.Get("route").Items() {
			if host := d.Get("destination", "host"); host.IsScalar() {
				routes = append(routes, route{service: host.Text(), path: path, protocol: "http", at: host.At(), waits: waits})
			}
		}
	}
	return routes
}
