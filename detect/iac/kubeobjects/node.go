package kubeobjects

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// maxNodes bounds one document with its aliases expanded.
const maxNodes = 100_000

var errTooManyNodes = errors.New("too many YAML nodes")

// Node is a part of an object that patches may change. Every part keeps the place
// where it is written, be it the manifest or a patch. The nil Node is absent.
type Node struct {
	kind    yamldoc.Kind
	text    string
	null    bool
	src     yamldoc.Node // gives the range, worked out only when asked for
	at      *arch.Range  // overrides src
	places  Places       // of the text that src is in, when that is no file
	why     string       // the text is not whole, for this reason
	entries []entry
	items   []*Node
}

type entry struct{ key, val *Node }

// Places says of text that something has rendered where it is written.
type Places interface {
	// At finds the place of a stretch of the text.
	At(arch.Range) arch.Range
	// Unmark gives a scalar without its marks for what is unknown, and the reason for
	// which it then is not whole.
	Unmark(string) (text, why string)
}

// FromYAML takes over a document.
func FromYAML(n yamldoc.Node) (*Node, error) { return FromRendered(n, nil) }

// FromRendered takes over a document of a rendered text.
func FromRendered(n yamldoc.Node, places Places) (*Node, error) {
	c := converter{places: places, budget: maxNodes}
	node := c.node(n)
	if c.budget < 0 {
		return nil, errTooManyNodes
	}
	return node, nil
}

// converter takes nodes over; it makes many at once.
type converter struct {
	places Places
	budget int
	free   []Node
}

const chunk = 64

func (c *converter) node(n yamldoc.Node) *Node {
	c.budget--
	if c.budget < 0 || !n.Exists() {
		return nil
	}
	if len(c.free) == 0 {
		c.free = make([]Node, chunk)
	}
	out := &c.free[0]
	c.free = c.free[1:]
	*out = Node{kind: n.Kind(), null: n.IsNull(), src: n, places: c.places}
	switch out.kind {
	case yamldoc.Scalar:
		out.text = n.Text()
		if c.places != nil {
			out.text, out.why = c.places.Unmark(out.text)
		}
	case yamldoc.Map:
		out.entries = make([]entry, 0, n.Len())
		for k, v := range n.Pairs() {
			out.entries = append(out.entries, entry{c.node(k), c.node(v)})
			if c.budget < 0 {
				return nil
			}
		}
	case yamldoc.List:
		out.items = make([]*Node, 0, n.Len())
		for i := range n.Items() {
			out.items = append(out.items, c.node(i))
			if c.budget < 0 {
				return nil
			}
		}
	}
	return out
}

// Scalar makes a string that is written at a place of its own, such as one half of
// "KEY=value".
func Scalar(text string, at arch.Range) *Node {
	return &Node{kind: yamldoc.Scalar, text: text, at: &at}
}

// Map makes an empty mapping at a place.
func Map(at arch.Range) *Node { return &Node{kind: yamldoc.Map, at: &at} }

// List makes an empty list at a place.
func List(at arch.Range) *Node { return &Node{kind: yamldoc.List, at: &at} }

// Hidden makes a scalar that is written at a place and whose text is out of sight.
func Hidden(at arch.Range, why string) *Node {
	return &Node{kind: yamldoc.Scalar, at: &at, why: why}
}

// Append adds an item to a list.
func (n *Node) Append(item *Node) { n.items = append(n.items, item) }

// Kind says what the node holds.
func (n *Node) Kind() yamldoc.Kind {
	if n == nil {
		return yamldoc.Absent
	}
	return n.kind
}

// Len returns the number of items or entries.
func (n *Node) Len() int {
	if n == nil {
		return 0
	}
	return len(n.items) + len(n.entries)
}

// Inner reads the text of a scalar as YAML of its own.
func (n *Node) Inner() ([]yamldoc.Node, []arch.Problem) { return n.src.Inner() }

// Size counts nodes, and stops at the limit.
func (n *Node) Size(limit int) int {
	if n == nil || limit <= 0 {
		return 0
	}
	total := 1
	for _, e := range n.entries {
		total += 1 + e.val.Size(limit-total)
	}
	for _, i := range n.items {
		total += i.Size(limit - total)
	}
	return total
}

// Clone copies what patches change: the shape, not the places.
func (n *Node) Clone() *Node {
	if n == nil {
		return nil
	}
	c := *n
	c.entries = make([]entry, len(n.entries))
	for i, e := range n.entries {
		c.entries[i] = entry{e.key, e.val.Clone()}
	}
	c.items = make([]*Node, len(n.items))
	for i, item := range n.items {
		c.items[i] = item.Clone()
	}
	return &c
}

// At returns where the node is written.
func (n *Node) At() arch.Range {
	switch {
	case n == nil:
		return arch.Range{}
	case n.at != nil:
		return *n.at
	case n.places != nil:
		return n.places.At(n.src.At())
	}
	return n.src.At()
}

// Written returns where the node stands in the text that it was read from, which is
// not a file's for what is rendered.
func (n *Node) Written() arch.Range { return n.src.At() }

// Get follows keys down nested mappings.
func (n *Node) Get(keys ...string) *Node {
	for _, key := range keys {
		n = n.entry(key).val
	}
	return n
}

func (n *Node) entry(key string) entry {
	if n != nil {
		for _, e := range n.entries {
			if e.key.Text() == key {
				return e
			}
		}
	}
	return entry{}
}

// Items returns the elements of a list.
func (n *Node) Items() []*Node {
	if n == nil {
		return nil
	}
	return n.items
}

// Text returns a scalar's text, "" for anything else.
func (n *Node) Text() string {
	if n == nil {
		return ""
	}
	return n.text
}

// IsScalar reports whether the node is a scalar other than null.
func (n *Node) IsScalar() bool { return n != nil && n.kind == yamldoc.Scalar && !n.null }

// Str returns a scalar as an explicit value.
func (n *Node) Str() arch.Value[string] {
	switch {
	case n == nil || n.null:
		return arch.Value[string]{}
	case n.kind != yamldoc.Scalar:
		return arch.Hide[string](n.At(), "not a plain string")
	case n.why != "":
		return arch.Hide[string](n.At(), n.why)
	}
	return arch.Given(n.text, n.At())
}

// Int returns an integer as an explicit value.
func (n *Node) Int() arch.Value[int] {
	if n == nil || n.null {
		return arch.Value[int]{}
	}
	if n.why != "" {
		return arch.Hide[int](n.At(), n.why)
	}
	i, err := strconv.Atoi(strings.TrimSpace(n.text))
	if err != nil {
		return arch.Hide[int](n.At(), "not a plain integer")
	}
	return arch.Given(i, n.At())
}

// Seconds returns a number of seconds as an explicit value.
func (n *Node) Seconds() arch.Value[time.Duration] {
	i := n.Int()
	const most = 1 << 32
	if !i.Known() || i.V < 0 || i.V > most {
		if i.Known() {
			i.Why = "out of range"
		}
		return arch.Value[time.Duration]{At: i.At, Why: i.Why}
	}
	return arch.Given(time.Duration(i.V)*time.Second, i.At)
}

// Strings returns the scalars of a list as explicit values.
func (n *Node) Strings() []arch.Value[string] {
	var list []arch.Value[string]
	for _, i := range n.Items() {
		list = append(list, i.Str())
	}
	return list
}

// labels returns a mapping of strings.
func (n *Node) labels() map[string]string {
	if n == nil || len(n.entries) == 0 {
		return nil
	}
	m := map[string]string{}
	for _, e := range n.entries {
		m[e.key.Text()] = e.val.Text()
	}
	return m
}
