package awscfn

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

const appAutoScaling = "Application Auto Scaling"

// bindScaling reads how far the instances of a service, or the warm ones of a
// function, may go.
func (s *Stack) bindScaling(r *resource) {
	u := s.scaled(r.get("ResourceId"))
	if u == nil {
		return
	}
	set := &u.Settings
	if u.Kind == arch.Function {
		set.Provisioned = r.get("MinCapacity").Int().Or(set.Provisioned)
	} else {
		set.MinReplicas = r.get("MinCapacity").Int().Or(set.MinReplicas)
		set.MaxReplicas = r.get("MaxCapacity").Int().Or(set.MaxReplicas)
	}
	set.Autoscalers = append(set.Autoscalers, arch.Autoscaler{By: appAutoScaling, Metrics: s.scalingMetrics(r), At: r.key.At()})
}

// scaled returns the unit that a scaling target is about: "service/CLUSTER/NAME" or
// "function:NAME:ALIAS".
func (s *Stack) scaled(id View) *iac.Unit {
	text := id.Text()
	for _, ref := range text.Refs() {
		if u := s.repo.units[ref]; u != nil {
			return u
		}
	}
	if !strings.HasPrefix(literals(text), "service/") && !strings.HasPrefix(literals(text), "function:") {
		return nil
	}
	return s.repo.units[s.findNamed(text)]
}

// metrics are the metrics of scaling policies, by a word in their names.
var metrics = []struct{ word, metric string }{
	{"CPUUtilization", "cpu"},
	{"MemoryUtilization", "memory"},
	{"RequestCount", "requests"},
	{"ProvisionedConcurrency", "concurrency"},
	{"ApproximateNumberOfMessages", "aws-sqs-queue"},
}

// scalingMetrics returns what the policies of a target look at.
func (s *Stack) scalingMetrics(target *resource) []string {
	var found []string
	for _, r := range s.order {
		if r.typ != "AWS::ApplicationAutoScaling::ScalingPolicy" {
			continue
		}
		own := r.get("ScalingTargetId")
		if own.Exists() && own.resource() != target || !own.Exists() && s.scaled(r.get("ResourceId")) != s.scaled(target.get("ResourceId")) {
			continue
		}
		config := r.get("TargetTrackingScalingPolicyConfiguration")
		name := config.Get("PredefinedMetricSpecification", "PredefinedMetricType").String().V +
			config.Get("CustomizedMetricSpecification", "MetricName").String().V
		for _, m := range metrics {
			if strings.Contains(name, m.word) && !slices.Contains(found, m.metric) {
				found = append(found, m.metric)
			}
		}
	}
	slices.Sort(found)
	return found
}
