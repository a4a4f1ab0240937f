package link

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// frameworks is what the frameworks of units say, and what can be looked up by it.
type frameworks struct {
	of    map[*node]*iac.Module
	names map[string][]*node // by the name in a registry, in lower case
	ports map[int][]*node    // by the ports that configurations open
	roles map[string][]*node
	// shelves are the directories of what a configuration server holds for others.
	shelves []string
}

// holds reports whether a file is one that a configuration server hands out.
func (k *frameworks) holds(f *source.File) bool {
	return slices.ContainsFunc(k.shelves, func(dir string) bool { return within(f.Path, dir) })
}

// named is the one unit that goes by a name in a registry.
func (k *frameworks) named(name string) *node { return alone(k.names[strings.ToLower(name)]) }

// modules gives the units what the frameworks of their programs say, and their
// names in a registry.
func (l *linker) modules() {
	l.known = frameworks{of: map[*node]*iac.Module{}, names: map[string][]*node{}, ports: map[int][]*node{}, roles: map[string][]*node{}}
	byDir := map[string]*iac.Module{}
	for _, d := range l.in.Declared {
		for _, m := range d.Modules {
			byDir[m.Dir] = m
			l.known.shelves = append(l.known.shelves, m.Holds...)
		}
	}
	if len(byDir) == 0 {
		return
	}
	for _, n := range l.units {
		if m := moduleOf(byDir, n.dir); m != nil {
			l.known.add(n, m)
		}
	}
}

// defaultPort is what the frameworks listen on when nothing is configured.
const defaultPort = 8080

func (k *frameworks) add(n *node, m *iac.Module) {
	k.of[n] = m
	for _, name := range m.Names {
		if !slices.Contains(n.decls[0].Aliases, name.V) && n.decls[0].Name != name.V {
			n.decls[0].Aliases = append(slices.Clone(n.decls[0].Aliases), name.V)
		}
		addNode(k.names, strings.ToLower(name.V), n)
	}
	open := 0
	for _, key := range []string{"server.port", "quarkus.http.port", "micronaut.server.port"} {
		for _, p := range m.Settings(key) {
			open++
			if port := portOf(p.Value.V); port > 0 {
				addNode(k.ports, port, n)
			}
		}
	}
	if open == 0 {
		addNode(k.ports, defaultPort, n)
	}
	for _, r := range m.Roles {
		addNode(k.roles, r.Name, n)
	}
}

// moduleOf is the module whose program is built from a directory: that of the
// directory, of the nearest one above, else the only one below.
func moduleOf(byDir map[string]*iac.Module, dir string) *iac.Module {
	if dir == "" {
		return nil
	}
	for up := dir; ; up = path.Dir(up) {
		if m := byDir[up]; m != nil {
			return m
		}
		if up == "." {
			break
		}
	}
	var below *iac.Module
	for _, m := range byDir {
		if !within(m.Dir, dir) {
			continue
		}
		if below != nil {
			return nil
		}
		below = m
	}
	return below
}

// used adds the edges of what frameworks connect to and call.
func (l *linker) used() {
	for _, n := range l.units {
		if m := l.known.of[n]; m != nil {
			u := user{linker: l, node: n, module: m}
			for _, use := range m.Uses {
				u.use(use)
			}
		}
	}
	for _, n := range l.units {
		if m := l.known.of[n]; m != nil {
			l.channels(n, m)
		}
	}
}

// user is a unit with what its framework says, while its edges are found.
type user struct {
	*linker
	node   *node
	module *iac.Module
	env    map[string]setting // by iac.VariableKey; see environment
}

// setting is a property that the declaration of a unit sets.
type setting struct {
	value value
	node  *node
}

func (u *user) use(use iac.Use) {
	if use.All != "" {
		u.all(use)
		return
	}
	to, at := u.target(use)
	if to == nil || to == u.node || !u.suits(to, use) {
		return
	}
	evidence := slices.Clone(use.Evidence)
	if !at.IsZero() {
		evidence = append(evidence, arch.Step{At: at, What: "address"})
	}
	style, protocol := use.Style, use.Protocol
	switch {
	case to.isData():
		style, protocol = arch.Data, cmp.Or(to.resource.Type, protocol)
	case to.resource != nil && to.resource.Kind == arch.Broker:
		style, protocol = arch.Async, cmp.Or(to.resource.Type, protocol)
	}
	u.edge(u.node, to, style, protocol, evidence...)
}

// suits reports whether a target can be what is used: a datastore has to be of the
// type that its library speaks to, and HTTP is asked of services.
func (u *user) suits(to *node, use iac.Use) bool {
	if to.resource == nil {
		return len(use.Types) == 0 || use.Role != "" || to.unit != nil && use.Style == arch.Sync
	}
	if len(use.Types) > 0 {
		return slices.Contains(use.Types, to.resource.Type) || to.resource.Type == ""
	}
	if use.Role != "" {
		return to.resource.Kind == arch.Discovery || to.resource.Kind == arch.OtherResource || to.resource.Kind == arch.Observability
	}
	return use.Protocol != "http" || to.resource.Kind != arch.Observability && to.resource.Kind != arch.Discovery && to.resource.Kind != arch.Broker
}

// target finds what is used: by an address, else by the role that one unit has, else
// as the only resource of its type.
func (u *user) target(use iac.Use) (*node, arch.Range) {
	elsewhere := false
	for _, c := range u.candidates(use) {
		if c.node != nil {
			return c.node, c.at
		}
		for _, e := range endpoints(c.text) {
			if to := u.reach(e); to != nil {
				return to, c.at
			}
			elsewhere = elsewhere || !isLocal(e.host) && strings.Contains(e.host, ".")
		}
	}
	if use.Role != "" && len(use.Types) == 0 || use.Role == "tracing" {
		if to := u.withRole(use.Role); to != nil {
			return to, arch.Range{}
		}
	}
	if use.Alone && !elsewhere {
		return u.only(use.Types), arch.Range{}
	}
	return nil, arch.Range{}
}

// reach resolves one end of an address: a name that a registry knows, a host, or a
// port of the own machine.
func (u *user) reach(e endpoint) *node {
	if isLocal(e.host) {
		return u.beside(e.port)
	}
	if to := u.registered(e.host); to != nil {
		return to
	}
	if e.registered {
		if to := u.registered(strings.Trim(e.path, "/")); to != nil {
			return to
		}
	}
	if to := u.hosted(u.node.scopesOf(), e); to != nil {
		return to
	}
	return nil
}

// registered is the one unit that goes by a name in a registry.
func (u *user) registered(name string) *node { return u.known.named(name) }

// withRole is the only other unit that is something to all.
func (u *user) withRole(role string) *node { return alone(u.others(u.known.roles[role])) }

// beside is the only unit whose configuration opens a port of the machine that
// programs run on while they are developed. A program that opens it itself means itself.
func (u *user) beside(port int) *node { return alone(u.known.ports[port]) }

func (u *user) others(nodes []*node) []*node {
	return slices.DeleteFunc(slices.Clone(nodes), func(n *node) bool { return n == u.node })
}

// alone is the only one of some nodes.
func alone(nodes []*node) *node {
	if len(nodes) != 1 {
		return nil
	}
	return nodes[0]
}

// only is the only resource of some types among what is declared with the unit.
func (u *user) only(types []string) *node {
	var found *node
	for _, r := range u.resources {
		if !slices.Contains(types, r.resource.Type) || !shareScope(u.node, r) {
			continue
		}
		if found != nil {
			return nil
		}
		found = r
	}
	return found
}

// all adds an edge to every other unit that registers where this one does.
func (u *user) all(use iac.Use) {
	for _, n := range u.units {
		m := u.known.of[n]
		if n == u.node || m == nil || !registers(m) || len(m.Names) == 0 || use.All == "handlers" && m.Handles.IsZero() {
			continue
		}
		u.edge(u.node, n, use.Style, use.Protocol, use.Evidence...)
	}
}

func registers(m *iac.Module) bool {
	return slices.ContainsFunc(m.Uses, func(u iac.Use) bool { return u.Role == "registry" && u.All == "" })
}

// channels adds the edges from a producer to those who read what it writes.
func (l *linker) channels(n *node, m *iac.Module) {
	for _, p := range m.Publishes {
		for _, o := range l.units {
			other := l.known.of[o]
			if o == n || other == nil {
				continue
			}
			for _, c := range other.Consumes {
				if !slices.ContainsFunc(c.Types, func(t string) bool { return slices.Contains(p.Types, t) }) {
					continue
				}
				from, to := user{linker: l, node: n, module: m}, user{linker: l, node: o, module: other}
				if name := from.expanded(p.Name); name != "" && name == to.expanded(c.Name) {
					l.edge(n, o, arch.Async, p.Types[0], arch.Step{At: p.At, What: p.What}, arch.Step{At: c.At, What: c.What})
				}
			}
		}
	}
}
