package flow

import (
	"slices"
	"strconv"

	"github.com/archvet/archvet/detect/code"
)

// Graph is the code of a repository, indexed for questions that run backwards: who
// stores here, who calls this.
type Graph struct {
	table  *code.Table
	funcs  map[string]*code.Func
	langs  map[*code.Func]string
	types  map[string]*code.Type
	impls  map[string][]string
	pkgs   map[string]*code.Package
	owners map[string]*code.Package // package of each function, by its path

	stores map[string][]store // by location
	taken  map[string][]site  // calls that get the address of a location
	ways   bool               // see Explaining
}

// store is an assignment to a location.
type store struct {
	fn *code.Func
	as *code.Assign
}

// site is a call site: an operation of a function.
type site struct {
	fn  *code.Func
	op  int
	arg int // of Graph.taken: which argument
}

// receiver stands for the receiver of a call where arguments are counted.
const receiver = -1

func (s site) call() *code.Op { return &s.fn.Ops[s.op] }

// New indexes the programs of a repository.
func New(table *code.Table, programs ...*code.Program) *Graph {
	g := &Graph{
		table: table, funcs: map[string]*code.Func{}, langs: map[*code.Func]string{}, types: map[string]*code.Type{}, impls: map[string][]string{},
		pkgs: map[string]*code.Package{}, stores: map[string][]store{}, taken: map[string][]site{},
	}
	var ids []string
	for _, p := range programs {
		if p == nil { // a language that the repository does not have
			continue
		}
		for id, f := range p.Funcs {
			g.funcs[id] = f
			g.langs[f] = p.Language
			ids = append(ids, id)
		}
		for id, t := range p.Types {
			g.types[id] = t
		}
		for id, types := range p.Implements {
			g.impls[id] = types
		}
		for _, pkg := range p.Packages {
			g.pkgs[pkg.Path] = pkg
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		g.index(g.funcs[id])
	}
	return g
}

func (g *Graph) index(f *code.Func) {
	for i := range f.Assigns {
		as := &f.Assigns[i]
		if key := location(as.To); key != "" {
			g.stores[key] = append(g.stores[key], store{f, as})
		}
	}
	for i := range f.Ops {
		if op := &f.Ops[i]; op.Recv != nil && g.table.Fills(op.Callee.Name) {
			if key := location(*op.Recv); key != "" {
				g.taken[key] = append(g.taken[key], site{f, i, receiver})
			}
		}
		for j, arg := range f.Ops[i].Args {
			if arg.Kind != code.Addr {
				continue
			}
			if key := location(arg.Args[0]); key != "" {
				g.taken[key] = append(g.taken[key], site{f, i, j})
			}
		}
	}
}

// location names the storage that an expression stands for, "" when it has none of
// its own. Elements share the storage of their container.
func location(e code.Expr) string {
	switch e.Kind {
	case code.Var, code.FieldOf:
		return e.Text
	case code.Par:
		return parLocation(e.Text, e.Index)
	case code.Elem:
		if key := location(e.Args[0]); key != "" {
			return key + "[]"
		}
	case code.Deref, code.Addr:
		if e.Args[0].Kind == code.Par {
			return "*" + parLocation(e.Args[0].Text, e.Args[0].Index)
		}
		return location(e.Args[0])
	}
	return ""
}

func parLocation(fn string, i int) string { return fn + "/param/" + strconv.Itoa(i) }
