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
		known, foreign := l.foreign(n)
		if !foreign && sourced && !l.hasSource(n) && l.unknownImage(n, registries) {
			known, foreign = iac.KnownImage{Kind: arch.OtherResource}, true
		}
		if foreign {
			l.stores = append(l.stores, demoted(n, known)...)
		}
		return foreign
	})
}

// buildOf returns what is known of the image that a declaration builds.
func (l *linker) buildOf(u *iac.Unit) *iac.Build {
	if file := u.Code.Dockerfile.V; file != "" {
		return l.builds[path.Clean(file)]
	}
	if u.Code.Dir.V == "" || u.Kind == arch.Function {
		return nil
	}
	return l.builds[path.Join(u.Code.Dir.V, "Dockerfile")]
}

// foreign reports whether a unit's program is somebody else's.
func (l *linker) foreign(n *node) (iac.KnownImage, bool) {
	var known iac.KnownImage
	public := false
	for _, d := range n.decls {
		if d.Kind != arch.Service && d.Kind != arch.Job {
			return known, false
		}
		if b := l.buildOf(d); b != nil {
			return wrapped(b)
		}
		if d.Code.Dir.Known() || d.Code.Inline {
			return known, false
		}
		if k, ok := iac.Image(d.Code.Image.V); ok && d.Code.Image.Known() {
			known, public = k, true
		} else if d.Code.Image.Known() {
			return known, false
		}
	}
	return known, public
}

// wrapped reports whether an image is a public one with something added. Web
// servers also carry own front ends: those copy more than configuration.
func wrapped(b *iac.Build) (iac.KnownImage, bool) {
	known, ok := iac.Image(b.Base.V)
	if !ok || !b.Base.Known() || known.Type == "shell" || len(b.Stages) == 0 {
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
