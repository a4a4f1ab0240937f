package kubeobjects

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// Object is one object of the cluster, after whatever changes it on its way there.
type Object struct {
	// Where begins the IDs of what the object declares: the manifest file, or the
	// directory of the overlay that renders it.
	Where string
	Root  *Node
	// Open says, for a ConfigMap, why it may have more entries than Root lists.
	Open string
	// Prefix and Suffix are put around the name in the cluster.
	Prefix, Suffix string
	// Short is the name without what the user of a chart puts around it; "" when the
	// name does not depend on that.
	Short string
	// Aliases are further names.
	Aliases []string
}

// names are what the object is called: its own name, and others.
func (o Object) names() (name string, aliases []string) {
	name = o.deployedName()
	if o.Short != "" {
		name = o.Short
	}
	for _, a := range append([]string{o.deployedName(), o.Name()}, o.Aliases...) {
		if a != name && !slices.Contains(aliases, a) {
			aliases = append(aliases, a)
		}
	}
	return name, aliases
}

// Set is what goes to one cluster together.
type Set struct {
	Scope       string
	Environment string
	Format      string
	Objects     []Object
}

// Kind is the object's kind.
func (o Object) Kind() string { return o.Root.Get("kind").Text() }

// Name is the name that is written, without Prefix and Suffix.
func (o Object) Name() string { return o.Root.Get("metadata", "name").Text() }

// group is the API group, "" for the core.
func (o Object) group() string {
	group, _, ok := strings.Cut(o.Root.Get("apiVersion").Text(), "/")
	if !ok {
		return ""
	}
	return group
}

func (o Object) deployedName() string { return o.Prefix + o.Name() + o.Suffix }

// At is the range that names the object.
func (o Object) At() arch.Range {
	if n := o.Root.Get("metadata", "name"); n.IsScalar() {
		return n.At()
	}
	return o.Root.Get("kind").At()
}

func (o Object) annotation(key string) *Node { return o.Root.Get("metadata", "annotations", key) }

// Expand returns the objects of a list object, and others as they are.
func (o Object) Expand() []Object {
	if o.Kind() != "Template" && (!strings.HasSuffix(o.Kind(), "List") || o.Root.Get("items") == nil) {
		return []Object{o}
	}
	items := o.Root.Get("items").Items()
	if o.Kind() == "Template" { // OpenShift
		items = o.Root.Get("objects").Items()
	}
	var list []Object
	for _, i := range items {
		if i.Get("kind").IsScalar() {
			list = append(list, Object{Where: o.Where, Root: i})
		}
	}
	return list
}

// workloadKind says how an object of some kind runs pods.
type workloadKind struct {
	group    string // "" takes any
	pod      []string
	kind     arch.UnitKind
	platform arch.Platform
	replicas bool // spec.replicas, 1 by default
}

var template = []string{"spec", "template"}

var workloadKinds = map[string]workloadKind{
	"Deployment":            {pod: template, kind: arch.Service, platform: arch.Kubernetes, replicas: true},
	"StatefulSet":           {pod: template, kind: arch.Service, platform: arch.Kubernetes, replicas: true},
	"ReplicaSet":            {pod: template, kind: arch.Service, platform: arch.Kubernetes, replicas: true},
	"ReplicationController": {pod: template, kind: arch.Service, platform: arch.Kubernetes, replicas: true},
	"DeploymentConfig":      {pod: template, kind: arch.Service, platform: arch.Kubernetes, replicas: true},
	"Rollout":               {group: "argoproj.io", pod: template, kind: arch.Service, platform: arch.Kubernetes, replicas: true},
	"DaemonSet":             {pod: template, kind: arch.Service, platform: arch.Kubernetes},
	"Pod":                   {pod: nil, kind: arch.Service, platform: arch.Kubernetes},
	"Job":                   {pod: template, kind: arch.Job, platform: arch.Kubernetes},
	"CronJob":               {pod: []string{"spec", "jobTemplate", "spec", "template"}, kind: arch.Job, platform: arch.Kubernetes},
	"Service":               {group: "serving.knative.dev", pod: template, kind: arch.Service, platform: arch.Knative},
}

func (o Object) workload() (workloadKind, bool) {
	k, ok := workloadKinds[o.Kind()]
	return k, ok && (k.group == "" || k.group == o.group())
}

// isService tells a Service that routes from one of Knative that runs.
func (o Object) isService() bool { return o.Kind() == "Service" && o.group() == "" }

// Key names what may stand only once in a set; "" for objects that say nothing
// about the system.
func (o Object) Key() string {
	switch _, runs := o.workload(); {
	case runs:
		return "workload/" + o.Name()
	case o.isService(), o.Kind() == "ConfigMap":
		return o.Kind() + "/" + o.Name()
	}
	return ""
}

// plainKinds are the kinds beside workloads whose presence shows that a repository
// has manifests.
var plainKinds = map[string]bool{
	"Service": true, "ConfigMap": true, "Secret": true, "Namespace": true, "Ingress": true, "ServiceAccount": true,
	"HTTPRoute": true, "GRPCRoute": true, "Gateway": true, "VirtualService": true, "HorizontalPodAutoscaler": true,
	"NetworkPolicy": true, "PersistentVolumeClaim": true, "CustomResourceDefinition": true,
}

// Shows reports whether an object is of a kind that only manifests have.
func (o Object) Shows() bool {
	_, runs := o.workload()
	return runs || plainKinds[o.Kind()]
}

// Scales reports whether the object runs as many pods as its spec.replicas says.
func (o Object) Scales() bool {
	kind, runs := o.workload()
	return runs && kind.replicas
}

// Containers returns the containers of the pods that the object runs.
func (o Object) Containers() []*Node {
	kind, runs := o.workload()
	if !runs {
		return nil
	}
	return o.Root.Get(kind.pod...).Get("spec", "containers").Items()
}
