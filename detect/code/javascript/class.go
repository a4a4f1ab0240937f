package javascript

import (
	"slices"

	"github.com/archvet/archvet/detect/code"
)

// declareClass notes a class and its members.
func (l *loader) declareClass(m *module, name string, n node) *class {
	if name == "" {
		name = "default"
	}
	id := m.path + "." + name
	if l.classes[id] != nil {
		return l.classes[id]
	}
	c := &class{id: id, name: name, mod: m, node: n, methods: map[string]*function{}, fields: map[string]*field{}}
	l.classes[id] = c
	l.order = append(l.order, c)
	m.scope[name] = &symbol{kind: classSymbol, mod: m, class: c}
	for _, member := range n.Child("body").Named() {
		switch member.Kind() {
		case "method_definition":
			l.declareMethod(c, member.Child("name").Text(), member)
		case "field_definition", "public_field_definition":
			prop := member.Child("property")
			if prop.IsZero() {
				prop = member.Child("name")
			}
			value := bare(member.Child("value"))
			if isFunction(value) {
				l.declareMethod(c, prop.Text(), value)
				continue
			}
			c.field(prop.Text(), prop).node = value
			c.fields[prop.Text()].typ = "?" + member.Child("type").Text()
		}
	}
	return c
}

func (l *loader) declareMethod(c *class, name string, n node) {
	if c.methods[name] != nil {
		return
	}
	f := l.newFunction(c.mod, c.id+"."+name, c.name+"."+name, n, c)
	c.methods[name] = f
	c.order = append(c.order, name)
	if name == "constructor" {
		c.ctor = f
		for _, p := range n.Child("parameters").Named() {
			if !p.First("accessibility_modifier").IsZero() || !p.First("readonly").IsZero() {
				par := paramOf(p)
				c.field(par.name, p).typ = "?" + par.typ.Text()
			}
		}
	}
}

func (c *class) field(name string, n node) *field {
	if f := c.fields[name]; f != nil {
		return f
	}
	f := &field{at: c.mod.file.Range(n.Start(), n.End())}
	c.fields[name] = f
	c.names = append(c.names, name)
	return f
}

// line is a class and those above it, nearest first.
func (c *class) line() []*class {
	var out []*class
	for ; c != nil && !slices.Contains(out, c); c = c.base {
		out = append(out, c)
	}
	return out
}

func (c *class) method(name string) *function {
	for _, k := range c.line() {
		if f := k.methods[name]; f != nil {
			return f
		}
	}
	return nil
}

func (c *class) owner(name string) (*class, *field) {
	for _, k := range c.line() {
		if f := k.fields[name]; f != nil {
			return k, f
		}
	}
	return c, nil
}

// above is the base from outside, nil when there is none.
func (c *class) above() *symbol {
	for _, k := range c.line() {
		if k.outside != nil {
			return k.outside
		}
	}
	return nil
}

// constructor is the one that runs when an object is made.
func (c *class) constructor() *function {
	for _, k := range c.line() {
		if k.ctor != nil {
			return k.ctor
		}
	}
	return nil
}

// typ is a class as the IR has it.
func (c *class) typ() *code.Type {
	n := c.node.Child("name")
	if n.IsZero() {
		n = c.node
	}
	t := &code.Type{ID: c.id, At: c.mod.file.Range(n.Start(), n.End()), Methods: map[string]string{}}
	if c.base != nil {
		t.Embeds = append(t.Embeds, c.base.id)
	}
	if c.outside != nil {
		t.Embeds = append(t.Embeds, c.outside.path())
	}
	line := c.line()
	for i := len(line) - 1; i >= 0; i-- {
		for name, f := range line[i].methods {
			t.Methods[name] = f.id
		}
	}
	for _, name := range c.names {
		t.Fields = append(t.Fields, code.Field{Name: name, Type: c.fields[name].typ, At: c.fields[name].at})
	}
	return t
}

// derive finds what classes extend, and the types of variables and fields.
func (l *loader) derive(m *module) {
	for _, c := range l.order {
		if c.mod == m {
			l.deriveClass(m, c)
		}
	}
	for n := range m.tree.Root().Children() {
		if n.Kind() == "export_statement" {
			n = n.Child("declaration")
		}
		for d := range n.Children() {
			if name := d.Child("name"); d.Kind() == "variable_declarator" && name.Kind() == "identifier" {
				if t := l.typeOf(m, d.Child("type"), d.Child("value")); t != "" {
					m.types[name.Text()] = t
				}
			}
		}
	}
}

func (l *loader) deriveClass(m *module, c *class) {
	base := c.node.First("class_heritage")
	if ext := base.First("extends_clause"); !ext.IsZero() {
		base = ext
	}
	if kids := base.Named(); len(kids) > 0 {
		switch s := l.resolve(l.static(m, kids[0])); {
		case s == nil:
		case s.kind == classSymbol && s.class != c:
			c.base = s.class
		case s.kind == external:
			c.outside = s
		}
	}
	if n := c.ctor; n != nil {
		for _, p := range n.params {
			if f := c.fields[p.name]; f != nil && !p.typ.IsZero() {
				f.typ = l.typeOf(m, p.typ, node{})
			}
		}
	}
	for _, name := range c.order {
		l.fieldsIn(c, c.methods[name], c.methods[name].node.Child("body"), 0)
	}
	for _, member := range c.node.Child("body").Named() {
		if prop := member.Child("name"); !prop.IsZero() || !member.Child("property").IsZero() {
			if prop.IsZero() {
				prop = member.Child("property")
			}
			if f := c.fields[prop.Text()]; f != nil {
				f.typ = l.typeOf(m, member.Child("type"), f.node)
			}
		}
	}
	for _, f := range c.fields {
		if len(f.typ) > 0 && f.typ[0] == '?' {
			f.typ = ""
		}
	}
}

// fieldsIn notes what a method keeps in its object.
func (l *loader) fieldsIn(c *class, f *function, n node, depth int) {
	if depth > maxNesting {
		return
	}
	for k := range n.Children() {
		left := k.Child("left")
		if k.Kind() == "assignment_expression" && left.Kind() == "member_expression" && left.Child("object").Kind() == "this" {
			name := left.Child("property").Text()
			if _, known := c.owner(name); known == nil && c.method(name) == nil {
				typ := l.typeOf(c.mod, node{}, k.Child("right"))
				for _, p := range f.params {
					if p.name == bare(k.Child("right")).Text() && typ == "" {
						typ = l.typeOf(c.mod, p.typ, node{})
					}
				}
				c.field(name, left).typ = typ
			}
		}
		l.fieldsIn(c, f, k, depth+1)
	}
}

// typeOf is the type that an annotation names or a value plainly has.
func (l *loader) typeOf(m *module, annotation, value node) string {
	for _, t := range annotation.Named() {
		if t.Kind() == "type_identifier" || t.Kind() == "nested_type_identifier" {
			s := m.scope[t.Text()]
			if t.Kind() != "type_identifier" {
				if s = m.scope[t.Child("module").Text()]; s != nil {
					s = l.memberOf(s, t.Child("name").Text())
				}
			}
			if typ := l.resolve(s).typ(); typ != "" {
				return typ
			}
		}
	}
	value = bare(value)
	if value.Kind() == "await_expression" {
		if kids := value.Named(); len(kids) > 0 {
			value = bare(kids[0])
		}
	}
	switch value.Kind() {
	case "new_expression":
		return l.resolve(l.static(m, bare(value.Child("constructor")))).typ()
	case "call_expression":
		if s := l.resolve(l.static(m, bare(value.Child("function")))); s != nil && s.kind == external {
			return s.typ() + "()"
		}
	}
	return ""
}

// typ is the type of an object that a constructor makes.
func (s *symbol) typ() string {
	switch {
	case s == nil:
	case s.kind == classSymbol:
		return s.class.id
	case s.kind == external:
		return s.path()
	}
	return ""
}
