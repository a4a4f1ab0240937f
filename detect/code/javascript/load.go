package javascript

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

// Load reads the JavaScript and TypeScript code of a repository, as far as it has to do
// with what leaves or enters a process. It is nil when there is none. Files that cannot
// be parsed in full give what their intact parts say.
func Load(t *source.Tree) *code.Program {
	l := &loader{tree: t, byPath: map[string]*module{}, funcs: map[string]*function{}, classes: map[string]*class{}}
	l.choose()
	if len(l.modules) == 0 {
		return nil
	}
	for _, lang := range []treesitter.Language{treesitter.JavaScript, treesitter.TypeScript, treesitter.TSX} {
		if err := l.parse(lang); err != nil {
			t.Report(arch.Problem{Message: "JavaScript is not analysed: " + err.Error()})
			return nil
		}
	}
	l.modules = slices.DeleteFunc(l.modules, func(m *module) bool { return m.tree == nil })
	for _, step := range []func(*module){l.declare, l.exportsOf, l.derive, l.emitModule} {
		for _, m := range l.modules {
			l.guarded(m, func() { step(m) })
		}
	}
	return l.assemble()
}

// loader holds what one Load knows. Each step fills what the next one needs.
type loader struct {
	tree    *source.Tree
	modules []*module          // that are read, by path
	byPath  map[string]*module // by file name, with and without its extension
	funcs   map[string]*function
	classes map[string]*class // by ID
	order   []*class          // as they are declared
	done    []*code.Func
}

// parse reads all modules of one grammar, on all processors.
func (l *loader) parse(lang treesitter.Language) error {
	var todo []*module
	for _, m := range l.modules {
		if m.lang == lang {
			todo = append(todo, m)
		}
	}
	if len(todo) == 0 {
		return nil
	}
	ctx := context.Background()
	g, err := treesitter.Open(ctx, lang)
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	next := make(chan *module)
	for range min(len(todo), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for m := range next {
				l.guarded(m, func() { l.parseOne(ctx, g, m) })
			}
		})
	}
	for _, m := range todo {
		next <- m
	}
	close(next)
	wg.Wait()
	if err := g.Close(ctx); err != nil {
		return fmt.Errorf("free the grammar: %w", err)
	}
	return nil
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
		l.tree.Report(arch.Problem{At: arch.Range{File: m.file.Path}, Message: "cannot be analysed as JavaScript: " + err.Error()})
	default:
		m.tree = tree
	}
}

// guarded runs one step for one file. A panic is a fault of ours, provoked by one
// input: it costs that input and is reported.
func (l *loader) guarded(m *module, f func()) {
	defer func() {
		if r := recover(); r != nil {
			l.tree.Report(arch.Problem{At: arch.Range{File: m.file.Path}, Message: fmt.Sprintf("cannot be analysed as JavaScript: internal error: %v", r)})
		}
	}()
	f()
}

func (l *loader) assemble() *code.Program {
	p := &code.Program{Language: "javascript", Scripts: true, Funcs: map[string]*code.Func{}, Types: map[string]*code.Type{}, Implements: map[string][]string{}}
	for _, f := range l.done {
		p.Funcs[f.ID] = f
	}
	for _, m := range l.modules {
		slices.Sort(m.out.Imports)
		m.out.Imports = slices.Compact(m.out.Imports)
		p.Packages = append(p.Packages, &m.out)
	}
	slices.SortFunc(p.Packages, func(a, b *code.Package) int { return strings.Compare(a.Path, b.Path) })
	for id, c := range l.classes {
		p.Types[id] = c.typ()
	}
	return p
}
