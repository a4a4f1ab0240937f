package python

import (
	"strconv"

	"github.com/archvet/archvet/detect/code"
)

// meaning resolves a dotted name to what is not a variable: a function, a class, a
// module or something from outside. rest is what of it is left behind the symbol.
func (e *emitter) meaning(n node) (s *symbol, rest string) {
	switch n.Kind() {
	case "identifier":
		return e.named(n)
	case "attribute":
		s, rest := e.meaning(n.Child("object"))
		name := n.Child("attribute").Text()
		switch {
		case s == nil || s.kind == variable:
			return nil, ""
		case s.kind == moduleSymbol && rest == "":
			in := e.l.inModule(e.m, s.mod, name)
			if in == nil || in.kind == variable {
				return &symbol{kind: variable, mod: s.mod, text: name}, ""
			}
			return in, ""
		}
		return s, join(rest, name)
	}
	return nil, ""
}

func (e *emitter) named(n node) (*symbol, string) {
	name := n.Text()
	if _, ok := e.variable(name, n); ok {
		return nil, ""
	}
	for s := e; s != nil; s = s.outer {
		if f := s.inner[name]; f != nil {
			return &symbol{kind: functionSymbol, mod: e.m, fn: f}, ""
		}
		if im := s.imports[name]; im != nil {
			if im.kind == imported {
				im = e.l.lookup(im.mod, im.text)
			}
			return im, ""
		}
	}
	if s := e.l.lookup(e.m, name); s != nil {
		return s, ""
	}
	return &symbol{kind: external, text: "builtins." + name}, ""
}

// path returns the dotted path of a name from outside, "" for anything else.
func (e *emitter) path(n node) string {
	s, rest := e.meaning(n)
	if s == nil || s.kind != external {
		return ""
	}
	return join(s.text, rest)
}

func (e *emitter) name(n node) code.Expr {
	if v, ok := e.variable(n.Text(), n); ok {
		return v
	}
	return e.symbol(n)
}

// symbol is the value of a name that is no variable.
func (e *emitter) symbol(n node) code.Expr {
	at := e.at(n)
	s, rest := e.meaning(n)
	switch {
	case s == nil:
		return code.Unknown(at, "name "+n.Text())
	case s.kind == functionSymbol && rest == "":
		return e.ref(s.fn, n)
	case s.kind == external:
		return code.Expr{Kind: code.Var, Text: join(s.text, rest), At: at}
	case s.kind == variable:
		return e.global(s, s.text, at)
	case s.kind == classSymbol && rest != "":
		return e.member(s.class, rest, nil, n)
	case s.kind == classSymbol:
		return code.Expr{Kind: code.Var, Text: s.class.id, At: at}
	}
	return code.Unknown(at, "name "+n.Text())
}

func (e *emitter) attribute(n node) code.Expr {
	if s, _ := e.meaning(n); s != nil {
		return e.symbol(n)
	}
	object := e.expr(n.Child("object"))
	name := n.Child("attribute").Text()
	if c := e.l.classes[object.Type]; c != nil {
		return e.member(c, name, &object, n)
	}
	holder := object.Type
	if holder == "" {
		holder = object.Text
		if object.Kind == code.Par {
			holder += "/param/" + strconv.Itoa(object.Index)
		}
	}
	if holder == "" {
		holder = "?"
	}
	return code.Expr{Kind: code.FieldOf, Text: holder + "." + name, Args: []code.Expr{object}, At: e.at(n)}
}

// member is an attribute of a class of the repository, or of an object of it.
func (e *emitter) member(c *class, name string, object *code.Expr, n node) code.Expr {
	if f := c.method(name); f != nil {
		if f.property && object != nil {
			return e.op(code.Op{At: e.at(n), Callee: code.Callee{Func: f.id}, Recv: object})
		}
		v := e.ref(f, n)
		if object != nil {
			v.Args = []code.Expr{*object}
		}
		return v
	}
	owner, known := c.owner(name)
	v := code.Expr{Kind: code.FieldOf, Text: owner.id + "." + name, At: e.at(n)}
	if known != nil {
		v.Type = known.typ
	}
	if object != nil {
		v.Args = []code.Expr{*object}
	}
	return v
}
