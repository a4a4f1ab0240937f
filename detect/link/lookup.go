package link

import (
	"slices"

	"github.com/archvet/archvet/detect/iac"
)

// lookup finds nodes by what their declarations have in common with another one, so
// that a declaration is compared with few nodes however many there are.
type lookup struct {
	keys func(*iac.Unit) []string
	at   map[string][]int // numbers of nodes, in the order in which they were added
}

func newLookup(keys func(*iac.Unit) []string) *lookup { return &lookup{keys, map[string][]int{}} }

func (k *lookup) add(n *node, d *iac.Unit) {
	for _, key := range k.keys(d) {
		if list := k.at[key]; len(list) == 0 || list[len(list)-1] != n.seq {
			k.at[key] = append(list, n.seq)
		}
	}
}

// sharing returns those of the nodes that have one of the keys, in their order.
func (k *lookup) sharing(nodes []*node, keys ...string) []*node {
	var at []int
	for _, key := range keys {
		at = append(at, k.at[key]...)
	}
	slices.Sort(at)
	var out []*node
	for _, i := range slices.Compact(at) {
		if i < len(nodes) {
			out = append(out, nodes[i])
		}
	}
	return out
}

// unlessEmpty makes a list of the key that a function gives, if any.
func unlessEmpty(key func(*iac.Unit) string) func(*iac.Unit) []string {
	return func(u *iac.Unit) []string {
		if k := key(u); k != "" {
			return []string{k}
		}
		return nil
	}
}

func newMerger(l *linker) *merger {
	m := &merger{l: l, prefix: prefixes(l.decls)}
	m.byName = newLookup(func(u *iac.Unit) []string { return []string{squash(u.Name)} })
	m.byBare = newLookup(unlessEmpty(m.bare))
	m.byHost = newLookup(calledBy)
	m.byDir = newLookup(unlessEmpty(l.declaredDir))
	m.byImage = newLookup(unlessEmpty(imageKey))
	m.byProgram = newLookup(unlessEmpty(l.programDir))
	m.byScope = newLookup(func(u *iac.Unit) []string { return []string{u.Scope + "\x00" + u.Name} })
	return m
}

// attach makes a declaration one of a node's unit.
func (m *merger) attach(n *node, d *iac.Unit) {
	n.decls = append(n.decls, d)
	for _, by := range []*lookup{m.byName, m.byBare, m.byHost, m.byDir, m.byImage, m.byProgram, m.byScope} {
		by.add(n, d)
	}
}
