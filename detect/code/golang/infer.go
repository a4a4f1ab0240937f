package golang

import (
	"cmp"
	"slices"
	"strings"
)

// inferModules finds out where the packages are that no go.mod covers: below a
// GOPATH, or in a part of a module whose root is above the tree. What the code
// imports tells: when "example.com/shop/orders" is imported and there is a directory
// orders, then the tree may be "example.com/shop". A guess counts only when most of
// what is imported below the prefix is there.
func (l *loader) inferModules() []*module {
	dirs, imports := map[string]bool{}, map[string]bool{}
	for _, f := range l.files {
		if l.moduleOf(f.Dir()) != nil {
			continue
		}
		dirs[f.Dir()] = true
		for _, im := range f.imports {
			if !isStandard(im.path) {
				imports[im.path] = true
			}
		}
	}
	type guess struct{ prefix, dir string }
	votes := map[guess]int{}
	for _, im := range sortedKeys(imports) {
		for _, dir := range sortedKeys(dirs) {
			for _, g := range splits(im, dir) {
				votes[guess{g[0], g[1]}]++
			}
		}
	}
	guesses := make([]guess, 0, len(votes))
	for g := range votes {
		if 2*votes[g] > countBelow(imports, g.prefix) {
			guesses = append(guesses, g)
		}
	}
	slices.SortFunc(guesses, func(a, b guess) int {
		return cmp.Or(-cmp.Compare(votes[a], votes[b]), cmp.Compare(len(a.prefix), len(b.prefix)), cmp.Compare(a.prefix, b.prefix), cmp.Compare(a.dir, b.dir))
	})
	var modules []*module
	taken := map[string]bool{}
	for _, g := range guesses {
		if !taken["dir "+g.dir] && !taken["path "+g.prefix] {
			taken["dir "+g.dir], taken["path "+g.prefix] = true, true
			modules = append(modules, &module{dir: g.dir, path: g.prefix, id: g.prefix})
		}
	}
	slices.SortStableFunc(modules, func(a, b *module) int { return -cmp.Compare(depth(a.dir), depth(b.dir)) })
	return modules
}

// splits returns the ways in which an import path can mean a directory: pairs of a
// prefix and the directory that stands for it.
func splits(importPath, dir string) [][2]string {
	if dir == "." {
		return nil
	}
	im, d := strings.Split(importPath, "/"), strings.Split(dir, "/")
	var ways [][2]string
	for n := 1; n <= len(d) && n < len(im); n++ {
		if im[len(im)-n] != d[len(d)-n] {
			break
		}
		prefix, at := im[:len(im)-n], strings.Join(d[:len(d)-n], "/")
		if at == "" {
			at = "."
		}
		if isRepository(prefix) {
			ways = append(ways, [2]string{strings.Join(prefix, "/"), at})
		}
	}
	return ways
}

// isRepository reports whether a prefix is at least as long as a repository's path
// on its host: a shorter one would claim everybody's code.
func isRepository(prefix []string) bool {
	switch {
	case len(prefix) == 0:
		return false
	case prefix[0] == "github.com" || prefix[0] == "gitlab.com" || prefix[0] == "bitbucket.org":
		return len(prefix) >= 3
	}
	return true
}

func countBelow(imports map[string]bool, prefix string) int {
	n := 0
	for im := range imports {
		if _, ok := below(im, prefix, ""); ok {
			n++
		}
	}
	return n
}

// isStandard reports whether an import is of the standard library. Modules without a
// dot in their name exist; those that a go.mod names never get here.
func isStandard(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return standardRoots[first]
}

var standardRoots = words("archive bufio bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt go hash html image index io iter log maps math mime net os path plugin reflect regexp runtime slices sort strconv strings structs sync syscall testing text time unicode unique unsafe weak C")
