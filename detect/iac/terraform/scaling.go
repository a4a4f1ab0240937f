package terraform

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
)

const appAutoScaling = "Application Auto Scaling"

// scaled returns the unit that a scaling target or policy is about: a service, or the
// warm instances of a function.
func (r *root) scaled(id eval.Node) *iac.Unit {
	for _, in := range id.Instances() {
		if target, ok := r.byID[in.ID()]; ok && target.kind == "aws_appautoscaling_target" {
			return r.scaled(target.get("resource_id"))
		}
		if u := r.units[r.resolve(in.ID())]; u != nil {
			return u
		}
	}
	text := id.String().V // "service/cluster/name", "function:name:alias"
	if name, ok := strings.CutPrefix(text, "function:"); ok {
		name, _, _ = strings.Cut(name, ":")
		return r.called(name)
	}
	if i := strings.LastIndexByte(text, '/'); i > 0 {
		return r.called(text[i+1:])
	}
	return nil
}

// called returns the one unit of a name.
func (r *root) called(name string) *iac.Unit {
	return r.units[r.byName(iac.Literal(name, arch.Range{}))]
}

// relateScaling reads the bounds of an autoscaling target.
func relateScaling(r *root, v view) {
	u := r.scaled(v.get("resource_id"))
	if u == nil {
		return
	}
	if u.Kind == arch.Function {
		u.Settings.Provisioned = v.get("min_capacity").Int()
	} else {
		u.Settings.MinReplicas = v.get("min_capacity").Int()
		u.Settings.MaxReplicas = v.get("max_capacity").Int()
	}
	u.Settings.Autoscalers = append(u.Settings.Autoscalers, arch.Autoscaler{By: appAutoScaling, At: v.At})
}

// scalingMetrics are the metrics of policies, by a word in their names.
var scalingMetrics = []struct{ word, metric string }{
	{"CPUUtilization", "cpu"},
	{"MemoryUtilization", "memory"},
	{"RequestCount", "requests"},
	{"ProvisionedConcurrency", "concurrency"},
	{"ApproximateNumberOfMessages", "aws-sqs-queue"},
}

// relatePolicy adds what a scaling policy looks at.
func relatePolicy(r *root, v view) {
	r.late = append(r.late, func() { // its target may come after it
		if u := r.scaled(v.get("resource_id")); u != nil {
			policyMetrics(u, v)
		}
	})
}

func policyMetrics(u *iac.Unit, v view) {
	config := v.get("target_tracking_scaling_policy_configuration")
	name := config.Path("predefined_metric_specification", "predefined_metric_type").String().V +
		config.Path("customized_metric_specification", "metric_name").String().V
	for _, m := range scalingMetrics {
		if strings.Contains(name, m.word) {
			addMetric(u, m.metric)
		}
	}
}

func addMetric(u *iac.Unit, metric string) {
	for i := range u.Settings.Autoscalers {
		a := &u.Settings.Autoscalers[i]
		if a.By == appAutoScaling && !slices.Contains(a.Metrics, metric) {
			a.Metrics = append(a.Metrics, metric)
			slices.Sort(a.Metrics)
		}
	}
}

func sortedMetrics(a arch.Autoscaler) arch.Autoscaler {
	slices.Sort(a.Metrics)
	a.Metrics = slices.Compact(a.Metrics)
	return a
}

// moduleScaling reads the scaling that a module sets up unless told not to.
func moduleScaling(u *iac.Unit, v view) {
	on := v.get("enable_autoscaling").Bool()
	switch {
	case on.Known() && !on.V:
		return
	case on.Hidden():
		u.Settings.Open = on.Why
		return
	}
	v.fill(&u.Settings, []setting{{minReplicas, "min", asIs, ""}, {maxReplicas, "max", asIs, ""}})
	a := arch.Autoscaler{By: appAutoScaling, At: v.At}
	policies := v.get("policies")
	if !policies.Exists() {
		a.Metrics = []string{"cpu", "memory"} // those that the module makes
	}
	u.Settings.Autoscalers = append(u.Settings.Autoscalers, a)
}
