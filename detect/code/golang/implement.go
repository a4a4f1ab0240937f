package golang

import (
	"cmp"
	"go/types"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/code"
)

// assemble makes the program of the packages, and joins interfaces to the types that
// implement them.
func (l *loader) assemble() *code.Program {
	prog := &code.Program{
		Language: "go", Funcs: map[string]*code.Func{}, Types: map[string]*code.Type{}, Implements: map[string][]string{},
	}
	for _, p := range l.pkgs {
		if p.out.pkg == nil {
			continue // it crashed, and that is reported
		}
		prog.Packages = append(prog.Packages, p.out.pkg)
		for _, f := range p.out.funcs {
			prog.Funcs[f.ID] = f
		}
		for _, t := range p.out.types {
			prog.Types[t.ID] = t
		}
	}
	slices.SortFunc(prog.Packages, func(a, b *code.Package) int { return cmp.Compare(a.Path, b.Path) })
	l.implement(prog)
	lookOutside(prog)
	return prog
}

// lookOutside turns calls through interfaces that no type of the repository
// implements, but for tests, into calls of outside methods: such an interface is a view of an outside
// type, and where the receiver comes from says which.
func lookOutside(prog *code.Program) {
	for _, f := range prog.Funcs {
		for i := range f.Ops {
			c := &f.Ops[i].Callee
			if dot := strings.LastIndexByte(c.Iface, '.'); dot > 0 && !inUse(prog, c.Iface[:dot]) {
				*c = code.Callee{Name: c.Iface[dot+1:]}
			}
		}
	}
}

// inUse reports whether an interface has an implementation that is not for tests.
func inUse(prog *code.Program, iface string) bool {
	for _, id := range prog.Implements[iface] {
		t := prog.Types[id]
		if t == nil || len(t.Methods) == 0 {
			return true // by what it embeds
		}
		for _, m := range t.Methods {
			if !prog.Funcs[m].Test {
				return true
			}
		}
	}
	return false
}

// concrete is a type of the repository with its methods.
type concrete struct {
	id      string
	methods map[string]*types.Func // by name
	open    bool                   // embeds a type from outside: it may have more methods
}

// port is an interface of the repository.
type port struct {
	id      string
	methods []*types.Func
}

func (l *loader) implement(prog *code.Program) {
	all, ports := make([][]concrete, len(l.pkgs)), make([][]port, len(l.pkgs))
	path := func(i int) string { return l.pkgs[i].dir }
	l.each(len(l.pkgs), path, func(i int) { all[i], ports[i] = l.methods(prog, l.pkgs[i]) })
	byMethod := map[string][]concrete{}
	for _, c := range slices.Concat(all...) {
		for name := range c.methods {
			byMethod[name] = append(byMethod[name], c)
		}
	}
	list := slices.Concat(ports...)
	found := make([][]string, len(list))
	l.each(len(list), func(i int) string { return list[i].id }, func(i int) { found[i] = l.implementers(list[i], byMethod) })
	for i, p := range list {
		if len(found[i]) > 0 {
			prog.Implements[p.id] = found[i]
		}
	}
}

// methods finds the methods of a package's types, and completes the types with them.
func (l *loader) methods(prog *code.Program, p *pkg) (all []concrete, ports []port) {
	n := &names{l, map[*types.TypeName]string{}}
	for _, obj := range p.out.named {
		id := n.ofName(obj)
		t := prog.Types[id]
		if i, ok := obj.Type().Underlying().(*types.Interface); ok {
			if methods := interfaceMethods(i); len(methods) > 0 {
				ports = append(ports, port{id, methods})
			}
			continue
		}
		c := concrete{id: id, methods: map[string]*types.Func{}, open: l.isOpen(obj.Type(), 0)}
		set := types.NewMethodSet(types.NewPointer(obj.Type()))
		for k := range set.Len() {
			f, ok := set.At(k).Obj().(*types.Func)
			if !ok {
				continue
			}
			c.methods[f.Name()] = f
			if fid := n.ofFunc(f); t != nil && prog.Funcs[fid] != nil {
				if t.Methods == nil {
					t.Methods = map[string]string{}
				}
				t.Methods[f.Name()] = fid
			}
		}
		if len(c.methods) > 0 {
			all = append(all, c)
		}
	}
	return all, ports
}

func interfaceMethods(i *types.Interface) []*types.Func {
	var methods []*types.Func
	for k := range i.NumMethods() {
		methods = append(methods, i.Method(k))
	}
	return methods
}

const maxEmbedded = 8

// isOpen reports whether a type embeds one from outside, itself or through others.
func (l *loader) isOpen(t types.Type, depth int) bool {
	st := structOf(t)
	if st == nil || depth > maxEmbedded {
		return false
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		if !f.Embedded() {
			continue
		}
		n := named(f.Type())
		if n == nil || l.isStandIn(n) || l.isOpen(n, depth+1) {
			return true
		}
	}
	return false
}

// implementers returns the types that have an interface's methods.
func (l *loader) implementers(p port, byMethod map[string][]concrete) []string {
	rarest := p.methods[0].Name()
	for _, m := range p.methods {
		if n := len(byMethod[m.Name()]); n > 0 && (n < len(byMethod[rarest]) || len(byMethod[rarest]) == 0) {
			rarest = m.Name()
		}
	}
	var ids []string
	for _, c := range byMethod[rarest] {
		if l.fits(c, p) {
			ids = append(ids, c.id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// fits compares by names and by those parts of the signatures that are known.
// What embeds a type from outside may have the rest of the methods from there.
func (l *loader) fits(c concrete, p port) bool {
	has := 0
	for _, m := range p.methods {
		f := c.methods[m.Name()]
		switch {
		case f == nil && !c.open:
			return false
		case f == nil:
		case !m.Exported() && m.Pkg() != f.Pkg() || !l.sameSignature(m.Signature(), f.Signature()):
			return false
		default:
			has++
		}
	}
	return 2*has >= len(p.methods) && has > 0
}

func (l *loader) sameSignature(a, b *types.Signature) bool {
	return a.Variadic() == b.Variadic() && l.sameTuple(a.Params(), b.Params()) && l.sameTuple(a.Results(), b.Results())
}

func (l *loader) sameTuple(a, b *types.Tuple) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		x, y := a.At(i).Type(), b.At(i).Type()
		if !isVague(x, 0) && !isVague(y, 0) && !types.Identical(x, y) && !l.mayAlias(x, y) {
			return false
		}
	}
	return true
}

// mayAlias reports whether one of two types of the same name is from outside, where
// it can be another name for the other one: packages move and leave aliases behind.
func (l *loader) mayAlias(x, y types.Type) bool {
	a, b := named(x), named(y)
	return a != nil && b != nil && a.Obj().Name() == b.Obj().Name() && (l.isStandIn(a) || l.isStandIn(b))
}

// isVague reports whether a type has parts that are not known, or that depend on
// type arguments.
func isVague(t types.Type, depth int) bool {
	if depth > maxEmbedded {
		return true
	}
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return t.Kind() == types.Invalid
	case *types.TypeParam:
		return true
	case *types.Pointer:
		return isVague(t.Elem(), depth+1)
	case *types.Slice:
		return isVague(t.Elem(), depth+1)
	case *types.Array:
		return isVague(t.Elem(), depth+1)
	case *types.Chan:
		return isVague(t.Elem(), depth+1)
	case *types.Map:
		return isVague(t.Key(), depth+1) || isVague(t.Elem(), depth+1)
	case *types.Named:
		return t.TypeArgs().Len() > 0
	case *types.Signature, *types.Struct, *types.Interface:
		return true
	}
	return false
}
