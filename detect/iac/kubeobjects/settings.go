package kubeobjects

import (
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// settings reads what rules weigh; scaling comes later, from other objects.
func (w *workload) settings(c *Node) arch.Settings {
	o, spec := w.object, w.pod.Get("spec")
	res := c.Get("resources")
	st := arch.Settings{
		Memory:  quantity(res.Get("limits", "memory"), iac.Mebibytes).Or(quantity(res.Get("requests", "memory"), iac.Mebibytes)),
		CPU:     w.cpu(res),
		Storage: quantity(res.Get("limits", "ephemeral-storage"), iac.Mebibytes).Or(quantity(res.Get("requests", "ephemeral-storage"), iac.Mebibytes)),
		Grace:   spec.Get("terminationGracePeriodSeconds").Seconds().Or(limits.DefaultDuration(limits.TerminationGrace, o.At())),
		Restart: spec.Get("restartPolicy").Str(),
		Probes:  w.probes(c),
		Volumes: w.volumes(c),
		Open:    w.scope.set.Open,
	}
	st.PreStop = preStop(c, o.At())
	st.Injected = w.injected()
	if w.kind.Replicas {
		st.Replicas = o.Root.Get("spec", "replicas").Int().Or(arch.ByDefault(1, o.At(), "spec.replicas is 1 when it is left out"))
	}
	if w.kind.Runs == arch.Job && w.kind.Pod != nil {
		job := w.kind.job(o)
		at := job.Get("spec")
		if at == nil {
			at = job
		}
		st.Timeout = at.Get("activeDeadlineSeconds").Seconds()
		st.Retries = at.Get("backoffLimit").Int().Or(limits.DefaultInt("k8s.job.backoff", o.At()))
	} else {
		st.Restart = st.Restart.Or(arch.ByDefault("Always", o.At(), "restartPolicy is Always when it is left out"))
	}
	if w.kind.platform() == arch.Knative {
		w.revision(&st)
	}
	return st
}

// cpu is what is asked for; a limit alone is asked for too. Nothing is reserved for a
// container that asks for nothing, unless the namespace has a default.
func (w *workload) cpu(res *Node) arch.Value[int] {
	v := quantity(res.Get("requests", "cpu"), iac.Millicores).Or(quantity(res.Get("limits", "cpu"), iac.Millicores))
	switch {
	case res != nil && res.why != "":
		return v.Or(arch.Hide[int](res.At(), res.why))
	case w.scope.cluster.limited:
		return v.Or(arch.Hide[int](w.object.At(), "a LimitRange may set it"))
	}
	return v.Or(arch.ByDefault(0, w.object.At(), "k8s.resources"))
}

func quantity(n *Node, read func(string) (int, bool)) arch.Value[int] {
	switch {
	case n == nil || n.null:
		return arch.Value[int]{}
	case n.why != "":
		return arch.Hide[int](n.At(), n.why)
	}
	if amount, ok := read(n.Text()); ok && n.IsScalar() {
		return arch.Given(amount, n.At())
	}
	return arch.Hide[int](n.At(), n.Text()+" is not a plain quantity")
}

func preStop(c *Node, at arch.Range) arch.Value[bool] {
	if hook := c.Get("lifecycle").entry("preStop"); hook.val != nil {
		return arch.Given(true, hook.key.At())
	}
	return arch.ByDefault(false, at, "no preStop hook")
}

// revision reads the settings of a revision of Knative.
func (w *workload) revision(st *arch.Settings) {
	o, spec := w.object, w.pod.Get("spec")
	st.Timeout = spec.Get("timeoutSeconds").Seconds().Or(limits.DefaultDuration(limits.KnativeTimeout, o.At()))
	st.Concurrency = bounded(spec.Get("containerConcurrency").Int())
	st.Replicas = arch.Value[int]{}
	st.MinReplicas = w.scale("min-scale", "minScale").Or(limits.DefaultInt("knative.min_scale", o.At()))
	st.MaxReplicas = bounded(w.scale("max-scale", "maxScale"))
	by, metric := "KnativePodAutoscaler", "concurrency"
	notes := w.pod.Get("metadata", "annotations")
	if class := notes.Get("autoscaling.knative.dev/class"); strings.HasPrefix(class.Text(), "hpa.") {
		by, metric = "HorizontalPodAutoscaler", "cpu"
	}
	if m := notes.Get("autoscaling.knative.dev/metric"); m.IsScalar() {
		metric = m.Text()
	}
	st.Autoscalers = []arch.Autoscaler{{By: by, Metrics: []string{metric}, At: o.At()}}
}

func (w *workload) scale(names ...string) arch.Value[int] {
	var v arch.Value[int]
	for _, notes := range []*Node{w.pod.Get("metadata", "annotations"), w.object.Root.Get("metadata", "annotations")} {
		for _, name := range names {
			v = v.Or(notes.Get("autoscaling.knative.dev/" + name).Int())
		}
	}
	return v
}

// bounded leaves out a bound of 0, which is none.
func bounded(v arch.Value[int]) arch.Value[int] {
	if v.Known() && v.V <= 0 {
		return arch.Value[int]{}
	}
	return v
}

// duration reads "1.5s"; none is a word for none at all, such as "0s".
func duration(n *Node) arch.Value[time.Duration] {
	v := n.Str()
	if !v.Known() {
		return arch.Value[time.Duration]{At: v.At, Why: v.Why}
	}
	d, err := time.ParseDuration(strings.TrimSpace(v.V))
	if err != nil || d < 0 {
		return arch.Hide[time.Duration](v.At, v.V+" is not a plain duration")
	}
	return arch.Given(d, v.At)
}
