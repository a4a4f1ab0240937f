package link

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// nameAll turns the nodes into the model's units and resources, each with a name
// that no other has: edges refer to them by name.
func (l *linker) nameAll() {
	taken := names{taken: map[string]bool{}, next: map[string]int{}}
	for _, n := range l.units {
		n.unit = newUnit(n)
	}
	l.findEntries()
	for _, n := range l.units {
		if n.entry != nil && n.entry.dir != "" && (n.dir == "" || within(n.entry.dir, n.dir)) {
			n.unit.Code = n.entry.dir
		}
		n.unit.Language = l.languageOf(n)
	}
	slices.SortStableFunc(l.units, func(a, b *node) int {
		return cmp.Or(cmp.Compare(a.unit.Name, b.unit.Name), a.decls[0].At.Compare(b.decls[0].At))
	})
	repeated := map[string]int{}
	for _, n := range l.units {
		repeated[n.unit.Name]++
	}
	for _, n := range l.units {
		name := n.unit.Name
		if repeated[name] > 1 {
			name = path.Base(path.Dir(n.decls[0].At.File)) + "/" + name
		}
		n.unit.Name = taken.free(name)
	}
	for _, n := range l.resources {
		n.resource = newResource(n)
	}
	slices.SortStableFunc(l.resources, func(a, b *node) int {
		return cmp.Or(cmp.Compare(a.resource.Name, b.resource.Name), a.resources[0].At.Compare(b.resources[0].At))
	})
	for _, n := range l.resources {
		n.resource.Name = taken.free(n.resource.Name)
	}
}

// names are those given so far.
type names struct {
	taken map[string]bool
	next  map[string]int // the first number behind a name that may not be taken
}

// free returns name, or name with a number when it is taken.
func (s names) free(name string) string {
	out, i := name, max(2, s.next[name])
	for ; s.taken[out]; i++ {
		out = name + "-" + strconv.Itoa(i)
	}
	s.taken[out], s.next[name] = true, i
	return out
}

func newUnit(n *node) *arch.Unit {
	d := n.decls[0]
	u := &arch.Unit{
		Name: d.Name, Kind: d.Kind, Platform: d.Platform, Code: n.dir, Settings: d.Settings,
		Env: variables(d.Env), EnvOpen: d.EnvOpen, Tasks: slices.Clone(d.Tasks),
	}
	for _, d := range n.decls {
		u.Declared = append(u.Declared, arch.Declaration{At: d.At, Format: d.Format, Platform: d.Platform, Environment: d.Environment, Settings: d.Settings})
		u.Aliases = append(u.Aliases, unitAliases(d)...)
		u.Ports = append(u.Ports, d.Ports...)
		u.Triggers = append(u.Triggers, d.Triggers...)
	}
	u.Aliases = slices.DeleteFunc(sorted(u.Aliases), func(s string) bool { return s == u.Name || s == "" })
	u.Ports = uniquePorts(u.Ports)
	return u
}

// variables are what rules see of an environment: names, and values that the
// repository itself spells out.
func variables(env []iac.Env) []arch.Variable {
	list := make([]arch.Variable, 0, len(env))
	for _, e := range env {
		list = append(list, arch.Variable{Name: e.Name, Value: e.Value.Value, At: e.At})
	}
	slices.SortStableFunc(list, func(a, b arch.Variable) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

func unitAliases(d *iac.Unit) []string {
	names := append([]string{d.Name, logicalName(d.ID)}, d.Aliases...)
	for _, h := range d.Hosts {
		names = append(names, h.Name)
	}
	return names
}

var index = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[[^\]]*\]$`) })

// logicalName is what a declaration itself calls what it declares: the last part of
// the ID. Names that people give when there is only one of a kind say nothing.
func logicalName(id string) string {
	_, name, ok := strings.Cut(id, "#")
	if !ok {
		return ""
	}
	name = index().ReplaceAllString(name, "")
	name = name[strings.LastIndexAny(name, "./")+1:]
	switch name {
	case "this", "main", "default", "example", "resource":
		return ""
	}
	return name
}

func uniquePorts(ports []arch.Port) []arch.Port {
	var out []arch.Port
	for _, p := range ports {
		if !slices.ContainsFunc(out, func(o arch.Port) bool { return o.Number.V == p.Number.V && o.Number.Known() == p.Number.Known() }) {
			out = append(out, p)
		}
	}
	return out
}

func newResource(n *node) *arch.Resource {
	d := n.resources[0]
	r := &arch.Resource{
		Name: d.Name, Kind: d.Kind, Type: d.Type, Platform: d.Platform, Queue: d.Queue, Database: d.Database,
		Volumes: d.Volumes, VolumesOpen: d.VolumesOpen, MaxConnections: d.MaxConnections, Proxies: d.Proxies,
	}
	for _, d := range n.resources {
		r.Declared = append(r.Declared, arch.Declaration{At: d.At, Format: d.Format, Environment: d.Environment})
		r.Aliases = append(append(r.Aliases, d.Name, logicalName(d.ID)), d.Aliases...)
		for _, h := range d.Hosts {
			r.Aliases = append(r.Aliases, h.Name)
		}
		r.Type = cmp.Or(r.Type, d.Type)
		r.Database = r.Database.Or(d.Database)
		r.MaxConnections = r.MaxConnections.Or(d.MaxConnections)
	}
	r.Aliases = slices.DeleteFunc(sorted(r.Aliases), func(s string) bool { return s == r.Name || strings.TrimSpace(s) == "" })
	return r
}
