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
	for _, scope := range order {
		l.addResources(groups[scope])
	}
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

func (l *linker) addResources(list []*iac.Resource) {
	known := slices.Clone(l.resources)
	for _, r := range list {
		if n := l.copyOf(r); n != nil {
			n.resources = append(n.resources, r)
			continue
		}
		if n := l.sameResource(known, list, r); n != nil {
			n.resources = append(n.resources, r)
			continue
		}
		l.resources = append(l.resources, &node{resources: []*iac.Resource{r}})
	}
}

// copyOf finds an earlier declaration of the same thing in the same scope: another
// environment, region or instance of a module.
func (l *linker) copyOf(r *iac.Resource) *node {
	for _, n := range l.resources {
		o := n.resources[len(n.resources)-1]
		if o.Scope == r.Scope && squash(o.Name) == squash(r.Name) && n.sameKind(r) {
			return n
		}
	}
	return nil
}

func (l *linker) sameResource(known []*node, scope []*iac.Resource, r *iac.Resource) *node {
	tests := []func(o *iac.Resource) bool{
		func(o *iac.Resource) bool { return squash(o.Name) == squash(r.Name) && !stacksApart(o, r) },
		func(o *iac.Resource) bool { return shareName(o, r) && !stacksApart(o, r) },
		func(o *iac.Resource) bool { return l.onlyOfType(o, r, scope) },
	}
	for _, same := range tests {
		var found []*node
		for _, n := range known {
			if n.sameKind(r) && !slices.Contains(n.scopesOf(), r.Scope) && slices.ContainsFunc(n.resources, same) {
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
	return r.Format == "cloudformation" || r.Format == "sam" || r.Format == "serverless-framework"
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

// onlyOfType reports whether a developer's scope and another one, which run the
// same units, have one resource of this type each.
func (l *linker) onlyOfType(o, r *iac.Resource, scope []*iac.Resource) bool {
	if r.Kind != arch.Datastore && r.Kind != arch.Broker {
		return false
	}
	if (o.Platform == string(arch.Compose)) == (r.Platform == string(arch.Compose)) {
		return false
	}
	count := func(list []*iac.Resource, scope string) (n int) {
		for _, x := range list {
			if x.Scope == scope && x.Type == r.Type {
				n++
			}
		}
		return n
	}
	return r.Type != "" && count(scope, r.Scope) == 1 && count(l.stores, o.Scope) == 1 && l.shareUnits(o.Scope, r.Scope)
}

func (l *linker) shareUnits(a, b string) bool {
	return slices.ContainsFunc(l.units, func(n *node) bool {
		s := n.scopesOf()
		return slices.Contains(s, a) && slices.Contains(s, b)
	})
}
