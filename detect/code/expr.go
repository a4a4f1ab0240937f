package code

import "github.com/archvet/archvet/detect/arch"

// ExprKind says what an expression is.
type ExprKind uint8

// The kinds of expressions. Text, Index and Args mean what stands beside each.
const (
	Opaque  ExprKind = iota // Text: why it is not known
	Const                   // Text: the value; strings unquoted, numbers in decimal, durations in nanoseconds, "true", "false", "nil"
	Var                     // Text: location of a local or package variable; see [Func] for IDs: "pkg.Name" or "func ID/name#offset"
	Par                     // Text: function ID, Index: which of its Params
	FieldOf                 // Text: "type ID.Field" (external: "path.Type.Field"), Args[0]: the object
	Elem                    // Args[0]: container, Args[1]: key or index, when there is one
	Addr                    // Args[0]: what it points to
	Deref                   // Args[0]: the pointer
	Result                  // Text: function ID, Op: index into its Ops, Index: which result
	FuncRef                 // Text: function ID, or external "path.Name"; Args[0]: bound receiver, when there is one
	Concat                  // Args: joined as text: +, templates, Sprintf
	Arith                   // Text: operator, Args: operands
	Compare                 // Text: "==", "!=", "<" ..., Args: operands; also "!" , "&&", "||"
	Make                    // Type: what is made; Names and Args: its fields, or Args alone: its elements; map literals: Names hold constant keys, a key that is none stands with its element in a Make of Type "entry"
	Choice                  // Args: one of these: conditional expressions, "a or b"
)

// Expr is a symbolic expression.
type Expr struct {
	Kind  ExprKind
	Text  string
	Index int
	Op    int
	Args  []Expr
	Names []string
	// Type is the static type where known: a repository type's ID, "path.Name" of an
	// external one, or "string", "int", "bool", "duration", "error", "func", "chan",
	// "map", "slice". Pointers are looked through.
	Type string
	At   arch.Range
}

// Unknown returns an opaque expression.
func Unknown(at arch.Range, why string) Expr { return Expr{Kind: Opaque, Text: why, At: at} }

// Text returns a constant string.
func Text(s string, at arch.Range) Expr { return Expr{Kind: Const, Text: s, Type: "string", At: at} }
