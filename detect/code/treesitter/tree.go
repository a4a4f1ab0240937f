package treesitter

import "iter"

// Tree is the syntax of one file. Comments and plain punctuation are left out, and so
// is what nests deeper than 2000 levels.
type Tree struct {
	src     []byte
	grammar *Grammar
	nodes   []record // in source order, each before its children
}

type record struct {
	start, end                  uint32
	symbol, field, depth, flags uint16
	next                        uint32 // index of the first node that is not below this one
}

const (
	named = 1 << iota
	isError
	missing
	broken
)

// link notes where each node's descendants end.
func (t *Tree) link() {
	var open []int
	for i := range t.nodes {
		for len(open) > 0 && t.nodes[open[len(open)-1]].depth >= t.nodes[i].depth {
			t.nodes[open[len(open)-1]].next = uint32(i)
			open = open[:len(open)-1]
		}
		open = append(open, i)
	}
	for _, i := range open {
		t.nodes[i].next = uint32(len(t.nodes))
	}
}

// Root returns the node of the whole file.
func (t *Tree) Root() Node {
	if len(t.nodes) == 0 {
		return Node{}
	}
	return Node{t, 0}
}

// Node is a node of a tree. The zero Node is none: it has no kind, text or children.
type Node struct {
	tree *Tree
	i    int
}

func (n Node) record() record {
	if n.tree == nil {
		return record{}
	}
	return n.tree.nodes[n.i]
}

// IsZero reports whether it is no node at all.
func (n Node) IsZero() bool { return n.tree == nil }

// Kind returns the name that the grammar gives the node: "call", "identifier", "+".
func (n Node) Kind() string {
	if n.tree == nil {
		return ""
	}
	r := n.record()
	if r.flags&isError != 0 {
		return "ERROR"
	}
	if int(r.symbol) < len(n.tree.grammar.symbols) {
		return n.tree.grammar.symbols[r.symbol]
	}
	return ""
}

// Field returns the role of the node in its parent, "" for none.
func (n Node) Field() string {
	if r := n.record(); r.field != 0 && int(r.field) < len(n.tree.grammar.fields) {
		return n.tree.grammar.fields[r.field]
	}
	return ""
}

// Start returns the offset at which the node begins.
func (n Node) Start() int { return int(n.record().start) }

// End returns the offset behind the node.
func (n Node) End() int { return int(n.record().end) }

// Text returns the source of the node.
func (n Node) Text() string {
	if n.tree == nil {
		return ""
	}
	r := n.record()
	return string(n.tree.src[r.start:min(int(r.end), len(n.tree.src))])
}

// IsNamed tells the nodes of the grammar's rules from its literal words and operators.
func (n Node) IsNamed() bool { return n.record().flags&named != 0 }

// IsError reports whether the node is text that does not fit the grammar.
func (n Node) IsError() bool { return n.record().flags&isError != 0 }

// IsMissing reports whether the node is not in the source: the parser put it there to
// go on.
func (n Node) IsMissing() bool { return n.record().flags&missing != 0 }

// HasError reports whether anything in the node does not fit the grammar.
func (n Node) HasError() bool { return n.record().flags&broken != 0 }

// Children returns the nodes directly below, in source order.
func (n Node) Children() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if n.tree == nil {
			return
		}
		end := int(n.record().next)
		for i := n.i + 1; i < end; i = int(n.tree.nodes[i].next) {
			if !yield(Node{n.tree, i}) {
				return
			}
		}
	}
}

// Named returns the named nodes directly below.
func (n Node) Named() []Node {
	var out []Node
	for c := range n.Children() {
		if c.IsNamed() {
			out = append(out, c)
		}
	}
	return out
}

// Child returns the first node below that has the role, or none.
func (n Node) Child(field string) Node {
	for c := range n.Children() {
		if c.Field() == field {
			return c
		}
	}
	return Node{}
}

// First returns the first node below that is of the kind, or none.
func (n Node) First(kind string) Node {
	for c := range n.Children() {
		if c.Kind() == kind {
			return c
		}
	}
	return Node{}
}
