package scaling

import (
	"path"
	"slices"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect/arch"
)

// net is who calls whom.
type net struct {
	callers map[string]int
	calls   map[string]int
	entries map[string]bool   // that a gateway or the outside calls
	joined  map[string]string // towards the name that stands for the system
}

func newNet(a *arch.Architecture) *net {
	n := &net{callers: map[string]int{}, calls: map[string]int{}, entries: map[string]bool{}, joined: map[string]string{}}
	for _, e := range a.Edges {
		n.join(e.From, e.To)
		if e.Style != arch.Sync || e.From == e.To {
			continue
		}
		n.callers[e.To]++
		n.calls[e.From]++
		if a.Unit(e.From) == nil {
			n.entries[e.To] = true
		}
	}
	for _, u := range a.Units {
		if at := wording.Declared(u.Declared); at.File != "" { // what lies in one directory was written as one
			n.join(u.Name, layout(u, path.Dir(at.File)))
		}
		if slices.ContainsFunc(u.Triggers, func(t arch.Trigger) bool { return t.Kind == arch.OnHTTP }) {
			n.entries[u.Name] = true
		}
	}
	return n
}

// layout names the directories that were laid out alike: the manifests of Kubernetes of
// several services are often shop/k8s and stock/k8s. At the top such directories are as
// often samples with nothing in common.
func layout(u *arch.Unit, dir string) string {
	if all := path.Dir(path.Dir(dir)); u.Platform == arch.Kubernetes && all != "." {
		return path.Join(all, "*", path.Base(dir)) + "/"
	}
	return dir + "/"
}

// join makes two names one system.
func (n *net) join(a, b string) {
	if x, y := n.system(a), n.system(b); x != y {
		n.joined[max(x, y)] = min(x, y)
	}
}

// system names what the unit hangs together with, through edges or the directory that
// declares it.
func (n *net) system(name string) string {
	for n.joined[name] != "" {
		name = n.joined[name]
	}
	return name
}

// asked reports whether the unit is on the path of requests.
func (n *net) asked(u *arch.Unit) bool { return n.entries[u.Name] || n.callers[u.Name] > 0 }

// rank orders units by how much hangs on them, the entry of a system first,
// and of those that are called as often the one that calls the most.
func (n *net) rank(u *arch.Unit) int {
	if n.entries[u.Name] {
		return -1 << 40
	}
	return -1<<10*n.callers[u.Name] - min(n.calls[u.Name], 1<<10-1)
}
