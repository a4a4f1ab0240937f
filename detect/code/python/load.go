package python

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/code/treesitter"
	"github.com/archvet/archvet/detect/source"
)

// Load reads the Python code of a repository, as far as it has to do with what leaves
// or enters a process. It is nil when there is none. Files that cannot be parsed in
// full give what their intact parts say.
func Load(t *source.Tree) *code.Program {
	l := &loader{tree: t, byPath: map[string]*module{}, funcs: map[string]*function{}, classes: map[string]*class{}}
	l.choose()
	if len(l.modules) == 0 {
		return nil
	}
	ctx := context.Background()
	g, err := treesitter.Open(ctx, treesitter.Python)
	if err == nil {
		l.parse(ctx, g)
		err = g.Close(ctx)
	}
	if err != nil {
		t.Report(arch.Problem{Message: "Python is not analysed: " + err.Error()})
		return nil
	}
	return l.program()
}

// program makes the IR of what is parsed.
func (l *loader) program() *code.Program {
	for _, m := range l.modules {
		l.guarded(m, func() { l.declare(m) })
	}
	l.derive()
	for _, m := range l.modules {
		l.guarded(m, func() { l.emitModule(m) })
	}
	return l.assemble()
}

// loader holds what one Load knows. Each step fills what the next one needs.
type loader struct {
	tree    *source.Tree
	modules []*module            // that are read, by path
	byPath  map[string]*module   // by file name without its extension; packages by directory
	funcs   map[string]*function // by ID
	classes map[string]*class
	done    []*code.Func
}

// parse reads all modules, on all processors.
func (l *loader) parse(ctx context.Context, g *treesitter.Grammar) {
	var wg sync.WaitGroup
	next := make(chan *module)
	for range min(len(l.modules), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for m := range next {
				l.guarded(m, func() { l.parseOne(ctx, g, m) })
			}
		})
	}
	for _, m := range l.modules {
		next <- m
	}
	close(next)
	wg.Wait()
	l.modules = slices.DeleteFunc(l.modules, func(m *module) bool { return m.tree == nil })
}

func (l *loader) parseOne(ctx context.Context, g *treesitter.Grammar, m *module) {
	data, err := m.file.Data()
	if err != nil {
		return // the tree has recorded it
	}
	tree, err := g.Parse(ctx, data)
	switch {
	case errors.Is(err, treesitter.ErrTooLarge), errors.Is(err, treesitter.ErrLongLine), errors.Is(err, treesitter.ErrTooHard):
		l.tree.Skip(m.file.Path, err.Error())
	case err != nil:
		l.tree.Report(arch.Problem{At: arch.Range{File: m.file.Path}, Message: "cannot be analysed as Python: " + err.Error()})
	default:
		m.tree = tree
		l.reportSyntax(m)
	}
}

// reportSyntax reports the first place that does not fit the grammar.
func (l *loader) reportSyntax(m *module) {
	root := m.tree.Root()
	if !root.HasError() {
		return
	}
	at := root
	for depth := 0; depth < 100; depth++ {
		inner := at
		for c := range at.Children() {
			if c.IsError() || c.IsMissing() || c.HasError() {
				inner = c
				break
			}
		}
		if inner == at || inner.IsError() {
			at = inner
			break
		}
		at = inner
	}
	l.tree.Report(arch.Problem{At: m.file.Range(at.Start(), min(at.End(), at.Start()+1)), Message: "Python syntax: cannot be read here"})
}

// guarded runs one step for one file. A panic is a fault of ours, provoked by one
// input: it costs that input and is reported.
func (l *loader) guarded(m *module, f func()) {
	defer func() {
		if r := recover(); r != nil {
			l.tree.Report(arch.Problem{At: arch.Range{File: m.file.Path}, Message: fmt.Sprintf("cannot be analysed as Python: internal error: %v", r)})
		}
	}()
	f()
}

func (l *loader) assemble() *code.Program {
	p := &code.Program{Language: "python", Scripts: true, Funcs: map[string]*code.Func{}, Types: map[string]*code.Type{}, Implements: map[string][]string{}}
	for _, f := range l.done {
		l.bind(f)
		p.Funcs[f.ID] = f
	}
	for _, m := range l.modules {
		slices.Sort(m.out.Imports)
		m.out.Imports = slices.Compact(m.out.Imports)
		p.Packages = append(p.Packages, &m.out)
	}
	slices.SortFunc(p.Packages, func(a, b *code.Package) int { return strings.Compare(a.Path, b.Path) })
	for id, c := range l.classes {
		p.Types[id] = l.typeOf(c)
		for _, above := range c.line()[1:] {
			if above.abstract() {
				p.Implements[above.id] = append(p.Implements[above.id], id)
			}
		}
	}
	for _, ids := range p.Implements {
		slices.Sort(ids)
	}
	return p
}
