package backgroundwork

import "github.com/archvet/archvet/detect/arch"

// host is what a platform does to work that outlives the request that started it.
type host struct {
	why, effect, wayOut string
	confidence          arch.Confidence
	serves              bool       // it runs a process that serves requests, not one handler
	at                  arch.Range // where it is configured; zero when it is not
}

var (
	frozen = host{
		why:        "AWS Lambda freezes the function after the answer",
		effect:     "the work stops half way and goes on in a later invocation, after its connections have timed out, or never",
		wayOut:     "wait for it before the answer, or hand it to a queue or a workflow",
		confidence: arch.High,
	}
	recycled = host{
		why:        "the platform may take the CPU or the instance away after the answer",
		effect:     "the work is slow or stops half way, without an error that anybody sees",
		wayOut:     "wait for it before the answer, or hand it to a queue or a workflow",
		confidence: arch.High,
	}
	throttled = host{
		why:        "the container has CPU only while it serves requests",
		effect:     "the work crawls until the next request comes, or is lost when the instance goes away",
		wayOut:     "wait for it before the answer, hand it to a queue or a job, or give the container CPU all the time and a minimum instance",
		confidence: arch.High, serves: true,
	}
	vanishing = host{
		why:        "the container is scaled to zero when no request is served",
		effect:     "work that takes longer than the idle time is cut off without an error that anybody sees",
		wayOut:     "wait for it before the answer, hand it to a queue or a job, or keep a minimum instance",
		confidence: arch.Medium, serves: true,
	}
)

// hostOf says what the unit's platform does to work after the answer, and false when
// it leaves it alone or that is not known. OpenFaaS keeps its containers running, as
// Kubernetes does.
func hostOf(u *arch.Unit) (host, bool) {
	switch u.Platform {
	case arch.AWSLambda:
		return frozen, true
	case arch.AzureFunctions, arch.GCPFunctions:
		return recycled, true
	case arch.CloudRun, arch.AppRunner, arch.Knative, arch.AzureContainerApps:
		if u.Kind == arch.Job {
			return host{}, false
		}
		if cpu := u.Settings.AlwaysCPU; cpu.Known() && !cpu.V {
			h := throttled
			h.at = cpu.At
			return h, true
		}
		if least := u.Settings.MinReplicas; least.Known() && least.V == 0 {
			h := vanishing
			h.at = least.At
			return h, true
		}
	}
	return host{}, false
}
