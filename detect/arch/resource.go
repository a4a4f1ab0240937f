package arch

import "time"

// Resource is something that units use and that is not the repository's own code: a
// datastore, a broker, a gateway.
type Resource struct {
	Name     string
	Aliases  []string // physical names, host names, logical ids; sorted
	Kind     ResourceKind
	Type     string // "sqs", "sns", "dynamodb", "postgres", "redis", "s3", "api-gateway-rest", ...
	Platform string // "aws", "gcp", "azure", "kubernetes", "compose"
	Declared []Declaration
	Queue    Queue
	Database Value[string] // logical database or schema name, where the declaration gives one
	// Volumes are what the primary declaration mounts, for a resource that runs as a
	// workload; VolumesOpen says why there may be more.
	Volumes     []Volume
	VolumesOpen string
	// MaxConnections is what a database or proxy accepts at once.
	MaxConnections Value[int]
	// Proxies is the resource that this one pools connections for.
	Proxies string
}

// ResourceKind says what a resource is to the units.
type ResourceKind string

// The kinds of resources.
const (
	Datastore     ResourceKind = "datastore"
	Broker        ResourceKind = "broker"
	Gateway       ResourceKind = "gateway"
	Discovery     ResourceKind = "discovery"
	Observability ResourceKind = "observability"
	OtherResource ResourceKind = "other"
)

// Queue holds the settings of a resource that is a queue.
type Queue struct {
	Visibility Value[time.Duration] // how long a received message stays hidden
	Retention  Value[time.Duration]
	// DeadLetter names the queue that takes messages which failed too often; a known
	// "" is proved absent.
	DeadLetter Value[string]
	MaxReceive Value[int]
	FIFO       Value[bool]
}
