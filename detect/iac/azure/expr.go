package azure

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// op says what an expression does.
type op uint8

const (
	opBad    op = iota // could not be read, or is not understood; text says what
	opText             // args are its pieces
	opNumber           // text
	opBool             // text
	opNull
	opName   // text
	opObject // keys and args
	opArray
	opMember // args[0].text
	opIndex  // args[0][args[1]]
	opCall   // text(args); args[0] is what a method is called on, when method is set
	opIf     // args[0] ? args[1] : args[2]
	opBinary // text is the operator
	opNot
	opFor // text and index are the names; args[0] is the list and args[1] what comes of each
)

// expr is an expression of Bicep or of an ARM template.
type expr struct {
	op     op
	at     arch.Range
	text   string
	index  string
	method bool
	args   []*expr
	keys   []*expr
}

// declaration is a resource or module, as written.
type declaration struct {
	symbol   string
	typ      string // lower case, without the version; of a module its path
	at       arch.Range
	existing bool
	body     *expr // an object, or one within opIf and opFor
	parent   string
	nested   bool // within its parent's body, so that the type is relative
}

// template is one file, whichever of the two languages it is in.
type template struct {
	file      *source.File
	format    string
	params    map[string]*expr // nil for one without a default
	vars      map[string]*expr
	resources []*declaration
	modules   []*declaration
	outputs   map[string]*expr
	inner     map[string]*template // of ARM: templates within a deployment, by symbol
}

func newTemplate(f *source.File, format string) *template {
	return &template{file: f, format: format, params: map[string]*expr{}, vars: map[string]*expr{}, outputs: map[string]*expr{}, inner: map[string]*template{}}
}

func bad(at arch.Range, why string) *expr { return &expr{op: opBad, at: at, text: why} }
