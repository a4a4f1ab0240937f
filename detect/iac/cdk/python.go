package cdk

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code/treesitter"
)

// python lowers Python.
type python struct {
	m     *module
	depth int
}

func readPython(file string, tree *treesitter.Tree) *module {
	p := &python{m: newModule(file)}
	p.m.body = p.stmts(tree.Root())
	return p.m
}

func (p *python) at(n treesitter.Node) arch.Range {
	return arch.Range{File: p.m.file, Start: n.Start(), End: n.End()}
}

func (p *python) stmts(block treesitter.Node) []*stmt {
	if p.depth > maxNesting || block.IsZero() {
		return nil
	}
	p.depth++
	defer func() { p.depth-- }()
	var out []*stmt
	for _, n := range block.Named() {
		out = append(out, p.stmt(n)...)
	}
	return out
}

func (p *python) stmt(n treesitter.Node) []*stmt {
	switch n.Kind() {
	case "import_statement":
		for _, c := range n.Named() {
			p.importPackage(c)
		}
	case "import_from_statement":
		p.importFrom(n)
	case "class_definition":
		p.class(n)
	case "function_definition":
		p.m.funcs[n.Child("name").Text()] = p.function(n)
	case "decorated_definition":
		return p.stmt(n.Child("definition"))
	case "expression_statement", "block", "finally_clause":
		return p.stmts(n)
	case "assignment":
		if n.Child("right").IsZero() {
			return nil
		}
		return []*stmt{{kind: stAssign, target: p.expr(n.Child("left")), value: p.expr(n.Child("right"))}}
	case "if_statement":
		return []*stmt{p.conditional(n)}
	case "for_statement":
		return []*stmt{{kind: stFor, target: p.expr(n.Child("left")), value: p.expr(n.Child("right")), body: p.stmts(n.Child("body"))}}
	case "while_statement":
		return []*stmt{{kind: stFor, value: unknown("a loop", p.at(n)), body: p.stmts(n.Child("body"))}}
	case "with_statement", "try_statement":
		return p.stmts(n.Child("body"))
	case "return_statement":
		for _, c := range n.Named() {
			return []*stmt{{kind: stReturn, value: p.expr(c)}}
		}
	case "comment", "pass_statement", "raise_statement":
	default:
		return []*stmt{{kind: stExpr, value: p.expr(n)}}
	}
	return nil
}

func (p *python) conditional(n treesitter.Node) *stmt {
	s := &stmt{kind: stIf, value: p.expr(n.Child("condition")), body: p.stmts(n.Child("consequence"))}
	for c := range n.Children() {
		switch c.Kind() {
		case "else_clause":
			s.other = append(s.other, p.stmts(c.Child("body"))...)
		case "elif_clause":
			s.other = append(s.other, p.stmts(c.Child("consequence"))...)
		}
	}
	return s
}

func (p *python) importPackage(n treesitter.Node) {
	name, local := n, n
	if n.Kind() == "aliased_import" {
		name, local = n.Child("name"), n.Child("alias")
	}
	p.m.bring(local.Text(), name.Text(), "")
}

func (p *python) importFrom(n treesitter.Node) {
	from := n.Child("module_name").Text()
	for c := range n.Children() {
		if c.Field() != "name" {
			continue
		}
		name, local := c.Text(), c.Text()
		if c.Kind() == "aliased_import" {
			name, local = c.Child("name").Text(), c.Child("alias").Text()
		}
		if _, ok := packageOf(from); !ok {
			p.m.foreign[local] = false // often a module of the same folder
			p.m.nearby = append(p.m.nearby, from)
			continue
		}
		p.m.bring(local, from, name)
	}
}

func (p *python) class(n treesitter.Node) {
	c := &class{name: n.Child("name").Text(), methods: map[string]*function{}, module: p.m, at: p.at(n.Child("name"))}
	if bases := n.Child("superclasses").Named(); len(bases) > 0 {
		c.base = p.expr(bases[0])
	}
	for _, member := range n.Child("body").Named() {
		if member.Kind() == "decorated_definition" {
			member = member.Child("definition")
		}
		if member.Kind() != "function_definition" {
			continue
		}
		fn := p.function(member)
		if len(fn.params) > 0 {
			fn.self, fn.params = fn.params[0], fn.params[1:]
		}
		if name := member.Child("name").Text(); name == "__init__" {
			c.ctor = fn
		} else {
			c.methods[name] = fn
		}
	}
	p.m.addClass(c)
}

func (p *python) function(n treesitter.Node) *function {
	fn := &function{module: p.m}
	for _, param := range n.Child("parameters").Named() {
		name := param
		if child := param.Child("name"); !child.IsZero() {
			name = child
		} else if first := param.First("identifier"); !first.IsZero() {
			name = first
		}
		if text := name.Text(); text != "*" && text != "/" && param.Kind() != "list_splat_pattern" {
			fn.params = append(fn.params, strings.TrimLeft(text, "*"))
		}
	}
	fn.body = p.stmts(n.Child("body"))
	return fn
}
