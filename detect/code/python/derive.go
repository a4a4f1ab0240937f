package python

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/code"
)

// maxNesting bounds how deep statements and expressions are looked into.
const maxNesting = 200

// lookup returns what a name means at the top level of a module.
func (l *loader) lookup(m *module, name string) *symbol { return l.lookupFrom(m, name, 0) }

func (l *loader) lookupFrom(m *module, name string, depth int) *symbol {
	if m == nil || depth > 20 {
		return nil
	}
	s := m.scope[name]
	switch {
	case s == nil:
		for _, star := range m.stars {
			if s := l.lookupFrom(star, name, depth+1); s != nil {
				return s
			}
		}
		return nil
	case s.kind == imported:
		return l.lookupFrom(s.mod, s.text, depth+1)
	}
	return s
}

// derive works out classes and the types of what is kept in fields and variables,
// once all names are known.
func (l *loader) derive() {
	for _, c := range l.sorted() {
		for n := range c.node.Child("superclasses").Children() {
			if n.Kind() == "keyword_argument" {
				continue
			}
			switch s, rest := l.static(c.mod, n); {
			case s == nil:
			case s.kind == classSymbol && s.class != c && rest == "":
				c.bases = append(c.bases, s.class)
				s.class.children = append(s.class.children, c)
			case s.kind == external:
				c.outside = append(c.outside, join(s.text, rest))
			}
		}
	}
	for _, c := range l.sorted() {
		l.fieldsOf(c)
	}
	for _, m := range l.modules {
		l.variables(m, m.tree.Root(), 0)
	}
}

// variables notes the types of what a module keeps, in statements of any kind.
func (l *loader) variables(m *module, block node, depth int) {
	for n := range block.Children() {
		switch n.Kind() {
		case "function_definition", "class_definition", "decorated_definition":
			continue
		}
		if left := n.Child("left"); n.Kind() == "assignment" && left.Kind() == "identifier" {
			t := l.valueType(m, nil, n.Child("right"))
			if t == "" {
				t = l.annotation(m, n.Child("type"))
			}
			if t != "" {
				m.types[left.Text()] = t
			}
		}
		if depth < maxNesting {
			l.variables(m, n, depth+1)
		}
	}
}

func (l *loader) sorted() []*class {
	out := make([]*class, 0, len(l.classes))
	for _, c := range l.classes {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b *class) int { return strings.Compare(a.id, b.id) })
	return out
}

func join(path, rest string) string {
	if rest == "" || path == "" {
		return path + rest
	}
	return path + "." + rest
}

// static resolves a dotted name at the top level of a module; rest is what of it is
// left behind the symbol.
func (l *loader) static(m *module, n node) (s *symbol, rest string) {
	switch n.Kind() {
	case "identifier":
		return l.lookup(m, n.Text()), ""
	case "attribute":
		s, rest := l.static(m, n.Child("object"))
		name := n.Child("attribute").Text()
		switch {
		case s == nil:
			return nil, ""
		case s.kind == moduleSymbol && rest == "":
			return l.inModule(m, s.mod, name), ""
		default:
			return s, join(rest, name)
		}
	}
	return nil, ""
}

// inModule returns what a name is in a module: something it declares, else a module
// below it.
func (l *loader) inModule(from, m *module, name string) *symbol {
	if s := l.lookup(m, name); s != nil {
		return s
	}
	stem := strings.TrimSuffix(m.file.Path, ".py")
	if m.file.Name() == "__init__.py" {
		stem = m.file.Dir()
	}
	if sub := l.byPath[stem+"/"+name]; sub != nil && sub.tree != nil && sub != from {
		return &symbol{kind: moduleSymbol, mod: sub}
	}
	return nil
}

// annotation returns the type that an annotation names, "" when it says nothing.
func (l *loader) annotation(m *module, n node) string {
	for depth := 0; depth < 8; depth++ {
		switch n.Kind() {
		case "type":
			if kids := n.Named(); len(kids) > 0 {
				n = kids[0]
				continue
			}
			return ""
		case "generic_type", "subscript": // Optional[X], Annotated[X, ...]
			name := lastOf(n.Named()[0].Text())
			if name != "Optional" && name != "Annotated" {
				return ""
			}
			kids := n.Named()
			if len(kids) < 2 {
				return ""
			}
			n = kids[1]
			if n.Kind() == "type_parameter" && len(n.Named()) > 0 {
				n = n.Named()[0]
			}
			continue
		case "binary_operator": // X | None
			n = n.Child("left")
			continue
		case "identifier", "attribute":
			return l.namedType(m, n)
		}
		return ""
	}
	return ""
}

func (l *loader) namedType(m *module, n node) string {
	s, rest := l.static(m, n)
	switch {
	case s == nil:
		switch n.Text() {
		case "str":
			return "string"
		case "int":
			return "int"
		case "bool":
			return "bool"
		}
	case s.kind == classSymbol && rest == "":
		return s.class.id
	case s.kind == external:
		return join(s.text, rest)
	}
	return ""
}

// valueType returns the repository class that an expression makes, as its form tells.
func (l *loader) valueType(m *module, f *function, n node) string {
	switch n.Kind() {
	case "await", "parenthesized_expression":
		if kids := n.Named(); len(kids) == 1 {
			return l.valueType(m, f, kids[0])
		}
	case "call":
		s, rest := l.static(m, n.Child("function"))
		switch {
		case s == nil:
		case s.kind == classSymbol && rest != "":
			if f := s.class.method(rest); f != nil {
				return l.resultType(s.class.mod, f)
			}
		case rest != "":
		case s.kind == classSymbol:
			return s.class.id
		case s.kind == functionSymbol:
			return l.resultType(s.mod, s.fn)
		}
	case "identifier":
		if f == nil {
			return ""
		}
		for _, p := range f.params {
			if p.name == n.Text() {
				return l.annotation(m, p.typ)
			}
		}
	case "boolean_operator":
		if t := l.valueType(m, f, n.Child("left")); t != "" {
			return t
		}
		return l.valueType(m, f, n.Child("right"))
	}
	return ""
}

// resultType is the type that a function is declared to return, or that its return
// statements plainly make.
func (l *loader) resultType(m *module, f *function) string {
	if f.gives == nil {
		t := l.annotation(m, f.result)
		if t == "" {
			t = l.plainResult(m, f)
		}
		f.gives = &t
	}
	return *f.gives
}

func (l *loader) plainResult(m *module, f *function) string {
	found := ""
	var look func(n node, depth int)
	look = func(n node, depth int) {
		for c := range n.Children() {
			switch c.Kind() {
			case "function_definition", "class_definition", "lambda", "expression_statement":
			case "return_statement":
				if kids := c.Named(); len(kids) == 1 && kids[0].Kind() == "call" && found == "" {
					if s, rest := l.static(m, kids[0].Child("function")); s != nil && s.kind == classSymbol && rest == "" {
						found = s.class.id
					}
				}
			default:
				if depth < maxNesting {
					look(c, depth+1)
				}
			}
		}
	}
	look(f.node.Child("body"), 0)
	return found
}

// fieldsOf notes what methods keep in the attributes of their object.
func (l *loader) fieldsOf(c *class) {
	for _, name := range c.names {
		f := c.fields[name]
		f.typ = l.valueType(c.mod, nil, f.preset)
	}
	for _, name := range c.order {
		f := c.methods[name]
		if f.static || len(f.params) == 0 {
			continue
		}
		self := f.params[0].name
		var look func(n node, depth int)
		look = func(n node, depth int) {
			if n.Kind() == "assignment" {
				l.noteField(c, f, self, n)
			}
			for k := range n.Children() {
				if depth < maxNesting {
					look(k, depth+1)
				}
			}
		}
		look(f.node.Child("body"), 0)
	}
}

func (l *loader) noteField(c *class, f *function, self string, n node) {
	left, right := n.Child("left"), n.Child("right")
	if left.Kind() != "attribute" || left.Child("object").Text() != self {
		return
	}
	name := left.Child("attribute").Text()
	if _, known := c.owner(name); known != nil && c.fields[name] == nil {
		return // a class above has it
	}
	x := c.field(name, left)
	x.fromCall = x.fromCall || right.Kind() == "call" || right.Kind() == "await"
	if x.typ == "" {
		x.typ = l.valueType(c.mod, f, right)
	}
	if x.typ == "" {
		x.typ = l.annotation(c.mod, n.Child("type"))
	}
}

// typeOf is a class as the IR has it.
func (l *loader) typeOf(c *class) *code.Type {
	t := &code.Type{ID: c.id, At: c.mod.file.Range(c.node.Child("name").Start(), c.node.Child("name").End()), Methods: map[string]string{}}
	for _, b := range c.bases {
		t.Embeds = append(t.Embeds, b.id)
	}
	t.Embeds = append(t.Embeds, c.outside...)
	line := c.line()
	for i := len(line) - 1; i >= 0; i-- {
		for name, f := range line[i].methods {
			t.Methods[name] = f.id
		}
	}
	fromEnv := slices.ContainsFunc(c.outside, func(s string) bool { return strings.HasSuffix(s, ".BaseSettings") })
	for _, name := range c.names {
		f := c.fields[name]
		out := code.Field{Name: name, Type: f.typ, At: c.mod.file.Range(f.at.Start(), f.at.End())}
		if fromEnv && f.declared {
			out.Tag = settingTag(name, f)
		}
		t.Fields = append(t.Fields, out)
	}
	if c.abstract() {
		t.Interface = slices.Sorted(func(yield func(string) bool) {
			for name := range c.methods {
				if !strings.HasPrefix(name, "__") && !yield(name) {
					return
				}
			}
		})
	}
	return t
}

// settingTag says which variable a settings object of pydantic reads a field from.
func settingTag(name string, f *field) string {
	tag := `env:"` + strings.ToUpper(name) + `"`
	if text, ok := plainString(f.preset); ok && !strings.ContainsAny(text, "\"\\\n") {
		tag += ` envDefault:"` + text + `"`
	}
	return tag
}
