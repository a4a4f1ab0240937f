package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/iac/terraform/eval"
)

// relateURLMap routes what comes to a load balancer to what is behind its backends.
func relateURLMap(r *root, v view) {
	r.toBackend(v, v.get("default_service").Instances(), "")
	for _, m := range v.all("path_matcher") {
		r.toBackend(v, m.Get("default_service").Instances(), "")
		for _, rule := range m.All("path_rule") {
			path := ""
			for _, p := range rule.Get("paths").List() {
				path = p.String().V
				break
			}
			r.toBackend(v, rule.Get("service").Instances(), path)
		}
	}
}

// toBackend binds the units behind a backend service. Its timeout holds for groups of
// instances, not for serverless ones.
func (r *root) toBackend(v view, backends []*eval.Instance, path string) {
	for _, in := range backends {
		b, ok := r.byID[in.ID()]
		if !ok {
			continue
		}
		if id := r.resolve(b.id); id != "" { // a bucket
			r.deliver(id, httpTrigger(v.At, v.id, googleBalancer, "", path), strings.TrimSpace("route "+path))
			continue
		}
		for _, backend := range b.all("backend") {
			for _, group := range backend.Get("group").Instances() {
				neg, ok := r.byID[group.ID()]
				if !ok {
					continue
				}
				for _, attr := range []string{"cloud_run.service", "cloud_function.function", "app_engine.service"} {
					if id := r.target(neg.get(attr)); id != "" {
						r.deliver(id, httpTrigger(v.At, v.id, googleBalancer, "", path), strings.TrimSpace("route "+path))
					}
				}
			}
		}
	}
}
