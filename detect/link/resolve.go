package link

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/iac"
)

// scope is what shares host names and references: a stack, a compose project, a set
// of manifests.
type scope struct {
	hosts map[string][]listener
	names map[string][]*node // names and aliases of units and resources, in one spelling
	ports map[int][]*node    // units that listen on a port
}

// listener is a node under one of its hosts.
type listener struct {
	node  *node
	ports []int
}

// index makes everything findable by host and by name.
func (l *linker) index() {
	for _, n := range append(slices.Clone(l.units), l.resources...) {
		for _, d := range n.decls {
			l.byID[d.ID] = n
			l.addNames(n, d.Scope, d.Name, d.Aliases)
			l.addHosts(n, d.Scope, d.Hosts)
			l.addUnit(n, d)
		}
		l.finals[n.name()] = n
		for _, d := range n.resources {
			l.byID[d.ID] = n
			addNode(l.stored, d.Name, n)
			l.addNames(n, d.Scope, d.Name, d.Aliases)
			l.addHosts(n, d.Scope, d.Hosts)
		}
	}
}

func (l *linker) scope(name string) *scope {
	s := l.scopes[name]
	if s == nil {
		s = &scope{hosts: map[string][]listener{}, names: map[string][]*node{}, ports: map[int][]*node{}}
		l.scopes[name] = s
	}
	return s
}

// addNode adds a node to those under a key. Nodes are indexed one after the other, so
// that one which is there already is the last.
func addNode[K comparable](at map[K][]*node, key K, n *node) {
	if list := at[key]; len(list) == 0 || list[len(list)-1] != n {
		at[key] = append(list, n)
	}
}

// addUnit makes a unit findable by its declared name, and by its ports in a scope.
func (l *linker) addUnit(n *node, d *iac.Unit) {
	addNode(l.unitsAs, d.Name, n)
	s := l.scope(d.Scope)
	for _, p := range d.Ports {
		if p.Number.Known() {
			addNode(s.ports, p.Number.V, n)
		}
	}
}

func (l *linker) addNames(n *node, scope, name string, aliases []string) {
	s := l.scope(scope)
	for _, a := range append([]string{name}, aliases...) {
		key := strings.ToLower(a)
		if key != "" {
			addNode(s.names, key, n)
		}
	}
}

func (l *linker) addHosts(n *node, scope string, hosts []iac.Host) {
	s := l.scope(scope)
	for _, h := range hosts {
		key := strings.ToLower(h.Name)
		if key == "" {
			continue
		}
		if list := s.hosts[key]; len(list) == 0 || list[len(list)-1].node != n {
			s.hosts[key] = append(list, listener{n, h.Ports})
		}
		addNode(l.names, key, n)
	}
}

// resolve returns the unit or resource that a host means to a unit: in the unit's
// own scopes, else anywhere when only one goes by that name.
func (l *linker) resolve(from *node, e endpoint) *node {
	if isLocal(e.host) {
		return l.local(from, e.port)
	}
	return l.hosted(from.scopesOf(), e)
}

// hosted returns what a host means in the first of some scopes that knows it, else
// anywhere when only one goes by that name.
func (l *linker) hosted(scopes []string, e endpoint) *node {
	for _, host := range spellings(e.host) {
		for _, name := range scopes {
			if n := choose(l.scope(name).hosts[host], e.port); n != nil {
				return n
			}
		}
		if n := l.names[host]; len(n) == 1 {
			return n[0]
		}
	}
	return nil
}

// choose picks the one node behind a host, by port when there are several.
func choose(list []listener, port int) *node {
	if len(list) == 1 {
		return list[0].node
	}
	var found *node
	for _, x := range list {
		if slices.Contains(x.ports, port) {
			if found != nil {
				return nil
			}
			found = x.node
		}
	}
	return found
}

func isLocal(host string) bool {
	return host == "localhost" || host == "127.0.0.1" || host == "0.0.0.0" || host == "host.docker.internal"
}

// local returns the only unit beside from that listens on a port; a program that
// calls itself, or a port of several, gives none.
func (l *linker) local(from *node, port int) *node {
	if port == 0 {
		return nil
	}
	var found *node
	for _, s := range from.scopesOf() {
		for _, n := range l.scope(s).ports[port] {
			if found != nil && found != n {
				return nil
			}
			found = n
		}
	}
	return found
}

func shareScope(a, b *node) bool {
	scopes := b.scopesOf()
	return slices.ContainsFunc(a.scopesOf(), func(s string) bool { return slices.Contains(scopes, s) })
}

// innerSuffixes end names that only a cluster or network of one's own resolves.
var innerSuffixes = []string{".svc.cluster.local", ".cluster.local", ".svc", ".local", ".internal", ".service.consul"}

// publicDomains are last labels of names on the internet; any other name of two
// labels may be one in a namespace.
var publicDomains = map[string]bool{"com": true, "org": true, "net": true, "io": true, "dev": true, "app": true, "de": true, "uk": true, "co": true, "cloud": true, "ai": true, "edu": true, "gov": true, "info": true, "me": true, "tech": true, "run": true}

// spellings are the host names that a name may stand for: itself, and itself
// without what places it in a cluster.
func spellings(host string) []string {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	out := []string{host}
	for _, suffix := range innerSuffixes {
		if bare, ok := strings.CutSuffix(host, suffix); ok {
			first, _, _ := strings.Cut(bare, ".")
			return append(out, bare, first)
		}
	}
	if first, rest, ok := strings.Cut(host, "."); ok && !strings.Contains(rest, ".") && !publicDomains[rest] {
		out = append(out, first)
	}
	return out
}

// named returns the node that a plain name, an ARN or a URL of the platform's own
// means to a unit.
func (l *linker) named(from *node, name string) *node {
	for _, key := range []string{name, tailName(name)} {
		if key == "" {
			continue
		}
		key = strings.ToLower(key)
		for _, s := range from.scopesOf() {
			if list := l.scope(s).names[key]; len(list) == 1 {
				return list[0]
			}
		}
	}
	return l.physical(tailName(name))
}

// physical returns the only resource of that physical name: the one in a URL or ARN
// holds for a whole account, where stacks and clusters meet.
func (l *linker) physical(name string) *node {
	if list := l.stored[name]; name != "" && len(list) == 1 {
		return list[0]
	}
	return nil
}

// referred returns the node that an ID or, in the scope, a name means.
func (l *linker) referred(scope, id string) *node {
	if n := l.byID[id]; n != nil {
		return n
	}
	if list := l.scope(scope).names[strings.ToLower(id)]; len(list) == 1 {
		return list[0]
	}
	return nil
}
