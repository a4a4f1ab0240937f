package link

import (
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// buildOf returns what is known of the image that a declaration builds.
func (l *linker) buildOf(u *iac.Unit) *iac.Build {
	if file := u.Code.Dockerfile.V; file != "" {
		return l.builds[path.Clean(file)]
	}
	if u.Code.Dir.V == "" || u.Kind == arch.Function || u.Kind == arch.Workflow {
		return nil
	}
	return l.builds[path.Join(u.Code.Dir.V, "Dockerfile")]
}

// imageOf resolves that build for the declaration's target and arguments.
func (l *linker) imageOf(u *iac.Unit) (iac.Built, bool) {
	b := l.buildOf(u)
	if b == nil {
		return iac.Built{}, false
	}
	args := map[string]string{}
	for name, v := range u.Code.BuildArgs {
		if v.Known() {
			args[name] = v.V
		}
	}
	if m, ok := b.Resolve(u.Code.Target.V, args); ok {
		return m, true
	}
	return b.Resolve("", args)
}

// contextOf is the directory that an image's build sees.
func contextOf(b *iac.Build, d *iac.Unit) string {
	if d.Code.Dir.Known() {
		return path.Clean(d.Code.Dir.V)
	}
	return path.Dir(b.Dockerfile)
}

// compiled returns the places, directories or files, of the programs that a unit's
// container runs: one when its command is understood.
func (l *linker) compiled(u *iac.Unit) (places []string, language string) {
	m, ok := l.imageOf(u)
	if !ok {
		return nil, ""
	}
	context := contextOf(l.buildOf(u), u)
	list := m.Programs
	if p, ok := m.Program(u.Code.Command, u.Code.Args); ok {
		list = []iac.Program{p}
	}
	for _, p := range list {
		if language == "" {
			language = p.Language
		}
		if !p.Path.Known() || strings.HasPrefix(path.Clean(p.Path.V), "..") {
			continue
		}
		at := path.Join(context, p.Path.V)
		if p.Below {
			at = l.programBelow(at, p.Name)
		}
		if at != "" && !slices.Contains(places, at) {
			places = append(places, at)
		}
	}
	return places, language
}

// programBelow is the one program of a name among those under a directory.
func (l *linker) programBelow(dir, name string) string {
	found := l.programsIn(func(p program) bool { return within(p.dir, dir) && p.base() == name })
	if len(found) == 1 {
		return found[0].dir
	}
	return ""
}

// root is the nearest directory around a place, within a build's context, that has
// a build manifest of the program's language; else the nearest that is there at all.
func (l *linker) root(at, context, language string) string {
	nearest := ""
	for dir := at; within(dir, context); dir = path.Dir(dir) {
		if l.in.Tree.IsDir(dir) {
			if nearest == "" && l.sources.holds(dir) {
				nearest = dir
			}
			if p := l.sources.dirs[dir]; p != nil && slices.ContainsFunc(p.manifests, func(m string) bool { return sameLanguage(m, language) }) {
				return dir
			}
		}
		if dir == "." {
			break
		}
	}
	return nearest
}

func sameLanguage(a, b string) bool {
	return a == b || b == "" || strings.HasSuffix(a, "script") && strings.HasSuffix(b, "script")
}
