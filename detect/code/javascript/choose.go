package javascript

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/code/treesitter"
	"github.com/archvet/archvet/detect/source"
)

// module is one file.
type module struct {
	file    *source.File
	path    string // from the root of the repository, without extension
	lang    treesitter.Language
	out     code.Package
	imports []string // as written, read without parsing
	tree    *treesitter.Tree
	scope   map[string]*symbol
	exports map[string]*symbol
	stars   []*module // export * from
	types   map[string]string
	byNode  map[int]*function // of the top level, by where they begin
	folders []*module         // that a framework loads because of where they are
	awsSDK  bool              // deals with commands of AWS's SDK
	top     *function
}

// extensions of the files that are read, in the order in which an import without one
// looks for them.
var extensions = []string{".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts"}

func grammarOf(ext string) treesitter.Language {
	switch ext {
	case ".ts", ".mts", ".cts":
		return treesitter.TypeScript
	case ".tsx":
		return treesitter.TSX
	}
	return treesitter.JavaScript
}

// built reports whether a file was made by a bundler or compiler, as its place says.
func built(name string) bool {
	if strings.HasSuffix(name, ".min.js") || strings.HasSuffix(name, ".bundle.js") {
		return true
	}
	for seg := range strings.SplitSeq(path.Dir(name), "/") {
		switch seg {
		case "dist", "build", ".next", "cdk.out":
			return true
		}
	}
	return false
}

func untested(f *source.File) bool {
	stem := strings.TrimSuffix(f.Name(), f.Ext())
	return strings.HasSuffix(stem, ".test") || strings.HasSuffix(stem, ".spec") || strings.HasSuffix(stem, ".d")
}

// choose finds the files that are worth parsing: those that mention anything that a
// process deals with the outside by, those that import them, and what those import.
func (l *loader) choose() {
	files := l.candidates()
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
		m.folders = l.foldersOf(m, data, files)
		imports[m] = append(imports[m], m.folders...)
		speaks[m] = m.mentions(data)
	}
	l.modules = code.Worth(files, func(m *module) bool { return speaks[m] }, imports)
}

func (l *loader) candidates() []*module {
	var files []*module
	for _, f := range l.tree.Files() {
		if !slices.Contains(extensions, f.Ext()) || f.Place&(source.Vendored|source.Test) != 0 || untested(f) {
			continue
		}
		if built(f.Path) {
			l.tree.Skip(f.Path, "made by a build")
			continue
		}
		m := &module{file: f, path: strings.TrimSuffix(f.Path, f.Ext()), lang: grammarOf(f.Ext())}
		if other := l.byPath[m.path]; other != nil { // two files of one name
			if slices.Index(extensions, other.file.Ext()) < slices.Index(extensions, f.Ext()) {
				l.byPath[f.Path] = other
				continue
			}
			files = slices.DeleteFunc(files, func(x *module) bool { return x == other })
			l.byPath[other.file.Path] = m
		}
		files = append(files, m)
		l.byPath[m.path], l.byPath[f.Path] = m, m
	}
	return files
}

var importPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:\bfrom\s*|\brequire\s*\(\s*|\bimport\s*\(?\s*)(?:"([^"\n]+)"|'([^'\n]+)')`)
})

// importsOf lists the modules that a file may import, without parsing it.
func importsOf(data []byte) []string {
	var out []string
	for _, m := range importPattern().FindAllSubmatch(data, -1) {
		out = append(out, string(m[1])+string(m[2]))
	}
	return out
}

// signs are what files mention that deal with the world outside, beside the packages
// of the tables.
var signs = []string{"process.env", "fetch(", "handler", "Handler", "child_process"}

func (m *module) mentions(data []byte) bool {
	for _, name := range m.imports {
		if code.KnowsJavaScript(name) {
			return true
		}
	}
	for _, s := range signs {
		if bytes.Contains(data, []byte(s)) {
			return true
		}
	}
	return false
}

// find returns the module of the repository that a relative name means in a file.
func (l *loader) find(from *module, name string) *module {
	if !strings.HasPrefix(name, ".") {
		return nil
	}
	at := path.Join(from.file.Dir(), name)
	for _, p := range []string{at, strings.TrimSuffix(at, path.Ext(at)), path.Join(at, "index")} {
		if m := l.byPath[p]; m != nil && m != from {
			return m
		}
	}
	return nil
}
