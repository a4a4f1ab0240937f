package terraform

import (
	"maps"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
)

// podTemplates says where a workload type keeps its pods' specification.
var podTemplates = map[string][]string{
	"kubernetes_cron_job": {"spec", "job_template", "spec", "template"}, "kubernetes_cron_job_v1": {"spec", "job_template", "spec", "template"},
}

// jobs are the workload types that end.
var jobs = map[string]bool{"kubernetes_job": true, "kubernetes_job_v1": true, "kubernetes_cron_job": true, "kubernetes_cron_job_v1": true}

func declareWorkload(r *root, v view) {
	path := podTemplates[v.kind]
	if path == nil {
		path = []string{"spec", "template"}
	}
	pod := v.body.Path(path...)
	name := v.get("metadata").Get("name")
	main, known, foreign := ownContainer(pod.Get("spec").All("container"))
	if foreign {
		res := r.foreign(v, known, "kubernetes", name)
		r.labels[v.id] = labelsOf(pod)
		if n := name.String(); n.Known() {
			res.Hosts = append(res.Hosts, iac.Host{Name: n.V, At: n.At})
		}
		return
	}
	kind := arch.Service
	if jobs[v.kind] {
		kind = arch.Job
	}
	u := r.unit(v, kind, arch.Kubernetes, name)
	u.Labels = labelsOf(pod)
	r.labels[v.id] = u.Labels
	r.container(u, main)
	r.fromConfig(u, main)
	if kind == arch.Service {
		u.Settings.Replicas = v.get("spec").Get("replicas").Int().Or(arch.ByDefault(1, v.At, "k8s.replicas"))
	}
	u.Settings.Grace = seconds(pod.Get("spec").Get("termination_grace_period_seconds")).Or(defaultDuration("k8s.grace", v.At))
	if s := v.get("spec").Get("schedule"); s.Exists() {
		t := event(arch.OnSchedule, s.At(), "")
		t.Schedule = s.String()
		r.bind(u, t, "schedule")
	}
}

func labelsOf(pod eval.Node) map[string]string {
	out := map[string]string{}
	for _, e := range pod.Path("metadata", "labels").Elems() {
		if s := e.Node().String(); s.Known() {
			out[e.Key] = s.V
		}
	}
	return out
}

// fromConfig adds the variables that come from config maps of the same root.
func (r *root) fromConfig(u *iac.Unit, n eval.Node) {
	for _, e := range n.All("env_from") {
		ref := e.Path("config_map_ref", "name")
		if !ref.Exists() {
			u.EnvOpen = "variables come from a secret"
			continue
		}
		data, ok := r.configMap(ref)
		if !ok {
			u.EnvOpen = "config map " + ref.String().V + " is not declared here"
			continue
		}
		u.Env = append(u.Env, env(data)...)
	}
	for i := range u.Env {
		for _, e := range n.All("env") {
			if e.Get("name").String().V != u.Env[i].Name {
				continue
			}
			key := e.Path("value_from", "config_map_key_ref")
			if data, ok := r.configMap(key.Get("name")); ok && key.Exists() {
				if v := data.Get(key.Get("key").String().V); v.Exists() {
					u.Env[i].Value = v.Text()
				}
			}
		}
	}
}

func (r *root) configMap(name eval.Node) (eval.Node, bool) {
	want := name.String()
	for _, v := range r.views {
		if v.kind != "kubernetes_config_map" && v.kind != "kubernetes_config_map_v1" {
			continue
		}
		if have := v.get("metadata").Get("name").String(); want.Known() && have.Known() && have.V == want.V {
			return v.get("data"), true
		}
	}
	return eval.Node{}, false
}

// relateKubeService gives the workloads that it selects its name as host.
func relateKubeService(r *root, v view) {
	name := v.get("metadata").Get("name").String()
	selector := map[string]string{}
	for _, e := range v.get("spec").Get("selector").Elems() {
		selector[e.Key] = e.Node().String().V
	}
	if !name.Known() || len(selector) == 0 {
		return
	}
	host := iac.Host{Name: name.V, At: name.At}
	for _, p := range v.get("spec").All("port") {
		if n := p.Get("port").Int(); n.Known() {
			host.Ports = append(host.Ports, n.V)
		}
	}
	for _, w := range r.views {
		labels, ok := r.labels[w.id]
		if !ok || !selects(selector, labels) {
			continue
		}
		if u := r.units[w.id]; u != nil {
			u.Hosts = append(u.Hosts, host)
		}
		if res := r.resources[w.id]; res != nil {
			res.Hosts = append(res.Hosts, host)
		}
		r.forwards[v.id] = w.id
	}
}

func selects(selector, labels map[string]string) bool {
	for k, want := range maps.All(selector) {
		if labels[k] != want || want == "" {
			return false
		}
	}
	return true
}

// declareRelease makes a resource of a chart of well-known software.
func declareRelease(r *root, v view) {
	chart := v.get("chart").String()
	known, ok := iac.Image(chart.V)
	if !chart.Known() || !ok || known.Kind != arch.Datastore && known.Kind != arch.Broker {
		return
	}
	res := r.foreign(v, known, "kubernetes", v.get("name"))
	if n := v.get("name").String(); n.Known() {
		res.Hosts = append(res.Hosts, iac.Host{Name: n.V, At: n.At})
	}
}
