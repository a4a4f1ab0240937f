package scaling

import (
	"fmt"
	"slices"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect/arch"
)

// kind says what is lacking.
type kind string

const (
	growth   kind = "growth"
	probe    kind = "probe"
	requests kind = "requests"
)

var kinds = map[kind]func(l lack, names string, n int) arch.Finding{
	growth: func(l lack, names string, n int) arch.Finding {
		most, confidence := l.unit.Settings.Replicas, arch.High
		text := "nothing scales " + wording.Verb(n, "it", "them")
		if atMostOne(l.unit.Settings) {
			most, text = l.unit.Settings.MaxReplicas, "no more are allowed"
		}
		if most.Source == arch.Default {
			confidence = arch.Medium // what scales it may be applied by hand
		}
		severity := arch.Warning
		if l.chosen {
			severity = arch.Hint
		}
		return arch.Finding{
			Severity: severity, Confidence: confidence, Effort: 2,
			Message: fmt.Sprintf("%s %s requests with a single instance%s%s, and %s", names, wording.Verb(n, "answers", "answer"), wording.Verb(n, "", " each"), wording.ByDefault(most), text),
			Effect:  "load above what one instance bears is refused, and each deployment or lost node is an outage",
			WayOut:  "two instances at least, and an autoscaler",
		}
	},
	probe: func(_ lack, names string, n int) arch.Finding {
		return arch.Finding{
			Severity: arch.Warning, Effort: 1,
			Message: fmt.Sprintf("%s %s requests and %s no readiness or liveness probe", names, wording.Verb(n, "answers", "answer"), wording.Verb(n, "has", "have")),
			Effect:  "requests reach instances that do not listen yet, so each deployment fails some of them, and one that hangs is never restarted",
			WayOut:  "a readinessProbe on the port that it serves",
		}
	},
	requests: func(_ lack, names string, n int) arch.Finding {
		return arch.Finding{
			Severity: arch.Warning, Confidence: arch.Medium, Effort: 1,
			Message: fmt.Sprintf("an autoscaler follows the CPU of %s, which %s none", names, wording.Verb(n, "requests", "request")),
			Effect:  "utilisation is a share of what is requested; with no request there is none, and the number of instances never changes",
			WayOut:  "set resources.requests.cpu",
		}
	},
}

// scalable are the platforms on which the number of instances is a decision of the
// repository, and something to scale them can be had.
var scalable = map[arch.Platform]bool{
	arch.Kubernetes: true, arch.Fargate: true, arch.ECSEC2: true, arch.AzureContainerApps: true, arch.AppRunner: true, arch.CloudRun: true,
}

// fixed finds a single instance that nothing adds to, in any declaration: an overlay
// that scales proves that somebody thought of it.
func fixed(u *arch.Unit) []lack {
	s := u.Settings
	if !scalable[u.Platform] {
		return nil
	}
	if atMostOne(s) {
		if s.MaxReplicas.Source == arch.Default || scheduled(u) || others(u, func(o arch.Settings) bool { return !atMostOne(o) }) {
			return nil
		}
		return []lack{{unit: u, kind: growth, at: wording.Place(s.MaxReplicas, wording.Declared(u.Declared))}}
	}
	if s.Replicas.V != 1 || scales(s) || others(u, scales) {
		return nil
	}
	at := wording.Declared(u.Declared)
	if s.Replicas.Source != arch.Default {
		at = wording.Place(s.Replicas, at)
	}
	return []lack{{unit: u, kind: growth, at: at}}
}

// scheduled reports whether a clock calls the unit: one run at a time is the point.
func scheduled(u *arch.Unit) bool {
	return slices.ContainsFunc(u.Triggers, func(t arch.Trigger) bool { return t.Kind == arch.OnSchedule })
}

func atMostOne(s arch.Settings) bool { return s.MaxReplicas.Known() && s.MaxReplicas.V == 1 }

// scales reports whether there is, or may be, more than one instance.
func scales(s arch.Settings) bool {
	return len(s.Autoscalers) > 0 || s.Open != "" || s.Replicas.V > 1 || s.Replicas.Hidden() || s.MaxReplicas.V > 1 || s.MaxReplicas.Hidden()
}

// others reports whether ok holds for another declaration of the unit, those for a
// developer's machine left out.
func others(u *arch.Unit, ok func(arch.Settings) bool) bool {
	return slices.ContainsFunc(u.Declared[1:], func(d arch.Declaration) bool { return scalable[d.Platform] && ok(d.Settings) })
}

// unprobed finds services of Kubernetes without any probe. The other platforms check
// their targets themselves.
func unprobed(u *arch.Unit) []lack {
	probed := func(s arch.Settings) bool { return len(s.Probes) > 0 || s.Open != "" }
	i := slices.IndexFunc(u.Settings.Endpoints, func(e arch.Endpoint) bool { return e.Kind == "Service" })
	if u.Platform != arch.Kubernetes || i < 0 || probed(u.Settings) || others(u, probed) {
		return nil
	}
	return []lack{{unit: u, kind: probe, at: wording.Declared(u.Declared), why: arch.Related{
		Label: "service", At: u.Settings.Endpoints[i].At, Message: "requests come through " + u.Settings.Endpoints[i].Name,
	}}}
}

// blind finds autoscalers that compare the CPU with a request that is not there.
func blind(u *arch.Unit) []lack {
	s := u.Settings
	if u.Platform != arch.Kubernetes || !s.CPU.Known() || s.CPU.V != 0 || s.Open != "" {
		return nil
	}
	i := slices.IndexFunc(s.Autoscalers, func(a arch.Autoscaler) bool {
		return a.By == "HorizontalPodAutoscaler" && slices.Contains(a.Metrics, "cpu")
	})
	if i < 0 {
		return nil
	}
	return []lack{{unit: u, kind: requests, at: wording.Declared(u.Declared), why: arch.Related{
		Label: "autoscaler", At: s.Autoscalers[i].At, Message: "scales " + u.Name + " by its CPU",
	}}}
}
