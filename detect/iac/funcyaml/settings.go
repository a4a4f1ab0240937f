package funcyaml

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

func settings(u *iac.Unit, doc yamldoc.Node) {
	options := section(doc, []string{"deploy", "options"}, "options")
	scale, res := options.Get("scale"), options.Get("resources")
	set := &u.Settings
	set.MinReplicas = scale.Get("min").Int().Or(limits.DefaultInt("knative.min_scale", u.At))
	set.MaxReplicas = bounded(scale.Get("max").Int())
	set.Concurrency = bounded(res.Get("limits", "concurrency").Int())
	set.Memory = amount(res.Get("limits", "memory"), iac.Mebibytes).Or(amount(res.Get("requests", "memory"), iac.Mebibytes))
	set.CPU = amount(res.Get("requests", "cpu"), iac.Millicores).Or(amount(res.Get("limits", "cpu"), iac.Millicores))
	set.Timeout = limits.DefaultDuration(limits.KnativeTimeout, u.At)
	set.Grace = limits.DefaultDuration(limits.TerminationGrace, u.At)
	scaler := arch.Autoscaler{By: "KnativePodAutoscaler", Metrics: []string{"concurrency"}, At: u.At}
	if metric := scale.Get("metric"); metric.Text() != "" {
		scaler.Metrics, scaler.At = []string{metric.Text()}, metric.At()
	}
	set.Autoscalers = []arch.Autoscaler{scaler}
	set.Endpoints = []arch.Endpoint{{Kind: "Knative Service", Name: u.Name, Port: arch.ByDefault(80, u.At, "Knative serves on port 80"), At: u.At}}
	probes(set, section(doc, []string{"deploy", "healthEndpoints"}, "healthEndpoints"), u.At)
	volumes(set, section(doc, []string{"run", "volumes"}, "volumes"))
}

// probes reads the paths of health checks; the command's own libraries answer at the
// usual ones.
func probes(set *arch.Settings, paths yamldoc.Node, at arch.Range) {
	for _, p := range []struct {
		field, path string
		kind        arch.ProbeKind
	}{{"readiness", "/health/readiness", arch.Readiness}, {"liveness", "/health/liveness", arch.Liveness}} {
		probe := arch.Probe{Kind: p.kind, Path: p.path, At: at}
		if n := paths.Get(p.field); n.Text() != "" {
			probe.Path, probe.At = n.Text(), n.At()
		}
		set.Probes = append(set.Probes, probe)
	}
}

// volumes reads what the function mounts to write to.
func volumes(set *arch.Settings, list yamldoc.Node) {
	for v := range list.Items() {
		if len(set.Volumes) >= maxTriggers {
			return
		}
		path := v.Get("path").Text()
		for _, field := range []string{"presistentVolumeClaim", "persistentVolumeClaim"} { // the file's own spelling, and the right one
			if claim := v.Get(field, "claimName"); claim.Text() != "" {
				set.Volumes = append(set.Volumes, arch.Volume{Kind: "persistentVolumeClaim", Name: claim.Text(), Path: path, At: claim.At()})
			}
		}
		if key, empty := v.Entry("emptyDir"); empty.Exists() {
			set.Volumes = append(set.Volumes, arch.Volume{Kind: "emptyDir", Path: path, At: key.At()})
		}
	}
}

// filter is what a subscription takes of its broker's events.
func filter(subscription yamldoc.Node) arch.Value[string] {
	var parts []string
	where := subscription.Get("filters")
	for k, v := range where.Pairs() {
		parts = append(parts, k.Text()+"="+v.Text())
	}
	if len(parts) == 0 {
		return arch.ByDefault("", subscription.Get("source").At(), "a subscription without filters takes every event")
	}
	slices.Sort(parts)
	return arch.Given(strings.Join(parts, ","), where.At())
}

// bounded leaves out a bound of 0, which is none.
func bounded(v arch.Value[int]) arch.Value[int] {
	if v.Known() && v.V <= 0 {
		return arch.Value[int]{}
	}
	return v
}

func amount(n yamldoc.Node, read func(string) (int, bool)) arch.Value[int] {
	if n.Text() == "" {
		return arch.Value[int]{}
	}
	if v, ok := read(n.Text()); ok {
		return arch.Given(v, n.At())
	}
	return arch.Hide[int](n.At(), n.Text()+" is not a plain quantity")
}
