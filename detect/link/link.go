// Package link joins what the declarations say with what the code does: it decides
// which declarations are one unit, which directory holds a unit's source and where
// its code begins, which unit or resource an address leads to, and so which edges
// there are.
//
// It follows the rule of the whole project: what cannot be proved is left out. Two
// names in one scope stay two units, an address that could mean two things means
// none, and having an address is not an edge: some reachable code must use it.
package link

import (
	"cmp"
	"slices"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/code/config"
	"github.com/archvet/archvet/detect/flow"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// Input is everything that the loaders and front ends understood.
type Input struct {
	Tree     *source.Tree
	Declared []iac.Declared
	Programs []*code.Program
	Table    *code.Table
	Asked    []arch.Question // see arch.Architecture.Explained
}

// Link returns the architecture that the input makes, without a style.
func Link(in Input) *arch.Architecture {
	l := &linker{
		in: in, byID: map[string]*node{}, scopes: map[string]*scope{}, names: map[string][]*node{},
		builds: map[string]*iac.Build{}, edges: map[edgeKey]*arch.Edge{}, pairs: map[[2]string][]*arch.Edge{}, calling: map[string]bool{},
		files: map[string][]*source.File{}, reads: map[[2]string]arch.Range{}, dirs: map[*iac.Unit]string{},
		finals: map[string]*node{}, unitsAs: map[string][]*node{}, stored: map[string][]*node{},
	}
	l.sources = newSources(in.Tree)
	l.declared()
	l.hinted()
	l.configured()
	l.apps()
	l.units = l.mergeUnits()
	l.separate()
	l.mergeResources()
	l.undeclared()
	l.locate()
	l.modules()
	l.nameAll()
	l.index()
	l.links()
	l.code()
	l.used()
	l.mentions()
	l.policies()
	a := l.finish()
	l.explained(a)
	return a
}

// node is a unit or a resource of the architecture with its declarations, the
// primary one first.
type node struct {
	seq       int // its number while declarations are merged
	unit      *arch.Unit
	resource  *arch.Resource
	decls     []*iac.Unit
	resources []*iac.Resource
	build     *iac.Build
	dir       string   // what its code is built from; "" when it is not here
	entry     *program // where its own code begins, when a front end read it
}

func (n *node) name() string {
	if n.unit != nil {
		return n.unit.Name
	}
	return n.resource.Name
}

func (n *node) isData() bool { return n.resource != nil && n.resource.Kind == arch.Datastore }

// scopesOf returns the scopes that declare n, the primary one first.
func (n *node) scopesOf() []string {
	var names []string
	for _, d := range n.decls {
		if !slices.Contains(names, d.Scope) {
			names = append(names, d.Scope)
		}
	}
	for _, d := range n.resources {
		if !slices.Contains(names, d.Scope) {
			names = append(names, d.Scope)
		}
	}
	return names
}

type linker struct {
	in      Input
	sources *sources

	decls     []*iac.Unit
	stores    []*iac.Resource
	wires     []iac.Link
	builds    map[string]*iac.Build // by Dockerfile
	formats   []string
	mesh      []string
	rules     []iac.Policy
	units     []*node
	resources []*node

	byID    map[string]*node
	scopes  map[string]*scope
	names   map[string][]*node // by host name, over all scopes
	finals  map[string]*node   // by the name in the architecture
	unitsAs map[string][]*node // units by declared name, over all scopes
	stored  map[string][]*node // resources by declared name, over all scopes
	edges   map[edgeKey]*arch.Edge
	pairs   map[[2]string][]*arch.Edge // the edges by their two ends
	calling map[string]bool            // nodes that edges come from
	graph   *flow.Graph
	config  *config.Index

	known   frameworks          // what the frameworks of units say
	holders map[string][]string // declarations by the configuration files that they run with
	ids     []*iac.Unit         // decls, ordered by ID

	servers            map[string][]*node // units by the gRPC services that they register
	produced, consumed []message
	asked              []request                 // see answer
	files              map[string][]*source.File // see filesOf
	reads              map[[2]string]arch.Range  // see envRead

	hints    map[string][]iac.Hint // see imageHints
	programs []program             // see mainPackages
	byFile   map[string]program    // see scripts
	told     map[string][]string   // directories of programs, see programByWords

	clients   map[string][]*node   // units by name, in one spelling
	declares  map[string]bool      // see declaring
	dirs      map[*iac.Unit]string // see sourceDir
	free      *[]*iac.Build        // see unclaimed
	published map[string][]string  // see hasSiblings
}

// declared gathers what all loaders returned, in an order that does not depend on
// theirs.
func (l *linker) declared() {
	for _, d := range l.in.Declared {
		l.decls = append(l.decls, d.Units...)
		l.stores = append(l.stores, d.Resources...)
		l.wires = append(l.wires, d.Links...)
		l.formats = append(l.formats, d.Formats...)
		l.mesh = append(l.mesh, d.Mesh...)
		l.rules = append(l.rules, d.Policies...)
		for _, b := range d.Builds {
			l.builds[b.Dockerfile] = b
		}
	}
	slices.SortStableFunc(l.decls, func(a, b *iac.Unit) int {
		return cmp.Or(cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.ID, b.ID), a.At.Compare(b.At))
	})
	slices.SortStableFunc(l.stores, func(a, b *iac.Resource) int {
		return cmp.Or(cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.ID, b.ID), a.At.Compare(b.At))
	})
	slices.SortStableFunc(l.wires, func(a, b iac.Link) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.ToHost, b.ToHost))
	})
	l.formats = sorted(l.formats)
	l.mesh = sorted(l.mesh)
}

func sorted(s []string) []string {
	s = slices.Clone(s)
	slices.Sort(s)
	return slices.Compact(s)
}
