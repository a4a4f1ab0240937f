package golang

import (
	"cmp"
	"go/types"
	"path"
	"slices"
	"strings"
)

// maxShared bounds how often files without a main are read again when several
// programs share a directory.
const maxShared = 400

// pkg is a package of the repository.
type pkg struct {
	path    string
	dir     string
	name    string
	module  *module
	files   []*file
	imports map[string]*pkg // own packages by import path
	types   *types.Package
	done    chan struct{} // closed when it is type-checked
	out     result
}

func (p *pkg) hasMain() bool {
	return slices.ContainsFunc(p.files, func(f *file) bool { return f.hasMain })
}

// group makes packages of the files.
func (l *loader) group() {
	l.modules = readModules(l.tree)
	inferred := l.inferModules()
	l.modules = append(l.modules, inferred...)
	byDir := map[string][]*file{}
	for _, f := range l.files {
		byDir[f.Dir()] = append(byDir[f.Dir()], f)
	}
	l.byDir = map[string]*pkg{}
	taken := map[string]bool{}
	for _, dir := range sortedKeys(byDir) {
		m := l.moduleOf(dir)
		for _, p := range l.split(dir, byDir[dir]) {
			p.module, p.path = m, l.pathIn(m, dir, p)+p.path
			if taken[p.path] {
				p.path += "@" + dir
			}
			taken[p.path] = true
			l.pkgs = append(l.pkgs, p)
			if l.byDir[dir] == nil {
				l.byDir[dir] = p
			}
		}
	}
	slices.SortFunc(l.pkgs, func(a, b *pkg) int { return cmp.Compare(a.path, b.path) })
}

func (l *loader) pathIn(m *module, dir string, p *pkg) string {
	switch {
	case m != nil:
		return m.pathOf(dir)
	case dir == ".":
		return p.name
	}
	return dir
}

// split makes the packages of one directory: nearly always one. Files of package
// main with a main function each are programs of their own. Here path is only what
// tells them apart.
func (l *loader) split(dir string, files []*file) []*pkg {
	name := majority(files)
	var mains, rest []*file
	for _, f := range files {
		switch {
		case f.hasMain:
			mains = append(mains, f)
		case f.syntax.Name.Name == name:
			rest = append(rest, f)
		default:
			l.tree.Skip(f.Path, "declares package "+f.syntax.Name.Name+" beside package "+name)
		}
	}
	plain := func(f *file) bool { return !f.tagged }
	if name == "main" && len(mains) <= 1 {
		return []*pkg{{dir: dir, name: name, files: inOrder(rest, mains)}}
	}
	if first := slices.IndexFunc(mains, plain); name == "main" && first >= 0 && !slices.ContainsFunc(mains[first+1:], plain) {
		// One program, and others under tags: the plain one keeps the directory's path.
		pkgs := []*pkg{{dir: dir, name: name, files: inOrder(rest, mains[first:first+1])}}
		return append(pkgs, programs(dir, slices.Delete(slices.Clone(mains), first, first+1), rest)...)
	}
	if name != "main" {
		return append([]*pkg{{dir: dir, name: name, files: rest}}, programs(dir, mains, nil)...)
	}
	return programs(dir, mains, rest)
}

func programs(dir string, mains, rest []*file) []*pkg {
	var pkgs []*pkg
	if len(mains)*len(rest) > maxShared {
		pkgs = append(pkgs, &pkg{dir: dir, name: "main", files: rest})
		rest = nil
	}
	for _, f := range mains {
		pkgs = append(pkgs, &pkg{dir: dir, name: "main", path: "#" + strings.TrimSuffix(path.Base(f.Path), ".go"), files: inOrder(rest, []*file{f})})
	}
	return pkgs
}

func inOrder(a, b []*file) []*file {
	files := slices.Concat(a, b)
	slices.SortFunc(files, func(a, b *file) int { return cmp.Compare(a.Path, b.Path) })
	return files
}

// majority returns the package name that most files of a directory declare.
func majority(files []*file) string {
	count := map[string]int{}
	for _, f := range files {
		count[f.syntax.Name.Name]++
	}
	best := ""
	for _, name := range sortedKeys(count) {
		if count[name] > count[best] {
			best = name
		}
	}
	return best
}
