package golang

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"runtime"
	"sync"

	"github.com/archvet/archvet/detect/arch"
)

// checkAll type-checks the packages and emits their IR, each as soon as those that
// it imports are done.
func (l *loader) checkAll() {
	l.own = map[*types.Package]*pkg{}
	for _, p := range l.pkgs {
		p.types = types.NewPackage(p.path, p.name)
		p.done = make(chan struct{})
		l.own[p.types] = p
	}
	l.markFake()
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for _, p := range l.pkgs {
		wg.Go(func() {
			defer close(p.done)
			for _, q := range p.imports {
				<-q.done
			}
			slots <- struct{}{}
			defer func() { <-slots }()
			l.guarded(p.dir, func() { l.check(p) })
		})
	}
	wg.Wait()
}

func (l *loader) check(p *pkg) {
	var files []*ast.File
	size := 0
	for _, f := range p.files {
		files = append(files, f.syntax)
		size += len(f.data)
	}
	info := &types.Info{ // sized as measured: growing these was a seventh of the time
		Types:      make(map[ast.Expr]types.TypeAndValue, size/20),
		Defs:       make(map[*ast.Ident]types.Object, size/100),
		Uses:       make(map[*ast.Ident]types.Object, size/20),
		Implicits:  map[ast.Node]types.Object{},
		Selections: make(map[*ast.SelectorExpr]*types.Selection, size/100),
	}
	l.guarded(p.dir, func() { // what the checker understood before a crash is still used
		// The errors are those of code without its dependencies: they say nothing.
		_ = types.NewChecker(l.config(p), l.fset, p.types, info).Files(files)
	})
	p.types.MarkComplete()
	emit(l, p, info)
}

func (l *loader) config(p *pkg) *types.Config {
	return &types.Config{
		FakeImportC:              true,
		DisableUnusedImportCheck: true,
		Error:                    func(error) {},
		Importer:                 importer{l, p},
		Sizes:                    types.SizesFor("gc", "amd64"),
	}
}

// importer gives a package the packages that it imports.
type importer struct {
	l *loader
	p *pkg
}

// moved returns where a package went whose declarations are only aliases by now.
func moved(path string) string {
	if path == "golang.org/x/net/context" {
		return "context"
	}
	return path
}

var errNotHere = errors.New("not in the repository")

func (im importer) Import(path string) (*types.Package, error) {
	path = moved(path)
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if q := im.p.imports[path]; q != nil {
		return q.types, nil
	}
	if q := im.l.outside[path]; q != nil {
		return q, nil
	}
	return nil, errNotHere
}

// markFake makes the type checker take every stand-in for the rest of an import that
// failed: it then says nothing about names that are not there, and works faster than
// with one error for each. A failing import is the only way to tell it so.
func (l *loader) markFake() {
	f := &ast.File{Name: ast.NewIdent("fake")}
	for _, path := range sortedKeys(l.outside) {
		spec := &ast.ImportSpec{Name: ast.NewIdent("_"), Path: &ast.BasicLit{Kind: token.STRING, Value: quote(path)}}
		f.Imports = append(f.Imports, spec)
		f.Decls = append(f.Decls, &ast.GenDecl{Tok: token.IMPORT, Specs: []ast.Spec{spec}})
	}
	conf := &types.Config{Error: func(error) {}, Importer: failing(l.outside), DisableUnusedImportCheck: true}
	l.guarded(".", func() { _, _ = conf.Check("fake", l.fset, []*ast.File{f}, nil) })
}

type failing map[string]*types.Package

func (f failing) Import(path string) (*types.Package, error) { return f[path], errNotHere }

// rangeOf turns positions into a range of the file, whatever state the syntax is in.
func (f *file) rangeOf(from, to token.Pos) arch.Range {
	start := f.offset(from)
	return f.Range(start, max(start, f.offset(to)))
}

func (f *file) offset(p token.Pos) int {
	return max(0, min(int(p)-f.tok.Base(), f.tok.Size(), len(f.data)))
}
