package awscfn

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// discovery adds the names under which other tasks reach a service. They are no
// aliases: versions of one service share such a name.
func (s *Stack) discovery(u *iac.Unit, r *resource) {
	u.Hosts = append(u.Hosts, s.hosts(r)...)
	for c := range r.get("ServiceConnectConfiguration", "Services").Items() {
		s.connected(u, c)
	}
	if r.get("ServiceConnectConfiguration", "Enabled").Bool().V {
		u.Settings.Injected = arch.Given("ecs-service-connect", r.props.Key("ServiceConnectConfiguration"))
	}
	hosts := s.hosts(r)
	for i, h := range hosts { // the records are the addresses of all tasks
		if i+1 < len(hosts) && strings.HasPrefix(hosts[i+1].Name, h.Name+".") {
			continue // the same with its domain
		}
		e := arch.Endpoint{Kind: "Cloud Map", Name: h.Name, Headless: arch.Given(true, h.At), At: h.At}
		u.Settings.Endpoints = append(u.Settings.Endpoints, e)
	}
}

// connected adds the names that Service Connect gives to a port.
func (s *Stack) connected(u *iac.Unit, c View) {
	e := arch.Endpoint{Kind: "Service Connect", At: c.At()}
	port := c.Get("PortName").String().V
	for _, p := range u.Ports {
		if p.Name == port {
			e.Target = p.Number
		}
	}
	before := len(u.Hosts)
	for alias := range c.Get("ClientAliases").Items() {
		e.Port = alias.Get("Port").Int()
		u.Hosts = append(u.Hosts, hostOf(alias.Get("DnsName"), e.Port)...)
	}
	u.Hosts = append(u.Hosts, hostOf(c.Get("DiscoveryName"), arch.Value[int]{})...)
	if len(u.Hosts) == before {
		u.Hosts = append(u.Hosts, hostOf(c.Get("PortName"), arch.Value[int]{})...)
	}
	if len(u.Hosts) > before {
		e.Name = u.Hosts[before].Name
	}
	u.Settings.Endpoints = append(u.Settings.Endpoints, e)
}

// targetGroup is how a load balancer reaches a service, and asks whether it is well.
func targetGroup(u *iac.Unit, lb View) {
	group := lb.Get("TargetGroupArn").resource()
	if group == nil || group.typ != "AWS::ElasticLoadBalancingV2::TargetGroup" {
		return
	}
	port := lb.Get("ContainerPort").Int()
	u.Settings.Endpoints = append(u.Settings.Endpoints, arch.Endpoint{Kind: "target group", Port: group.get("Port").Int(), Target: port, At: lb.At()})
	if on := group.get("HealthCheckEnabled").Bool(); on.Known() && !on.V {
		return
	}
	p := arch.Probe{Kind: arch.Readiness, Path: group.get("HealthCheckPath").String().V, Port: group.get("HealthCheckPort").Int(), At: group.key.At()}
	if group.get("HealthCheckPath").Exists() {
		p.At = group.props.Key("HealthCheckPath")
	}
	if p.Path == "" && strings.HasPrefix(group.get("Protocol").String().V, "HTTP") {
		p.Path = "/" // what the platform asks for by default
	}
	if !p.Port.Known() { // "traffic-port"
		p.Port = port
	}
	u.Settings.Probes = append(u.Settings.Probes, p)
}

func hostOf(name View, port arch.Value[int]) []iac.Host {
	v := name.String()
	if !v.Known() || v.V == "" {
		return nil
	}
	h := iac.Host{Name: v.V, At: v.At}
	if port.Known() {
		h.Ports = []int{port.V}
	}
	return []iac.Host{h}
}

// hosts returns the Cloud Map names of an ECS service, with the namespace's domain
// too where it is declared here.
func (s *Stack) hosts(r *resource) []iac.Host {
	var hosts []iac.Host
	for registry := range r.get("ServiceRegistries").OneOrMore() {
		record := registry.Get("RegistryArn").resource()
		if record == nil || record.typ != "AWS::ServiceDiscovery::Service" {
			continue
		}
		name := record.get("Name").String()
		if !name.Known() {
			continue
		}
		hosts = append(hosts, iac.Host{Name: name.V, At: name.At})
		space := record.get("NamespaceId")
		if !space.Exists() {
			space = record.get("DnsConfig", "NamespaceId")
		}
		if ns := space.resource(); ns != nil {
			if domain := ns.get("Name").String(); domain.Known() {
				hosts = append(hosts, iac.Host{Name: name.V + "." + domain.V, At: name.At})
			}
		}
	}
	return hosts
}
