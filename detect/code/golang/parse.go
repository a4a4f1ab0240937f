package golang

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// maxDepth bounds how deep syntax may nest: go/types and this package recurse, and
// no program that a person or generator wrote comes near it.
const maxDepth = 5000

// file is one parsed file.
type file struct {
	*source.File
	syntax    *ast.File
	tok       *token.File
	data      []byte
	imports   []imported
	hasMain   bool
	tagged    bool // left out of a plain build by a tag of the repository's own
	generated bool
	uses      []use
	bases     map[string]bool // identifiers in front of a selector
	module    *module
}

// imported is one import declaration.
type imported struct {
	path  string
	alias string
}

func (l *loader) parse() {
	for _, f := range l.tree.Files() {
		if f.Ext() != ".go" || strings.HasSuffix(f.Path, "_test.go") || f.Place&source.Vendored != 0 ||
			strings.HasPrefix(f.Name(), "_") || strings.HasPrefix(f.Name(), ".") || !fitsPlatform(f.Name()) {
			continue
		}
		l.files = append(l.files, &file{File: f})
	}
	l.each(len(l.files), func(i int) string { return l.files[i].Path }, func(i int) { l.parseFile(l.files[i]) })
	parsed := l.files[:0]
	for _, f := range l.files {
		if f.syntax != nil {
			parsed = append(parsed, f)
		}
	}
	l.files = parsed
}

func (l *loader) parseFile(f *file) {
	data, err := f.Data()
	if err != nil {
		return // the tree has recorded it
	}
	plain, tagged := fitsBuild(data)
	if !plain && !tagged {
		return
	}
	syntax, err := parser.ParseFile(l.fset, f.Path, data, parser.SkipObjectResolution)
	if err != nil {
		l.reportSyntax(f.File, err)
	}
	if syntax == nil || syntax.Name == nil || syntax.Name.Name == "" || syntax.Name.Name == "_" {
		return
	}
	if tooDeep(syntax) {
		l.tree.Report(arch.Problem{At: arch.Range{File: f.Path}, Message: "Go code nests too deeply to be analysed"})
		return
	}
	f.tok = l.fset.File(syntax.FileStart)
	if f.tok == nil {
		return
	}
	f.data, f.tagged, f.generated = data, !plain, f.IsGenerated()
	for _, s := range syntax.Imports {
		f.addImport(s)
	}
	for _, d := range syntax.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "main" && syntax.Name.Name == "main" {
			f.hasMain = true
		}
	}
	if f.tagged && !f.hasMain {
		return // variants of a library would be declared twice
	}
	f.collect(syntax)
	f.syntax = syntax
}

func (f *file) addImport(s *ast.ImportSpec) {
	path, err := strconv.Unquote(s.Path.Value)
	if err != nil || path == "" {
		return // the parser has reported it
	}
	im := imported{path: moved(path)}
	if s.Name != nil {
		im.alias = s.Name.Name
	}
	f.imports = append(f.imports, im)
}

func (l *loader) reportSyntax(f *source.File, err error) {
	at, message := arch.Range{File: f.Path}, err.Error()
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		data, _ := f.Data() // it was parsed a moment ago
		start := max(0, min(list[0].Pos.Offset, len(data)))
		at, message = f.Range(start, min(start+1, len(data))), list[0].Msg
	}
	l.tree.Report(arch.Problem{At: at, Message: "Go syntax: " + message})
}

// tooDeep reports whether any node has more than maxDepth others around it.
func tooDeep(root ast.Node) bool {
	depth, deepest := 0, 0
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil {
			depth--
			return true
		}
		depth++
		deepest = max(deepest, depth)
		if deepest > maxDepth {
			depth-- // Inspect does not come back for what it was told to skip
			return false
		}
		return true
	})
	return deepest > maxDepth
}
