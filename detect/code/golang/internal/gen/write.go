package main

import (
	"bytes"
	"fmt"
	"go/format"
	"go/importer"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"
)

// declarations renders packages one after the other, each behind its path.
func declarations(paths []string) ([]byte, error) {
	imp := importer.ForCompiler(token.NewFileSet(), "source", nil)
	var out bytes.Buffer
	for _, p := range paths {
		pkg, err := imp.Import(p)
		if err != nil {
			return nil, fmt.Errorf("read package %s: %w", p, err)
		}
		text, err := newWriter(pkg).write()
		if err != nil {
			return nil, fmt.Errorf("write package %s: %w", p, err)
		}
		fmt.Fprintf(&out, "-- %s --\n%s", p, text)
	}
	return out.Bytes(), nil
}

type writer struct {
	pkg     *types.Package
	body    bytes.Buffer
	imports map[string]string // path to name
	hidden  map[string]bool   // unexported types that exported declarations mention
}

func newWriter(pkg *types.Package) *writer {
	return &writer{pkg: pkg, imports: map[string]string{}, hidden: map[string]bool{}}
}

func (w *writer) write() ([]byte, error) {
	scope := w.pkg.Scope()
	for _, name := range scope.Names() {
		if token.IsExported(name) {
			w.object(scope.Lookup(name))
		}
	}
	for name := range w.hidden { // the lines are sorted below
		fmt.Fprintf(&w.body, "type %s struct{}\n", name)
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "package %s\n", w.pkg.Name())
	paths := []string{}
	for p := range w.imports {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	for _, p := range paths {
		fmt.Fprintf(&out, "import %q\n", p)
	}
	lines := strings.SplitAfter(w.body.String(), "\n")
	slices.Sort(lines)
	out.WriteString(strings.Join(lines, ""))
	return format.Source(out.Bytes())
}

// qualify is called for every type name of another package that is written.
func (w *writer) qualify(p *types.Package) string {
	if p == w.pkg {
		return ""
	}
	w.imports[p.Path()] = p.Name()
	return path.Base(p.Path())
}

func (w *writer) typ(t types.Type) string {
	w.note(t, 0)
	return oneLine(types.TypeString(t, w.qualify))
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// note finds unexported types within a type.
func (w *writer) note(t types.Type, depth int) {
	if depth > 6 {
		return
	}
	switch t := t.(type) {
	case *types.Named:
		if t.Obj().Pkg() == w.pkg && !t.Obj().Exported() {
			w.hidden[t.Obj().Name()] = true
		}
	case *types.Pointer:
		w.note(t.Elem(), depth+1)
	case *types.Slice:
		w.note(t.Elem(), depth+1)
	case *types.Signature:
		for v := range t.Params().Variables() {
			w.note(v.Type(), depth+1)
		}
		for v := range t.Results().Variables() {
			w.note(v.Type(), depth+1)
		}
	}
}

func (w *writer) object(obj types.Object) {
	switch obj := obj.(type) {
	case *types.Const:
		typ := ""
		if b, ok := obj.Type().(*types.Basic); !ok || b.Info()&types.IsUntyped == 0 {
			typ = " " + w.typ(obj.Type())
		}
		fmt.Fprintf(&w.body, "const %s%s = %s\n", obj.Name(), typ, obj.Val().ExactString())
	case *types.Var:
		fmt.Fprintf(&w.body, "var %s %s\n", obj.Name(), w.typ(obj.Type()))
	case *types.Func:
		body := ""
		if obj.Signature().TypeParams().Len() > 0 {
			body = " {}" // the checker asks for one, and does not look inside
		}
		fmt.Fprintf(&w.body, "func %s%s%s\n", obj.Name(), w.signature(obj.Signature()), body)
	case *types.TypeName:
		w.named(obj)
	}
}

func (w *writer) signature(s *types.Signature) string {
	w.note(s, 0)
	return oneLine(strings.TrimPrefix(types.TypeString(s, w.qualify), "func"))
}

func (w *writer) named(obj *types.TypeName) {
	if obj.IsAlias() {
		fmt.Fprintf(&w.body, "type %s = %s\n", obj.Name(), w.typ(types.Unalias(obj.Type())))
		return
	}
	n := obj.Type().(*types.Named)
	params := ""
	if list := n.TypeParams(); list.Len() > 0 {
		var parts []string
		for p := range list.TypeParams() {
			parts = append(parts, p.Obj().Name()+" "+w.typ(p.Constraint()))
		}
		params = "[" + strings.Join(parts, ", ") + "]"
	}
	fmt.Fprintf(&w.body, "type %s%s %s\n", obj.Name(), params, w.typ(exported(n.Underlying())))
	for m := range n.Methods() {
		if m.Exported() {
			w.method(obj.Name(), n, m)
		}
	}
}

func (w *writer) method(name string, n *types.Named, m *types.Func) {
	recv := name
	if list := n.TypeParams(); list.Len() > 0 {
		var parts []string
		for p := range m.Signature().RecvTypeParams().TypeParams() {
			parts = append(parts, p.Obj().Name())
		}
		recv += "[" + strings.Join(parts, ", ") + "]"
	}
	if _, ok := m.Signature().Recv().Type().(*types.Pointer); ok {
		recv = "*" + recv
	}
	fmt.Fprintf(&w.body, "func (%s) %s%s\n", recv, m.Name(), w.signature(m.Signature()))
}

// exported drops what other packages cannot name.
func exported(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.Struct:
		var fields []*types.Var
		for f := range t.Fields() {
			if f.Exported() {
				fields = append(fields, f)
			}
		}
		return types.NewStruct(fields, nil)
	case *types.Interface:
		var methods []*types.Func
		for m := range t.ExplicitMethods() {
			if m.Exported() {
				methods = append(methods, m)
			}
		}
		var embeds []types.Type
		for e := range t.EmbeddedTypes() {
			embeds = append(embeds, e)
		}
		return types.NewInterfaceType(methods, embeds).Complete()
	}
	return t
}
