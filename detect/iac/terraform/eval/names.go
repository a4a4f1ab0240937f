package eval

import (
	"maps"
	"slices"
)

// Names returns the names of a block's attributes and nested blocks, sorted.
func (n Node) Names() []string {
	if n.body == nil {
		return nil
	}
	names := map[string]bool{}
	for name := range attributes(n.body) {
		names[name] = true
	}
	for _, b := range n.scope.blocks(n.body).blocks {
		names[b.typ] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// Collection reports whether the node is a known list, set, map or object.
func (n Node) Collection() bool { return n.iterable() }

// Keyed reports whether the node is a known map or object.
func (n Node) Keyed() bool {
	return n.iterable() && (n.v.Type().IsObjectType() || n.v.Type().IsMapType())
}
