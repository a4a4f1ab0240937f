package code

import "time"

// Action says what a library function does, to a system.
type Action uint8

// The actions. The slots of a Row that matter to each stand beside it.
const (
	NoAction Action = iota

	// What leaves the process.
	RemoteCall // Address, Method, Context, Client: the caller waits for another process
	Publish    // Address, Target: hands a message to a broker
	Consume    // Address, Target, Handler: takes messages from a broker, in a loop of its own
	DataAccess // Address, Target (statement or table): a datastore
	Invoke     // Target (function name or ARN): calls a function or workflow by name

	// What runs.
	Sleep   // Duration
	Poll    // Duration: waits for something outside: waiter, ticker
	Execute // Target: a child process
	Listen  // Address: opens a port, or serves
	Start   // Handler: gives control to the platform's loop: lambda.Start
	Route   // Target (path), Handler: registers a request handler
	Serve   // Target (service name), Handler (implementation): registers a service
	Spawn   // Handler: runs a function beside
	Join    // waits for what was spawned
	Forever // a loop without an end; no library function has it
	Begin   // From: begins a transaction or takes a lock
	End     // ends it
	Write   // Target: a file

	// What values are.
	Carry      // From: the result holds what was passed (constructor, wrapper)
	Build      // as Carry, and it constructs a client, pool or handle that is meant to be kept
	Env        // Target (name), Default: reads an environment variable
	Config     // Target (key), Default: reads a configuration key
	FillEnv    // Into: fills a struct from the environment by its tags
	FillConfig // Into, Target (file): fills a struct from a configuration file
	Default    // Target (key), From: sets the default of a configuration key
	Flag       // Target (name), Default: reads a command line flag
	BindEnv    // Target (key), From (variable): a variable overrides a configuration key
	EnvPrefix  // Target: begins the names of all variables that override keys
	JoinText   // the result is its arguments joined
	Format     // as JoinText, with a format first
	Parse      // the result is the argument, converted
	Background // a context without a deadline
	RequestCtx // the context of the request being served
	WithLimit  // Duration, Context: a context, client or call option with a deadline
	Neutral    // known, and does nothing of interest
	Once       // Handler: runs a function once and keeps what it gives
	Personal   // the result is for one caller, or good for a while only: temporary credentials
)

// Receiver is the slot of a call's receiver.
const Receiver Slot = "r"

// Slot names a value of a call: "0", "1" for arguments, "r" for the receiver, "*"
// for all arguments, "res" for the result, "kw:timeout" for an argument passed by
// name, with fields after dots ("0.QueueUrl") or one key of a map ("0[bootstrap.servers]"),
// elements ("0.Items[].Table") or the keys of a map ("0.Tables{}"), where "*" is any field,
// "opt:WithEndpoint" for what a functional option among the arguments is given, "r+0"
// for an address or path that stands on the receiver's own unless it names a host,
// and "name" for what the pattern of Row.Name matched. Alternatives are separated by
// "|"; the first that is there counts. "'text'" is a constant.
type Slot string

// Row is what archvet knows about one library function.
type Row struct {
	Lang    string // "" for any
	Package string // import path without its major version; "/..." at its end matches what is below, "*" at its start what is before
	Type    string // receiver's type, "New()" for what that constructor returns, "client(sqs)" when it got that constant first; "" for functions, "*" for anything
	Name    string // "*" at either end matches the rest
	Action  Action

	Protocol string // "http", "grpc", "sqs", "postgres", ...
	Address  Slot   // where it goes
	Target   Slot   // topic, queue, table, statement, path, variable
	Method   Slot   // what is called there
	Context  Slot   // the context or options that bound it in time
	Client   Slot   // the client whose settings bound it
	Duration Slot
	Timeout  Slot // the deadline that a call, or the client it makes, is given
	Handler  Slot
	From     Slot
	Into     Slot
	Default  Slot
	// Needs is the protocol that the address must have come by for the row to hold:
	// a method of any name on a client built on a gRPC connection is a call.
	Needs string
	// Limit is the library's own deadline in seconds where nobody sets one; -1 for
	// none at all, 0 for not known.
	Limit int
	// Unit is what plain numbers in Duration and Timeout count, for languages without a
	// type for lengths of time.
	Unit time.Duration
	// Async is set where the caller does not wait for an answer; AsyncWhen is the end
	// of the Method with which it does not, where that decides: "Event".
	Async     bool
	AsyncWhen string
	// Writes is set where it changes state at the far end.
	Writes bool
}
