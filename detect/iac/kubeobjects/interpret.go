package kubeobjects

import (
	"fmt"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// scope is one set under interpretation.
type scope struct {
	set      Set
	out      *iac.Declared
	cluster  *cluster
	objects  map[string]Object   // those that others refer to, by kind/name
	services map[string][]target // what each Service leads to
	gateways map[string]string   // name of a Gateway to the ID of its resource
	ids      map[string]int
}

// cluster is all sets together: what one does not have, another may bring.
type cluster struct {
	objects  map[string][]Object    // those that others refer to, by kind/name
	named    map[string][]*workload // by name
	labelled map[label][]*workload
	gateways map[string][]string // IDs by name
	brokers  map[string][]*iac.Resource
	apps     map[string][]app // by the ID that Dapr knows them by
	delivery map[string]*Node // what brokers and channels do with events that fail, by ID

	variables int  // of all units so far
	meshes    int  // namespaces that ask for a mesh
	searched  int  // objects looked at for what carries labels of its own
	limited   bool // a namespace has defaults for what containers ask for
}

type label struct{ key, value string }

// Interpret says what sets of objects declare. It knows nothing of files, so that
// manifests, charts and overlays can share it.
func Interpret(sets []Set) iac.Declared {
	var out iac.Declared
	c := &cluster{
		objects: map[string][]Object{}, named: map[string][]*workload{}, labelled: map[label][]*workload{},
		gateways: map[string][]string{}, brokers: map[string][]*iac.Resource{}, apps: map[string][]app{}, delivery: map[string]*Node{},
	}
	mesh := map[string]bool{}
	var scopes []*scope
	for _, set := range sets {
		s := &scope{
			set: set, out: &out, cluster: c, objects: map[string]Object{}, services: map[string][]target{},
			gateways: map[string]string{}, ids: map[string]int{},
		}
		for _, o := range set.Objects {
			if key := o.referred(); key != "" {
				s.objects[key] = o
				c.objects[key] = append(c.objects[key], o)
			}
			c.limited = c.limited || o.Kind() == "LimitRange"
			c.meshOf(o, mesh)
		}
		scopes = append(scopes, s)
	}
	for _, s := range scopes {
		for _, o := range s.set.Objects {
			if kind, ok := o.workload(); ok {
				s.addWorkload(o, kind)
			}
		}
	}
	for _, step := range []func(*scope, Object){
		(*scope).addService, (*scope).addGateway, (*scope).addOperated, (*scope).addComponent, (*scope).addBroker,
		(*scope).addRoute, (*scope).addScaling, (*scope).addTrigger, (*scope).addPolicies, (*scope).addDapr,
	} {
		for _, s := range scopes {
			for _, o := range s.set.Objects {
				step(s, o)
			}
		}
	}
	out.Mesh = sortedKeys(mesh)
	return out
}

// referred is under what others refer to an object; "" for kinds of which nobody asks.
func (o Object) referred() string {
	switch kind := o.Kind(); kind {
	case "ConfigMap", "Secret", claimKind, "Namespace", "VirtualNode":
		return kind + "/" + o.Name()
	case "Service":
		if o.isService() {
			return kind + "/" + o.Name()
		}
	case "Cluster":
		if _, ok := operatorKind(kind, o.group()); ok {
			return kind + "/" + o.Name()
		}
	}
	return ""
}

// config finds an object that another refers to: in the set, else in another one when
// only one has it.
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

// resourceFor adds a resource for an object that is itself one.
func (s *scope) resourceFor(o Object, kind arch.ResourceKind, typ string) *iac.Resource {
	r := &iac.Resource{
		ID: s.unique(o.Where + "#" + o.Kind() + "/" + o.Name()), Scope: s.set.Scope, Name: o.DeployedName(), Kind: kind, Type: typ,
		Platform: "kubernetes", Format: s.set.Format, At: o.At(), Environment: s.set.Environment,
	}
	s.out.Resources = append(s.out.Resources, r)
	return r
}
