package house

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
)

const maxLines = 400

// long are the files that may exceed maxLines, each with the reason. A file
// that got short again has to leave.
var long = map[string]string{}

// vague are package names that say nothing about what a package gives.
var vague = map[string]bool{"util": true, "utils": true, "common": true, "helpers": true, "helper": true, "misc": true}

// initAllowed is the one place where a plugin system asks for init.
const initAllowed = "cmd/gclplugin/"

type goFile struct {
	path      string
	text      []byte
	syntax    *ast.File
	generated bool
}

func TestPackageNames(t *testing.T) {
	for _, f := range goFiles(t) {
		if vague[strings.TrimSuffix(f.syntax.Name.Name, "_test")] {
			t.Errorf("%s: package %s says nothing: name it by what it gives", f.path, f.syntax.Name.Name)
		}
	}
}

func TestNoInit(t *testing.T) {
	for _, f := range goFiles(t) {
		if strings.HasPrefix(f.path, initAllowed) {
			continue
		}
		for _, decl := range f.syntax.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s: init runs on every start and in no order a reader sees: call it where it is needed", f.path)
			}
		}
	}
}

func TestFileLength(t *testing.T) {
	for _, f := range goFiles(t) {
		lines := bytes.Count(f.text, []byte("\n"))
		_, allowed := long[f.path]
		switch {
		case f.generated || strings.HasSuffix(f.path, "_test.go"):
		case lines > maxLines && !allowed:
			t.Errorf("%s: %d lines, at most %d: split it, or list it in long with a reason", f.path, lines, maxLines)
		case lines <= maxLines && allowed:
			t.Errorf("%s: %d lines: take it off long", f.path, lines)
		}
	}
}

// TestLayersAreGuarded makes sure that a new format or front end gets its
// depguard rule: without one it could import another format unnoticed.
func TestLayersAreGuarded(t *testing.T) {
	config, err := os.ReadFile("../../../.golangci.yml")
	if err != nil {
		t.Fatal(err)
	}
	checked := map[string]bool{}
	for _, f := range goFiles(t) {
		parts := strings.SplitN(path.Dir(f.path), "/", 4)
		if len(parts) < 3 || parts[0] != "detect" || parts[1] != "iac" && parts[1] != "code" {
			continue
		}
		dir := strings.Join(parts[:3], "/")
		if !checked[dir] && !bytes.Contains(config, []byte(`"**/`+dir+`/**"`)) {
			t.Errorf("%s: no depguard rule in .golangci.yml", dir)
		}
		checked[dir] = true
	}
}

// goFiles parses every Go file of the repository but those in testdata.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	root := os.DirFS("../../..")
	var files []goFile
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if base := d.Name(); base != "." && (base == "testdata" || base == "vendor" || strings.HasPrefix(base, ".")) {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, goFile{name, text, syntax, ast.IsGenerated(syntax)})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no Go file found: wrong root")
	}
	return files
}
