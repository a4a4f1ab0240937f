package cdk

import "github.com/archvet/archvet/detect/arch"

// op says what an expression is. The front ends of all languages lower to these.
type op uint8

const (
	opUnknown op = iota // text is the reason
	opString
	opNumber
	opBool
	opNull
	opList
	opObject // entries
	opName
	opMember // args[0].text
	opIndex  // args[0][args[1]]
	opCall   // args[0](args[1:]); the named arguments of Python are an object at the end
	opNew    // as opCall, for a class
	opFunc   // fn
	opConcat
	opSpread
	opChoice // args[0] ? args[1] : args[2]
	opOr     // args[0], or args[1] where that is nothing
)

type expr struct {
	op      op
	text    string
	args    []*expr
	entries []entry
	fn      *function
	at      arch.Range
}

// entry is one of an object; the key of a spread is "".
type entry struct {
	key   string
	value *expr
	at    arch.Range // of the key
}

// function is one with its parameters, or a constructor.
type function struct {
	params []string
	body   []*stmt
	self   string   // name of the receiver, where that is a parameter
	props  []string // parameters that are fields as well
	module *module
}

type stmtKind uint8

const (
	stExpr   stmtKind = iota
	stAssign          // target = value
	stIf              // value, body, other
	stFor             // target, value, body
	stReturn
	stBlock
)

type stmt struct {
	kind        stmtKind
	target      *expr
	value       *expr
	body, other []*stmt
}

// class is one that the repository defines.
type class struct {
	name    string
	base    *expr
	ctor    *function
	methods map[string]*function
	fields  []*stmt // assignments to fields, before the constructor's body
	module  *module
	at      arch.Range
}

// module is one source file.
type module struct {
	file    string
	imports map[string]symbol // local names of CDK packages and what is in them
	foreign map[string]bool   // local names that come from elsewhere
	classes map[string]*class
	order   []*class
	funcs   map[string]*function
	body    []*stmt
	main    *function // where a program of Go begins
	nearby  []string  // files of the repository that it takes names from, as written
}

func newModule(file string) *module {
	return &module{file: file, imports: map[string]symbol{}, foreign: map[string]bool{}, classes: map[string]*class{}, funcs: map[string]*function{}}
}

// symbol is something of the CDK: a package, or what path names in it.
type symbol struct{ pkg, path string }

// maxNesting bounds how deep the front ends go into the source.
const maxNesting = 150

func unknown(why string, at arch.Range) *expr { return &expr{op: opUnknown, text: why, at: at} }
