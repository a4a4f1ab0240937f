package terraform

import (
	"slices"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
)

const (
	appMesh     = "app-mesh"
	meshTimeout = "aws.appmesh.per_request"
)

// meshRoutes are the kinds of routes with their protocols.
var meshRoutes = []struct{ block, protocol string }{
	{"http_route", "http"},
	{"http2_route", "http"},
	{"grpc_route", "grpc"},
	{"tcp_route", "tcp"},
}

func relateMesh(r *root, _ view) { r.out.Mesh = []string{appMesh} }

// relateMeshNode reads how long the proxy of a node lets a request take, and what its
// unit may call: permission, not proof, that it does.
func relateMeshNode(r *root, v view) {
	relateMesh(r, v)
	r.late = append(r.late, func() {
		u := r.units[r.nodeUnit(v)]
		if u == nil {
			return
		}
		for _, b := range v.get("spec").All("backend") {
			u.DependsOn = append(u.DependsOn, r.meshService(b.Path("virtual_service", "virtual_service_name"))...)
		}
		for _, l := range v.get("spec").All("listener") {
			limit := l.Get("timeout")
			for _, route := range meshRoutes {
				protocol := strings.TrimSuffix(route.block, "_route")
				if per := limit.Path(protocol, "per_request"); per.Exists() {
					r.policy(iac.Policy{To: u.ID, Policy: arch.Policy{By: appMesh, At: per.At(), Timeout: meshTime(per)}})
				}
			}
		}
	})
}

// relateMeshService gives what answers for a virtual service its name as a host.
func relateMeshService(r *root, v view) {
	r.late = append(r.late, func() {
		name := v.get("name").String()
		for _, id := range r.meshService(v.get("name")) {
			r.host(id, iac.Host{Name: name.V, At: name.At})
		}
	})
}

// meshService returns what answers for the virtual service of a name: the unit behind
// a node, or a router.
func (r *root) meshService(name eval.Node) []string {
	for _, s := range r.views {
		if s.kind != "aws_appmesh_virtual_service" || !r.same(name, s) {
			continue
		}
		provider := s.get("spec.provider")
		if n := provider.Path("virtual_node", "virtual_node_name"); n.Exists() {
			return r.meshNode(n)
		}
		if id := r.target(provider.Path("virtual_router", "virtual_router_name")); id != "" {
			return []string{id}
		}
	}
	return nil
}

// same reports whether a name, or a reference to it, is that of an instance.
func (r *root) same(name eval.Node, v view) bool {
	for _, in := range name.Instances() {
		if in.ID() == v.id {
			return true
		}
	}
	want, have := name.String(), v.get("name").String()
	return want.Known() && have.Known() && want.V == have.V
}

// meshNode returns the unit behind a node given by name.
func (r *root) meshNode(name eval.Node) []string {
	for _, v := range r.views {
		if v.kind == "aws_appmesh_virtual_node" && r.same(name, v) {
			if id := r.nodeUnit(v); id != "" {
				return []string{id}
			}
		}
	}
	return nil
}

// nodeUnit finds the unit of a node: its proxy is told the node, or the node is found
// by a name that the unit has.
func (r *root) nodeUnit(node view) string {
	for _, task := range r.views {
		if task.kind != "aws_ecs_task_definition" {
			continue
		}
		list, _ := definitions(task)
		for _, c := range list {
			for _, e := range c.Get("environment").List() {
				if name := e.Get("name").String().V; name != "APPMESH_RESOURCE_ARN" && name != "APPMESH_VIRTUAL_NODE_NAME" {
					continue
				}
				text := e.Get("value").Text()
				own := node.get("name").String()
				if slices.Contains(text.Refs(), node.id) || own.Known() && text.Known() && strings.HasSuffix(text.V, "virtualNode/"+own.V) {
					return r.resolve(task.id)
				}
			}
		}
	}
	discovery := node.get("spec.service_discovery")
	names := []eval.Node{discovery.Path("dns", "hostname"), discovery.Path("aws_cloud_map", "service_name")}
	for _, n := range names {
		for _, in := range n.Instances() { // Cloud Map stands for the unit that is registered
			if id := r.resolve(in.ID()); r.units[id] != nil {
				return id
			}
		}
		if host := n.String(); host.Known() && host.V != "" {
			for _, u := range r.out.Units {
				if slices.ContainsFunc(u.Hosts, func(h iac.Host) bool { return h.Name == host.V || strings.HasPrefix(h.Name, host.V+".") }) {
					return u.ID
				}
			}
		}
	}
	return ""
}

// relateMeshRoute links a router to the units behind its routes, with what the route
// does to requests.
func relateMeshRoute(r *root, v view) {
	r.late = append(r.late, func() {
		router := r.target(v.get("virtual_router_name"))
		for _, kind := range meshRoutes {
			route := v.get("spec").Get(kind.block)
			for _, target := range route.Get("action").All("weighted_target") {
				if w := target.Get("weight").Int(); w.Known() && w.V == 0 {
					continue
				}
				for _, id := range r.meshNode(target.Get("virtual_node")) {
					r.link(iac.Link{From: router, To: id, Style: arch.Sync, Protocol: kind.protocol, At: target.At(), What: "route " + v.Label})
					if kind.protocol != "tcp" {
						r.policy(iac.Policy{To: id, Policy: meshPolicy(v, route)})
					}
				}
			}
		}
	})
}

func meshPolicy(v view, route eval.Node) arch.Policy {
	p := arch.Policy{By: appMesh, At: v.At, Path: route.Path("match", "prefix").String().V}
	if p.Path == "/" {
		p.Path = ""
	}
	p.Timeout = meshTime(route.Path("timeout", "per_request")).Or(limits.DefaultDuration(meshTimeout, v.At))
	retry := route.Get("retry_policy")
	p.PerTry = meshTime(retry.Get("per_retry_timeout"))
	if p.Attempts = retry.Get("max_retries").Int(); p.Attempts.Known() {
		p.Attempts.V++
	}
	return p
}

// meshTime reads a duration of a value and a unit; none is written as zero.
func meshTime(n eval.Node) arch.Value[time.Duration] {
	if n.Get("unit").String().V == "ms" {
		return scaled(n.Get("value"), time.Millisecond)
	}
	return seconds(n.Get("value"))
}

func (r *root) policy(p iac.Policy) {
	p.Scope = r.Scope()
	r.out.Policies = append(r.out.Policies, p)
}

// host adds a name to a unit or resource.
func (r *root) host(id string, h iac.Host) {
	switch {
	case h.Name == "":
	case r.units[id] != nil:
		r.units[id].Hosts = append(r.units[id].Hosts, h)
	case r.resources[id] != nil:
		r.resources[id].Hosts = append(r.resources[id].Hosts, h)
	}
}
