package golang

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/source"
)

// module is a directory whose packages share an import path prefix.
type module struct {
	dir     string
	path    string            // as the code imports it
	id      string            // as IDs have it: path, made unique
	replace map[string]string // import path prefix -> directory in the tree
}

// readModules reads every go.mod, deepest directories first, so that the first that
// holds a file is the file's own.
func readModules(t *source.Tree) []*module {
	var modules []*module
	for _, f := range t.Files() {
		if f.Name() != "go.mod" || f.Place&source.Vendored != 0 {
			continue
		}
		data, err := f.Data()
		if err != nil {
			continue // the tree has recorded it
		}
		if m := parseModule(data, f.Dir()); m.path != "" {
			modules = append(modules, m)
		}
	}
	count := map[string]int{}
	for _, m := range modules {
		count[m.path]++
	}
	for _, m := range modules {
		m.id = m.path
		if count[m.path] > 1 {
			m.id = m.path + "@" + m.dir
		}
	}
	slices.SortStableFunc(modules, func(a, b *module) int {
		return cmp.Or(-cmp.Compare(depth(a.dir), depth(b.dir)), cmp.Compare(a.dir, b.dir))
	})
	return modules
}

func depth(dir string) int {
	if dir == "." {
		return 0
	}
	return 1 + strings.Count(dir, "/")
}

// parseModule reads the two directives that say where packages are.
func parseModule(data []byte, dir string) *module {
	m := &module{dir: dir, replace: map[string]string{}}
	block := ""
	for raw := range bytes.Lines(data) {
		line, _, _ := strings.Cut(string(raw), "//")
		f := strings.Fields(line)
		switch {
		case len(f) == 0:
			continue
		case block == "" && len(f) == 2 && f[1] == "(":
			block = f[0]
			continue
		case f[0] == ")":
			block = ""
			continue
		case block != "":
			f = append([]string{block}, f...)
		}
		switch {
		case f[0] == "module" && len(f) == 2 && m.path == "":
			m.path = strings.Trim(f[1], `"`+"`")
		case f[0] == "replace":
			m.addReplace(f[1:])
		}
	}
	return m
}

func (m *module) addReplace(f []string) {
	arrow := slices.Index(f, "=>")
	if arrow < 1 || arrow+1 >= len(f) {
		return
	}
	to := strings.Trim(f[arrow+1], `"`)
	if !strings.HasPrefix(to, "./") && !strings.HasPrefix(to, "../") {
		return
	}
	if dir := path.Join(m.dir, to); dir != ".." && !strings.HasPrefix(dir, "../") {
		m.replace[strings.Trim(f[0], `"`)] = dir
	}
}

// moduleOf returns the module that holds a directory.
func (l *loader) moduleOf(dir string) *module {
	for _, m := range l.modules {
		if m.dir == "." || dir == m.dir || strings.HasPrefix(dir, m.dir+"/") {
			return m
		}
	}
	return nil
}

// dirOf returns the directory that an import means, as seen from a module.
func (l *loader) dirOf(from *module, importPath string) (string, bool) {
	if from != nil {
		if dir, ok := below(importPath, from.path, from.dir); ok && l.byDir[dir] != nil {
			return dir, true
		}
		for _, prefix := range sortedKeys(from.replace) {
			if dir, ok := below(importPath, prefix, from.replace[prefix]); ok && l.byDir[dir] != nil {
				return dir, true
			}
		}
	}
	found := ""
	for _, m := range l.modules {
		if dir, ok := below(importPath, m.path, m.dir); ok && l.byDir[dir] != nil && l.byDir[dir].module == m {
			if m.id != m.path {
				return "", false // of several copies it cannot be said which one is meant
			}
			if found == "" {
				found = dir
			}
		}
	}
	return found, found != ""
}

// below maps an import path under a prefix to the directory under dir.
func below(importPath, prefix, dir string) (string, bool) {
	if importPath == prefix {
		return dir, true
	}
	rest, ok := strings.CutPrefix(importPath, prefix+"/")
	return path.Join(dir, rest), ok
}

// pathOf is the ID path of a directory's package.
func (m *module) pathOf(dir string) string {
	if dir == m.dir {
		return m.id
	}
	if m.dir == "." {
		return join(m.id, dir)
	}
	return join(m.id, strings.TrimPrefix(dir, m.dir+"/"))
}

func join(prefix, rest string) string {
	if prefix == "" {
		return rest
	}
	return prefix + "/" + rest
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
