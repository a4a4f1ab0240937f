package kubeobjects

import (
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// cloudRunGroup is that of Cloud Run's own objects, and begins the annotations that it
// adds to those of Knative.
const cloudRunGroup = "run.googleapis.com"

// cloudRunJob is how a job of Cloud Run runs pods.
var cloudRunJob = Kind{Group: cloudRunGroup, Pod: []string{"spec", "template", "spec", "template"}, Runs: arch.Job, Platform: arch.CloudRun}

// onCloudRun reports whether Cloud Run takes the object: nobody else knows its
// annotations and the label with a location.
func (w *workload) onCloudRun() bool {
	o := w.object
	if o.group() == cloudRunGroup {
		return true
	}
	if w.kind.platform() != arch.Knative {
		return false
	}
	for _, meta := range []*Node{o.Root.Get("metadata"), w.pod.Get("metadata")} {
		for name := range meta.Get("annotations").labels() {
			if strings.HasPrefix(name, cloudRunGroup+"/") {
				return true
			}
		}
		if meta.Get("labels", "cloud.googleapis.com/location").IsScalar() {
			return true
		}
	}
	return false
}

// cloudRun gives a unit what Cloud Run does otherwise than Knative.
func (w *workload) cloudRun(u *iac.Unit) {
	o, spec := w.object, w.pod.Get("spec")
	u.Platform = arch.CloudRun
	s := &u.Settings
	s.Grace, s.PreStop, s.Restart = arch.Value[time.Duration]{}, arch.Value[bool]{}, arch.Value[string]{} // those of pods
	if s.CPU.Source == arch.Default {
		s.CPU = arch.Value[int]{}
	}
	for i := range s.Probes {
		if s.Probes[i].At == o.At() { // Knative's own; here it is one of the start
			s.Probes[i].Kind = arch.Startup
		}
	}
	if sql := w.note("cloudsql-instances"); sql.IsScalar() {
		w.cloudSQL(u, sql)
	}
	s.Plan = w.note("execution-environment").Str()
	if u.Kind == arch.Job {
		s.Timeout = spec.Get("timeoutSeconds").Seconds().Or(limits.DefaultDuration("gcp.run.job.timeout", o.At()))
		s.Retries = spec.Get("maxRetries").Int().Or(limits.DefaultInt("gcp.run.job.retries", o.At()))
		s.Replicas = o.Root.Get("spec", "template", "spec", "taskCount").Int().Or(limits.DefaultInt("gcp.run.job.tasks", o.At()))
		return
	}
	s.Timeout = spec.Get("timeoutSeconds").Seconds().Or(limits.DefaultDuration(limits.CloudRunTimeout, o.At()))
	s.Concurrency = bounded(spec.Get("containerConcurrency").Int()).Or(limits.DefaultInt(limits.CloudRunConcurrency, o.At()))
	least := w.scale("min-scale", "minScale").Or(w.note("minScale").Int())
	s.MinReplicas = least.Or(limits.DefaultInt("gcp.run.min_instances", o.At()))
	s.MaxReplicas = bounded(w.scale("max-scale", "maxScale")).Or(limits.DefaultInt("gcp.run.max_instances", o.At()))
	s.AlwaysCPU = arch.ByDefault(false, o.At(), "gcp.run.cpu_idle")
	if throttled := w.note("cpu-throttling"); throttled.IsScalar() {
		s.AlwaysCPU = arch.Given(throttled.Text() == "false", throttled.At())
	}
	s.Autoscalers = []arch.Autoscaler{{By: "platform", Metrics: []string{"cpu", "requests"}, At: o.At()}}
	for i := range u.Triggers {
		if u.Triggers[i].Kind == arch.OnHTTP {
			u.Triggers[i].Front, u.Triggers[i].Waits = "Cloud Run", s.Timeout
		}
	}
	for i := range s.Endpoints {
		s.Endpoints[i].Kind = "Cloud Run"
	}
}

// note is an annotation of Cloud Run, of the revision before that of the service.
func (w *workload) note(name string) *Node {
	for _, meta := range []*Node{w.pod.Get("metadata"), w.object.Root.Get("spec", "template", "metadata"), w.object.Root.Get("metadata")} {
		if n := meta.Get("annotations", cloudRunGroup+"/"+name); n.IsScalar() {
			return n
		}
	}
	return nil
}

// cloudSQL links a unit with the instances that the platform connects it to.
func (w *workload) cloudSQL(u *iac.Unit, n *Node) {
	s := w.scope
	for one := range strings.SplitSeq(n.Text(), ",") {
		name := strings.TrimSpace(one[strings.LastIndexByte(one, ':')+1:])
		if name == "" || strings.ContainsAny(name, "${}%<>") {
			continue
		}
		r := &iac.Resource{
			ID: s.unique(u.ID + "/sql/" + name), Scope: s.set.Scope, Name: name, Kind: arch.Datastore, Type: "cloud-sql", Platform: "gcp",
			Format: s.set.Format, At: n.At(), Environment: s.set.Environment,
		}
		s.out.Resources = append(s.out.Resources, r)
		s.out.Links = append(s.out.Links, iac.Link{From: u.ID, To: r.ID, Scope: s.set.Scope, Style: arch.Data, At: n.At(), What: "Cloud SQL connection"})
	}
}
