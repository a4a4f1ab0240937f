package kubeobjects

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// Kind says how objects of one kind run pods.
type Kind struct {
	Group    string   // API group; "" takes any
	Pod      []string // where the object keeps its pod template; empty when it is a pod itself
	Runs     arch.UnitKind
	Platform arch.Platform // "" is Kubernetes
	Replicas bool          // as many as its spec.replicas says, 1 by default
}

// Kinds are rows beside those that every repository has: kinds of operators of one's
// own, by name. A row here wins over the table.
type Kinds map[string]Kind

var template = []string{"spec", "template"}

// workloadKinds are the kinds that run pods.
var workloadKinds = Kinds{
	"Deployment":            {Pod: template, Runs: arch.Service, Replicas: true},
	"StatefulSet":           {Pod: template, Runs: arch.Service, Replicas: true}, // also OpenKruise's
	"ReplicaSet":            {Pod: template, Runs: arch.Service, Replicas: true},
	"ReplicationController": {Pod: template, Runs: arch.Service, Replicas: true},
	"DeploymentConfig":      {Pod: template, Runs: arch.Service, Replicas: true},
	"DaemonSet":             {Pod: template, Runs: arch.Service},
	"Pod":                   {Runs: arch.Service},
	"Job":                   {Pod: template, Runs: arch.Job},
	"CronJob":               {Pod: []string{"spec", "jobTemplate", "spec", "template"}, Runs: arch.Job},
	"Rollout":               {Group: "argoproj.io", Pod: template, Runs: arch.Service, Replicas: true},
	"CloneSet":              {Group: "apps.kruise.io", Pod: template, Runs: arch.Service, Replicas: true},
	"BroadcastJob":          {Group: "apps.kruise.io", Pod: template, Runs: arch.Job},
	"AdvancedCronJob":       {Group: "apps.kruise.io", Pod: []string{"spec", "template", "jobTemplate", "spec", "template"}, Runs: arch.Job},
	"ContainerSource":       {Group: "sources.knative.dev", Pod: template, Runs: arch.Service},
	"ScaledJob":             {Group: "keda.sh", Pod: []string{"spec", "jobTargetRef", "template"}, Runs: arch.Job},
	"Fleet":                 {Group: "agones.dev", Pod: []string{"spec", "template", "spec", "template"}, Runs: arch.Service, Replicas: true},
	"GameServer":            {Group: "agones.dev", Pod: template, Runs: arch.Service},
	"Service":               {Group: "serving.knative.dev", Pod: template, Runs: arch.Service, Platform: arch.Knative},
}

func (k Kind) platform() arch.Platform {
	if k.Platform == "" {
		return arch.Kubernetes
	}
	return k.Platform
}

// job is where an object of the kind keeps what belongs to a Job.
func (k Kind) job(o Object) *Node {
	if k.Runs != arch.Job || len(k.Pod) == 0 {
		return nil
	}
	return o.Root.Get(k.Pod[:len(k.Pod)-1]...)
}

func (ks Kinds) find(kind, group string) (Kind, bool) {
	if kind == "Job" && group == cloudRunGroup {
		return cloudRunJob, true
	}
	for _, table := range []Kinds{ks, workloadKinds} {
		if k, ok := table[kind]; ok && (k.Group == "" || k.Group == group) {
			return k, true
		}
	}
	return Kind{}, false
}

func (o Object) workload() (Kind, bool) { return o.Kinds.find(o.Kind(), o.group()) }

// plainKinds are the kinds beside workloads whose presence shows that a repository
// has manifests.
var plainKinds = map[string]bool{
	"Service": true, "ConfigMap": true, "Secret": true, "Namespace": true, "Ingress": true, "ServiceAccount": true,
	"HTTPRoute": true, "GRPCRoute": true, "Gateway": true, "VirtualService": true, "HorizontalPodAutoscaler": true,
	"NetworkPolicy": true, "PersistentVolumeClaim": true, "CustomResourceDefinition": true,
}

// Plain reports whether a kind is one that only manifests have.
func Plain(kind string) bool { return plainKinds[kind] }

// readGroups are the API groups of which every kind says something: sources of events,
// whose names are not known beforehand, and the meshes, whose presence counts.
var readGroups = []string{
	"eventing.knative.dev", "flows.knative.dev", "messaging.knative.dev", "sources.knative.dev", "bindings.knative.dev",
	"networking.istio.io", "security.istio.io", "telemetry.istio.io", "install.istio.io", "linkerd.io", "policy.linkerd.io",
}

// readKinds are the kinds beside workloads and operators' ones that [Interpret] reads,
// by their groups; "" takes any.
var readKinds = map[string][]string{
	"Service": {""}, "ConfigMap": {""}, "Secret": {""}, "Namespace": {""}, "PersistentVolumeClaim": {""}, "LimitRange": {""}, "Template": {""},
	"Ingress": {""}, "Route": {"route.openshift.io"}, "IngressRoute": {""}, "HTTPRoute": {""}, "GRPCRoute": {""}, "Gateway": {""},
	"VirtualService": {""}, "ServiceEntry": {"networking.istio.io"}, "ServiceProfile": {"linkerd.io"}, "ServiceRouter": {"consul.hashicorp.com"},
	"VirtualRouter": {"appmesh.k8s.aws"}, "VirtualNode": {"appmesh.k8s.aws"}, "MeshTimeout": {"kuma.io"}, "MeshRetry": {"kuma.io"},
	"HorizontalPodAutoscaler": {""}, "ScaledObject": {"keda.sh"}, "HTTPScaledObject": {"http.keda.sh"},
	"Component": {"dapr.io"}, "Subscription": {""}, "Resiliency": {"dapr.io"},
	"Application": {"argoproj.io"}, "ApplicationSet": {"argoproj.io"}, "HelmRelease": {"helm.toolkit.fluxcd.io"}, "Kustomization": {"kustomize.toolkit.fluxcd.io"},
}

// Reads reports whether an object of a kind says anything that [Interpret] reads.
func Reads(apiVersion, kind string, extra Kinds) bool {
	group := groupOf(apiVersion)
	if _, ok := extra.find(kind, group); ok || strings.HasSuffix(kind, "List") || slices.Contains(readGroups, group) {
		return true
	}
	if _, ok := operatorKind(kind, group); ok {
		return true
	}
	return slices.ContainsFunc(readKinds[kind], func(g string) bool { return g == "" || g == group })
}

func groupOf(apiVersion string) string {
	group, _, ok := strings.Cut(apiVersion, "/")
	if !ok {
		return ""
	}
	return group
}
