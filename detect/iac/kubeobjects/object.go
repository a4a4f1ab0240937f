package kubeobjects

import (
	"slices"

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
	// Files are the files of the repository that entries of a ConfigMap are made from, by
	// their keys.
	Files map[string]string
	// Prefix and Suffix are put around the name in the cluster.
	Prefix, Suffix string
	// Short is the name without what the user of a chart puts around it; "" when the
	// name does not depend on that.
	Short string
	// Aliases are further names.
	Aliases []string
	// Kinds are the kinds that run pods beside those of the table.
	Kinds Kinds
}

// names are what the object is called: its own name, and others.
func (o Object) names() (name string, aliases []string) {
	name = o.DeployedName()
	if o.Short != "" {
		name = o.Short
	}
	for _, a := range append([]string{o.DeployedName(), o.Name()}, o.Aliases...) {
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
	Open        string // why there may be more objects than these; "" when that is all
}

// Kind is the object's kind.
func (o Object) Kind() string { return o.Root.Get("kind").Text() }

// Name is the name that is written, without Prefix and Suffix.
func (o Object) Name() string { return o.Root.Get("metadata", "name").Text() }

// group is the API group, "" for the core.
func (o Object) group() string {
	return groupOf(o.Root.Get("apiVersion").Text())
}

// DeployedName is the name in the cluster.
func (o Object) DeployedName() string { return o.Prefix + o.Name() + o.Suffix }

// At is the range that names the object.
func (o Object) At() arch.Range {
	if n := o.Root.Get("metadata", "name"); n.IsScalar() {
		return n.At()
	}
	return o.Root.Get("kind").At()
}

// namespace is the one that the object itself names; "" leaves it to whoever deploys.
func (o Object) namespace() string { return o.Root.Get("metadata", "namespace").Text() }

func (o Object) annotation(key string) *Node { return o.Root.Get("metadata", "annotations", key) }

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

// Shows reports whether an object is of a kind that only manifests have.
func (o Object) Shows() bool {
	_, runs := o.workload()
	return runs || plainKinds[o.Kind()]
}

// Scales reports whether the object runs as many pods as its spec.replicas says.
func (o Object) Scales() bool {
	kind, runs := o.workload()
	return runs && kind.Replicas
}

// Containers returns the containers of the pods that the object runs.
func (o Object) Containers() []*Node {
	kind, runs := o.workload()
	if !runs {
		return nil
	}
	return o.Root.Get(kind.Pod...).Get("spec", "containers").Items()
}
