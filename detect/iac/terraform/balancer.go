package terraform

import (
	"slices"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
)

// front is a route of a load balancer to a target group.
type front struct{ t arch.Trigger }

// groupsOf returns the IDs of the target groups that an action forwards to.
func groupsOf(action eval.Node) []string {
	var out []string
	for _, in := range action.Get("target_group_arn").Instances() {
		out = append(out, in.ID())
	}
	for _, f := range action.All("forward") {
		for _, g := range f.All("target_group") {
			for _, in := range g.Get("arn").Instances() {
				out = append(out, in.ID())
			}
		}
	}
	return out
}

// relateListener notes the default route of a listener.
func relateListener(r *root, v view) {
	for _, a := range v.all("default_action") {
		r.route(v, v.get("load_balancer_arn"), a, "")
	}
}

// relateRule notes the routes of a listener's rule.
func relateRule(r *root, v view) {
	path := ""
	for _, c := range v.all("condition") {
		for _, n := range c.Path("path_pattern", "values").List() {
			if path == "" {
				path = n.String().V
			}
		}
	}
	for _, a := range v.all("action") {
		r.route(v, v.get("listener_arn"), a, path)
	}
}

// relateBalancerModule notes that a module's own target groups are behind its balancer.
func relateBalancerModule(r *root, v view) {
	if v.Mode != "module" {
		return
	}
	t := httpTrigger(v.At, v.id, balancer, "", "")
	t.Waits = seconds(v.get("idle_timeout")).Or(t.Waits)
	if v.get("load_balancer_type").String().V == "network" {
		t.Front, t.Waits = "NLB", arch.Value[time.Duration]{}
	}
	r.fronts[v.id] = append(r.fronts[v.id], front{t: t})
}

func (r *root) route(v view, to, action eval.Node, path string) {
	lb := r.target(to)
	t := httpTrigger(v.At, lb, balancer, "", path)
	if b, ok := r.byID[lb]; ok {
		if b.get("load_balancer_type").String().V == "network" {
			t = arch.Trigger{Kind: arch.OnHTTP, At: v.At, From: lb, Front: "NLB", Async: arch.Given(false, v.At)}
		} else {
			t.Waits = seconds(b.get("idle_timeout")).Or(t.Waits)
		}
	}
	for _, g := range groupsOf(action) {
		r.fronts[g] = append(r.fronts[g], front{t: t})
	}
}

// relateAttachment puts a function, or what else it names, behind a target group.
func relateAttachment(r *root, v view) {
	id := r.target(v.get("target_id"))
	for _, in := range v.get("target_group_arn").Instances() {
		r.behind(in.ID(), id)
	}
}

func (r *root) behind(group, id string) {
	if id != "" && !slices.Contains(r.targets[group], id) {
		r.targets[group] = append(r.targets[group], id)
	}
}

// balance joins routes with the units behind them.
func (r *root) balance() {
	groups := make([]string, 0, len(r.targets))
	for g := range r.targets {
		groups = append(groups, g)
	}
	slices.Sort(groups)
	for _, g := range groups {
		for _, id := range r.targets[g] {
			for _, f := range r.fronts[g] {
				what := strings.TrimSpace("route " + f.t.Path)
				if u := r.units[id]; u != nil {
					r.bind(u, f.t, what)
				} else if res := r.resources[id]; res != nil {
					r.linkTo(f.t.From, res, f.t, what)
				}
			}
		}
	}
}

// relateCloudFront links a distribution to its origins, and the functions that run
// at its edges.
func relateCloudFront(r *root, v view) {
	for _, o := range v.all("origin") {
		at := o.Get("domain_name").At()
		t := arch.Trigger{Kind: arch.OnHTTP, At: at, From: v.id, Front: "CloudFront", Async: arch.Given(false, at)}
		t.Waits = seconds(o.Path("custom_origin_config", "origin_read_timeout")).Or(limits.DefaultDuration("aws.cloudfront.origin_read_timeout", at))
		what := "origin " + o.Get("origin_id").String().V
		if id := r.target(o.Get("domain_name")); id != "" {
			if u := r.units[id]; u != nil {
				r.bind(u, t, what)
			} else if res := r.resources[id]; res != nil {
				r.linkTo(v.id, res, t, what)
			}
		}
	}
	for _, behavior := range []string{"default_cache_behavior", "ordered_cache_behavior"} {
		for _, f := range reach(v.body, []string{behavior, "lambda_function_association", "lambda_arn"}) {
			r.deliver(r.target(f), httpTrigger(f.At(), v.id, "CloudFront", "", ""), "edge function")
		}
	}
}
