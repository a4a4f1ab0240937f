package arch

// Question asks why one unit or resource leads to another, or why nothing says so.
type Question struct{ From, To string }

// Explanation answers a [Question]: the edges that lead from one to the other, or
// what there is of one and where its trail goes cold.
type Explanation struct {
	Asked    Question
	From, To string   // as the architecture calls them; "" for a name that nothing goes by
	Names    []string // that can be asked for, where one is not known; sorted
	Edges    []*Edge  // from From to To
	Back     bool     // there is an edge the other way
	Way      []string // the shortest way from From to To over others; nil when there is none

	// What follows is told of a missing edge.
	Scope    string // what of From's code was read, as Unit.Scope
	Language string // of From's code
	Code     string // directory of From's code; "" when it is not here
	Entry    Step   // where From's own code begins
	Pointers []Pointer
	Leads    []Lead
}

// Pointer is something declared for a unit that leads to what was asked for.
type Pointer struct {
	Name    string // of the variable
	Setting Step   // where it is declared
	Reads   []Read // in code; those that the unit reaches first
}

// Read is a place in code that reads a setting.
type Read struct {
	At      Range
	Func    string
	Reached bool // from the unit's entry
}

// Lead is a call that could have made the edge and did not.
type Lead struct {
	Call    Call
	Points  bool   // its address leads to what was asked for
	Reached bool   // from the unit's entry
	Why     string // why it makes no edge
}
