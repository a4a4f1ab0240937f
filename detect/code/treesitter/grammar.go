package treesitter

import (
	"bytes"
	"compress/gzip"
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// Language names a grammar.
type Language string

// The languages that there are grammars for. TSX is TypeScript with markup in it.
const (
	Python     Language = "python"
	JavaScript Language = "javascript"
	TypeScript Language = "typescript"
	TSX        Language = "tsx"
)

//go:embed modules/python.wasm.gz modules/javascript.wasm.gz modules/typescript.wasm.gz modules/tsx.wasm.gz
var modules embed.FS

const (
	maxPages = 4096 // of memory, 64 KiB each, for one parser
	maxKept  = 64 << 20
)

// Grammar is a language that is ready to parse. It may be used from many goroutines:
// each parse takes a parser of its own.
type Grammar struct {
	lang    Language
	cache   wazero.CompilationCache
	runtime wazero.Runtime
	module  wazero.CompiledModule
	symbols []string
	fields  []string

	mu   sync.Mutex
	idle []*parser
}

// Open makes a language ready: it compiles its module, or takes what an earlier run
// has compiled from the user's cache. Close frees what it holds.
func Open(ctx context.Context, lang Language) (*Grammar, error) {
	code, err := unpack(lang)
	if err != nil {
		return nil, fmt.Errorf("unpack the %s grammar: %w", lang, err)
	}
	g := &Grammar{lang: lang, cache: openCache()}
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(maxPages).WithCompilationCache(g.cache)
	g.runtime = wazero.NewRuntimeWithConfig(ctx, config)
	if err := g.prepare(ctx, code); err != nil {
		return nil, errors.Join(fmt.Errorf("start the %s grammar: %w", lang, err), g.Close(ctx))
	}
	return g, nil
}

func unpack(lang Language) ([]byte, error) {
	packed, err := modules.ReadFile("modules/" + string(lang) + ".wasm.gz")
	if err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func (g *Grammar) prepare(ctx context.Context, code []byte) error {
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, g.runtime); err != nil {
		return err
	}
	var err error
	if g.module, err = g.runtime.CompileModule(experimental.WithCompilationWorkers(ctx, runtime.GOMAXPROCS(0)), code); err != nil {
		return err
	}
	p, err := g.newParser(ctx)
	if err != nil {
		return err
	}
	if g.symbols, err = p.names(ctx, "symbols", "symbol"); err != nil {
		return err
	}
	if g.fields, err = p.names(ctx, "fields", "field"); err != nil {
		return err
	}
	g.put(ctx, p)
	return nil
}

// Close frees what the grammar holds. Trees stay usable.
func (g *Grammar) Close(ctx context.Context) error {
	return errors.Join(g.runtime.Close(ctx), g.cache.Close(ctx))
}

// get takes an idle parser, or makes one.
func (g *Grammar) get(ctx context.Context) (*parser, error) {
	g.mu.Lock()
	if n := len(g.idle); n > 0 {
		p := g.idle[n-1]
		g.idle = g.idle[:n-1]
		g.mu.Unlock()
		return p, nil
	}
	g.mu.Unlock()
	return g.newParser(ctx)
}

// put gives a parser back. One that has grown large is let go, since a module's memory
// never shrinks.
func (g *Grammar) put(ctx context.Context, p *parser) {
	if p.mod.Memory().Size() > maxKept {
		_ = p.mod.Close(ctx) // nothing of it is used again
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.idle = append(g.idle, p)
}

func (g *Grammar) newParser(ctx context.Context) (*parser, error) {
	config := wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize")
	mod, err := g.runtime.InstantiateModule(ctx, g.module, config)
	if err != nil {
		return nil, err
	}
	p := &parser{mod: mod}
	for name, f := range map[string]*api.Function{"alloc": &p.alloc, "release": &p.release, "parse": &p.parse} {
		if *f = mod.ExportedFunction(name); *f == nil {
			return nil, fmt.Errorf("the module has no function %s", name)
		}
	}
	return p, nil
}
