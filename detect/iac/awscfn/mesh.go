package awscfn

import (
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// bindMeshService gives the virtual router behind a virtual service its name as a
// host.
func (s *Stack) bindMeshService(r *resource) {
	router := s.meshRouter(r.get("Spec", "Provider", "VirtualRouter", "VirtualRouterName"))
	if res := s.repo.stores[router]; res != nil {
		if h, ok := meshHost(r.get("VirtualServiceName")); ok {
			res.Hosts = append(res.Hosts, h)
		}
	}
}

// bindMeshRoute links a virtual router to the hosts of the nodes that its routes
// send to.
func (s *Stack) bindMeshRoute(r *resource) {
	router := s.meshRouter(r.get("VirtualRouterName"))
	if router == "" {
		return
	}
	for _, kind := range []string{"HttpRoute", "Http2Route", "GrpcRoute", "TcpRoute"} {
		for target := range r.get("Spec", kind, "Action", "WeightedTargets").Items() {
			name := target.Get("VirtualNode").Text()
			if weight := target.Get("Weight").Int(); weight.Known() && weight.V == 0 {
				continue
			}
			if host, ok := s.nodeHost(target.Get("VirtualNode"), name); ok {
				s.Link(iac.Link{From: router, ToHost: host, Style: arch.Sync, Protocol: meshProtocols[kind], At: target.At(), What: "route " + r.logical})
				if kind != "TcpRoute" {
					s.policy(iac.Policy{ToHost: host, Policy: meshPolicy(r, r.get("Spec", kind))})
				}
			}
		}
	}
}

// meshPolicy reads what a route does to requests.
func meshPolicy(r *resource, route View) arch.Policy {
	p := arch.Policy{By: MeshName, At: r.key.At(), Path: route.Get("Match", "Prefix").String().V}
	if p.Path == "/" {
		p.Path = ""
	}
	p.Timeout = meshTime(route.Get("Timeout", "PerRequest")).Or(limits.DefaultDuration(meshTimeout, p.At))
	retry := route.Get("RetryPolicy")
	p.PerTry = meshTime(retry.Get("PerRetryTimeout"))
	if p.Attempts = retry.Get("MaxRetries").Int(); p.Attempts.Known() {
		p.Attempts.V++
	}
	return p
}

// meshTime reads a duration of a value and a unit; none is written as zero.
func meshTime(v View) arch.Value[time.Duration] {
	if v.Get("Unit").String().V == "ms" {
		return v.Get("Value").Millis()
	}
	return v.Get("Value").Seconds()
}

func (s *Stack) policy(p iac.Policy) {
	p.Scope = s.opts.Scope
	s.out.Policies = append(s.out.Policies, p)
}

// bindMeshNode reads how long the proxy of a node lets a request take.
func (s *Stack) bindMeshNode(r *resource) {
	discovery := r.get("Spec", "ServiceDiscovery")
	host, ok := meshHost(discovery.First("DNS").Get("Hostname"))
	if !ok {
		host, ok = meshHost(discovery.Get("AWSCloudMap", "ServiceName"))
	}
	for l := range r.get("Spec", "Listeners").Items() {
		for _, protocol := range []string{"HTTP", "HTTP2", "GRPC"} {
			if per := l.Get("Timeout", protocol, "PerRequest"); per.Exists() && ok {
				s.policy(iac.Policy{ToHost: host.Name, Policy: arch.Policy{By: MeshName, At: per.At(), Timeout: meshTime(per)}})
			}
		}
	}
}

var meshProtocols = map[string]string{"HttpRoute": "http", "Http2Route": "http", "GrpcRoute": "grpc", "TcpRoute": "tcp"}

func (s *Stack) meshRouter(v View) string {
	if id := v.Ref(); id != "" {
		return id
	}
	for _, n := range s.names[v.String().V] {
		if n.service == "app-mesh-router" {
			return n.id
		}
	}
	return ""
}

// nodeHost returns the DNS name of a virtual node, given by its name or by a
// reference to it.
func (s *Stack) nodeHost(v View, name iac.Text) (string, bool) {
	node := v.resource()
	for _, r := range s.order {
		if node == nil && r.typ == "AWS::AppMesh::VirtualNode" && name.Known() && r.get("VirtualNodeName").String().V == name.V {
			node = r
		}
	}
	if node == nil || node.typ != "AWS::AppMesh::VirtualNode" {
		return "", false
	}
	discovery := node.get("Spec", "ServiceDiscovery")
	if h, ok := meshHost(discovery.First("DNS").Get("Hostname")); ok {
		return h.Name, true
	}
	h, ok := meshHost(discovery.Get("AWSCloudMap", "ServiceName"))
	return h.Name, ok
}

// meshHost reads a host name whose domain may be out of sight: the name of the
// service itself, its first label, is enough within one mesh.
func meshHost(v View) (iac.Host, bool) {
	text := v.Text()
	if text.Known() {
		return iac.Host{Name: text.V, At: v.At()}, text.V != ""
	}
	if len(text.Parts) < 2 || !strings.HasSuffix(text.Parts[0].Literal, ".") {
		return iac.Host{}, false
	}
	return iac.Host{Name: strings.TrimSuffix(text.Parts[0].Literal, "."), At: v.At()}, true
}

// HasMesh reports whether the stack declares a part of an App Mesh.
func (s *Stack) HasMesh() bool {
	for _, r := range s.order {
		if strings.HasPrefix(r.typ, "AWS::AppMesh::") {
			return true
		}
	}
	return false
}

// joinHosts puts the unit behind links that know only its host: a mesh and the
// services in it are often templates of their own. A name that two units have stays
// a name.
func joinHosts(stacks []*Stack) {
	owner := map[string]string{}
	for _, s := range stacks {
		for _, u := range s.out.Units {
			for _, h := range u.Hosts {
				id, taken := owner[h.Name]
				owner[h.Name] = u.ID
				if taken && id != u.ID {
					owner[h.Name] = ""
				}
			}
		}
	}
	for _, s := range stacks {
		for i := range s.out.Links {
			l := &s.out.Links[i]
			if id := owner[l.ToHost]; l.To == "" && id != "" {
				l.To, l.ToHost = id, ""
			}
		}
		for i := range s.out.Policies {
			p := &s.out.Policies[i]
			if id := owner[p.ToHost]; p.To == "" && id != "" {
				p.To, p.ToHost = id, ""
			}
		}
	}
}
