package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/kubeobjects"
)

// kubeKinds are the resource types that are objects of Kubernetes, without the version
// that some of them end with.
var kubeKinds = map[string]struct{ version, kind string }{
	"kubernetes_deployment":                {"apps/v1", "Deployment"},
	"kubernetes_stateful_set":              {"apps/v1", "StatefulSet"},
	"kubernetes_daemonset":                 {"apps/v1", "DaemonSet"},
	"kubernetes_daemon_set":                {"apps/v1", "DaemonSet"},
	"kubernetes_replication_controller":    {"v1", "ReplicationController"},
	"kubernetes_pod":                       {"v1", "Pod"},
	"kubernetes_job":                       {"batch/v1", "Job"},
	"kubernetes_cron_job":                  {"batch/v1", "CronJob"},
	"kubernetes_service":                   {"v1", "Service"},
	"kubernetes_ingress":                   {"networking.k8s.io/v1", "Ingress"},
	"kubernetes_config_map":                {"v1", "ConfigMap"},
	"kubernetes_secret":                    {"v1", "Secret"},
	"kubernetes_horizontal_pod_autoscaler": {"autoscaling/v2", "HorizontalPodAutoscaler"},
	"kubernetes_persistent_volume_claim":   {"v1", "PersistentVolumeClaim"},
	"kubernetes_pod_disruption_budget":     {"policy/v1", "PodDisruptionBudget"},
	"kubernetes_network_policy":            {"networking.k8s.io/v1", "NetworkPolicy"},
}

// kubeObject reports whether a type is an object of Kubernetes, typed or as written in
// a manifest.
func kubeObject(typ string) bool {
	_, ok := kubeKinds[unversioned(typ)]
	return ok || typ == "kubernetes_manifest" || typ == "kubectl_manifest"
}

func unversioned(typ string) string {
	if i := strings.LastIndex(typ, "_v"); i > 0 && len(typ)-i <= len("_v2beta2") {
		return typ[:i]
	}
	return typ
}

// cluster are the Kubernetes objects of a root.
type cluster struct {
	*root
	texts map[arch.Range][]reference // values that refer to what is declared elsewhere
	owner string                     // ID of the instance whose object is made
	left  int                        // nodes that may still be made
}

// reference is a value of an instance. Instances of one block have theirs at the same
// place.
type reference struct {
	owner string
	text  iac.Text
}

const maxKubeNodes = 100_000

// kubernetes interprets the objects of a root: they are what manifests are.
func (r *root) kubernetes() {
	c := &cluster{root: r, texts: map[arch.Range][]reference{}, left: maxKubeNodes}
	set := kubeobjects.Set{Scope: r.Scope(), Environment: r.Environment, Format: Format}
	owners := map[string]view{}
	for _, v := range r.views {
		if v.Mode == "data" || !kubeObject(v.kind) {
			continue
		}
		for _, o := range c.objects(v) {
			for _, e := range o.Expand() {
				set.Objects = append(set.Objects, e)
				owners[e.Where] = v
			}
		}
	}
	if len(set.Objects) == 0 {
		return
	}
	d := kubeobjects.Interpret([]kubeobjects.Set{set})
	for _, u := range d.Units {
		r.units[u.ID] = u
		where, _, _ := strings.Cut(strings.TrimPrefix(u.ID, r.Scope()+"#"), "#")
		v, ok := owners[r.Scope()+"#"+where]
		if !ok {
			continue
		}
		if r.forwards[v.id] == "" {
			r.forwards[v.id] = u.ID
		}
		c.block(u, v)
	}
	for _, res := range d.Resources {
		r.resources[res.ID] = res
	}
	c.services(d)
	r.out.Units = append(r.out.Units, d.Units...)
	r.out.Resources = append(r.out.Resources, d.Resources...)
	r.out.Links = append(r.out.Links, d.Links...)
	r.out.Policies = append(r.out.Policies, d.Policies...)
	r.out.Mesh = append(r.out.Mesh, d.Mesh...)
}

// block names a unit by its block, as other resources are, and puts back what its
// image and variables refer to.
func (c *cluster) block(u *iac.Unit, v view) {
	u.At = v.At
	if call := v.Call(); !call.IsZero() && c.calls[v.At] > 1 {
		u.At = call
	}
	if text, ok := c.reference(v.id, u.Code.Image.At); ok {
		c.image(u, text)
	}
	for i, e := range u.Env {
		if text, ok := c.reference(v.id, e.Value.At); ok {
			u.Env[i].Value = text
		}
	}
}

// reference is the value at a place that Kubernetes itself could not read.
func (c *cluster) reference(owner string, at arch.Range) (iac.Text, bool) {
	list := c.texts[at]
	for _, t := range list {
		if t.owner == owner {
			return t.text, true
		}
	}
	if len(list) != 1 { // of another object, such as a config map
		return iac.Text{}, false
	}
	return list[0].text, true
}

// services lets what refers to a service mean the workload behind it.
func (c *cluster) services(d iac.Declared) {
	behind := map[string]string{}
	for _, u := range d.Units {
		for _, h := range u.Hosts {
			behind[h.Name] = u.ID
		}
	}
	for _, res := range d.Resources {
		for _, h := range res.Hosts {
			behind[h.Name] = res.ID
		}
	}
	for _, v := range c.views {
		if unversioned(v.kind) == "kubernetes_service" {
			if id := behind[v.get("metadata.name").String().V]; id != "" {
				c.forwards[v.id] = id
			}
		}
	}
}

// objects are the objects of an instance.
func (c *cluster) objects(v view) []kubeobjects.Object {
	where := v.id
	c.owner = v.id
	switch v.kind {
	case "kubernetes_manifest":
		manifest := v.get("manifest")
		if !manifest.Exists() {
			return nil
		}
		return []kubeobjects.Object{{Where: where, Root: c.value(manifest, 0)}}
	case "kubectl_manifest":
		return c.manifest(where, v.get("yaml_body"))
	}
	k := kubeKinds[unversioned(v.kind)]
	root := kubeobjects.Map(v.At)
	root.Set("apiVersion", kubeobjects.Scalar(k.version, v.At))
	root.Set("kind", kubeobjects.Scalar(k.kind, v.At))
	c.fields(root, v.body, "", 0)
	if !root.Get("metadata", "name").IsScalar() || root.Get("metadata", "name").Text() == "" {
		meta := kubeobjects.Map(v.At)
		if m := root.Get("metadata"); m != nil {
			meta = m
		}
		name, _ := names(v, v.get("metadata.name"))
		meta.Set("name", kubeobjects.Scalar(name, v.At))
		root.Set("metadata", meta)
	}
	o := kubeobjects.Object{Where: where, Root: root}
	if data := v.get("data"); data.Hidden() {
		o.Open = data.String().Why
	}
	return []kubeobjects.Object{o}
}
