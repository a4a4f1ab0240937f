package python

import (
	"strings"
)

// importInto binds the names that an import gives.
func (l *loader) importInto(m *module, n node, scope map[string]*symbol) {
	if n.Kind() == "import_statement" {
		for c := range n.Children() {
			switch c.Kind() {
			case "dotted_name":
				first, _, _ := strings.Cut(c.Text(), ".")
				l.bindModule(m, first, first, scope)
				l.note(m, c.Text())
			case "aliased_import":
				l.bindModule(m, c.Child("alias").Text(), c.Child("name").Text(), scope)
			}
		}
		return
	}
	from := n.Child("module_name").Text()
	to := l.find(m, from)
	l.note(m, from)
	for c := range n.Children() {
		switch {
		case c.Kind() == "wildcard_import" && to != nil:
			m.stars = append(m.stars, to)
		case c.Field() != "name":
		case c.Kind() == "aliased_import":
			l.bindName(m, from, to, c.Child("name").Text(), c.Child("alias").Text(), scope)
		case c.Kind() == "dotted_name":
			l.bindName(m, from, to, c.Text(), c.Text(), scope)
		}
	}
}

func (l *loader) bindModule(m *module, name, path string, scope map[string]*symbol) {
	l.note(m, path)
	if to := l.find(m, path); to != nil {
		scope[name] = &symbol{kind: moduleSymbol, mod: to}
		return
	}
	if scope[name] == nil || scope[name].kind == variable {
		scope[name] = &symbol{kind: external, text: path, mod: m}
	}
}

func (l *loader) bindName(m *module, from string, to *module, name, alias string, scope map[string]*symbol) {
	dotted := from + "." + name
	if strings.HasSuffix(from, ".") {
		dotted = from + name
	}
	if sub := l.find(m, dotted); sub != nil && sub != m {
		l.note(m, dotted)
		scope[alias] = &symbol{kind: moduleSymbol, mod: sub}
		return
	}
	if to != nil {
		scope[alias] = &symbol{kind: imported, mod: to, text: name}
		return
	}
	scope[alias] = &symbol{kind: external, text: strings.TrimLeft(dotted, "."), mod: m}
}

// note adds a package to what a module imports. Packages are loaded with those that
// they are in.
func (l *loader) note(m *module, name string) {
	to := l.find(m, name)
	if to == nil {
		if name = strings.TrimLeft(name, "."); name != "" {
			m.out.Imports = append(m.out.Imports, name)
		}
		return
	}
	if to != m {
		m.out.Imports = append(m.out.Imports, to.path)
	}
}

// targets are the names that the assignments of a statement bind, without those in
// the statements inside it.
func targets(n node) []string {
	var out []string
	var pattern func(n node, depth int)
	pattern = func(n node, depth int) {
		if depth > 20 {
			return
		}
		switch n.Kind() {
		case "identifier":
			out = append(out, n.Text())
		case "pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern", "as_pattern_target", "tuple", "expression_list":
			for c := range n.Children() {
				pattern(c, depth+1)
			}
		}
	}
	var look func(n node, depth int)
	look = func(n node, depth int) {
		if depth > maxNesting {
			return
		}
		switch n.Kind() {
		case "function_definition", "class_definition", "lambda", "block", "decorated_definition",
			"list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression":
			return
		case "assignment", "augmented_assignment", "for_statement":
			pattern(n.Child("left"), 0)
		case "as_pattern":
			pattern(n.Child("alias"), 0)
		case "named_expression":
			pattern(n.Child("name"), 0)
		}
		for c := range n.Children() {
			look(c, depth+1)
		}
	}
	look(n, 0)
	return out
}
