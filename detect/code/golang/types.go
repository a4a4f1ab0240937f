package golang

import (
	"go/ast"
	"go/types"
	"slices"
	"strconv"

	"github.com/archvet/archvet/detect/code"
)

// declaredTypes emits the types that the file declares, and struct types without a name:
// configuration is often nested in those.
func (e *emitter) declaredTypes() {
	named := map[*ast.StructType]bool{}
	ast.Inspect(e.file.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.TypeSpec:
			if st, ok := n.Type.(*ast.StructType); ok {
				named[st] = true
			}
			e.typeSpec(n)
		case *ast.StructType:
			if st, ok := e.info.TypeOf(n).(*types.Struct); ok && !named[n] {
				if id := e.ofStruct(st); id != "" {
					e.addType(&code.Type{ID: id, At: e.at(n), Fields: e.fields(n)})
				}
			}
		}
		return true
	})
}

func (e *emitter) addType(t *code.Type) {
	if !e.ids["type "+t.ID] {
		e.ids["type "+t.ID] = true
		e.out.types = append(e.out.types, t)
	}
}

func (e *emitter) typeSpec(s *ast.TypeSpec) {
	obj, ok := e.info.Defs[s.Name].(*types.TypeName)
	if !ok || obj.IsAlias() || s.Name.Name == "_" {
		return
	}
	t := &code.Type{ID: e.ofName(obj), At: e.at(s.Name)}
	switch n := s.Type.(type) {
	case *ast.StructType:
		t.Fields = e.fields(n)
		t.Embeds = e.embeds(n.Fields)
	case *ast.InterfaceType:
		t.Embeds = e.embeds(n.Methods)
		t.Interface = methodNames(obj.Type())
	default:
		if st := structOf(obj.Type()); st != nil { // type B A
			t.Fields = e.fieldsOf(st)
		}
		if types.IsInterface(obj.Type()) {
			t.Interface = methodNames(obj.Type())
		}
	}
	e.addType(t)
	e.out.named = append(e.out.named, obj)
}

func (e *emitter) fields(n *ast.StructType) []code.Field {
	var fields []code.Field
	for _, f := range n.Fields.List {
		tag := ""
		if f.Tag != nil {
			tag, _ = strconv.Unquote(f.Tag.Value) // a tag that is not a string is none
		}
		typ := e.typeName(f.Type)
		if len(f.Names) == 0 {
			if name := embeddedName(f.Type); name != "" {
				fields = append(fields, code.Field{Name: name, Type: typ, Tag: tag, At: e.at(f)})
			}
		}
		for _, name := range f.Names {
			fields = append(fields, code.Field{Name: name.Name, Type: typ, Tag: tag, At: e.at(name)})
		}
	}
	return fields
}

func (e *emitter) fieldsOf(st *types.Struct) []code.Field {
	var fields []code.Field
	for i := range st.NumFields() {
		f := st.Field(i)
		fields = append(fields, code.Field{Name: f.Name(), Type: e.ofType(f.Type()), Tag: st.Tag(i)})
	}
	return fields
}

// embeds returns the types that a struct or interface embeds.
func (e *emitter) embeds(list *ast.FieldList) []string {
	var ids []string
	if list == nil {
		return nil
	}
	for _, f := range list.List {
		if len(f.Names) == 0 {
			if id := e.typeName(f.Type); id != "" {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

func embeddedName(t ast.Expr) string {
	for {
		switch u := t.(type) {
		case *ast.StarExpr:
			t = u.X
		case *ast.ParenExpr:
			t = u.X
		case *ast.IndexExpr:
			t = u.X
		case *ast.IndexListExpr:
			t = u.X
		case *ast.SelectorExpr:
			return u.Sel.Name
		case *ast.Ident:
			return u.Name
		default:
			return ""
		}
	}
}

func methodNames(t types.Type) []string {
	names := []string{}
	if i, ok := t.Underlying().(*types.Interface); ok {
		for k := range i.NumMethods() {
			names = append(names, i.Method(k).Name())
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
