package report

import (
	"cmp"
	"slices"

	"github.com/archvet/archvet/detect/arch"
)

// Link is every edge from one unit to one target, as one.
type Link struct {
	From, To  string
	Style     arch.EdgeStyle // the strongest: one that waits before one that does not
	Protocols []string       // sorted
}

var styleOrder = []arch.EdgeStyle{arch.Sync, arch.Data, arch.Async}

// Links returns where a unit's edges lead: those it waits for first, then by name.
func (r *Report) Links(from string) []Link {
	var links []Link
	for _, e := range r.Repo.Arch.Edges {
		if e.From != from {
			continue
		}
		i := slices.IndexFunc(links, func(l Link) bool { return l.To == e.To })
		if i < 0 {
			links = append(links, Link{From: e.From, To: e.To, Style: e.Style})
			i = len(links) - 1
		}
		l := &links[i]
		if rank(e.Style) < rank(l.Style) {
			l.Style = e.Style
		}
		if e.Protocol != "" && !slices.Contains(l.Protocols, e.Protocol) {
			l.Protocols = append(l.Protocols, e.Protocol)
			slices.Sort(l.Protocols)
		}
	}
	slices.SortFunc(links, func(a, b Link) int {
		return cmp.Or(cmp.Compare(rank(a.Style), rank(b.Style)), cmp.Compare(a.To, b.To))
	})
	return links
}

func rank(s arch.EdgeStyle) int { return slices.Index(styleOrder, s) }

// Sources returns what starts a unit, in words and in order: "http", the name of a
// queue, "schedule". Each is named once.
func Sources(u *arch.Unit) []string {
	var out []string
	for _, t := range u.Triggers {
		name := t.From
		if t.Kind == arch.OnHTTP || name == "" {
			name = string(t.Kind)
		}
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// Units returns the units by name.
func (r *Report) Units() []*arch.Unit {
	return sortedBy(r.Repo.Arch.Units, func(u *arch.Unit) string { return u.Name })
}

// Resources returns the resources by name.
func (r *Report) Resources() []*arch.Resource {
	return sortedBy(r.Repo.Arch.Resources, func(s *arch.Resource) string { return s.Name })
}

// Reasons returns the evidence for the style, the weightiest first.
func (r *Report) Reasons() []arch.Reason {
	reasons := slices.Clone(r.Repo.Arch.Evidence)
	slices.SortStableFunc(reasons, func(a, b arch.Reason) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), a.At.Compare(b.At), cmp.Compare(a.Text, b.Text))
	})
	return reasons
}

func sortedBy[T any](list []T, name func(T) string) []T {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(name(a), name(b)) })
	return list
}

// Edges returns the edges by their ends.
func (r *Report) Edges() []*arch.Edge {
	edges := slices.Clone(r.Repo.Arch.Edges)
	slices.SortStableFunc(edges, func(a, b *arch.Edge) int {
		return compareAll(a.From, b.From, a.To, b.To, string(a.Style), string(b.Style), a.Protocol, b.Protocol)
	})
	return edges
}

// RelatedMessage returns what is at a finding's other end, in one line.
func RelatedMessage(r arch.Related) string {
	switch {
	case r.Message == "":
		return r.Label
	case r.Label == "":
		return r.Message
	}
	return r.Label + ": " + r.Message
}
