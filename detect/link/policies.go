package link

import (
	"cmp"
	"slices"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// policies puts what meshes and gateways do to requests on the edges that they govern.
func (l *linker) policies() {
	calls := map[string][]*arch.Edge{} // by what is called
	for _, e := range l.edges {
		if e.Style == arch.Sync {
			calls[e.To] = append(calls[e.To], e)
		}
	}
	for _, p := range l.rules {
		if _, ok := l.holders[p.From]; ok { // of a file that something runs with
			for _, from := range l.held(p.Scope, p.From) {
				if to := l.routed(from, p.ToHost); to != nil {
					govern(p.Policy, from.node, calls[to.name()])
				}
			}
			continue
		}
		to, from := l.governed(p), l.referred(p.Scope, p.From)
		if to != nil && (p.From == "" || from != nil) {
			govern(p.Policy, from, calls[to.name()])
		}
	}
	for _, e := range l.edges {
		slices.SortFunc(e.Policies, func(a, b arch.Policy) int {
			return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.By, b.By), cmp.Compare(a.Path, b.Path))
		})
	}
}

// govern puts a policy on the edges of a caller; nil is any.
func govern(p arch.Policy, from *node, calls []*arch.Edge) {
	for _, e := range calls {
		if (from == nil || e.From == from.name()) && !slices.Contains(e.Policies, p) {
			e.Policies = append(e.Policies, p)
		}
	}
}

// governed returns what a policy is for.
func (l *linker) governed(p iac.Policy) *node {
	if p.To != "" {
		return l.referred(p.Scope, p.To)
	}
	for _, e := range endpoints(p.ToHost) {
		if n := l.hosted([]string{p.Scope}, e); n != nil {
			return n
		}
	}
	return nil
}
