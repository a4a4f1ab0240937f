package link

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/iac"
)

// In languages whose files run by name, the declaration says which file and which
// function of it a unit begins with; no code says so.

// scripts are the files of such languages, by path without extension.
func (l *linker) scripts() map[string]program {
	if l.byFile != nil {
		return l.byFile
	}
	l.byFile = map[string]program{}
	for _, p := range l.in.Programs {
		if p == nil || !p.Scripts {
			continue
		}
		for _, pkg := range p.Packages {
			for _, f := range pkg.Files {
				l.byFile[strings.TrimSuffix(f, path.Ext(f))] = program{language: p.Language, pkg: pkg, dir: pkg.Dir, ir: p}
			}
		}
	}
	return l.byFile
}

// script finds what a unit begins with among the files that run by name.
func (l *linker) script(n *node) (program, bool) {
	if len(l.scripts()) == 0 || n.dir == "" {
		return program{}, false
	}
	for _, d := range n.decls {
		var p program
		var ok bool
		if n.unit.Kind == arch.Function {
			p, ok = l.scriptHandler(n, d)
		} else {
			p, ok = l.scriptServer(n, d)
		}
		if ok {
			p.dir = n.dir
			return p, true
		}
	}
	return program{}, false
}

// scriptHandler finds the function that a platform calls: "app.handler",
// "src/app.handler", or only the function's name where the file's is fixed.
func (l *linker) scriptHandler(n *node, d *iac.Unit) (program, bool) {
	dir := n.dir
	if path.Ext(dir) != "" && l.in.Tree.File(dir) != nil {
		dir = path.Dir(dir)
	}
	handler := d.Code.Handler.V
	if i := strings.LastIndexByte(handler, '.'); i > 0 {
		name := handler[i+1:]
		for _, file := range []string{handler[:i], strings.ReplaceAll(handler[:i], ".", "/")} {
			if p, ok := l.handlerFile(dir, file); ok {
				return p.called(name)
			}
		}
		return l.bundled(dir, path.Base(handler[:i]), name)
	}
	if l.isCompiled(d) {
		return program{}, false
	}
	for _, file := range []string{"main", "function_app", "__init__", "handler", "func"} {
		p, ok := l.scripts()[path.Join(dir, file)]
		if !ok && file == "__init__" {
			p, ok = l.scripts()[dir]
		}
		if !ok {
			continue
		}
		for _, name := range []string{handler, "main", "handle", "handler"} {
			if q, ok := p.called(name); ok && name != "" {
				return q, true
			}
		}
		p.funcs = []string{p.pkg.Init}
		return p, true
	}
	return program{}, false
}

// handlerFile finds the file of a handler. Its path begins where the source does, or
// above it where the source is known as the directory of the file itself.
func (l *linker) handlerFile(dir, file string) (program, bool) {
	for top := dir; ; top = path.Dir(top) {
		if p, ok := l.scripts()[path.Join(top, file)]; ok && within(path.Dir(path.Join(top, file)), dir) {
			return p, true
		}
		if top == "." || top == "/" {
			return program{}, false
		}
	}
}

// bundled finds the source of a handler whose file a build makes: the only file of its
// name that has a function of the handler's name.
func (l *linker) bundled(dir, file, name string) (program, bool) {
	var found []program
	for stem, p := range l.scripts() {
		if path.Base(stem) == file && within(path.Dir(stem), dir) {
			if q, ok := p.called(name); ok {
				found = append(found, q)
			}
		}
	}
	if len(found) != 1 {
		return program{}, false
	}
	return found[0], true
}

// isCompiled reports whether the declaration names a language whose files do not run
// by name.
func (l *linker) isCompiled(d *iac.Unit) bool {
	lang := cmp.Or(d.Code.Language, runtimeLanguage(d.Settings.Runtime.V))
	return lang != "" && !slices.ContainsFunc(l.in.Programs, func(p *code.Program) bool { return p != nil && p.Scripts && p.Language == lang })
}

// called is the program of a file of which the platform calls a function by name.
func (p program) called(name string) (program, bool) {
	id := p.pkg.Path + "." + name
	if p.ir.Funcs[id] == nil {
		return program{}, false
	}
	p.funcs, p.handlers = []string{p.pkg.Init, id}, []string{id}
	return p, true
}

// scriptServer finds the file that a container runs: the one that its command names,
// else the one that is named as the start of a program is.
func (l *linker) scriptServer(n *node, d *iac.Unit) (program, bool) {
	var below []string
	for stem := range l.scripts() {
		if within(path.Dir(stem), n.dir) && !l.builtApart(path.Dir(stem), n.dir) {
			below = append(below, stem)
		}
	}
	if len(below) == 0 {
		return program{}, false
	}
	slices.Sort(below)
	line := l.imageLine(n, d)
	for i, word := range line {
		word, _, _ = strings.Cut(strings.Trim(word, `"'`), ":")
		isFile := path.Ext(word) != "" && path.Ext(word) == path.Ext(l.scripts()[below[0]].pkg.Files[0])
		isModule := i > 0 && line[i-1] == "-m" || strings.Contains(line[i], ":") && !strings.ContainsAny(line[i], "/$") || i > 0 && (line[i-1] == "-A" || line[i-1] == "--app")
		var stem string
		switch {
		case isFile:
			stem = strings.TrimSuffix(word, path.Ext(word))
		case isModule:
			stem = strings.ReplaceAll(word, ".", "/")
		default:
			continue
		}
		if p, ok := l.bySuffix(below, n.dir, stem); ok {
			return l.started(p, below), true
		}
	}
	if len(line) > 0 && n.build != nil && buildLanguage(n.build) != "" && buildLanguage(n.build) != l.scripts()[below[0]].language {
		return program{}, false
	}
	for _, name := range []string{"main", "app", "server", "__main__", "manage", "wsgi", "run", path.Base(n.dir)} {
		if p, ok := l.scripts()[path.Join(n.dir, name)]; ok {
			return l.started(p, below), true
		}
	}
	var mains []program
	for _, stem := range below {
		if p := l.scripts()[stem]; path.Dir(stem) == n.dir && p.pkg.Main != "" {
			mains = append(mains, p)
		}
	}
	if len(mains) == 1 {
		return l.started(mains[0], below), true
	}
	return program{}, false
}

// imageLine is what a container runs, in words: that of the build in its directory
// where the declaration names only an image.
func (l *linker) imageLine(n *node, d *iac.Unit) []string {
	line := l.commandLine(d)
	b := n.build
	if b == nil {
		b = l.builds[path.Join(n.dir, "Dockerfile")]
	}
	if len(line) > 0 || b == nil {
		return line
	}
	if m, ok := b.Resolve("", nil); ok {
		for _, v := range append(slices.Clone(m.Entrypoint), m.Cmd...) {
			line = append(line, strings.Fields(v.V)...)
		}
	}
	return line
}

// bySuffix finds the file that a path inside an image means: the longest end of the
// path that is a file of the unit's source.
func (l *linker) bySuffix(below []string, dir, stem string) (program, bool) {
	segs := strings.Split(strings.Trim(path.Clean(stem), "/"), "/")
	for i := range segs {
		want := path.Join(dir, path.Join(segs[i:]...))
		if slices.Contains(below, want) {
			return l.scripts()[want], true
		}
	}
	var hits []string
	for _, s := range below {
		if strings.HasSuffix(s, "/"+path.Join(segs...)) {
			hits = append(hits, s)
		}
	}
	if len(hits) == 1 {
		return l.scripts()[hits[0]], true
	}
	return program{}, false
}

// byFramework are files that frameworks load by their name rather than by an import.
var byFramework = map[string][]string{
	"manage": {"urls", "tasks"}, "wsgi": {"urls"}, "asgi": {"urls"},
}

func (l *linker) started(p program, below []string) program {
	p.funcs = []string{p.pkg.Init}
	if p.pkg.Main != "" {
		p.funcs = append(p.funcs, p.pkg.Main)
	}
	for _, stem := range below {
		if slices.Contains(byFramework[p.pkg.Name], path.Base(stem)) {
			p.funcs = append(p.funcs, l.scripts()[stem].pkg.Init)
		}
	}
	return p
}
