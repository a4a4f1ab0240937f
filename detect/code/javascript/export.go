package javascript

import (
	"maps"
	"slices"

	"github.com/archvet/archvet/detect/code"
)

// exportsOf notes what a module exports.
func (l *loader) exportsOf(m *module) {
	for n := range m.tree.Root().Children() {
		switch n.Kind() {
		case "export_statement":
			l.exportStatement(m, n)
		case "expression_statement":
			for c := range n.Children() {
				if c.Kind() == "assignment_expression" {
					l.exportAssignment(m, c)
				}
			}
		}
	}
}

func (l *loader) exportStatement(m *module, n node) {
	var from *symbol
	if name, ok := plainText(n.Child("source")); ok {
		if from = l.moduleNamed(m, name); from == nil {
			return
		}
	}
	clause, decl := n.First("export_clause"), n.Child("declaration")
	switch {
	case !clause.IsZero():
		for _, spec := range clause.Named() {
			name, alias := spec.Child("name").Text(), spec.Child("alias").Text()
			if alias == "" {
				alias = name
			}
			if from != nil {
				m.exports[alias] = l.memberOf(from, name)
			} else if s := m.scope[name]; s != nil {
				m.exports[alias] = s
			}
		}
	case from != nil:
		if space := n.First("namespace_export"); !space.IsZero() {
			for _, id := range space.Named() {
				m.exports[id.Text()] = from
			}
		} else if from.kind == moduleSymbol {
			m.stars = append(m.stars, from.mod)
		}
	case !n.First("default").IsZero():
		value := n.Child("value")
		if value.IsZero() {
			value = decl
		}
		l.exportValue(m, "default", bare(value))
	default:
		for _, name := range declared(decl) {
			m.exports[name] = m.scope[name]
		}
	}
}

// declared lists the names that a declaration gives.
func declared(n node) []string {
	if name := n.Child("name"); !name.IsZero() {
		return []string{name.Text()}
	}
	var out []string
	for d := range n.Children() {
		for _, b := range bindings(d.Child("name"), nil) {
			out = append(out, b.name)
		}
	}
	return out
}

// exported is the name that an assignment exports: exports.x, module.exports.x, and
// "default" for module.exports.
func exported(left node) string {
	if left.Kind() != "member_expression" {
		return ""
	}
	name := left.Child("property").Text()
	switch left.Child("object").Text() {
	case "exports", "module.exports":
		return name
	case "module":
		if name == "exports" {
			return "default"
		}
	}
	return ""
}

func (l *loader) exportAssignment(m *module, n node) {
	name, value := exported(n.Child("left")), bare(n.Child("right"))
	if name == "" {
		return
	}
	if value.Kind() == "assignment_expression" { // exports.a = exports.b = ...
		l.exportAssignment(m, value)
		value = bare(value.Child("right"))
	}
	l.exportValue(m, name, value)
}

// exportValue notes what a name exports. An object that is written out exports its
// fields as well.
func (l *loader) exportValue(m *module, name string, value node) {
	switch {
	case value.Kind() == "identifier" && m.scope[value.Text()] != nil:
		m.exports[name] = m.scope[value.Text()]
	case isFunction(value):
		f := l.newFunction(m, m.path+"."+name, name, value, nil)
		if n := value.Child("name").Text(); n != "" && m.scope[n] != nil && m.scope[n].fn != nil {
			delete(l.funcs, f.id)
			f = m.scope[n].fn
		}
		m.exports[name] = &symbol{kind: functionSymbol, mod: m, fn: f}
	case value.Kind() == "class" || value.Kind() == "class_declaration" || value.Kind() == "abstract_class_declaration":
		c := l.declareClass(m, value.Child("name").Text(), value)
		m.exports[name] = &symbol{kind: classSymbol, mod: m, class: c}
	case value.Kind() == "object" && name == "default":
		m.exports[name] = &symbol{kind: moduleSymbol, mod: m}
		for _, c := range value.Named() {
			l.exportMember(m, c)
		}
	default:
		if s := l.static(m, value); s != nil && s.kind != variable {
			m.exports[name] = s
			return
		}
		m.exports[name] = &symbol{kind: variable, mod: m, name: name, object: value.Kind() == "object"}
		if t := l.typeOf(m, node{}, value); t != "" {
			m.types[name] = t
		}
	}
}

func (l *loader) exportMember(m *module, c node) {
	switch c.Kind() {
	case "shorthand_property_identifier":
		if s := m.scope[c.Text()]; s != nil {
			m.exports[c.Text()] = s
		}
	case "pair":
		if name := keyOf(c.Child("key")); name != "" && name != "default" {
			l.exportValue(m, name, bare(c.Child("value")))
		}
	case "method_definition":
		name := c.Child("name").Text()
		m.exports[name] = &symbol{kind: functionSymbol, mod: m, fn: l.newFunction(m, m.path+"."+name, name, c, nil)}
	}
}

func keyOf(n node) string {
	switch n.Kind() {
	case "property_identifier", "identifier", "number":
		return n.Text()
	}
	text, _ := plainText(n)
	return text
}

// resolve follows a name through the modules that hand it on.
func (l *loader) resolve(s *symbol) *symbol {
	for range 20 {
		if s == nil || s.kind != imported {
			return s
		}
		next := s.mod.export(s.name, 0)
		if next == nil && s.name == "default" {
			return &symbol{kind: moduleSymbol, mod: s.mod}
		}
		s = next
	}
	return nil
}

func (m *module) export(name string, depth int) *symbol {
	if s := m.exports[name]; s != nil || depth > 20 {
		return s
	}
	for _, star := range m.stars {
		if s := star.export(name, depth+1); s != nil {
			return s
		}
	}
	return nil
}

// forward writes a function for what a file exports under another name than its own,
// or made by a wrapper, so that a declaration finds it by the exported name.
func (l *loader) forward(m *module, top *code.Func) {
	for _, name := range slices.Sorted(maps.Keys(m.exports)) {
		id := m.path + "." + name
		s := l.resolve(m.exports[name])
		if s == nil || l.funcs[id] != nil || m.scope[name] != nil && m.scope[name].kind != variable {
			continue
		}
		var refs []code.Expr
		switch {
		case s.kind == functionSymbol:
			refs = []code.Expr{{Kind: code.FuncRef, Text: s.fn.id, At: m.file.Range(s.fn.node.Start(), s.fn.node.End())}}
		case s.kind == variable && s.mod == m:
			value, ok := lastStore(top, m.path+"."+s.name)
			if !ok {
				continue
			}
			refs = handed(top, value, 0)
			if len(refs) == 0 && value.Kind != code.Result {
				continue
			}
		default:
			continue
		}
		f := &code.Func{ID: id, Name: name, Package: m.path, At: top.At, Body: top.Body}
		if s.mod == m && s.kind == functionSymbol {
			f.At, f.Body = refs[0].At, refs[0].At
		}
		var args []code.Expr
		for i, p := range []string{"event", "context", "callback"} {
			f.Params = append(f.Params, code.Param{Name: p})
			args = append(args, code.Expr{Kind: code.Par, Text: id, Index: i, At: f.At})
		}
		for i, ref := range refs {
			op := code.Op{At: ref.At, Callee: code.Callee{Func: ref.Text}, Args: args, Loop: -1}
			if len(ref.Args) > 0 {
				op.Recv = &ref.Args[0]
			}
			f.Ops = append(f.Ops, op)
			f.Returns = append(f.Returns, code.Return{At: ref.At, Values: []code.Expr{{Kind: code.Result, Text: id, Op: i, At: ref.At}}})
		}
		l.done = append(l.done, f)
	}
}

func lastStore(f *code.Func, loc string) (code.Expr, bool) {
	for i := len(f.Assigns) - 1; i >= 0; i-- {
		if to := f.Assigns[i].To; to.Kind == code.Var && to.Text == loc {
			return f.Assigns[i].From, true
		}
	}
	return code.Expr{}, false
}

// handed lists the functions that a chain of wrappers was handed.
func handed(f *code.Func, e code.Expr, depth int) []code.Expr {
	switch {
	case e.Kind == code.FuncRef:
		return []code.Expr{e}
	case e.Kind == code.Var:
		if v, ok := lastStore(f, e.Text); ok && depth < 10 {
			return handed(f, v, depth+1)
		}
	case e.Kind == code.Result && e.Text == f.ID && e.Op < len(f.Ops) && depth < 10:
		op := f.Ops[e.Op]
		var out []code.Expr
		if op.Recv != nil {
			out = handed(f, *op.Recv, depth+1)
		}
		for _, a := range op.Args {
			out = append(out, handed(f, a, depth+1)...)
		}
		return out
	}
	return nil
}
