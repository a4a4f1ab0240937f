package golang

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/source"
)

// result is what one package gives to the program.
type result struct {
	pkg   *code.Package
	funcs []*code.Func
	types []*code.Type
	named []*types.TypeName // of types, for the method sets
}

// emitter turns one type-checked package into IR.
type emitter struct {
	names
	l    *loader
	p    *pkg
	info *types.Info
	file *file // the one being read
	// locals are the places of variables and parameters seen so far. Closures come
	// after the declarations they use, so one map serves all functions.
	locals map[types.Object]code.Expr
	out    *result
	ids    map[string]bool
	// endless are functions of the package that never return.
	endless map[types.Object]bool
}

func emit(l *loader, p *pkg, info *types.Info) {
	e := &emitter{
		names: names{l, map[*types.TypeName]string{}}, l: l, p: p, info: info,
		locals: map[types.Object]code.Expr{}, out: &p.out, ids: map[string]bool{},
	}
	e.out.pkg = &code.Package{Path: p.path, Dir: p.dir, Name: p.name, Files: p.fileNames(), Imports: p.importPaths()}
	e.findEndless()
	for _, f := range p.files {
		e.file = f
		e.declaredTypes()
	}
	e.initialise()
	for _, f := range p.files {
		e.file = f
		inits := 0
		for _, d := range f.syntax.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Name.Name != "init" {
				e.declared(d, ofDecl(p.path, d))
			} else if ok {
				inits++
			}
		}
	}
	if p.hasMain() && p.name == "main" {
		e.out.pkg.Main = p.path + ".main"
	}
}

func (p *pkg) fileNames() []string {
	var list []string
	for _, f := range p.files {
		list = append(list, f.Path)
	}
	return list
}

func (p *pkg) importPaths() []string {
	var list []string
	for _, f := range p.files {
		for _, im := range f.imports {
			if q := p.imports[im.path]; q != nil {
				list = append(list, q.path)
			} else {
				list = append(list, im.path)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// initialise emits what runs when the package is loaded. The order of variables is
// that of the source: what flows where does not depend on it.
func (e *emitter) initialise() {
	id := e.p.path + ".init"
	b := e.begin(id, "init", nil)
	inits := 0
	for _, f := range e.p.files {
		e.file = f
		if b.out.At.IsZero() {
			b.out.At = f.rangeOf(f.syntax.Package, f.syntax.Name.End())
			e.describe(b.out)
		}
		for _, d := range f.syntax.Decls {
			switch d := d.(type) {
			case *ast.GenDecl:
				b.declare(d)
			case *ast.FuncDecl:
				if d.Name.Name == "init" && d.Recv == nil && d.Body != nil {
					name := id + "." + strconv.Itoa(inits)
					inits++
					e.declared(d, name)
					b.add(code.Op{At: e.at(d.Name), Callee: code.Callee{Func: name}, Ignored: true})
				}
			}
		}
	}
	if len(b.out.Ops)+len(b.out.Assigns) > 0 {
		e.out.funcs = append(e.out.funcs, b.out)
		e.out.pkg.Init = id
	}
}

// describe fills in what a function has from its file.
func (e *emitter) describe(f *code.Func) {
	f.Generated = e.file.generated
	f.Test = e.file.double || e.file.Place&(source.Test|source.Example) != 0
}

// declared emits a function or method declaration.
func (e *emitter) declared(d *ast.FuncDecl, id string) {
	if d.Name.Name == "_" || e.ids[id] {
		return // never called; declared twice
	}
	e.ids[id] = true
	b := e.begin(id, display(id, e.p.path), nil)
	if d.Name.Name == "init" && d.Recv == nil {
		b.out.Name = "init"
	}
	e.describe(b.out)
	b.out.At = e.file.rangeOf(d.Pos(), d.Type.End())
	b.out.HasRecv = d.Recv != nil && len(d.Recv.List) > 0
	if b.out.HasRecv {
		b.params(d.Recv)
	}
	b.signature(d.Type)
	e.out.funcs = append(e.out.funcs, b.out)
	if d.Body != nil {
		b.body(d.Body)
	}
}

// builder makes one function.
type builder struct {
	*emitter
	out    *code.Func
	parent *builder
	byName map[string]code.Expr // parameters and variables that the type checker does not know
	named  []code.Expr          // named results
	count  int                  // of all results
	loop   int
	guards []code.Guard
	label  string // of the statement that comes next
	nested int    // how deep the expression is
	inside int    // closures so far
}

func (e *emitter) begin(id, name string, parent *builder) *builder {
	f := &code.Func{ID: id, Name: name, Package: e.p.path}
	return &builder{emitter: e, out: f, parent: parent, loop: -1}
}

func (b *builder) body(s *ast.BlockStmt) {
	b.out.Body = b.at(s)
	b.block(s.List)
}

func (b *builder) signature(t *ast.FuncType) {
	if t.Params != nil {
		b.params(t.Params)
	}
	if t.Results == nil {
		return
	}
	for _, field := range t.Results.List {
		b.count += max(1, len(field.Names))
		for _, name := range field.Names {
			v := b.variable(name)
			b.named = append(b.named, v)
		}
	}
}

func (b *builder) params(list *ast.FieldList) {
	for _, field := range list.List {
		typ, rest := b.typeName(field.Type), false
		if _, ok := field.Type.(*ast.Ellipsis); ok {
			typ, rest = "slice", true
		}
		if len(field.Names) == 0 {
			b.out.Params = append(b.out.Params, code.Param{Type: typ, Rest: rest})
		}
		for _, name := range field.Names {
			par := code.Expr{Kind: code.Par, Text: b.out.ID, Index: len(b.out.Params), Type: typ}
			b.out.Params = append(b.out.Params, code.Param{Name: name.Name, Type: typ, Rest: rest})
			if obj := b.info.Defs[name]; obj != nil {
				b.locals[obj] = par
			} else {
				b.remember(name.Name, par)
			}
		}
	}
}

func (b *builder) remember(name string, e code.Expr) {
	if name == "_" {
		return
	}
	if b.byName == nil {
		b.byName = map[string]code.Expr{}
	}
	b.byName[name] = e
}

// typeName is the name of the type that an expression denotes or has.
func (e *emitter) typeName(x ast.Expr) string {
	if t := e.info.TypeOf(x); t != nil {
		return e.ofType(t)
	}
	return ""
}

func (e *emitter) at(n ast.Node) arch.Range { return e.file.rangeOf(n.Pos(), n.End()) }

// add appends an operation and returns its index.
func (b *builder) add(op code.Op) int {
	op.Loop, op.Guards = b.loop, b.guards
	b.out.Ops = append(b.out.Ops, op)
	return len(b.out.Ops) - 1
}

func (b *builder) assign(to, from code.Expr, at ast.Node) {
	b.out.Assigns = append(b.out.Assigns, code.Assign{To: to, From: from, At: b.at(at), Loop: b.loop, Guards: b.guards})
}

// written is the source text of a node on one line.
func (e *emitter) written(n ast.Node) string {
	r := e.at(n)
	text := e.file.data[r.Start:r.End]
	out := make([]byte, 0, min(len(text), maxWritten))
	for _, c := range text {
		if len(out) == maxWritten {
			return string(out) + "…"
		}
		if c == '\n' || c == '\t' || c == '\r' {
			c = ' '
		}
		out = append(out, c)
	}
	return string(out)
}

const maxWritten = 120

// place is the location of a variable that this function declares.
func (b *builder) place(name string, pos token.Pos, typ string) code.Expr {
	return code.Expr{Kind: code.Var, Text: b.out.ID + "/" + name + "#" + strconv.Itoa(b.file.offset(pos)), Type: typ}
}

// enter begins a closure of this function.
func (b *builder) enter(x *ast.FuncLit) *builder {
	b.inside++
	c := b.begin(b.out.ID+"$"+strconv.Itoa(b.inside), b.out.Name, b)
	c.out.Parent = b.out.ID
	c.describe(c.out)
	c.out.At = b.at(x.Type)
	c.signature(x.Type)
	b.emitter.out.funcs = append(b.emitter.out.funcs, c.out)
	return c
}
