package link

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// locate finds the source of every unit.
func (l *linker) locate() {
	for _, n := range l.units {
		decls := slices.Clone(n.decls)
		slices.SortStableFunc(decls, func(a, b *iac.Unit) int { return cmp.Compare(guessed(a), guessed(b)) })
		for _, d := range decls {
			dir := l.sourceDir(d)
			if dir != "" && (n.dir == "" || (n.dir != dir && within(dir, n.dir))) {
				n.dir = dir // the most exact of several, as long as they agree
			}
			if n.build == nil {
				n.build = l.buildOf(d)
			}
		}
		if n.build == nil && n.dir != "" {
			n.build = l.builds[path.Join(n.dir, "Dockerfile")]
		}
	}
}

// guessed orders declarations that say where the source is before those whose image
// has to be found by its name.
func guessed(d *iac.Unit) int {
	if d.Code.Dir.Known() || d.Code.Dockerfile.Known() {
		return 0
	}
	return 1
}

// sourceDir is the directory (or file) that holds the source of a declaration: ""
// when it is elsewhere or not to be told.
func (l *linker) sourceDir(u *iac.Unit) string {
	dir, ok := l.dirs[u]
	if !ok {
		dir = l.findSource(u)
		l.dirs[u] = dir
	}
	return dir
}

func (l *linker) findSource(u *iac.Unit) string {
	if b := l.buildOf(u); b != nil {
		return l.builtFrom(b, contextOf(b, u), u)
	}
	if file := u.Code.Dockerfile; file.Known() && file.Source != arch.Default {
		// Written, and not read: its own directory is the best guess, the context none.
		if here := path.Dir(path.Clean(file.V)); l.in.Tree.File(file.V) != nil && here != "." && l.sources.holds(here) {
			return here
		}
		if l.in.Tree.File(file.V) == nil {
			return ""
		}
	}
	if dir := l.declaredDir(u); dir != "" {
		if l.in.Tree.IsDir(dir) && !l.sources.holds(dir) && u.Kind != arch.Workflow {
			return ""
		}
		return dir
	}
	if u.Code.Dir.Known() && u.Kind != arch.Workflow {
		return l.outputOf(u.Code.Dir.V)
	}
	if u.Code.Dockerfile.Known() || u.Kind == arch.Workflow {
		return "" // said, and not here
	}
	if dir := l.dirByName(u); dir != "" {
		return dir
	}
	return l.moduleNamed(u)
}

// moduleNamed is the only module whose program calls itself as the unit is called.
func (l *linker) moduleNamed(u *iac.Unit) string {
	found := ""
	for _, d := range l.in.Declared {
		for _, m := range d.Modules {
			if u.Name == "" || !slices.ContainsFunc(m.Names, func(v arch.Value[string]) bool { return strings.EqualFold(v.V, u.Name) }) {
				continue
			}
			if found != "" {
				return ""
			}
			found = m.Dir
		}
	}
	return found
}

// builtFrom is the directory whose program a Dockerfile makes into an image.
func (l *linker) builtFrom(b *iac.Build, context string, u *iac.Unit) string {
	here := path.Dir(b.Dockerfile)
	if places, lang := l.compiled(u); len(places) == 1 {
		if lang == "go" {
			if l.in.Tree.IsDir(places[0]) {
				return places[0]
			}
		} else if dir := l.root(places[0], context, lang); dir != "" && (dir == here || !within(here, dir) || !takesFrom(b, context, here)) {
			return dir
		}
	}
	if here != context && within(here, context) && l.sources.holds(here) && l.sources.dirs[here].rooted() {
		return here
	}
	if dir := l.copiedFrom(b, context); dir != "" {
		return dir
	}
	if here != context && within(here, context) && takesFrom(b, context, here) {
		return here
	}
	if l.sources.holds(context) {
		return context
	}
	return l.outputOf(context)
}

// takesFrom reports whether an image takes files of its Dockerfile's own directory,
// and not all of its build context: the directory is the program's then, whatever
// language it is in.
func takesFrom(b *iac.Build, context, here string) bool {
	some := false
	for _, s := range b.Stages {
		for _, c := range s.Copies {
			for _, src := range c.Sources {
				dir := path.Join(context, strings.TrimSuffix(src, "/"))
				if c.From == "" && dir == context {
					return false
				}
				some = some || c.From == "" && within(dir, here)
			}
		}
	}
	return some
}

// rooted reports whether a directory is the root of a program.
func (p *place) rooted() bool { return len(p.manifests) > 0 || p.direct > 0 || p.foreign }

// copiedFrom is the one directory with a program in it that an image takes from its
// build context, when it does not take all of that.
func (l *linker) copiedFrom(b *iac.Build, context string) string {
	var dirs []string
	for _, s := range b.Stages {
		for _, c := range s.Copies {
			if c.From != "" {
				continue
			}
			for _, src := range c.Sources {
				dir := path.Join(context, strings.TrimSuffix(src, "/"))
				if l.in.Tree.File(dir) != nil {
					continue
				}
				if dir == context {
					return ""
				}
				p := l.sources.dirs[dir]
				if p != nil && len(p.files) > 0 && p.rooted() && len(p.manifests) > 0 && !slices.Contains(dirs, dir) {
					dirs = append(dirs, dir)
				}
			}
		}
	}
	if len(dirs) == 1 {
		return dirs[0]
	}
	return ""
}

// dirByName finds the source of an image that the declaration only names.
func (l *linker) dirByName(u *iac.Unit) string {
	names := []string{}
	if u.Code.Image.Known() {
		names = append(names, iac.ImageName(u.Code.Image.V))
	}
	names = append(names, u.Name)
	for i, same := range []func(name, base []string) bool{
		func(name, base []string) bool { return slices.Equal(name, base) },
		func(name, base []string) bool { return undecorated(name, nil) == undecorated(base, nil) },
		endsAlike,
	} {
		for j, name := range names {
			least := rootRank // only the image's own name may mean just any directory
			if i == 0 && j < len(names)-1 {
				least = 1
			}
			w := words(name)
			if dir := l.sources.named(least, likenesses(w)[i], func(base []string) bool { return len(w) > 0 && same(w, base) }); dir != "" {
				return dir
			}
		}
	}
	if dir := l.programByWords(u.Name); dir != "" {
		return dir
	}
	if b := l.onlyBuild(u); b != nil && u.Code.Image.Known() {
		alone := *u // as if the declaration had said so
		alone.Code.Dockerfile = arch.ByDefault(b.Dockerfile, u.At, "the repository's only image")
		return l.builtFrom(b, path.Dir(b.Dockerfile), &alone)
	}
	return ""
}

// structural are the words in paths that say where programs are kept, and nothing
// about which one it is.
var structural = map[string]bool{
	"cmd": true, "app": true, "apps": true, "api": true, "server": true, "service": true, "services": true, "svc": true,
	"src": true, "pkg": true, "internal": true, "main": true, "go": true, "bin": true, "backend": true,
}

// programByWords finds the one program whose path, but for structural words, is made
// of the words of a name: app/cart/service/cmd/server is cart-service.
func (l *linker) programByWords(name string) string {
	want := telling(words(name))
	if len(want) == 0 {
		return ""
	}
	if l.told == nil {
		l.told = map[string][]string{}
		for _, p := range l.mainPackages() {
			key := strings.Join(telling(words(p.dir)), " ")
			l.told[key] = append(l.told[key], p.dir)
		}
	}
	found := l.told[strings.Join(want, " ")]
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

func telling(w []string) []string {
	w = slices.DeleteFunc(w, func(s string) bool { return structural[s] })
	slices.Sort(w)
	return slices.Compact(w)
}

// endsAlike reports whether one name is the other with a prefix, that of the
// system most often: bookstore-frontend and frontend.
func endsAlike(a, b []string) bool {
	x, y := strings.Split(undecorated(a, nil), "-"), strings.Split(undecorated(b, nil), "-")
	if len(x) < len(y) {
		x, y = y, x
	}
	return len(y) > 0 && slices.Equal(x[len(x)-len(y):], y)
}
