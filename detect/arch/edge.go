package arch

import "time"

// Edge is a dependency between two units, or from a unit to a resource. Its
// direction is that of the call: caller to callee, producer to consumer.
type Edge struct {
	From, To string
	Style    EdgeStyle
	Protocol string // "http", "grpc", "invoke", "sqs", "postgres", ...
	Evidence []Step // what proves it, the code before the declaration
	Calls    []Call // the call sites, where a front end read the code
	// Database is the logical database or schema that a Data edge reaches on its
	// resource, where the address or the statements name one: a server is often
	// shared by databases that have nothing to do with each other.
	Database Value[string]
	Policies []Policy // of a mesh or gateway between the two
}

// EdgeStyle says whether the caller waits.
type EdgeStyle string

// The styles of edges.
const (
	Sync  EdgeStyle = "sync"  // the caller waits: HTTP, gRPC, direct invoke
	Async EdgeStyle = "async" // queue, topic, stream, event
	Data  EdgeStyle = "data"  // to a datastore
)

// Step is one place on the way of a value or of a proof, and what happens there.
type Step struct {
	At   Range
	What string
}

// Call is a call site in a unit's code that leaves the process.
type Call struct {
	At        Range
	Func      string // display name of the function it stands in
	Operation string // what is called: "hipstershop.CurrencyService/Convert", "GET /orders", "SendMessage"
	Protocol  string
	// Address is where the far end's address came from; an address written in the
	// code has Trail steps only in code. Its Source is Default when the code falls
	// back to it, and the environment, a flag or a configuration key overrides it.
	Address Value[string]
	Trail   []Step
	// Path leads from where the unit's work begins (request handler, event handler,
	// main) to the function that holds the call: each frame's call site, outermost
	// first. The last frame is the call itself.
	Path []Frame
	// Loops are the loops around the call in any frame of Path, outermost first.
	Loops []Loop
	// Deadline bounds the call in time, whoever sets it: context, client, server. A
	// known zero is proved absent, then At is what lacks the bound (a client's
	// construction, a bare context, or the call itself) and Why names it, alike for all
	// calls with that cause: "http.DefaultClient has no timeout". Unknown is unknown.
	Deadline Value[time.Duration]
	Attempts Value[int] // tries in all; a known 1 is no retry
	// Waited is false when the caller goes on without the result (fire and forget).
	Waited     bool
	Concurrent bool   // runs beside its siblings: a goroutine for each item, a task group
	Handler    string // the request or event handler that Path begins with; "" at start-up
	Write      bool   // a data access or request that changes state
	Table      string // of a data access, when known
	// Always is whether every run of Handler that does not fail makes the call. Known
	// false under a condition (a branch of an if, a case of a switch) in any frame of
	// Path; calls in branches that exclude each other must not be added up.
	Always Value[bool]
}

// Frame is one call on a path.
type Frame struct {
	Func string // display name of the calling function
	At   Range  // the call site
}

// Loop is a loop around a call or an effect.
type Loop struct {
	At      Range  // the loop's head
	Over    string // what it ranges over or its condition, as written
	Data    bool   // its trip count depends on data
	Forever bool   // nothing bounds it: no condition, or it takes what arrives on a channel or stream
	// Bound is the number of rounds, when it is constant.
	Bound Value[int]
	Exits bool   // its body can leave it: break, return
	Func  string // function that holds the loop
}

// EffectKind names what an [Effect] does.
type EffectKind string

// The effects that rules weigh.
const (
	Sleep      EffectKind = "sleep"       // waits a time
	Wait       EffectKind = "wait"        // polls or waits for something outside: SDK waiter, ticker, query
	Spawn      EffectKind = "spawn"       // starts something that runs beside: goroutine, task, promise
	Exec       EffectKind = "exec"        // starts a child process
	Build      EffectKind = "build"       // constructs a client, connection pool or handle
	Listen     EffectKind = "listen"      // opens a listener or consumes in a loop
	WriteState EffectKind = "write-state" // writes process-wide state
	WriteFile  EffectKind = "write-file"
	ReadEnv    EffectKind = "read-env" // the address of a call in no branch is made of a variable that the code has no default for
	Lock       EffectKind = "lock"
	Clock      EffectKind = "clock"  // reads the time
	Random     EffectKind = "random" // draws a number or an identifier
	Spin       EffectKind = "spin"   // a loop with no bound that does not end with the context
)

// Effect is something that a unit's code does, reachable from its entry.
type Effect struct {
	Kind    EffectKind
	At      Range
	Func    string
	What    string // callee or name, for messages: "time.Sleep", "exec.Command ffmpeg"
	Path    []Frame
	Loops   []Loop
	Handler string // the request or event handler it is reached from; "" at start-up
	// Spawned is whether a frame of Path is started beside its caller, so that the
	// handler need not wait for the effect.
	Spawned bool
	// Duration is the least time it takes, for sleeps and waits.
	Duration Value[time.Duration]
	// Joined is, for Spawn, whether the handler waits for it before it returns.
	Joined Value[bool]
	// Kept is, for Build, whether later requests are served with the same: it is built
	// once, or when it is first needed. Known false is proved: each run of Handler
	// builds it anew, from nothing that the request brings.
	Kept Value[bool]
	// Protocol is, for Build, what the client speaks, "" when that is not known.
	Protocol string
	// Address is, for Listen, where: "0.0.0.0:8080", ":8080" or a port alone. Its Source
	// is Default where the code falls back to it, and the environment overrides it.
	Address Value[string]
	// EndsWithContext is true when the effect stops as soon as the handler's context
	// does.
	EndsWithContext bool
}
