package link

import (
	"cmp"
	"slices"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// merger finds the declarations of one unit: scope after scope, by name, then by
// host and undecorated name, then by source and image where these are unmistakable.
type merger struct {
	l      *linker
	prefix map[string][]string
	nodes  []*node

	byName, byBare, byHost, byDir, byImage, byProgram, byScope *lookup
}

func (l *linker) mergeUnits() []*node {
	m := newMerger(l)
	for _, decls := range byScope(l.decls) {
		m.add(decls)
	}
	for _, n := range m.nodes {
		slices.SortStableFunc(n.decls, comparePrimary)
	}
	return m.nodes
}

// byScope groups declarations; the scopes that say most come first, so that the
// others find their units there.
func byScope(decls []*iac.Unit) [][]*iac.Unit {
	var groups [][]*iac.Unit
	at := map[string]int{}
	for _, d := range decls {
		i, ok := at[d.Scope]
		if !ok {
			i = len(groups)
			at[d.Scope] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], d)
	}
	slices.SortStableFunc(groups, func(a, b []*iac.Unit) int {
		return cmp.Or(comparePrimary(a[0], b[0]), cmp.Compare(len(b), len(a)), cmp.Compare(a[0].Scope, b[0].Scope))
	})
	return groups
}

// comparePrimary orders declarations of a unit: the platform that carries
// production before a developer's, production before other environments.
func comparePrimary(a, b *iac.Unit) int {
	return cmp.Or(cmp.Compare(platformRank(a.Platform), platformRank(b.Platform)), cmp.Compare(updateRank(a), updateRank(b)), cmp.Compare(environmentRank(a.Environment), environmentRank(b.Environment)))
}

// updateRank puts a command that deploys behind what declares the same.
func updateRank(d *iac.Unit) int {
	if d.Update {
		return 1
	}
	return 0
}

func platformRank(p arch.Platform) int {
	switch p {
	case "":
		return 3
	case arch.Compose:
		return 2
	case arch.Knative:
		return 1 // often an alternative to plain Deployments
	}
	return 0
}

func environmentRank(env string) int {
	for _, w := range words(env) {
		switch w {
		case "prod", "production", "live", "prd":
			return 0
		case "stage", "staging", "preprod", "uat":
			return 3
		case "dev", "development", "local", "test", "testing", "qa", "int", "minikube", "kind", "ci", "sandbox":
			return 4
		}
	}
	if env != "" {
		return 2 // a variant
	}
	return 1
}

// add merges the declarations of one scope into the nodes found so far.
func (m *merger) add(decls []*iac.Unit) {
	left := decls
	known := len(m.nodes)
	for _, by := range []*lookup{m.byName, m.byBare, m.byHost} {
		left = m.assign(left, known, by)
	}
	keys := []*lookup{m.byDir, m.byImage}
	if decls[0].Platform == "" { // another way to run what a platform runs, under a name of its own
		keys = append(keys, m.byProgram)
	}
	for _, by := range keys {
		left = m.assignUnique(left, decls, known, by)
	}
	for _, d := range left {
		if n := m.twin(d); n != nil {
			m.attach(n, d)
			continue
		}
		n := &node{seq: len(m.nodes)}
		m.nodes = append(m.nodes, n)
		m.attach(n, d)
	}
}

// assign gives declarations to those of the first known nodes that share a key with
// them and fit.
func (m *merger) assign(decls []*iac.Unit, known int, by *lookup) []*iac.Unit {
	var left []*iac.Unit
	for _, d := range decls {
		var found []*node
		for _, n := range by.sharing(m.nodes[:known], by.keys(d)...) {
			if m.fits(n, d) {
				found = append(found, n)
			}
		}
		switch {
		case len(found) == 1:
		case len(found) > 1 && m.sameName(found[0], d):
			// Of several of one name, the one of the same kind.
			slices.SortStableFunc(found, func(a, b *node) int { return cmp.Compare(kindRank(a, d), kindRank(b, d)) })
		default:
			left = append(left, d)
			continue
		}
		m.attach(found[0], d)
	}
	return left
}

func kindRank(n *node, d *iac.Unit) int {
	if n.decls[0].Kind == d.Kind {
		return 0
	}
	return 1
}

// twin finds an earlier declaration of the same scope that says the same.
func (m *merger) twin(d *iac.Unit) *node {
	for _, n := range m.byScope.sharing(m.nodes, m.byScope.keys(d)...) {
		for _, o := range n.decls {
			if o.Scope == d.Scope && o.Name == d.Name && o.Kind == d.Kind && o.Platform == d.Platform && !m.l.otherSource(o, d) {
				return n
			}
		}
	}
	return nil
}

// assignUnique joins what a key names on both sides exactly once.
func (m *merger) assignUnique(left, all []*iac.Unit, known int, by *lookup) []*iac.Unit {
	if len(left) == 0 {
		return nil
	}
	names := map[string]map[string]bool{}
	for _, d := range all {
		for _, k := range by.keys(d) {
			if names[k] == nil {
				names[k] = map[string]bool{}
			}
			names[k][d.Name] = true
		}
	}
	var rest []*iac.Unit
	for _, d := range left {
		var found []*node
		if k := by.keys(d); len(k) == 1 && len(names[k[0]]) == 1 {
			found = by.sharing(m.nodes[:known], k...)
		}
		if len(found) == 1 && m.fits(found[0], d) {
			m.attach(found[0], d)
			continue
		}
		rest = append(rest, d)
	}
	return rest
}

// fits reports whether a declaration can be another one of a node's unit: within a
// scope, different names are different units, whatever else they share.
func (m *merger) fits(n *node, d *iac.Unit) bool {
	for _, o := range n.decls {
		if o.Scope == d.Scope && o.Name != d.Name {
			return false
		}
		if o.Kind != d.Kind && !interchangeable(o, d) {
			return false
		}
		if m.l.otherSource(o, d) {
			return false
		}
	}
	return true
}

// interchangeable reports whether declarations of different kinds can still be one
// unit: developers run functions as containers, and overlays try other kinds.
func interchangeable(a, b *iac.Unit) bool {
	for _, p := range []arch.Platform{arch.Compose, arch.Knative} {
		if a.Platform == p || b.Platform == p {
			return true
		}
	}
	return a.Name == b.Name && a.Scope != b.Scope && imageKey(a) != "" && imageKey(a) == imageKey(b)
}

func (m *merger) sameName(n *node, d *iac.Unit) bool {
	return slices.ContainsFunc(n.decls, func(o *iac.Unit) bool { return squash(o.Name) == squash(d.Name) })
}

// bare is the name without what all names of its scope share, or what names its
// environment.
func (m *merger) bare(u *iac.Unit) string {
	w := words(u.Name)
	if env := words(u.Environment); len(env) == 1 && len(w) > 1 {
		w = slices.DeleteFunc(w, func(s string) bool { return s == env[0] })
	}
	if len(w) == 0 {
		return ""
	}
	return undecorated(w, m.prefix[u.Scope])
}

// calledBy are the names under which a declaration goes.
func calledBy(u *iac.Unit) []string {
	names := []string{squash(u.Name)}
	for _, h := range u.Hosts {
		names = append(names, squash(h.Name))
	}
	for _, a := range u.Aliases {
		names = append(names, squash(a))
	}
	return names
}

// programDir is the directory of a declaration's program, however it is found.
func (l *linker) programDir(u *iac.Unit) string {
	if dir := l.sourceDir(u); dir != "." && u.Kind != arch.Workflow {
		return dir
	}
	return ""
}

func imageKey(u *iac.Unit) string {
	if !u.Code.Image.Known() {
		return ""
	}
	return iac.ImageName(u.Code.Image.V)
}

// otherSource reports whether two declarations are of different programs for sure:
// both say where the source is, and neither place lies in the other.
func (l *linker) otherSource(a, b *iac.Unit) bool {
	x, y := l.declaredDir(a), l.declaredDir(b)
	if isHint(a) != isHint(b) {
		return false // the one place may be where developers build it, the other production
	}
	if x != "" && y != "" && !within(x, y) && !within(y, x) {
		return true
	}
	return x == y && a.Kind == arch.Function && b.Kind == arch.Function && a.Code.Handler.Known() && b.Code.Handler.Known() &&
		a.Code.Handler.V != b.Code.Handler.V && a.Platform == b.Platform
}
