package kubeobjects

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// addService gives what a Service selects the Service's name.
func (s *scope) addService(o Object) {
	if !o.isService() {
		return
	}
	host := iac.Host{Name: o.DeployedName(), At: o.At()}
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
			if t.unit != nil {
				t.unit.Settings.Endpoints = append(t.unit.Settings.Endpoints, endpoints(o, t.container)...)
			}
			exposed(o, t)
		}
	}
}

// maxPorts bounds the ports of one Service.
const maxPorts = 100

// endpoints are the ways in that a Service gives to a container.
func endpoints(o Object, container *Node) []arch.Endpoint {
	var list []arch.Endpoint
	ip := o.Root.Get("spec", "clusterIP")
	headless := arch.ByDefault(false, o.At(), "a Service has an address of its own unless clusterIP is None")
	if ip.Text() == "None" {
		headless = arch.Given(true, ip.At())
	}
	ports := o.Root.Get("spec", "ports").Items()
	for _, p := range ports[:min(len(ports), maxPorts)] {
		e := arch.Endpoint{Kind: "Service", Name: o.DeployedName(), Port: p.Get("port").Int(), Headless: headless, At: p.Get("port").At()}
		if target := p.Get("targetPort"); target != nil {
			e.Target = containerPort(container, target)
		} else if e.Port.Known() {
			e.Target = arch.ByDefault(e.Port.V, e.Port.At, "targetPort is the port when it is left out")
		}
		list = append(list, e)
	}
	return list
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
