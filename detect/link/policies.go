package link

import (
	"cmp"
	"slices"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// policies puts what meshes and gateways do to requests on the edges that they govern.
func (l *linker) policies() {
	for _, p := range l.heldRules() {
		to := l.governed(p)
		if to == nil {
			continue
		}
		from := l.referred(p.Scope, p.From)
		for _, e := range l.edges {
			if e.Style == arch.Sync && e.To == to.name() && (p.From == "" || (from != nil && e.From == from.name())) && !slices.Contains(e.Policies, p.Policy) {
				e.Policies = append(e.Policies, p.Policy)
			}
		}
	}
	for _, e := range l.edges {
		slices.SortFunc(e.Policies, func(a, b arch.Policy) int {
			return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.By, b.By), cmp.Compare(a.Path, b.Path))
		})
	}
}

// heldRules are the policies, those of configuration files once for each of what runs
// with the file.
func (l *linker) heldRules() []iac.Policy {
	var out []iac.Policy
	for _, p := range l.rules {
		ids, ok := l.holders[p.From]
		if !ok {
			out = append(out, p)
			continue
		}
		for _, id := range ids {
			if from := l.byID[id]; from != nil {
				if to := l.routed(from, p.ToHost); to != nil {
					q := p
					q.From, q.To = id, to.name()
					out = append(out, q)
				}
			}
		}
	}
	return out
}

// governed returns what a policy is for.
func (l *linker) governed(p iac.Policy) *node {
	if p.To != "" {
		if _, ok := l.holders[p.From]; ok {
			return l.nodeNamed(p.To)
		}
		return l.referred(p.Scope, p.To)
	}
	for _, e := range endpoints(p.ToHost) {
		if n := l.hosted([]string{p.Scope}, e); n != nil {
			return n
		}
	}
	return nil
}
