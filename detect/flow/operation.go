package flow

import (
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// Entry is where a unit's own code begins, and what is known of the process around
// it. Branches that contradict Env or Args are not followed.
type Entry struct {
	Funcs []string          // IDs: main, a handler
	Env   map[string]string // variables with known values; others may still be set
	// Closed says that Env and Hidden are all there is: variables they lack are not set.
	Closed bool
	Hidden map[string]bool // variables that are set, to what is not known
	Args   []string        // arguments of the command line, without the program; nil when not known
}

// Operation is something a program does that a table row names, reached from an
// entry and resolved as far as the code tells.
type Operation struct {
	Row      *code.Row
	At       arch.Range // in code that people maintain: never in a generated stub
	Func     string     // display name of the function that holds At
	FuncID   string
	Method   string                    // what is called at the far end: "hipstershop.CurrencyService/Convert", "GET", "SendMessage"
	Client   string                    // the client type's name, where no address is known: "CurrencyServiceClient"
	Address  []Origin                  // where it goes: alternatives; empty when the operation has none
	From     []Origin                  // what a client or pool is built for, as Address
	Target   []Origin                  // topic, queue, table, function name or statement, as the row says
	Handlers []Handler                 // handlers that this operation registers
	Paths    []Path                    // the ways from the entry to it, shortest first, at most a few
	Deadline arch.Value[time.Duration] // see arch.Call.Deadline
	Attempts arch.Value[int]
	Duration arch.Value[time.Duration] // of sleeps and waits
	Async    bool                      // the far end takes it and answers nothing: a message, an event
	Waited   bool                      // somebody waits for its result
	Joined   arch.Value[bool]          // of spawned work: whether the handler waits for it
	OnDone   bool                      // ends with the handler's context
}

// Path is one way from where work begins to an operation.
type Path struct {
	Handler    string       // display name of the handler it begins in; "" at start-up
	Frames     []arch.Frame // outermost first; the last is the operation itself
	Loops      []arch.Loop  // around any of the frames, outermost first
	Concurrent bool         // some frame is spawned for each round of a loop
	Spawned    bool         // some frame is spawned at all
	Taken      bool         // it begins in a closure whose value is taken, and that nothing known calls
	// Always is known false when some frame stands in a branch: see arch.Call.Always.
	// What follows an early return may be the ordinary way, so that the rest is unknown.
	Always arch.Value[bool]
	Kept   arch.Value[bool] // of what is built: see arch.Effect.Kept
}

// Handler is a function that the operation hands to a library to be called back.
type Handler struct {
	FuncID string
	Name   string
	Route  []Origin
	Method string
}

// OriginKind says what a value begins as.
type OriginKind uint8

// The kinds of origins.
const (
	Hidden     OriginKind = iota // Why says what is in the way
	Literal                      // Text is the value
	FromEnv                      // Text is the variable's name
	FromConfig                   // Text is the configuration key
	Joined                       // Parts one after another
	FromEvent                    // Text is the kind of the event that starts the unit, and whose source this names: "storage"
)

// Origin is where a value can come from.
type Origin struct {
	Kind    OriginKind
	Text    string
	Default *Origin // of FromEnv and FromConfig: what the code falls back to
	Parts   []Origin
	Why     string
	Implied bool // the library itself implies it: nobody wrote it, and it has no place
	At      arch.Range
	Trail   []arch.Step // from the operation back to the origin
}
