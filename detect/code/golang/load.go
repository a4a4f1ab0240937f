package golang

import (
	"fmt"
	"go/token"
	"go/types"
	"runtime"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/source"
)

// Load reads the Go code of a repository. Files that cannot be parsed are reported
// as problems of the tree, and whatever could be read of them is used.
func Load(t *source.Tree) *code.Program {
	l := &loader{tree: t, fset: token.NewFileSet()}
	l.parse()
	l.group()
	l.link()
	l.standIns()
	l.checkAll()
	return l.assemble()
}

// loader holds what one Load knows. Each step fills what the next one needs; within
// a step, work on one file or package touches only that file's or package's own data.
type loader struct {
	tree    *source.Tree
	fset    *token.FileSet
	files   []*file
	modules []*module
	pkgs    []*pkg
	byDir   map[string]*pkg // what an import of the directory gives
	// outside are the stand-ins by import path; called are the outside functions that
	// the repository calls, by "path.Name".
	outside map[string]*types.Package
	called  map[string]bool
	builtIn map[string]bool // which of outside are declared in full
	own     map[*types.Package]*pkg
}

// each runs f for 0 to n-1 on all processors. A panic is a fault of ours or of the
// type checker, provoked by one input: it costs that input and is reported.
func (l *loader) each(n int, name func(int) string, f func(int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				l.guarded(name(i), func() { f(i) })
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

func (l *loader) guarded(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			l.tree.Report(arch.Problem{At: arch.Range{File: name}, Message: fmt.Sprintf("cannot be analysed as Go: internal error: %v", r)})
		}
	}()
	f()
}
