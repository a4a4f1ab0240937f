package code

import "github.com/archvet/archvet/detect/arch"

// Program is what one front end understood of a repository.
type Program struct {
	Language string
	// Scripts is set for languages whose files run by name: which file a unit begins
	// with is for its declaration to say.
	Scripts  bool
	Packages []*Package       // ordered by path
	Funcs    map[string]*Func // by ID
	Types    map[string]*Type // by ID
	// Implements maps an interface of the repository to the types of the repository
	// that have its methods, ordered.
	Implements map[string][]string
}

// Package is a package or module of the repository.
type Package struct {
	Path    string // import path; what stands in front of the IDs of its functions and types
	Dir     string // relative to the root of the repository
	Name    string
	Files   []string
	Imports []string // of the repository and from outside; ordered
	// Init is the ID of the function that runs when the package is loaded: variable
	// initialisers, init functions, the top level of a script. "" when there is none.
	Init string
	// Main is the ID of the program's entry, "" for a library.
	Main string
}

// Func is a function, method, closure or the top level of a package.
//
// IDs: "example.com/shop/orders.New", "example.com/shop/orders.(*Server).Place";
// a closure is its parent's ID with "$1", "$2"… in source order; a package's
// initialisation is "example.com/shop/orders.init".
type Func struct {
	ID        string
	Name      string // for people: "(*Server).Place", "main"; of a closure, its parent's name
	Package   string // path
	At        arch.Range
	Body      arch.Range
	Generated bool // written by a program: its frames are not shown to people
	Test      bool
	Parent    string  // for a closure, the ID of the function around it
	Params    []Param // the receiver, when there is one, is Params[0]
	HasRecv   bool
	Ops       []Op     // in source order
	Assigns   []Assign // in source order
	Returns   []Return
	Loops     []Loop
}

// Param is a parameter of a function.
type Param struct {
	Name string
	Type string // as Expr.Type
	Rest bool   // takes all remaining arguments
}

// Type is a named type of the repository.
type Type struct {
	ID      string
	At      arch.Range
	Fields  []Field
	Embeds  []string          // types it embeds: repository IDs, or external "path.Name"
	Methods map[string]string // name -> function ID, with those promoted from repository types
	// Interface is set for interface types: the names of its methods, ordered.
	Interface []string
}

// Field is a field of a struct or class.
type Field struct {
	Name string
	Type string
	Tag  string // as written, without quotes
	At   arch.Range
}

// OpKind says what an operation is to the language itself.
type OpKind uint8

// The kinds of operations. What a call does is for the tables to say.
const (
	OpCall    OpKind = iota
	OpReceive        // waits for a channel, future or promise: Recv
	OpSend           // sends to a channel
	OpSelect         // waits for the first of several; OnDone when one of them is the context
)

// Op is something that happens when a function runs.
type Op struct {
	Kind     OpKind
	At       arch.Range // the whole expression
	Callee   Callee
	Recv     *Expr    // receiver of a method call; channel of a send or receive
	Args     []Expr   // without the receiver
	Names    []string // of arguments that are passed by name, beside Args: "" for the others; nil when none is
	Loop     int      // index into Func.Loops of the innermost loop around it, or -1
	Guards   []Guard
	Spawned  bool // runs beside what follows: go statement, task
	Deferred bool // runs when the function returns
	Ignored  bool // its results are thrown away
	OnDone   bool // of OpSelect: ends with a context
}

// Callee says what a call calls. Exactly one of Func, Iface, Value, or Name with
// what is known of its package and type, is set.
type Callee struct {
	Func  string // ID of a function of the repository
	Iface string // "ID of an interface of the repository" + "." + method
	Value *Expr  // a function value
	// Of a function outside of the repository: its import path ("" when the receiver's
	// type is not known; the flow then looks at where the receiver comes from), the
	// receiver's type without package and pointer ("" for a function), its name.
	Package, Type, Name string
}

// Assign stores a value in a variable, field or element.
type Assign struct {
	To, From Expr
	At       arch.Range
	Loop     int // as Op.Loop
	Guards   []Guard
}

// Return is one return statement.
type Return struct {
	Values []Expr
	At     arch.Range
	Guards []Guard
}

// Loop is a loop of a function.
type Loop struct {
	At      arch.Range // its head
	Parent  int        // index of the loop around it, or -1
	Over    string     // what it ranges over, or its condition, as written
	Range   *Expr      // what it ranges over
	Forever bool       // neither condition nor range
	Bound   arch.Value[int]
	// Exits is set when the body can leave the loop: break, return, exit.
	Exits bool
	// OnDone is set when the loop ends with a context: select on Done, a check of Err.
	OnDone bool
}

// Guard is a condition under which something runs, such as the branch of an if or a
// case of a switch.
type Guard struct {
	Cond Expr // Kind Compare, or anything that is true or false
	Not  bool // runs when Cond does not hold
}
