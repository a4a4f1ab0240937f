package link

import (
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/iac"
)

// program is where a unit's own code begins.
type program struct {
	language string
	pkg      *code.Package
	dir      string // directory, or file when several programs share one
	ir       *code.Program
	funcs    []string // where it begins, when that is not the package's own main
	handlers []string // of funcs, those that the platform calls for each event
}

// mainPackages returns the programs that front ends found, in order.
func (l *linker) mainPackages() []program {
	if l.programs != nil {
		return l.programs
	}
	l.programs = []program{}
	for _, p := range l.in.Programs {
		if p == nil || p.Scripts {
			continue
		}
		shared := map[string]int{}
		for _, pkg := range p.Packages {
			if pkg.Main != "" {
				shared[pkg.Dir]++
			}
		}
		for _, pkg := range p.Packages {
			if pkg.Main == "" || l.foreignDir(pkg.Dir) {
				continue
			}
			m := program{language: p.Language, pkg: pkg, dir: pkg.Dir}
			if shared[pkg.Dir] > 1 {
				m.dir = mainFile(p, pkg)
			}
			l.programs = append(l.programs, m)
		}
	}
	slices.SortFunc(l.programs, func(a, b program) int { return strings.Compare(a.pkg.Path, b.pkg.Path) })
	return l.programs
}

func (l *linker) foreignDir(dir string) bool {
	p := l.sources.dirs[dir]
	return p != nil && p.foreign && p.direct == 0
}

func mainFile(p *code.Program, pkg *code.Package) string {
	if f := p.Funcs[pkg.Main]; f != nil {
		return f.At.File
	}
	return pkg.Dir
}

// base is the name that a program is likely to be known by.
func (p program) base() string {
	if path.Ext(p.dir) != "" {
		return strings.TrimSuffix(path.Base(p.dir), path.Ext(p.dir))
	}
	if p.dir == "." {
		return path.Base(p.pkg.Path)
	}
	return path.Base(p.dir)
}

// findEntries decides which program each unit runs: the one that its image builds,
// its command names, its own name points to, or the only one that its source holds
// and no other unit runs.
func (l *linker) findEntries() {
	open := map[*node][]program{}
	taken := map[string]bool{}
	for _, n := range l.units {
		if n.unit.Kind == arch.Workflow {
			continue
		}
		if p, ok := l.script(n); ok {
			n.run(p)
			continue
		}
		found := l.candidates(n)
		if len(found) != 1 && n.unit.Kind != arch.Function {
			found = l.byName(n, found)
		}
		if len(found) != 1 && n.unit.Kind == arch.Function {
			found = byHandler(n, found)
		}
		if len(found) == 1 {
			n.run(found[0])
			taken[found[0].pkg.Path] = true
		} else {
			open[n] = found
		}
	}
	for _, n := range l.units {
		left := slices.DeleteFunc(slices.Clone(open[n]), func(p program) bool { return taken[p.pkg.Path] })
		if len(left) == 1 {
			n.run(left[0])
		}
	}
}

func (n *node) run(p program) {
	n.entry = &p
	n.unit.Entry = p.entries()[len(p.entries())-1]
}

// entries are the functions that run when the program does.
func (p program) entries() []string {
	if len(p.funcs) > 0 {
		return p.funcs
	}
	return []string{p.pkg.Main}
}

// candidates are the programs in a unit's source.
func (l *linker) candidates(n *node) []program {
	for _, d := range n.decls {
		places, _ := l.compiled(d)
		if found := l.programsIn(func(p program) bool { return slices.Contains(places, p.pkg.Dir) || slices.Contains(places, p.dir) }); len(found) > 0 {
			return found
		}
	}
	if n.dir == "" {
		return nil
	}
	exact := l.programsIn(func(p program) bool { return p.dir == n.dir || p.pkg.Dir == n.dir })
	if n.unit.Kind == arch.Function && len(exact) > 0 {
		return exact
	}
	lang := buildLanguage(n.build)
	return l.programsIn(func(p program) bool {
		return within(p.dir, n.dir) && (lang == "" || lang == p.language) && !l.builtApart(p.pkg.Dir, n.dir)
	})
}

// builtApart reports whether a program below a unit's source has an image of its own.
func (l *linker) builtApart(dir, source string) bool {
	for ; dir != source && dir != "."; dir = path.Dir(dir) {
		if l.builds[path.Join(dir, "Dockerfile")] != nil {
			return true
		}
	}
	return false
}

func (l *linker) programsIn(ok func(program) bool) []program {
	var found []program
	for _, p := range l.mainPackages() {
		if ok(p) {
			found = append(found, p)
		}
	}
	return found
}

// byName picks among programs by the words of the command line, then by the names
// that the unit goes by, then by leaving out what is plainly a tool.
func (l *linker) byName(n *node, found []program) []program {
	var lines, names []string
	for _, d := range n.decls {
		lines = append(lines, l.commandLine(d)...)
		names = append(names, calledBy(d)...)
		if d.Code.Image.Known() {
			names = append(names, iac.ImageName(d.Code.Image.V))
		}
	}
	for _, tokens := range [][]string{lines, names} {
		var hits []program
		for _, p := range found {
			if slices.ContainsFunc(tokens, func(t string) bool { return squash(path.Base(t)) == squash(p.base()) }) {
				hits = append(hits, p)
			}
		}
		if len(hits) == 1 {
			return hits
		}
	}
	if hits := closest(names, found); len(hits) == 1 {
		return hits
	}
	if exact := slices.DeleteFunc(slices.Clone(found), func(p program) bool { return p.dir != n.dir }); len(exact) == 1 {
		return exact
	}
	return slices.DeleteFunc(slices.Clone(found), func(p program) bool { return isTool(p.dir) })
}

// closest compares names without their decorations.
func closest(names []string, found []program) []program {
	var hits []program
	for _, p := range found {
		bare := undecorated(words(p.base()), nil)
		if slices.ContainsFunc(names, func(s string) bool { return undecorated(words(s), nil) == bare }) {
			hits = append(hits, p)
		}
	}
	return hits
}

// isTool reports whether a directory's name says that its program only serves the
// development of others.
func isTool(dir string) bool {
	for seg := range strings.SplitSeq(dir, "/") {
		switch seg {
		case "tools", "tool", "hack", "scripts", "script", "gen", "generate", "codegen", "migrate", "migrations", "migration", "seed", "mock", "mocks", "e2e", "integration", "benchmark", "loadtest", "internal-tools":
			return true
		}
	}
	return false
}

// byHandler picks a function's program by the name of its binary.
func byHandler(n *node, found []program) []program {
	var names []string
	for _, d := range n.decls {
		names = append(names, path.Base(d.Code.Handler.V), d.Name)
	}
	for _, name := range names {
		var hits []program
		for _, p := range found {
			if name != "" && squash(name) == squash(p.base()) {
				hits = append(hits, p)
			}
		}
		if len(hits) == 1 {
			return hits
		}
	}
	return found
}

// commandLine is what a container runs, in words.
func (l *linker) commandLine(d *iac.Unit) []string {
	entry, args := l.command(d)
	var line []string
	for _, v := range append(slices.Clone(entry), args...) {
		line = append(line, strings.Fields(v.V)...)
	}
	return line
}

// command is what a container runs: what the declaration says, else what its image
// says.
func (l *linker) command(d *iac.Unit) (entry, args []arch.Value[string]) {
	entry, args = d.Code.Command, d.Code.Args
	if m, ok := l.imageOf(d); ok && len(d.Code.Command) == 0 {
		entry = m.Entrypoint
		if len(d.Code.Args) == 0 {
			args = m.Cmd
		}
	}
	return entry, args
}
