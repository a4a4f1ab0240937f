package golang

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"strconv"
	"strings"
)

func quote(s string) string { return strconv.Quote(s) }

// names gives the IDs of types and functions as seen from one package.
type names struct {
	l     *loader
	cache map[*types.TypeName]string
}

// ofType returns a type as [code.Expr] writes it, "" when it is not known.
func (n *names) ofType(t types.Type) string {
	for range maxDepth { // type P *P is possible
		switch u := types.Unalias(t).(type) {
		case *types.Pointer:
			t = u.Elem()
			continue
		case *types.Named:
			return n.ofName(u.Origin().Obj())
		case *types.Basic:
			return basic(u)
		case *types.Signature:
			return "func"
		case *types.Chan:
			return "chan"
		case *types.Map:
			return "map"
		case *types.Slice, *types.Array:
			return "slice"
		case *types.Struct:
			return n.ofStruct(u)
		}
		return ""
	}
	return ""
}

func basic(t *types.Basic) string {
	switch info := t.Info(); {
	case info&types.IsString != 0:
		return "string"
	case info&types.IsBoolean != 0:
		return "bool"
	case info&types.IsInteger != 0:
		return "int"
	case info&types.IsFloat != 0:
		return "float"
	}
	return ""
}

func (n *names) ofName(obj *types.TypeName) string {
	if id, ok := n.cache[obj]; ok {
		return id
	}
	id := obj.Name()
	switch p := obj.Pkg(); {
	case p == nil: // error
	case p.Path() == "time" && id == "Duration":
		id = "duration"
	case n.l.own[p] != nil && obj.Parent() != p.Scope() && obj.Parent() != nil:
		id = p.Path() + "." + id + n.at(obj.Pos()) // declared in a function
	default:
		id = p.Path() + "." + id
	}
	n.cache[obj] = id
	return id
}

// ofStruct names a struct type that has no name by the place of its first field,
// which all values of the type agree on.
func (n *names) ofStruct(t *types.Struct) string {
	if t.NumFields() == 0 || t.Field(0).Pkg() == nil {
		return ""
	}
	f := t.Field(0)
	return f.Pkg().Path() + ".struct" + n.at(f.Pos())
}

// at is a suffix that tells things of one name apart: free of dots and slashes, so
// that an ID still splits at its last ones.
func (n *names) at(p token.Pos) string {
	f := n.l.fset.File(p)
	if f == nil {
		return ""
	}
	base := strings.TrimSuffix(path.Base(f.Name()), ".go")
	return "@" + strings.ReplaceAll(base, ".", "_") + ":" + strconv.Itoa(f.Offset(p))
}

// ofFunc returns the ID of a declared function or method.
func (n *names) ofFunc(f *types.Func) string {
	f = f.Origin()
	prefix := ""
	if f.Pkg() != nil {
		prefix = f.Pkg().Path() + "."
	}
	recv := f.Signature().Recv()
	if recv == nil {
		return prefix + f.Name()
	}
	t, pointer := types.Unalias(recv.Type()), false
	if p, ok := t.(*types.Pointer); ok {
		t, pointer = types.Unalias(p.Elem()), true
	}
	name := ""
	if named, ok := t.(*types.Named); ok {
		name = strings.TrimPrefix(n.ofName(named.Origin().Obj()), prefix)
	}
	return prefix + receiver(name, pointer) + f.Name()
}

// ofDecl returns the same from the syntax, for code that the type checker gave up on.
func ofDecl(path string, d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return path + "." + d.Name.Name
	}
	t, pointer := d.Recv.List[0].Type, false
	for {
		switch u := t.(type) {
		case *ast.StarExpr:
			t, pointer = u.X, true
			continue
		case *ast.ParenExpr:
			t = u.X
			continue
		case *ast.IndexExpr:
			t = u.X
			continue
		case *ast.IndexListExpr:
			t = u.X
			continue
		case *ast.Ident:
			return path + "." + receiver(u.Name, pointer) + d.Name.Name
		}
		return path + "." + receiver("", pointer) + d.Name.Name
	}
}

func receiver(name string, pointer bool) string {
	switch {
	case pointer:
		return "(*" + name + ")."
	case name == "":
		return ""
	}
	return name + "."
}

// display is an ID without its package, for people.
func display(id, path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(id, path), ".")
}
