package kubeobjects

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// meshGroups are API groups whose objects show that a mesh is used.
var meshGroups = map[string]string{
	"networking.istio.io": "istio", "security.istio.io": "istio", "telemetry.istio.io": "istio", "install.istio.io": "istio",
	"linkerd.io": "linkerd", "policy.linkerd.io": "linkerd", "appmesh.k8s.aws": "app-mesh", "consul.hashicorp.com": "consul", "kuma.io": "kuma",
}

// meshWish is what a namespace, a workload or a pod says about the proxy in front of it.
type meshWish struct {
	mesh string // "" when no proxy is wanted
	at   arch.Range
}

// injectors are the labels and annotations that ask for a proxy or turn it down. An
// empty word takes any other value.
var injectors = []struct{ key, word, mesh string }{
	{"sidecar.istio.io/inject", "true", "istio"},
	{"sidecar.istio.io/inject", "false", "-"},
	{"istio-injection", "enabled", "istio"},
	{"istio-injection", "disabled", "-"},
	{"istio.io/dataplane-mode", "ambient", "istio-ambient"},
	{"istio.io/dataplane-mode", "none", "-"},
	{"istio.io/rev", "", "istio"},
	{"linkerd.io/inject", "enabled", "linkerd"},
	{"linkerd.io/inject", "ingress", "linkerd"},
	{"linkerd.io/inject", "disabled", "-"},
	{"consul.hashicorp.com/connect-inject", "true", "consul"},
	{"consul.hashicorp.com/connect-inject", "false", "-"},
	{"kuma.io/sidecar-injection", "enabled", "kuma"},
	{"kuma.io/sidecar-injection", "true", "kuma"},
	{"kuma.io/sidecar-injection", "disabled", "-"},
	{"kuma.io/sidecar-injection", "false", "-"},
	{"appmesh.k8s.aws/sidecarInjectorWebhook", "enabled", "app-mesh"},
	{"appmesh.k8s.aws/sidecarInjectorWebhook", "disabled", "-"},
}

// wish finds what metadata says about a proxy.
func wish(metadata *Node) (meshWish, bool) {
	for _, notes := range []*Node{metadata.Get("labels"), metadata.Get("annotations")} {
		for _, i := range injectors {
			n := notes.Get(i.key)
			if n == nil || n.why != "" || (i.word != n.Text() && (i.word != "" || n.Text() == "")) {
				continue
			}
			w := meshWish{mesh: i.mesh, at: n.At()}
			if w.mesh == "-" {
				w.mesh = ""
			}
			return w, true
		}
	}
	return meshWish{}, false
}

// injected tells which mesh's proxy stands in front of a workload's pods: the pod's own
// word counts before that of its namespace. A namespace that the repository does not
// show may have been labelled by hand.
func (w *workload) injected() arch.Value[string] {
	if own, ok := wish(w.pod.Get("metadata")); ok {
		return arch.Given(own.mesh, own.at)
	}
	c, name := w.scope.cluster, w.object.namespace()
	if c.meshes == 0 {
		return arch.Value[string]{}
	}
	if name == "" {
		return arch.Hide[string](w.object.At(), "which namespace it goes to is not in the repository")
	}
	namespace, ok := w.scope.config("Namespace", name)
	if !ok {
		return arch.Hide[string](w.object.At(), "namespace "+name+" is not in the repository")
	}
	if its, ok := wish(namespace.Root.Get("metadata")); ok {
		if its.mesh == "istio" && w.pod.Get("spec", "hostNetwork").Text() == "true" {
			return arch.ByDefault("", w.object.At(), "Istio leaves out pods on the host's network")
		}
		return arch.Shared(its.mesh, its.at)
	}
	return arch.ByDefault("", w.object.At(), "namespace "+name+" asks for no mesh")
}

// meshOf notes the service mesh that an object belongs to or asks for.
func (c *cluster) meshOf(o Object, mesh map[string]bool) {
	if m := meshGroups[o.group()]; m != "" {
		mesh[m] = true
	}
	metadata := []*Node{o.Root.Get("metadata")}
	if kind, ok := o.workload(); ok {
		metadata = append(metadata, o.Root.Get(kind.Pod...).Get("metadata"))
	}
	for _, m := range metadata {
		w, ok := wish(m)
		if ok && w.mesh != "" && o.Kind() == "Namespace" {
			c.meshes++
		}
		if name := strings.TrimSuffix(w.mesh, "-ambient"); name != "" {
			mesh[name] = true
		}
	}
}

// sortedKeys lists what is in a set.
func sortedKeys(m map[string]bool) []string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}
