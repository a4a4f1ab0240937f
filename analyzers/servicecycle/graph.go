package servicecycle

import (
	"cmp"
	"slices"

	"github.com/archvet/archvet/detect/arch"
)

// graph is the units and the edges on which a caller waits for another unit.
type graph struct {
	a     *arch.Architecture
	nodes []string
	out   map[string][]*arch.Edge
}

func newGraph(a *arch.Architecture) *graph {
	g := &graph{a: a, out: map[string][]*arch.Edge{}}
	for _, u := range a.Units {
		g.nodes = append(g.nodes, u.Name)
	}
	slices.Sort(g.nodes)
	for _, e := range a.Edges {
		if a.Unit(e.From) != nil && a.Unit(e.To) != nil && e.From != e.To && waits(e) {
			g.out[e.From] = append(g.out[e.From], e)
		}
	}
	for _, es := range g.out {
		slices.SortStableFunc(es, func(x, y *arch.Edge) int { return cmp.Compare(x.To, y.To) })
	}
	return g
}

// waits reports whether the caller needs the answer: a sync edge, of which at least
// one call is not sent and forgotten.
func waits(e *arch.Edge) bool {
	if e.Style != arch.Sync || place(e).IsZero() {
		return false
	}
	return len(e.Calls) == 0 || slices.ContainsFunc(e.Calls, func(c arch.Call) bool { return c.Waited })
}

// components returns the strongly connected components (Tarjan), each sorted, in an
// order that depends on nothing but the graph.
func (g *graph) components() [][]string {
	t := tarjan{g: g, index: map[string]int{}, low: map[string]int{}, on: map[string]bool{}}
	for _, n := range g.nodes {
		if t.index[n] == 0 {
			t.visit(n)
		}
	}
	return t.found
}

type tarjan struct {
	g          *graph
	index, low map[string]int // index counts from 1; 0 is not visited
	on         map[string]bool
	stack      []string
	found      [][]string
}

func (t *tarjan) visit(n string) {
	t.index[n] = len(t.index) + 1
	t.low[n] = t.index[n]
	t.stack = append(t.stack, n)
	t.on[n] = true
	for _, e := range t.g.out[n] {
		switch {
		case t.index[e.To] == 0:
			t.visit(e.To)
			t.low[n] = min(t.low[n], t.low[e.To])
		case t.on[e.To]:
			t.low[n] = min(t.low[n], t.index[e.To])
		}
	}
	if t.low[n] != t.index[n] {
		return
	}
	i := slices.Index(t.stack, n)
	members := slices.Clone(t.stack[i:])
	t.stack = t.stack[:i]
	for _, m := range members {
		t.on[m] = false
	}
	slices.Sort(members)
	t.found = append(t.found, members)
}

// entry is the member that the rest of the system calls, so that the call back to it
// is the one that closes the circle. When nobody calls any of them, it is the one that
// is called back by the thinnest edge, which is the easiest to remove.
func (g *graph) entry(members []string) string {
	for _, m := range members {
		for _, e := range g.a.Edges {
			if e.To == m && !slices.Contains(members, e.From) {
				return m
			}
		}
	}
	best, thinnest := members[0], 0
	for _, m := range members {
		for _, e := range g.out[m] {
			n := sites(e)
			if !slices.Contains(members, e.To) || n == 0 {
				continue
			}
			if thinnest == 0 || n < thinnest || n == thinnest && e.To < best {
				best, thinnest = e.To, n
			}
		}
	}
	return best
}

// sites counts the places that make an edge.
func sites(e *arch.Edge) int {
	seen := map[arch.Range]bool{}
	for _, c := range e.Calls {
		seen[c.At] = true
	}
	return len(seen)
}

// circle is the shortest way from a member through others and back to it.
func (g *graph) circle(from string, members []string) []*arch.Edge {
	came := map[string]*arch.Edge{}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		for _, e := range g.out[queue[0]] {
			if e.To == from {
				path := []*arch.Edge{e}
				for n := e.From; n != from; n = came[n].From {
					path = append(path, came[n])
				}
				slices.Reverse(path)
				return path
			}
			if came[e.To] == nil && slices.Contains(members, e.To) {
				came[e.To] = e
				queue = append(queue, e.To)
			}
		}
	}
	return nil // cannot be: members are strongly connected
}
