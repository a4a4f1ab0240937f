package python

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/source"
)

// module is one file.
type module struct {
	file      *source.File
	path      string // with dots, from the root of the repository
	out       code.Package
	generated bool
	imports   []string // module names as written, read without parsing
	tree      *syntax
	scope     map[string]*symbol
	stars     []*module         // from x import *
	types     map[string]string // of variables
	top       *function
	main      *function
}

// choose finds the files that are worth parsing: those that mention anything that a
// process deals with the outside by, those that import them, and what those import.
func (l *loader) choose() {
	var files []*module
	for _, f := range l.tree.Files() {
		if f.Ext() != ".py" || f.Place&(source.Vendored|source.Test) != 0 || strings.HasSuffix(f.Name(), "_pb2.py") {
			continue
		}
		stem := strings.TrimSuffix(f.Path, ".py")
		if f.Name() == "__init__.py" {
			stem = f.Dir()
		}
		m := &module{file: f, path: strings.ReplaceAll(stem, "/", ".")}
		if stem == "." {
			m.path = "__init__"
		}
		files = append(files, m)
		l.byPath[stem] = m
	}
	slices.SortFunc(files, func(a, b *module) int { return strings.Compare(a.file.Path, b.file.Path) })
	speaks, imports := map[*module]bool{}, map[*module][]*module{}
	for _, m := range files {
		data, err := m.file.Data()
		if err != nil {
			continue
		}
		m.imports = importsOf(data)
		for _, name := range m.imports {
			if to := l.find(m, name); to != nil {
				imports[m] = append(imports[m], to)
			}
		}
		speaks[m] = mentions(data)
	}
	l.modules = code.Worth(files, func(m *module) bool { return speaks[m] }, imports)
}

var importLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+(\(?[^\n#]*)|import[ \t]+([^\n#;]+))`)
})

var nameInLine = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[ \t(]*([.\w]+)`) })

// importsOf lists the modules that a file may import, without parsing it.
func importsOf(data []byte) []string {
	var out []string
	for _, m := range importLine().FindAllSubmatch(data, -1) {
		if len(m[1]) > 0 {
			out = append(out, string(m[1]))
		}
		for part := range bytes.SplitSeq(append(m[2], m[3]...), []byte(",")) {
			name := nameInLine().FindSubmatch(part)
			switch {
			case name == nil:
			case len(m[1]) == 0:
				out = append(out, string(name[1]))
			case bytes.HasSuffix(m[1], []byte(".")):
				out = append(out, string(m[1])+string(name[1]))
			default:
				out = append(out, string(m[1])+"."+string(name[1]))
			}
		}
	}
	return out
}

// signs are what files mention that deal with the world outside, beside the packages
// of the tables.
var signs = []string{"environ", "getenv", "://", "handler", "__main__", "Servicer", "_pb2", "settings"}

func mentions(data []byte) bool {
	for _, s := range signs {
		if bytes.Contains(data, []byte(s)) {
			return true
		}
	}
	for _, p := range code.PythonPackages() {
		if bytes.Contains(data, []byte(p)) {
			return true
		}
	}
	return false
}

// find returns the module of the repository that a name means in a file: relative
// ones from its directory, others from its directory and the ones above.
func (l *loader) find(from *module, name string) *module {
	if rest := strings.TrimLeft(name, "."); rest != name {
		dir := from.file.Dir()
		for range len(name) - len(rest) - 1 {
			dir = path.Dir(dir)
		}
		return l.at(dir, rest)
	}
	for dir := from.file.Dir(); ; dir = path.Dir(dir) {
		if m := l.at(dir, name); m != nil {
			return m
		}
		if dir == "." {
			return nil
		}
		if m := l.at(path.Join(dir, "src"), name); m != nil {
			return m
		}
	}
}

func (l *loader) at(dir, name string) *module {
	return l.byPath[path.Join(dir, strings.ReplaceAll(name, ".", "/"))]
}
