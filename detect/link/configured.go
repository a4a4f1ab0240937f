package link

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// configured finds what runs with the configuration files that loaders read as
// resources: what is built with such a file, or mounts it, takes its place. A file
// that nothing runs with stays a resource of its own when it leads to a unit; else it
// says nothing about the system.
func (l *linker) configured() {
	l.holders = map[string][]string{}
	l.ids = slices.Clone(l.decls)
	slices.SortStableFunc(l.ids, func(a, b *iac.Unit) int { return cmp.Compare(a.ID, b.ID) })
	l.stores = slices.DeleteFunc(l.stores, func(r *iac.Resource) bool {
		if r.Config == "" {
			return false
		}
		if ids := l.holding(r); len(ids) > 0 {
			l.holders[r.ID] = ids
			return true
		}
		return !l.leadsToUnit(r.ID)
	})
}

// holding returns the declarations that run with a configuration file.
func (l *linker) holding(r *iac.Resource) []string {
	var ids []string
	for _, d := range l.decls {
		if mounts(d.Settings.Volumes, r.Config) || slices.Contains(d.Mounted, r.Config) || l.buildsWith(d, r) {
			ids = append(ids, d.ID)
		}
	}
	for _, o := range l.stores {
		if o.Config == "" && (mounts(o.Volumes, r.Config) || slices.Contains(o.Mounted, r.Config)) {
			ids = append(ids, o.ID)
		}
	}
	return sorted(ids)
}

// mounts reports whether a file is bound, by itself or with a directory of configuration.
func mounts(volumes []arch.Volume, config string) bool {
	for _, v := range volumes {
		if v.Kind != "bind" || v.Name == "" || path.IsAbs(v.Name) {
			continue
		}
		from := path.Clean(v.Name)
		if from == config || from != "." && !strings.HasPrefix(from, "..") && within(config, from) && strings.HasPrefix(v.Path, "/etc/") {
			return true
		}
	}
	return false
}

// buildsWith reports whether the image of a declaration takes a configuration file:
// by its name, or with a directory that goes to where the proxy looks.
func (l *linker) buildsWith(d *iac.Unit, r *iac.Resource) bool {
	b := l.buildOf(d)
	if b == nil || len(b.Stages) == 0 {
		return false
	}
	context := contextOf(b, d)
	if !within(r.Config, context) {
		return false
	}
	for _, s := range b.Stages {
		for _, c := range s.Copies {
			for _, src := range c.Sources {
				if takes(c, strings.TrimPrefix(src, "./"), context, r) {
					return true
				}
			}
		}
	}
	return false
}

func takes(c iac.Copy, src, context string, r *iac.Resource) bool {
	if c.From != "" { // of an earlier stage, which has it from the context
		return path.Base(src) == path.Base(r.Config) && strings.Contains(c.Dest, "/"+r.Type)
	}
	from := path.Join(context, strings.TrimPrefix(src, "/"))
	if ok, _ := path.Match(from, r.Config); ok || from == r.Config {
		return true
	}
	return within(r.Config, from) && strings.Contains(c.Dest, "/etc/")
}

// leadsToUnit reports whether a link of a resource names the host of a unit.
func (l *linker) leadsToUnit(id string) bool {
	hosts := map[string]bool{}
	for _, w := range l.wires {
		if w.From == id {
			for _, e := range endpoints(w.ToHost) {
				for _, h := range spellings(e.host) {
					hosts[h] = true
				}
			}
		}
	}
	return len(hosts) > 0 && slices.ContainsFunc(l.decls, func(d *iac.Unit) bool {
		return hosts[strings.ToLower(d.Name)] || slices.ContainsFunc(d.Hosts, func(h iac.Host) bool { return hosts[strings.ToLower(h.Name)] })
	})
}

// holder is a node that a configuration file's routes begin at, and the declaration
// of it that runs with the file.
type holder struct {
	node *node
	decl *iac.Unit // nil when no unit was declared
}

// held returns what an ID stands for: all that run with a configuration, or the one
// node of that ID.
func (l *linker) held(scope, id string) []holder {
	ids, ok := l.holders[id]
	if !ok {
		if n := l.referred(scope, id); n != nil {
			return []holder{{node: n}}
		}
		return nil
	}
	var out []holder
	for _, id := range ids {
		n := l.byID[id]
		if n == nil || slices.ContainsFunc(out, func(h holder) bool { return h.node == n }) {
			continue
		}
		h := holder{node: n}
		h.decl = l.declID(id)
		out = append(out, h)
	}
	return out
}

// declID returns the declaration of an ID.
func (l *linker) declID(id string) *iac.Unit {
	i, _ := slices.BinarySearchFunc(l.ids, id, func(d *iac.Unit, id string) int { return cmp.Compare(d.ID, id) })
	if i < len(l.ids) && l.ids[i].ID == id {
		return l.ids[i]
	}
	return nil
}

// routed returns what a host in the configuration of a proxy leads to. Where no host
// is declared, the name of the one unit that has it will do.
func (l *linker) routed(from holder, host string) *node {
	host = l.host(from.decl, host)
	var to *node
	for _, e := range endpoints(host) {
		if to = l.resolve(from.node, e); to != nil || isLocal(e.host) {
			continue
		}
		if named := l.unitsAs[e.host]; len(named) == 1 {
			to = named[0]
		}
	}
	return to
}

// host puts the environment of what runs with a configuration into a host of it.
func (l *linker) host(d *iac.Unit, host string) string {
	if !strings.Contains(host, "$") {
		return host
	}
	env := map[string]string{}
	if d != nil {
		env = l.entryEnv(d)
	}
	out, why := iac.Expand(host, func(name string) (string, bool) { v, ok := env[name]; return v, ok })
	if why != "" {
		return ""
	}
	return out
}

// entryEnv are the variables whose values a declaration and its image give.
func (l *linker) entryEnv(d *iac.Unit) map[string]string {
	env := map[string]string{}
	if b := l.buildOf(d); b != nil && len(b.Stages) > 0 {
		for _, v := range b.Stages[len(b.Stages)-1].Env {
			if v.Value.Known() {
				env[v.Name] = v.Value.V
			}
		}
	}
	for _, v := range d.Env {
		if v.Value.Known() {
			env[v.Name] = v.Value.V
		} else {
			delete(env, v.Name)
		}
	}
	return env
}
