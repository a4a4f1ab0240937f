package cdk

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code/treesitter"
)

// script lowers TypeScript and JavaScript.
type script struct {
	m     *module
	depth int
}

func readScript(file string, tree *treesitter.Tree) *module {
	s := &script{m: newModule(file)}
	s.m.body = s.stmts(tree.Root())
	return s.m
}

func (s *script) at(n treesitter.Node) arch.Range {
	return arch.Range{File: s.m.file, Start: n.Start(), End: n.End()}
}

func (s *script) stmts(block treesitter.Node) []*stmt {
	if s.depth > maxNesting {
		return nil
	}
	s.depth++
	defer func() { s.depth-- }()
	var out []*stmt
	for _, n := range block.Named() {
		out = append(out, s.stmt(n)...)
	}
	return out
}

func (s *script) stmt(n treesitter.Node) []*stmt {
	switch n.Kind() {
	case "import_statement":
		s.imports(n)
	case "export_statement", "ambient_declaration":
		return s.stmts(n)
	case "lexical_declaration", "variable_declaration":
		var out []*stmt
		for _, d := range n.Named() {
			out = append(out, s.declarator(d)...)
		}
		return out
	case "class_declaration", "abstract_class_declaration", "class":
		s.class(n)
	case "function_declaration", "generator_function_declaration":
		s.m.funcs[n.Child("name").Text()] = s.function(n)
	case "expression_statement":
		return s.stmts(n)
	case "assignment_expression", "augmented_assignment_expression":
		return []*stmt{{kind: stAssign, target: s.expr(n.Child("left")), value: s.expr(n.Child("right"))}}
	case "statement_block", "else_clause", "finally_clause":
		return s.stmts(n)
	case "try_statement":
		return append(s.stmts(n.Child("body")), s.stmts(n.Child("finalizer"))...)
	case "if_statement":
		return []*stmt{{kind: stIf, value: s.expr(n.Child("condition")), body: s.block(n.Child("consequence")), other: s.block(n.Child("alternative"))}}
	case "for_in_statement":
		return []*stmt{{kind: stFor, target: s.expr(n.Child("left")), value: s.expr(n.Child("right")), body: s.block(n.Child("body"))}}
	case "for_statement", "while_statement", "do_statement":
		return []*stmt{{kind: stFor, value: unknown("a loop", s.at(n)), body: s.block(n.Child("body"))}}
	case "return_statement":
		for _, c := range n.Named() {
			return []*stmt{{kind: stReturn, value: s.expr(c)}}
		}
	case "interface_declaration", "type_alias_declaration", "enum_declaration", "comment", "throw_statement":
	default:
		return []*stmt{{kind: stExpr, value: s.expr(n)}}
	}
	return nil
}

// block lowers a body that need not be in braces.
func (s *script) block(n treesitter.Node) []*stmt {
	if n.IsZero() {
		return nil
	}
	return s.stmt(n)
}

func (s *script) declarator(d treesitter.Node) []*stmt {
	name, value := d.Child("name"), d.Child("value")
	if value.IsZero() {
		return nil
	}
	if pkg, ok := required(value); ok {
		s.importInto(name, pkg)
		return nil
	}
	v := s.expr(value)
	if name.Kind() != "object_pattern" {
		return []*stmt{{kind: stAssign, target: s.expr(name), value: v}}
	}
	var out []*stmt
	for _, p := range name.Named() {
		key, local := p, p
		if p.Kind() == "pair_pattern" {
			key, local = p.Child("key"), p.Child("value")
		}
		if local.Kind() == "object_assignment_pattern" || local.Kind() == "assignment_pattern" {
			local = local.Child("left")
			key = local
		}
		member := &expr{op: opMember, args: []*expr{v}, text: key.Text(), at: s.at(p)}
		out = append(out, &stmt{kind: stAssign, target: &expr{op: opName, text: local.Text(), at: s.at(local)}, value: member})
	}
	return out
}

// required is the module that a call of require loads.
func required(n treesitter.Node) (string, bool) {
	if n.Kind() != "call_expression" || n.Child("function").Text() != "require" {
		return "", false
	}
	for _, arg := range n.Child("arguments").Named() {
		return strings.Trim(arg.Text(), "'\"`"), true
	}
	return "", false
}

func (s *script) imports(n treesitter.Node) {
	from := strings.Trim(n.Child("source").Text(), "'\"")
	for _, clause := range n.Named() {
		switch clause.Kind() {
		case "import_require_clause": // import x = require("y")
			for _, c := range clause.Named() {
				if c.Kind() == "string" {
					from = strings.Trim(c.Text(), "'\"")
				}
			}
			s.bring(clause.First("identifier").Text(), from, "")
		case "import_clause":
			for _, c := range clause.Named() {
				switch c.Kind() {
				case "identifier":
					s.bring(c.Text(), from, "")
				case "namespace_import":
					s.bring(c.First("identifier").Text(), from, "")
				case "named_imports":
					s.importInto(c, from)
				}
			}
		}
	}
}

// importInto brings what a pattern takes out of a module.
func (s *script) importInto(pattern treesitter.Node, from string) {
	if pattern.Kind() == "identifier" {
		s.bring(pattern.Text(), from, "")
		return
	}
	for _, p := range pattern.Named() {
		name, local := p, p
		switch p.Kind() {
		case "import_specifier":
			name, local = p.Child("name"), p.Child("alias")
		case "pair_pattern":
			name, local = p.Child("key"), p.Child("value")
		}
		if local.IsZero() {
			local = name
		}
		s.bring(local.Text(), from, name.Text())
	}
}

func (s *script) bring(local, from, name string) { s.m.bring(local, from, name) }

// bring notes an imported name. name is "" for the whole package.
func (m *module) bring(local, from, name string) {
	pkg, ok := packageOf(from)
	if !ok {
		m.foreign[local] = !strings.HasPrefix(from, ".")
		if strings.HasPrefix(from, ".") {
			m.nearby = append(m.nearby, from)
		}
		return
	}
	if sub, ok := subPackage(name); ok && pkg == "core" {
		m.imports[local] = symbol{pkg: sub}
		return
	}
	m.imports[local] = symbol{pkg: pkg, path: pascal(name)}
}

// subPackage tells a package of the library from a class of it: aws_lambda, or in an
// example of an older version aws_lambda_nodejs.
func subPackage(name string) (string, bool) {
	if !strings.HasPrefix(name, "aws_") {
		return "", false
	}
	return shortPackage(strings.ReplaceAll(name, "_", "-")), true
}

func (s *script) class(n treesitter.Node) {
	c := &class{name: n.Child("name").Text(), methods: map[string]*function{}, module: s.m, at: s.at(n.Child("name"))}
	if c.name == "" {
		c.name = n.First("type_identifier").Text()
	}
	heritage := n.First("class_heritage")
	if ext := heritage.First("extends_clause"); !ext.IsZero() {
		c.base = s.expr(ext.Child("value"))
	} else if named := heritage.Named(); len(named) > 0 {
		c.base = s.expr(named[0])
	}
	for _, member := range n.Child("body").Named() {
		switch member.Kind() {
		case "method_definition":
			fn := s.function(member)
			if name := member.Child("name").Text(); name == "constructor" {
				c.ctor = fn
			} else {
				c.methods[name] = fn
			}
		case "public_field_definition", "field_definition":
			name := member.Child("name")
			if name.IsZero() {
				name = member.Child("property")
			}
			value := member.Child("value")
			if name.IsZero() || value.IsZero() {
				continue
			}
			v := s.expr(value)
			if v.op == opFunc {
				c.methods[name.Text()] = v.fn
				continue
			}
			c.fields = append(c.fields, &stmt{kind: stAssign, target: thisField(name.Text(), s.at(name)), value: v})
		}
	}
	s.m.addClass(c)
}

func thisField(name string, at arch.Range) *expr {
	return &expr{op: opMember, args: []*expr{{op: opName, text: "this", at: at}}, text: name, at: at}
}

func (m *module) addClass(c *class) {
	if c.name != "" && m.classes[c.name] == nil {
		m.classes[c.name] = c
		m.order = append(m.order, c)
	}
}

func (s *script) function(n treesitter.Node) *function {
	fn := &function{module: s.m}
	params := n.Child("parameters")
	if p := n.Child("parameter"); !p.IsZero() {
		fn.params = []string{p.Text()}
	}
	for _, p := range params.Named() {
		name := p
		if pattern := p.Child("pattern"); !pattern.IsZero() {
			name = pattern
		} else if left := p.Child("left"); !left.IsZero() {
			name = left
		}
		fn.params = append(fn.params, name.Text())
		if !p.First("accessibility_modifier").IsZero() {
			fn.props = append(fn.props, name.Text())
		}
	}
	body := n.Child("body")
	if body.Kind() == "statement_block" {
		fn.body = s.stmts(body)
	} else if !body.IsZero() {
		fn.body = []*stmt{{kind: stReturn, value: s.expr(body)}}
	}
	return fn
}
