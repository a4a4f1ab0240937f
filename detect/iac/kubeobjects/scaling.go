package kubeobjects

import (
	"github.com/archvet/archvet/detect/arch"
)

// addScaling puts an autoscaler's bounds on the units that it scales.
func (s *scope) addScaling(o Object) {
	low, high, fallback := "minReplicas", "maxReplicas", true
	switch {
	case o.Kind() == "HorizontalPodAutoscaler":
	case o.Kind() == "ScaledObject": // KEDA
		low, high, fallback = "minReplicaCount", "maxReplicaCount", false
	default:
		return
	}
	ref := o.Root.Get("spec", "scaleTargetRef")
	name, kind := ref.Get("name").Text(), ref.Get("kind").Text()
	least, most := o.Root.Get("spec", low).Int(), o.Root.Get("spec", high).Int()
	if fallback {
		least = least.Or(arch.ByDefault(1, o.At(), "k8s.hpa.min"))
	}
	for _, w := range s.named(name, kind) {
		for _, t := range w.targets {
			if t.unit != nil {
				t.unit.Settings.MinReplicas, t.unit.Settings.MaxReplicas = least, most
			}
		}
	}
}

// named returns the workloads of a name and kind ("" for any kind): those of the
// set, else those of the others when only one set has any.
func (s *scope) named(name, kind string) []*workload {
	var own, others []*workload
	sets := map[*scope]bool{}
	for _, w := range s.cluster.named[name] {
		switch {
		case kind != "" && kind != w.object.Kind():
		case w.scope == s:
			own = append(own, w)
		default:
			others = append(others, w)
			sets[w.scope] = true
		}
	}
	if len(own) > 0 || len(sets) != 1 {
		return own
	}
	return others
}
