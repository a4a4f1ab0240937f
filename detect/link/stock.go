package link

import (
	"slices"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// stock are the resources found so far, by what their declarations have in common with
// another one: it is compared with few of them then, however many there are.
type stock struct {
	nodes  []*node
	at     map[stockKey][]int
	counts map[[2]string]int  // declarations by scope and type
	units  map[string][]*node // by scope
}

// stockKey is a name in a scope, a name in any, or a kind and a type.
type stockKey struct{ by, scope, name string }

func newStock(l *linker) *stock {
	s := &stock{at: map[stockKey][]int{}, counts: map[[2]string]int{}, units: map[string][]*node{}}
	for _, r := range l.stores {
		s.counts[[2]string{r.Scope, r.Type}]++
	}
	for _, n := range l.units {
		for _, scope := range n.scopesOf() {
			s.units[scope] = append(s.units[scope], n)
		}
	}
	return s
}

func scopedKey(r *iac.Resource) stockKey { return stockKey{"scope", r.Scope, squash(r.Name)} }

func nameKeys(r *iac.Resource) []stockKey {
	var keys []stockKey
	for _, name := range resourceNames(r) {
		keys = append(keys, stockKey{by: "name", name: name})
	}
	return keys
}

func typeKey(kind arch.ResourceKind, typ string) stockKey {
	return stockKey{"type", string(kind), typ}
}

// attach makes a declaration one of a node's resource. The type that counts is that of
// a node's first.
func (s *stock) attach(n *node, r *iac.Resource) {
	keys := append(nameKeys(r), scopedKey(r))
	if len(n.resources) == 0 {
		keys = append(keys, typeKey(r.Kind, r.Type))
	}
	n.resources = append(n.resources, r)
	for _, key := range keys {
		if list := s.at[key]; len(list) == 0 || list[len(list)-1] != n.seq {
			s.at[key] = append(list, n.seq)
		}
	}
}

// sharing returns those of the first nodes that have one of the keys, in their order.
func (s *stock) sharing(known int, keys ...stockKey) []*node {
	var at []int
	for _, key := range keys {
		at = append(at, s.at[key]...)
	}
	slices.Sort(at)
	var out []*node
	for _, i := range slices.Compact(at) {
		if i < known {
			out = append(out, s.nodes[i])
		}
	}
	return out
}

// onlyOnes are the nodes that may be the same as a resource because there is one of
// its type in each of their scopes.
func (s *stock) onlyOnes(known int, r *iac.Resource) []*node {
	if r.Kind != arch.Datastore && r.Kind != arch.Broker || r.Type == "" || s.counts[[2]string{r.Scope, r.Type}] != 1 {
		return nil
	}
	return s.sharing(known, typeKey(r.Kind, r.Type), typeKey(r.Kind, ""))
}

// onlyOfType reports whether a developer's scope and another one, which run the
// same units, have one resource of this type each.
func (s *stock) onlyOfType(o, r *iac.Resource) bool {
	if (o.Platform == string(arch.Compose)) == (r.Platform == string(arch.Compose)) {
		return false
	}
	return s.counts[[2]string{o.Scope, r.Type}] == 1 && s.shareUnits(o.Scope, r.Scope)
}

func (s *stock) shareUnits(a, b string) bool {
	return slices.ContainsFunc(s.units[a], func(n *node) bool {
		return slices.ContainsFunc(n.decls, func(d *iac.Unit) bool { return d.Scope == b })
	})
}
