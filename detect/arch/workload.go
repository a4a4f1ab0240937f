package arch

import "time"

// Endpoint is one way in which the platform reaches a unit or resource: a Service, a
// load balancer's target, a gateway's route, a published port.
type Endpoint struct {
	Kind     string // construct as people call it: "Service", "target group", "ingress", "container port"
	Name     string // host name that it gives; "" when none
	Port     Value[int]
	Target   Value[int]  // port at which it expects the process to listen
	Headless Value[bool] // clients see every instance behind the name, not one address
	At       Range
}

// ProbeKind says what a probe decides.
type ProbeKind string

// The kinds of probes.
const (
	Readiness ProbeKind = "readiness" // whether an instance gets requests
	Liveness  ProbeKind = "liveness"  // whether an instance is restarted
	Startup   ProbeKind = "startup"
)

// Probe is a health check of the platform.
type Probe struct {
	Kind ProbeKind
	Path string // "" when it is not HTTP
	Port Value[int]
	At   Range
}

// Volume is storage that a workload mounts.
type Volume struct {
	Kind   string // "emptyDir", "persistentVolumeClaim", "hostPath", "efs", "bind", "named", "tmpfs", "image" for a container's own layer
	Name   string // of the volume or claim; of a bind the path in the repository, where it is there
	Path   string // where it is mounted
	Access string // access mode of a claim: "ReadWriteOnce", "ReadWriteMany"; "" when not known
	At     Range
}

// Autoscaler is what changes the number of a unit's instances.
type Autoscaler struct {
	By      string   // construct: "HorizontalPodAutoscaler", "ScaledObject", "platform"
	Metrics []string // "cpu", "memory", "requests", "aws-sqs-queue", ...; sorted
	At      Range
}

// Task is one step of a workflow that the platform runs.
type Task struct {
	Name      string
	Target    string // unit or resource that it calls, or the integration as written
	At        Range
	Timeout   Value[time.Duration] // a known zero is proved absent
	Heartbeat Value[time.Duration] // a known zero is proved absent
	Callback  bool                 // waits for a token that somebody must send back
	Retried   Value[bool]
	Caught    Value[bool]
}

// Policy is what a mesh or gateway does to requests on their way to one target,
// whatever the caller's code says.
type Policy struct {
	By       string // "istio", "linkerd", "gateway-api"
	At       Range
	Path     string               // routes it holds for; "" for all
	Timeout  Value[time.Duration] // of the whole request with its retries; a known zero is proved absent
	PerTry   Value[time.Duration]
	Attempts Value[int] // tries in all; a known 1 is no retry
}

// Variable is an environment variable that a declaration sets for a unit.
type Variable struct {
	Name  string
	Value Value[string] // what is set, where it is written in the repository and no secret
	At    Range
}
