package link

import (
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// separate takes the workloads that run somebody else's software out of the units:
// public images, own images that only add data or configuration to one, and unknown
// images among units whose source is here.
func (l *linker) separate() {
	registries := l.ownRegistries()
	sourced := slices.ContainsFunc(l.units, func(n *node) bool { return l.hasSource(n) })
	l.units = slices.DeleteFunc(l.units, func(n *node) bool {
		if isDeveloperTool(n) {
			return true
		}
		known, foreign := l.foreign(n)
		if !foreign && !l.hasSource(n) {
			known, foreign = nameOfImage(n)
		}
		if !foreign && sourced && !l.hasSource(n) && l.unknownImage(n, registries) {
			known, foreign = iac.KnownImage{Kind: arch.OtherResource}, true
		}
		if foreign {
			l.stores = append(l.stores, demoted(n, known)...)
		}
		return foreign
	})
}

// foreign reports whether a unit's program is somebody else's: the image that is
// built for it is, or it has no source here and the image it names is.
func (l *linker) foreign(n *node) (iac.KnownImage, bool) {
	for _, d := range n.decls {
		if d.Kind != arch.Service && d.Kind != arch.Job || d.Code.Inline {
			return iac.KnownImage{}, false
		}
	}
	for _, d := range n.decls {
		if m, ok := l.imageOf(d); ok {
			return wrapped(l.buildOf(d), m)
		}
	}
	for _, d := range n.decls {
		if d.Code.Dir.Known() {
			return iac.KnownImage{}, false
		}
		if k, ok := iac.Image(d.Code.Image.V); ok && d.Code.Image.Known() {
			return k, true
		}
	}
	return iac.KnownImage{}, false
}

// wrapped reports whether an image is a public one with something added. Web
// servers also carry own front ends: those copy more than configuration.
func wrapped(b *iac.Build, m iac.Built) (iac.KnownImage, bool) {
	if takesNothing(b) {
		return iac.KnownImage{Kind: arch.OtherResource}, true
	}
	known, ok := iac.Image(m.Base.V)
	if !ok || !m.Base.Known() || known.Type == "shell" || len(b.Stages) == 0 {
		return known, false
	}
	if known.Kind == arch.Datastore || known.Kind == arch.Broker || known.Kind == arch.Observability || known.Kind == arch.Discovery {
		return known, true
	}
	for _, c := range b.Stages[len(b.Stages)-1].Copies {
		if c.From != "" {
			return known, false
		}
		for _, s := range c.Sources {
			if !configuration[path.Ext(s)] {
				return known, false
			}
		}
	}
	return known, true
}

// takesNothing reports whether an image holds nothing of the repository: what it runs
// comes from elsewhere. A base may still take files by itself when it is built on.
func takesNothing(b *iac.Build) bool {
	for _, s := range b.Stages {
		if strings.Contains(s.Base.V, "onbuild") || !s.Base.Known() {
			return false
		}
		for _, c := range s.Copies {
			if c.From == "" {
				return false
			}
		}
		for _, r := range s.Runs {
			if len(r.Mounts) > 0 {
				return false
			}
		}
	}
	return len(b.Stages) > 0
}

func isPublic(b *iac.Build, m iac.Built) bool {
	_, public := wrapped(b, m)
	return public
}

// configuration are the extensions of files that are not a program.
var configuration = map[string]bool{".conf": true, ".cfg": true, ".yml": true, ".yaml": true, ".json": true, ".toml": true, ".template": true, ".tmpl": true, ".sh": true, ".pem": true, ".crt": true, ".key": true, ".lua": true, ".ini": true}

func (l *linker) hasSource(n *node) bool {
	return slices.ContainsFunc(n.decls, func(d *iac.Unit) bool {
		return d.Code.Inline || l.sourceDir(d) != ""
	})
}

// ownRegistries are the places that images with source here are pulled from.
func (l *linker) ownRegistries() map[string]bool {
	own := map[string]bool{}
	for _, n := range l.units {
		if !l.hasSource(n) {
			continue
		}
		for _, d := range n.decls {
			if r := registry(d.Code.Image.V); r != "" {
				own[r] = true
			}
		}
	}
	return own
}

func registry(image string) string {
	dir := path.Dir(image)
	if dir == "." || dir == "/" {
		return ""
	}
	return strings.ToLower(dir)
}

// unknownImage reports whether a unit runs an image from somewhere else: known by
// name, not built here, and not from where the repository's own images are.
func (l *linker) unknownImage(n *node, own map[string]bool) bool {
	for _, d := range n.decls {
		if d.Kind == arch.Function || d.Kind == arch.Workflow || !d.Code.Image.Known() || strings.HasPrefix(d.Code.Image.V, ".") {
			return false
		}
		r := registry(d.Code.Image.V)
		if own[r] || r == "" {
			return false
		}
	}
	return true
}

// demoted turns the declarations of a unit into those of a resource.
func demoted(n *node, known iac.KnownImage) []*iac.Resource {
	var out []*iac.Resource
	for _, d := range n.decls {
		platform := string(d.Platform)
		out = append(out, &iac.Resource{
			ID: d.ID, Scope: d.Scope, Name: d.Name, Aliases: d.Aliases, Kind: known.Kind, Type: known.Type, Platform: platform,
			Format: d.Format, At: d.At, Environment: d.Environment, Hosts: d.Hosts,
		})
	}
	return out
}

// nameOfImage tells what a unit without any source here is by its name, where that
// is the name of a public image of a datastore or broker: an emulator, most often.
func nameOfImage(n *node) (iac.KnownImage, bool) {
	for _, d := range n.decls {
		if d.Kind != arch.Service || d.Platform != arch.Compose {
			return iac.KnownImage{}, false
		}
	}
	for _, name := range []string{n.decls[0].Name, n.decls[0].Name + "-emulator"} {
		if k, ok := iac.Image(name); ok && (k.Kind == arch.Datastore || k.Kind == arch.Broker) {
			return k, true
		}
	}
	return iac.KnownImage{}, false
}

// isDeveloperTool reports whether a unit is only ever run by developers: a compose
// service that tests or checks the others.
func isDeveloperTool(n *node) bool {
	for _, d := range n.decls {
		if d.Platform != arch.Compose || !slices.ContainsFunc(words(d.Name), func(w string) bool {
			return w == "test" || w == "tests" || w == "e2e" || w == "lint" || w == "linter"
		}) {
			return false
		}
	}
	return true
}
