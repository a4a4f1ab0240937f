// Package yamldoc reads YAML (and JSON, its subset) as nodes that know their byte
// range.
//
// Nodes are never decoded into structs and never marshalled again: positions would
// be lost. It is the only package that imports the YAML library.
package yamldoc

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/archvet/archvet/detect/arch"
)

// maxAliases bounds how many aliases may lie on the way to a node. How many nodes they
// stand for in all is bounded where a document is parsed.
const maxAliases = 32

// Node is a place in a YAML document. The zero Node is an absent one; every method
// works on it, so that a loader can reach for what may not be there.
type Node struct {
	n       *yaml.Node
	doc     *document
	aliases int
	text    string // what the scalar stands for, when that is not what is written
}

// Kind says what a node holds.
type Kind uint8

// The kinds of nodes.
const (
	Absent Kind = iota
	Scalar
	Map
	List
)

// Kind returns what the node holds; aliases are looked through.
func (n Node) Kind() Kind {
	if n.n == nil {
		return Absent
	}
	switch n.n.Kind {
	case yaml.ScalarNode:
		return Scalar
	case yaml.MappingNode:
		return Map
	case yaml.SequenceNode:
		return List
	}
	return Absent
}

// Exists reports whether the node is there at all (an explicit null is there).
func (n Node) Exists() bool { return n.n != nil }

// IsNull reports whether the node is absent or an explicit null.
func (n Node) IsNull() bool { return n.n == nil || n.n.ShortTag() == "!!null" }

// Tag returns the node's own tag, such as "!Ref", or "" when it has none.
func (n Node) Tag() string {
	if n.n == nil || n.n.Style&yaml.TaggedStyle == 0 || strings.HasPrefix(n.n.Tag, "!!") {
		return ""
	}
	return n.n.Tag
}

func (n Node) wrap(y *yaml.Node) Node {
	w := Node{n: y, doc: n.doc, aliases: n.aliases}
	for w.n != nil && w.n.Kind == yaml.AliasNode {
		w.aliases++
		if w.aliases > maxAliases {
			return Node{}
		}
		w.n = w.n.Alias
	}
	return w
}

// Pairs yields the entries of a mapping in file order, those of merge keys ("<<")
// after the mapping's own.
func (n Node) Pairs() iter.Seq2[Node, Node] {
	return func(yield func(Node, Node) bool) {
		if n.Kind() != Map {
			return
		}
		n.pairs(&keySet{}, yield)
	}
}

func (n Node) pairs(seen *keySet, yield func(Node, Node) bool) bool {
	var merges []Node
	for i := 0; i+1 < len(n.n.Content); i += 2 {
		key, val := n.n.Content[i], n.n.Content[i+1]
		if key.Tag == "!!merge" {
			merges = append(merges, n.wrap(val))
			continue
		}
		k := n.wrap(key)
		if k.n == nil || seen.add(k.n.Value) && k.Kind() == Scalar {
			continue
		}
		if !yield(k, n.wrap(val)) {
			return false
		}
	}
	for _, m := range merges {
		if !m.merge(seen, yield) {
			return false
		}
	}
	return true
}

func (n Node) merge(seen *keySet, yield func(Node, Node) bool) bool {
	switch n.Kind() {
	case Map:
		return n.pairs(seen, yield)
	case List:
		for item := range n.Items() {
			if item.Kind() == Map && !item.pairs(seen, yield) {
				return false
			}
		}
	}
	return true
}

// keySet are the keys of a mapping so far. Most mappings are small: a map for each would
// cost more than all the rest of reading them.
type keySet struct {
	few  [smallMap]string
	n    int
	many map[string]bool
}

const smallMap = 16

// add reports whether the key was there before.
func (s *keySet) add(key string) bool {
	if s.many != nil {
		was := s.many[key]
		s.many[key] = true
		return was
	}
	if slices.Contains(s.few[:s.n], key) {
		return true
	}
	if s.n == smallMap {
		s.many = map[string]bool{key: true}
		for _, k := range s.few {
			s.many[k] = true
		}
		return false
	}
	s.few[s.n] = key
	s.n++
	return false
}

// Items yields the elements of a list.
func (n Node) Items() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if n.Kind() != List {
			return
		}
		for _, c := range n.n.Content {
			if w := n.wrap(c); w.n != nil && !yield(w) {
				return
			}
		}
	}
}

// Len returns the number of items or entries.
func (n Node) Len() int {
	switch n.Kind() {
	case List:
		return len(n.n.Content)
	case Map:
		return len(n.n.Content) / 2
	}
	return 0
}

// Get follows keys down nested mappings.
func (n Node) Get(keys ...string) Node {
	for _, key := range keys {
		_, n = n.Entry(key)
	}
	return n
}

// Entry returns the key and the value of one entry of a mapping.
func (n Node) Entry(key string) (Node, Node) {
	if n.Kind() != Map {
		return Node{}, Node{}
	}
	merges := false
	for i := 0; i+1 < len(n.n.Content); i += 2 {
		k := n.n.Content[i]
		merges = merges || k.Tag == "!!merge" || k.Kind == yaml.AliasNode
		if k.Kind == yaml.ScalarNode && k.Value == key && k.Tag != "!!merge" && k.Tag != "!!null" {
			return n.wrap(k), n.wrap(n.n.Content[i+1])
		}
	}
	if !merges {
		return Node{}, Node{}
	}
	for k, v := range n.Pairs() {
		if k.Text() == key {
			return k, v
		}
	}
	return Node{}, Node{}
}

// Index returns the item i of a list.
func (n Node) Index(i int) Node {
	if n.Kind() != List || i < 0 || i >= len(n.n.Content) {
		return Node{}
	}
	return n.wrap(n.n.Content[i])
}

// Text returns a scalar's text, "" for anything else.
func (n Node) Text() string {
	if n.Kind() != Scalar || n.IsNull() {
		return ""
	}
	if n.text != "" {
		return n.text
	}
	return n.n.Value
}

// WithText returns the scalar with another text at the same place: what a format
// makes of it, such as a key with a variable.
func (n Node) WithText(text string) Node {
	n.text = text
	return n
}

// IsString reports whether a scalar is a string, rather than a number, a bool or null.
func (n Node) IsString() bool { return n.Kind() == Scalar && n.n.ShortTag() == "!!str" }

// String returns a scalar as an explicit value; an absent or other node is unknown.
func (n Node) String() arch.Value[string] {
	if n.Kind() != Scalar || n.IsNull() {
		return n.unknown("string", "")
	}
	return arch.Given(n.Text(), n.At())
}

// Int returns an integer scalar (or a string that spells one) as an explicit value.
func (n Node) Int() arch.Value[int] {
	i, err := strconv.Atoi(strings.TrimSpace(n.Text()))
	if err != nil {
		v := n.unknown("integer", n.Text())
		return arch.Value[int]{At: v.At, Why: v.Why}
	}
	return arch.Given(i, n.At())
}

// Bool returns a boolean scalar (or a string that spells one) as an explicit value.
func (n Node) Bool() arch.Value[bool] {
	switch strings.ToLower(n.Text()) {
	case "true", "yes", "on":
		return arch.Given(true, n.At())
	case "false", "no", "off":
		return arch.Given(false, n.At())
	}
	v := n.unknown("boolean", n.Text())
	return arch.Value[bool]{At: v.At, Why: v.Why}
}

func (n Node) unknown(want, got string) arch.Value[string] {
	switch {
	case n.IsNull():
		return arch.Value[string]{}
	case got != "":
		return arch.Hide[string](n.At(), got+" is not a plain "+want)
	}
	return arch.Hide[string](n.At(), "not a plain "+want)
}
