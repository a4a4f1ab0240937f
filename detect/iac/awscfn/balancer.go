package awscfn

import (
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/limits"
)

func (s *Stack) declareBalancer(r *resource) {
	res := s.declareResource(r)
	if r.get("Type").String().V == "network" {
		res.Type = "nlb"
	}
}

// bindListener binds what the target groups of a listener or rule lead to.
func (s *Stack) bindListener(r *resource) {
	actions := r.First("Actions", "DefaultActions")
	path := ""
	for c := range r.get("Conditions").Items() {
		for value := range c.First("Values", "PathPatternConfig").OneOrMore() {
			if c.Get("Field").String().V == "path-pattern" && path == "" {
				path = value.First("Values").String().V
				if path == "" {
					path = value.String().V
				}
			}
		}
	}
	balancer := s.SourceOf(r.First("LoadBalancerArn", "ListenerArn"))
	for action := range actions.Items() {
		s.bindGroup(r, balancer, path, action.Get("TargetGroupArn"))
		for group := range action.Get("ForwardConfig", "TargetGroups").Items() {
			s.bindGroup(r, balancer, path, group.Get("TargetGroupArn"))
		}
	}
}

func (s *Stack) bindGroup(r *resource, balancer, path string, arn View) {
	group := arn.resource()
	if group == nil || group.typ != "AWS::ElasticLoadBalancingV2::TargetGroup" {
		return
	}
	t := HTTP(r.key.At(), balancer, ALB, "", path)
	t.Waits = s.idleTimeout(balancer, t.At)
	for target := range group.get("Targets").Items() {
		s.deliver(s.SourceOf(target.Get("Id")), t, "route "+path)
	}
	for _, service := range s.repo.services {
		for lb := range service.get("LoadBalancers").Items() {
			if lb.Get("TargetGroupArn").resource() == group {
				s.deliver(service.id(), t, "route "+path)
			}
		}
	}
}

// idleTimeout is how long a load balancer waits for an answer.
func (s *Stack) idleTimeout(balancer string, at arch.Range) arch.Value[time.Duration] {
	for _, r := range s.order {
		if s.ID(r.logical) != balancer || r.typ != "AWS::ElasticLoadBalancingV2::LoadBalancer" {
			continue
		}
		for a := range r.get("LoadBalancerAttributes").Items() {
			if a.Get("Key").String().V == "idle_timeout.timeout_seconds" {
				return a.Get("Value").Seconds()
			}
		}
	}
	return limits.DefaultDuration(limits.ALBIdleTimeout, at)
}

// bindService gives a service that nothing here routes to the HTTP trigger that its
// load balancer implies.
func (s *Stack) bindService(r *resource) {
	u := s.repo.units[s.ID(r.logical)]
	lbs := r.get("LoadBalancers")
	if u == nil || !lbs.Exists() {
		return
	}
	for lb := range lbs.Items() {
		if lb.Get("TargetGroupArn").resource() != nil {
			return // bound by its listener
		}
	}
	s.Bind(u, HTTP(r.props.Key("LoadBalancers"), "", ALB, "", ""), "load balancer")
}
