package arch

import "time"

// Unit is a separately deployed piece of the repository's own code.
//
// A unit that is declared several times (manifests, chart, compose, another
// environment) is one Unit with several declarations; an image that runs as several
// workloads is several Units.
type Unit struct {
	Name     string
	Aliases  []string // application name, image, DNS names, logical ids; sorted
	Kind     UnitKind
	Platform Platform
	Language string // "go", "python", "javascript", "typescript", "java", "csharp", ...; "asl" for workflows
	Code     string // directory or file of its source; "" when the source is elsewhere
	Entry    string // display name of the function where its own code begins; "" when unknown
	Declared []Declaration
	Triggers []Trigger
	Settings Settings // of the primary declaration, Declared[0]
	Ports    []Port
	Effects  []Effect // what its code does besides calling others, reachable from Entry
	Outbound []Call   // remote calls whose far end is not a unit or resource of this repository
	Scope    string   // which code was understood: ScopeCode, ScopeMentions or ""
	// Env are the variables that the primary declaration sets; EnvOpen says why there
	// may be more, "" when that is all.
	Env     []Variable
	EnvOpen string
	Tasks   []Task // of a workflow
	Handler Handler
}

// How much of a unit's code was understood.
const (
	ScopeCode     = "code"     // a front end read it: absence of a call means something
	ScopeMentions = "mentions" // only mentions were matched: absence means nothing
)

// UnitKind says what sort of thing the platform runs.
type UnitKind string

// The kinds of units.
const (
	Function UnitKind = "function"
	Service  UnitKind = "service"
	Job      UnitKind = "job"
	Workflow UnitKind = "workflow"
)

// Platform names what hosts a unit.
type Platform string

// The platforms of the contract.
const (
	AWSLambda          Platform = "aws-lambda"
	AzureFunctions     Platform = "azure-functions"
	GCPFunctions       Platform = "gcp-functions"
	OpenFaaS           Platform = "openfaas"
	Knative            Platform = "knative"
	CloudRun           Platform = "cloud-run"
	Fargate            Platform = "fargate"
	ECSEC2             Platform = "ecs-ec2"
	AppRunner          Platform = "app-runner"
	AzureContainerApps Platform = "azure-container-apps"
	Kubernetes         Platform = "kubernetes"
	Compose            Platform = "compose"
	VM                 Platform = "vm"
	AppEngine          Platform = "app-engine"
	StepFunctions      Platform = "step-functions"
	DurableFunctions   Platform = "durable-functions"
)

// Declaration is one place that declares a unit or a resource.
type Declaration struct {
	At          Range
	Format      string   // IaC format, such as "kubernetes"
	Platform    Platform // that this declaration runs a unit on; "" of a resource
	Environment string   // stage, overlay or root it belongs to; "" when there is only one
	Settings    Settings
}

// Settings are the parts of a declaration that rules weigh. A field that the format
// does not have, or that nobody wrote and no default covers, stays unknown.
type Settings struct {
	Timeout             Value[time.Duration] // of one invocation or request
	Runtime             Value[string]        // managed runtime, as written: "go1.x", "nodejs20.x"
	Memory              Value[int]           // MiB
	Replicas            Value[int]
	MinReplicas         Value[int]
	MaxReplicas         Value[int]
	Concurrency         Value[int]           // requests one instance handles at once
	ReservedConcurrency Value[int]           // cap over all instances of a function
	AlwaysCPU           Value[bool]          // CPU outside of requests
	Grace               Value[time.Duration] // between the stop signal and the kill
	// Retries and OnFailure are what the platform does with a failed asynchronous
	// invocation of the function itself, whatever its trigger.
	Retries   Value[int]
	OnFailure Value[string]

	CPU         Value[int]    // thousandths of a CPU that one instance is sure of
	Storage     Value[int]    // MiB of scratch space
	Plan        Value[string] // hosting plan or class, as the platform calls it: "Consumption", "EXPRESS", "gen2"
	SnapStart   Value[bool]   // instances start from a snapshot
	Provisioned Value[int]    // instances of a function that are kept warm
	Restart     Value[string] // "Always", "OnFailure", "Never"
	PreStop     Value[bool]   // something runs, or time passes, before the stop signal
	Injected    Value[string] // mesh whose proxy stands in front of it; a known "" is none

	// Absence from these lists is proof only for a platform that has the construct, and
	// while Open is "".
	Endpoints   []Endpoint
	Probes      []Probe
	Volumes     []Volume
	Autoscalers []Autoscaler
	Open        string // why probes, volumes or autoscalers may be declared out of sight
}

// Port is a port that a unit's declaration opens.
type Port struct {
	Name   string
	Number Value[int]
}

// TriggerKind says what starts a unit.
type TriggerKind string

// The kinds of triggers.
const (
	OnHTTP     TriggerKind = "http"
	OnQueue    TriggerKind = "queue"
	OnTopic    TriggerKind = "topic"
	OnStream   TriggerKind = "stream"
	OnSchedule TriggerKind = "schedule"
	OnStorage  TriggerKind = "storage"
	OnDB       TriggerKind = "db"
	OnWorkflow TriggerKind = "workflow"
	OnOther    TriggerKind = "other"
)

// Trigger is one event source bound to a unit.
type Trigger struct {
	Kind   TriggerKind
	At     Range
	From   string // unit or resource that the event comes from; "" when none is declared
	Front  string // construct in front of an HTTP trigger: "REST API", "HTTP API", "ALB", "function URL"
	Method string
	Path   string
	// Waits is how long the synchronous caller in front waits for an answer. Known
	// only for triggers with such a bound; asynchronous ones leave it unknown.
	Waits Value[time.Duration]
	// Async is true when nobody waits for the result, false when somebody does, and
	// unknown when the integration is out of sight.
	Async     Value[bool]
	BatchSize Value[int]
	// Retries and OnFailure are what happens to events that fail: attempts before
	// they are dropped, and the queue, topic or destination that keeps them. A known
	// OnFailure with V "" is proved absent.
	Retries   Value[int]
	OnFailure Value[string]
	// MaxAge is the age at which an event is dropped unhandled; known and negative
	// for no limit, as Retries is.
	MaxAge        Value[time.Duration]
	PartialResult Value[bool] // batch item failures are reported one by one
	Schedule      Value[string]
	// MaxConcurrency caps how many invocations this source has under way at once.
	MaxConcurrency Value[int]
	// Filter is what selects events: a prefix, suffix or pattern as written. A known ""
	// is proved absent.
	Filter Value[string]
}
