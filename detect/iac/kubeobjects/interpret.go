package kubeobjects

import (
	"fmt"
	"slices"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// scope is one set under interpretation.
type scope struct {
	set      Set
	out      *iac.Declared
	cluster  *cluster
	objects  map[string]Object   // ConfigMaps and Secrets, by kind/name
	services map[string][]target // what each Service leads to
	gateways map[string]string   // name of a Gateway to the ID of its resource
	ids      map[string]int
}

// cluster is all sets together: what one does not have, another may bring.
type cluster struct {
	objects  map[string][]Object    // ConfigMaps and Secrets, by kind/name
	named    map[string][]*workload // by name
	labelled map[label][]*workload
	gateways map[string][]string // IDs by name
	brokers  map[string][]*iac.Resource

	variables int // of all units so far
}

type label struct{ key, value string }

// Interpret says what sets of objects declare. It knows nothing of files, so that
// manifests, charts and overlays can share it.
func Interpret(sets []Set) iac.Declared {
	var out iac.Declared
	c := &cluster{
		objects: map[string][]Object{}, named: map[string][]*workload{}, labelled: map[label][]*workload{},
		gateways: map[string][]string{}, brokers: map[string][]*iac.Resource{},
	}
	var scopes []*scope
	for _, set := range sets {
		s := &scope{
			set: set, out: &out, cluster: c, objects: map[string]Object{}, services: map[string][]target{},
			gateways: map[string]string{}, ids: map[string]int{},
		}
		for _, o := range set.Objects {
			if kind := o.Kind(); kind == "ConfigMap" || kind == "Secret" {
				key := kind + "/" + o.Name()
				s.objects[key] = o
				c.objects[key] = append(c.objects[key], o)
			}
		}
		scopes = append(scopes, s)
	}
	mesh := map[string]bool{}
	for _, s := range scopes {
		for _, o := range s.set.Objects {
			if kind, ok := o.workload(); ok {
				s.addWorkload(o, kind)
			}
			meshOf(o, mesh)
		}
	}
	for _, step := range []func(*scope, Object){(*scope).addService, (*scope).addGateway, (*scope).addRoute, (*scope).addScaling, (*scope).addBroker, (*scope).addTrigger} {
		for _, s := range scopes {
			for _, o := range s.set.Objects {
				step(s, o)
			}
		}
	}
	for m := range mesh {
		out.Mesh = append(out.Mesh, m)
	}
	slices.Sort(out.Mesh)
	return out
}

// config finds a ConfigMap or Secret: in the set, else in another one when only one
// has it.
func (s *scope) config(kind, name string) (Object, bool) {
	key := kind + "/" + name
	if o, ok := s.objects[key]; ok {
		return o, true
	}
	if others := s.cluster.objects[key]; len(others) == 1 {
		return others[0], true
	}
	return Object{}, false
}

// unique tells apart objects that a file declares twice.
func (s *scope) unique(id string) string {
	s.ids[id]++
	if n := s.ids[id]; n > 1 {
		return fmt.Sprintf("%s~%d", id, n)
	}
	return id
}

// meshOf notes the service mesh that an object belongs to or asks for.
func meshOf(o Object, mesh map[string]bool) {
	switch o.group() {
	case "networking.istio.io", "security.istio.io", "telemetry.istio.io", "install.istio.io":
		mesh["istio"] = true
	case "linkerd.io", "policy.linkerd.io":
		mesh["linkerd"] = true
	}
	notes := []*Node{o.Root.Get("metadata", "annotations"), o.Root.Get("metadata", "labels")}
	if kind, ok := o.workload(); ok {
		pod := o.Root.Get(kind.pod...)
		notes = append(notes, pod.Get("metadata", "annotations"), pod.Get("metadata", "labels"))
	}
	for _, n := range notes {
		if n.Get("sidecar.istio.io/inject").Text() == "true" || n.Get("istio-injection").Text() == "enabled" || n.Get("istio.io/rev") != nil {
			mesh["istio"] = true
		}
		if inject := n.Get("linkerd.io/inject").Text(); inject == "enabled" || inject == "ingress" {
			mesh["linkerd"] = true
		}
	}
}

// resourceFor adds a resource for an object that is itself one.
func (s *scope) resourceFor(o Object, kind arch.ResourceKind, typ string) *iac.Resource {
	r := &iac.Resource{
		ID: s.unique(o.Where + "#" + o.Kind() + "/" + o.Name()), Scope: s.set.Scope, Name: o.deployedName(), Kind: kind, Type: typ,
		Platform: "kubernetes", Format: s.set.Format, At: o.At(), Environment: s.set.Environment,
	}
	s.out.Resources = append(s.out.Resources, r)
	return r
}
