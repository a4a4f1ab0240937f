package link

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// mergeResources finds the declarations of one resource: by type and name, by host,
// and, where a production scope and a developer's one have a single resource of a
// type each and share units, by that.
func (l *linker) mergeResources() {
	groups := map[string][]*iac.Resource{}
	var order []string
	for _, r := range l.stores {
		if groups[r.Scope] == nil {
			order = append(order, r.Scope)
		}
		groups[r.Scope] = append(groups[r.Scope], r)
	}
	slices.SortStableFunc(order, func(a, b string) int {
		x, y := groups[a], groups[b]
		return cmp.Or(cmp.Compare(rankResource(x[0]), rankResource(y[0])), cmp.Compare(len(y), len(x)), cmp.Compare(a, b))
	})
	s := newStock(l)
	for _, scope := range order {
		s.addResources(groups[scope])
	}
	l.resources = s.nodes
	for _, n := range l.resources {
		slices.SortStableFunc(n.resources, func(a, b *iac.Resource) int { return cmp.Compare(rankResource(a), rankResource(b)) })
	}
}

func rankResource(r *iac.Resource) int {
	rank := environmentRank(r.Environment)
	if r.Platform == string(arch.Compose) {
		rank += 10
	}
	return rank
}

func (s *stock) addResources(list []*iac.Resource) {
	known := len(s.nodes)
	for _, r := range list {
		n := s.copyOf(r)
		if n == nil {
			n = s.sameResource(known, r)
		}
		if n == nil {
			n = &node{seq: len(s.nodes)}
			s.nodes = append(s.nodes, n)
		}
		s.attach(n, r)
	}
}

// copyOf finds an earlier declaration of the same thing in the same scope: another
// environment, region or instance of a module.
func (s *stock) copyOf(r *iac.Resource) *node {
	for _, n := range s.sharing(len(s.nodes), scopedKey(r)) {
		o := n.resources[len(n.resources)-1]
		if o.Scope == r.Scope && squash(o.Name) == squash(r.Name) && n.sameKind(r) {
			return n
		}
	}
	return nil
}

// sameResource finds the one of the first known nodes that is the same in another
// scope.
func (s *stock) sameResource(known int, r *iac.Resource) *node {
	named := s.sharing(known, nameKeys(r)...)
	for _, test := range []struct {
		nodes []*node
		same  func(o *iac.Resource) bool
	}{
		{named, func(o *iac.Resource) bool { return squash(o.Name) == squash(r.Name) && !stacksApart(o, r) }},
		{named, func(o *iac.Resource) bool { return shareName(o, r) && !stacksApart(o, r) }},
		{s.onlyOnes(known, r), func(o *iac.Resource) bool { return s.onlyOfType(o, r) }},
	} {
		var found []*node
		for _, n := range test.nodes {
			if n.sameKind(r) && !slices.ContainsFunc(n.resources, func(o *iac.Resource) bool { return o.Scope == r.Scope }) && slices.ContainsFunc(n.resources, test.same) {
				found = append(found, n)
			}
		}
		if len(found) == 1 {
			return found[0]
		}
	}
	return nil
}

// stacksApart reports whether two resources of different stacks are different ones:
// unless both say their physical name, a name means something in its own stack only.
func stacksApart(a, b *iac.Resource) bool {
	if !inStack(a) || !inStack(b) || a.Scope == b.Scope {
		return false
	}
	physical := !strings.HasSuffix(a.ID, "#"+a.Name) && !strings.HasSuffix(b.ID, "#"+b.Name)
	return !physical || squash(a.Name) != squash(b.Name)
}

func inStack(r *iac.Resource) bool {
	return r.Format == "cloudformation" || r.Format == "sam" || r.Format == "cdk" || r.Format == "serverless-framework"
}

func (n *node) sameKind(r *iac.Resource) bool {
	o := n.resources[0]
	return o.Kind == r.Kind && (o.Type == r.Type || o.Type == "" || r.Type == "")
}

func shareName(a, b *iac.Resource) bool {
	names := resourceNames(a)
	return slices.ContainsFunc(resourceNames(b), func(s string) bool { return slices.Contains(names, s) })
}

func resourceNames(r *iac.Resource) []string {
	names := []string{squash(r.Name)}
	for _, h := range r.Hosts {
		names = append(names, squash(h.Name))
	}
	for _, a := range r.Aliases {
		names = append(names, squash(a))
	}
	return names
}
