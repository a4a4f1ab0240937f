package javascript

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/code"
)

// path is the name of something from outside.
func (s *symbol) path() string { return strings.Join(append([]string{s.pkg}, s.names...), ".") }

// callee is a function from outside; what a package itself is has the name "default".
func (s *symbol) callee() code.Callee {
	if len(s.names) == 0 {
		return code.Callee{Package: s.pkg, Name: "default"}
	}
	last := len(s.names) - 1
	return code.Callee{Package: strings.Join(append([]string{s.pkg}, s.names[:last]...), "."), Name: s.names[last]}
}

// variable returns the storage that a name means here; ok is false when it is no
// variable.
func (e *emitter) variable(name string, n node) (code.Expr, bool) {
	at := e.at(n)
	for s := e; s != nil; s = s.outer {
		if s.inner[name] != nil {
			return code.Expr{}, false
		}
		if s.locals[name] && !s.top {
			return code.Expr{Kind: code.Var, Text: s.out.ID + "/" + name + "#", Type: s.types[name], At: at}, true
		}
		for i, p := range s.fn.params {
			if p.name == name && name != "this" {
				return code.Expr{Kind: code.Par, Text: s.out.ID, Index: i, Type: s.out.Params[i].Type, At: at}, true
			}
		}
	}
	s := e.l.resolve(e.m.scope[name])
	if s == nil || s.kind != variable {
		return code.Expr{}, false
	}
	return e.global(s, n), true
}

// global is a variable of a module.
func (e *emitter) global(s *symbol, n node) code.Expr {
	return code.Expr{Kind: code.Var, Text: s.mod.path + "." + s.name, Type: s.mod.types[s.name], At: e.at(n)}
}

// meaning resolves a dotted name to what is not a variable: a function, a class, a
// module or something from outside. rest is what of it is left behind the symbol.
func (e *emitter) meaning(n node) (s *symbol, rest []string) {
	n = bare(n)
	switch n.Kind() {
	case "identifier":
		return e.named(n), nil
	case "call_expression":
		if s := e.l.required(e.m, n); s != nil && n.Child("function").Kind() != "member_expression" {
			return s, nil
		}
	case "member_expression":
		s, rest := e.meaning(n.Child("object"))
		if s == nil {
			return nil, nil
		}
		name := n.Child("property").Text()
		if len(rest) == 0 {
			if in := e.l.memberOf(s, name); in != nil {
				in = e.l.resolve(in)
				return in, nil
			}
			if s.kind == variable {
				return nil, nil
			}
		}
		return s, append(rest[:len(rest):len(rest)], name)
	}
	return nil, nil
}

func (e *emitter) named(n node) *symbol {
	name := n.Text()
	if _, ok := e.variable(name, n); ok {
		return nil
	}
	for s := e; s != nil; s = s.outer {
		if in := s.inner[name]; in != nil {
			return e.l.resolve(in)
		}
	}
	if s := e.m.scope[name]; s != nil {
		return e.l.resolve(s)
	}
	if name == "process" {
		return &symbol{kind: external, pkg: "process"}
	}
	return &symbol{kind: external, pkg: "js", names: []string{name}}
}

// name is the value of a name, with dots or without.
func (e *emitter) name(n node) code.Expr {
	if n.Kind() == "identifier" {
		if v, ok := e.variable(n.Text(), n); ok {
			return v
		}
	}
	at := e.at(n)
	s, rest := e.meaning(n)
	switch {
	case s == nil:
		return code.Unknown(at, "name "+n.Text())
	case s.kind == functionSymbol && len(rest) == 0:
		return code.Expr{Kind: code.FuncRef, Text: s.fn.id, Type: "func", At: at}
	case s.kind == external && s.pkg == "js" && len(s.names) == 1 && s.names[0] == "undefined":
		return code.Expr{Kind: code.Const, Text: "nil", At: at}
	case s.kind == external:
		return code.Expr{Kind: code.Var, Text: s.path(), At: at}
	case s.kind == variable && len(rest) == 0:
		return e.global(s, n)
	case s.kind == classSymbol && len(rest) == 1:
		if f := s.class.method(rest[0]); f != nil {
			return code.Expr{Kind: code.FuncRef, Text: f.id, Type: "func", At: at}
		}
		return code.Expr{Kind: code.FieldOf, Text: s.class.id + "." + rest[0], At: at}
	case s.kind == classSymbol:
		return code.Expr{Kind: code.Var, Text: s.class.id, At: at}
	}
	return code.Unknown(at, "name "+n.Text())
}

// attribute is a field of an object.
func (e *emitter) attribute(n node) code.Expr {
	object, property := bare(n.Child("object")), n.Child("property")
	if s, rest := e.meaning(object); s != nil {
		if s.kind == external && s.pkg == "process" && len(s.names) == 1 && s.names[0] == "env" && len(rest) == 0 {
			return e.environment(code.Text(property.Text(), e.at(property)), n)
		}
		if s.kind != variable {
			return e.name(n)
		}
		return e.member(e.global(s, object), property.Text(), n)
	}
	return e.member(e.expr(object), property.Text(), n)
}

// environment reads a variable of the process.
func (e *emitter) environment(name code.Expr, n node) code.Expr {
	v := e.op(code.Op{At: e.at(n), Callee: code.Callee{Package: "process", Name: "env"}, Args: []code.Expr{name}})
	v.Type = "string"
	return v
}

// member is a field or method of an object.
func (e *emitter) member(object code.Expr, name string, n node) code.Expr {
	v := code.Expr{Kind: code.FieldOf, Args: []code.Expr{object}, At: e.at(n)}
	if c := e.l.classes[object.Type]; c != nil {
		if f := c.method(name); f != nil {
			return code.Expr{Kind: code.FuncRef, Text: f.id, Type: "func", Args: []code.Expr{object}, At: e.at(n)}
		}
		owner, known := c.owner(name)
		v.Text = owner.id + "." + name
		if known != nil {
			v.Type = known.typ
		}
		return v
	}
	holder := object.Type
	switch {
	case strings.ContainsAny(holder, "/.@()"): // of a library: what is in it is its as well
		v.Type = holder + "." + name
	case object.Kind == code.Par:
		holder = object.Text + "/param/" + strconv.Itoa(object.Index)
	case object.Kind == code.Result:
		holder = object.Text + "%" + strconv.Itoa(object.Op)
	case object.Kind == code.Var || object.Kind == code.FieldOf:
		holder = object.Text
	default:
		holder = "?"
	}
	v.Text = holder + "." + name
	return v
}

// this is the object that a method belongs to.
func (e *emitter) this(n node) code.Expr {
	for s := e; s != nil; s = s.outer {
		if s.out.HasRecv {
			return code.Expr{Kind: code.Par, Text: s.out.ID, Type: s.fn.class.id, At: e.at(n)}
		}
	}
	return code.Unknown(e.at(n), "this")
}
