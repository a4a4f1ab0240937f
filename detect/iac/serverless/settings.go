package serverless

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/awscfn"
)

// extended reads what the service changes in the CloudFormation that the framework
// makes of a function.
func (s *service) extended(u *iac.Unit) {
	for part := range s.doc.Get("resources").OneOrMore() {
		props := part.Get("extensions", normalize(u.Name)+"LambdaFunction", "Properties")
		if props.Hidden() != "" { // a file that is not here changes a function now and then
			continue
		}
		set := &u.Settings
		set.Memory = set.Memory.Or(props.Get("MemorySize").Int())
		set.Timeout = set.Timeout.Or(props.Get("Timeout").Seconds())
		set.ReservedConcurrency = set.ReservedConcurrency.Or(props.Get("ReservedConcurrentExecutions").Int())
	}
}

// warm reads how many instances the autoscaling plugin keeps.
func (s *service) warm(u *iac.Unit, def awscfn.View) {
	scaling := def.Get("concurrencyAutoscaling")
	if on := scaling.Bool(); on.Known() && !on.V || !scaling.Exists() {
		return
	}
	if on := scaling.Get("enabled").Bool(); on.Known() && !on.V {
		return
	}
	u.Settings.Autoscalers = []arch.Autoscaler{{By: "Application Auto Scaling", Metrics: []string{"concurrency"}, At: scaling.At()}}
	u.Settings.Provisioned = scaling.Get("minimum").Int()
}

// sendOn binds what gets the results of a function's asynchronous invocations.
func (s *service) sendOn(u *iac.Unit, destinations awscfn.View) {
	for key, target := range destinations.Pairs() {
		if arn := target.Get("arn"); arn.Exists() {
			target = arn
		}
		to := s.SourceOf(target)
		if name := target.String(); to == "" && name.Known() {
			to = s.KnownID(name.V)
		}
		if to != u.ID {
			s.Deliver(to, awscfn.Event(arch.OnOther, key.At(), u.ID), "destination "+key.Text())
		}
	}
}
