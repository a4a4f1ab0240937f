package kubernetes

import (
	"slices"

	"github.com/archvet/archvet/detect/iac/kubeobjects"
)

// unscoped are common kinds that are in no namespace.
var unscoped = map[string]bool{
	"APIService": true, "ClusterRole": true, "ClusterRoleBinding": true, "CSIDriver": true, "CSINode": true, "CustomResourceDefinition": true,
	"GatewayClass": true, "IngressClass": true, "MutatingWebhookConfiguration": true, "Node": true, "PersistentVolume": true, "PriorityClass": true,
	"RuntimeClass": true, "StorageClass": true, "ValidatingAdmissionPolicy": true, "ValidatingAdmissionPolicyBinding": true,
	"ValidatingWebhookConfiguration": true, "VolumeAttachment": true,
}

// unprefixed are kinds whose names stay as they are.
var unprefixed = map[string]bool{"APIService": true, "CustomResourceDefinition": true, "Namespace": true}

// templates are where kinds keep what their pods are made from.
var templates = map[string][][]string{
	"ReplicationController": {{"spec", "template"}}, "Deployment": {{"spec", "template"}}, "ReplicaSet": {{"spec", "template"}},
	"DaemonSet": {{"spec", "template"}}, "StatefulSet": {{"spec", "template"}}, "Job": {{"spec", "template"}},
	"CronJob": {{"spec", "jobTemplate"}, {"spec", "jobTemplate", "spec", "template"}},
}

// selectors are where kinds say which pods they mean.
var selectors = map[string][]string{
	"Service": {"spec", "selector"}, "ReplicationController": {"spec", "selector"}, "Deployment": {"spec", "selector", "matchLabels"},
	"ReplicaSet": {"spec", "selector", "matchLabels"}, "DaemonSet": {"spec", "selector", "matchLabels"}, "StatefulSet": {"spec", "selector", "matchLabels"},
}

// laterSelectors are those that get labels only where they are written.
var laterSelectors = map[string][]string{
	"Job": {"spec", "selector", "matchLabels"}, "PodDisruptionBudget": {"spec", "selector", "matchLabels"},
	"CronJob": {"spec", "jobTemplate", "spec", "selector", "matchLabels"}, "NetworkPolicy": {"spec", "podSelector", "matchLabels"},
}

// transform puts the overlay's namespace, names, labels and annotations on objects, in
// the order of the tool.
func (k *overlay) transform(objects []kubeobjects.Object) {
	namespace := k.root.Get("namespace")
	prefix, suffix := k.root.Get("namePrefix").Text(), k.root.Get("nameSuffix").Text()
	for i := range objects {
		o := &objects[i]
		if namespace.IsScalar() && namespace.Text() != "" {
			place(*o, namespace)
		}
		if !unprefixed[o.Kind()] {
			o.Prefix, o.Suffix = prefix+o.Prefix, o.Suffix+suffix
		}
		for _, l := range k.root.Get("labels").Items() {
			all := l.Get("includeSelectors").Text() == "true"
			label(*o, l.Get("pairs"), all, all || l.Get("includeTemplates").Text() == "true")
		}
		label(*o, k.root.Get("commonLabels"), true, true)
		annotate(*o, k.root.Get("commonAnnotations"))
	}
}

// place puts an object into a namespace; a Namespace becomes that one.
func place(o kubeobjects.Object, namespace *kubeobjects.Node) {
	switch kind := o.Kind(); {
	case unscoped[kind]:
	case kind == "Namespace":
		o.Root.Child(namespace.At(), "metadata").Set("name", namespace.Clone())
	default:
		o.Root.Child(namespace.At(), "metadata").Set("namespace", namespace.Clone())
	}
}

func label(o kubeobjects.Object, pairs *kubeobjects.Node, inSelectors, inTemplates bool) {
	if pairs.Len() == 0 {
		return
	}
	kind, at := o.Kind(), pairs.At()
	o.Root.Child(at, "metadata", "labels").SetAll(pairs)
	if path := selectors[kind]; inSelectors && path != nil && !isKnative(o) {
		o.Root.Child(at, path...).SetAll(pairs)
	}
	if path := laterSelectors[kind]; inSelectors && path != nil && o.Root.Get(path...) != nil {
		o.Root.Get(path...).SetAll(pairs)
	}
	if inTemplates {
		for _, path := range templates[kind] {
			o.Root.Child(at, append(slices.Clone(path), "metadata", "labels")...).SetAll(pairs)
		}
	}
}

// isKnative tells a Service that runs from one that selects pods.
func isKnative(o kubeobjects.Object) bool {
	return o.Kind() == "Service" && o.Root.Get("apiVersion").Text() != "v1"
}

func annotate(o kubeobjects.Object, pairs *kubeobjects.Node) {
	if pairs.Len() == 0 {
		return
	}
	o.Root.Child(pairs.At(), "metadata", "annotations").SetAll(pairs)
	for _, path := range templates[o.Kind()] {
		o.Root.Child(pairs.At(), append(slices.Clone(path), "metadata", "annotations")...).SetAll(pairs)
	}
}
