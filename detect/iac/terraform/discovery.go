package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
)

// relateService puts a service behind its target groups, and gives it the names that
// discovery knows it by.
func relateService(r *root, v view) {
	for _, lb := range v.all("load_balancer") {
		for _, in := range lb.Get("target_group_arn").Instances() {
			r.behind(in.ID(), v.id)
			if u, group := r.units[v.id], r.byID[in.ID()]; u != nil && group.Instance != nil {
				r.targetGroup(u, group, lb.Get("container_port").Int(), lb.At())
			}
		}
	}
	u := r.units[v.id]
	if u == nil {
		return
	}
	for _, s := range v.all("service_registries") {
		for _, in := range s.Get("registry_arn").Instances() {
			r.discovered(u, in.ID())
		}
	}
	for _, s := range v.get("service_connect_configuration").All("service") {
		r.connected(u, s)
	}
	if v.Mode == "module" {
		moduleScaling(u, v)
	}
}

// targetGroup is how a load balancer reaches a unit, and asks whether it is well.
func (r *root) targetGroup(u *iac.Unit, group view, port arch.Value[int], at arch.Range) {
	e := arch.Endpoint{Kind: "target group", Port: group.get("port").Int(), Target: port, At: at}
	u.Settings.Endpoints = append(u.Settings.Endpoints, e)
	check := group.get("health_check")
	if on := check.Get("enabled").Bool(); on.Known() && !on.V || u.Kind == arch.Function && !check.Exists() {
		return
	}
	p := arch.Probe{Kind: arch.Readiness, Path: check.Get("path").String().V, Port: check.Get("port").Int(), At: group.at(check)}
	if p.Path == "" && strings.HasPrefix(group.get("protocol").String().V, "HTTP") {
		p.Path = "/" // what the platform asks for by default
	}
	if !p.Port.Known() { // "traffic-port"
		p.Port = port
	}
	u.Settings.Probes = append(u.Settings.Probes, p)
}

// connected adds the name that Service Connect gives to a port.
func (r *root) connected(u *iac.Unit, s eval.Node) {
	e := arch.Endpoint{Kind: "Service Connect", At: s.At()}
	for _, p := range u.Ports {
		if p.Name == s.Get("port_name").String().V {
			e.Target = p.Number
		}
	}
	names := []eval.Node{s.Get("discovery_name"), s.Get("port_name")}
	for _, a := range s.All("client_alias") {
		names = append([]eval.Node{a.Get("dns_name")}, names...)
		e.Port = a.Get("port").Int()
	}
	for _, n := range names {
		if h := n.String(); h.Known() && h.V != "" {
			e.Name = h.V
			u.Hosts = append(u.Hosts, iac.Host{Name: h.V, At: h.At})
			break
		}
	}
	u.Settings.Endpoints = append(u.Settings.Endpoints, e)
}

// discovered adds the name that a service has in a private DNS namespace.
func (r *root) discovered(u *iac.Unit, id string) {
	v, ok := r.byID[id]
	if !ok {
		return
	}
	name := v.get("name").String()
	if !name.Known() {
		return
	}
	host := name.V
	for _, in := range v.get("dns_config.namespace_id").Instances() {
		if ns, ok := r.byID[in.ID()]; ok && ns.get("name").String().Known() {
			host += "." + ns.get("name").String().V
		}
	}
	u.Hosts = append(u.Hosts, iac.Host{Name: host, At: name.At})
	// Its DNS records are the addresses of all instances.
	e := arch.Endpoint{Kind: "Cloud Map", Name: host, Headless: arch.Given(true, name.At), At: name.At}
	u.Settings.Endpoints = append(u.Settings.Endpoints, e)
	r.forwards[id] = u.ID
}
