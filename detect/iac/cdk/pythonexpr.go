package cdk

import (
	"strings"

	"github.com/archvet/archvet/detect/code/treesitter"
)

func (p *python) expr(n treesitter.Node) *expr {
	if n.IsZero() {
		return &expr{op: opNull}
	}
	if p.depth > maxNesting {
		return unknown("nested too deeply", p.at(n))
	}
	p.depth++
	defer func() { p.depth-- }()
	e := p.lower(n)
	e.at = p.at(n)
	return e
}

func (p *python) lower(n treesitter.Node) *expr {
	switch n.Kind() {
	case "string":
		return p.text(n)
	case "concatenated_string":
		return &expr{op: opConcat, args: p.exprs(n)}
	case "integer", "float":
		return &expr{op: opNumber, text: strings.ReplaceAll(n.Text(), "_", "")}
	case "true", "false":
		return &expr{op: opBool, text: n.Kind()}
	case "none":
		return &expr{op: opNull}
	case "identifier":
		return &expr{op: opName, text: n.Text()}
	case "attribute":
		return &expr{op: opMember, args: []*expr{p.expr(n.Child("object"))}, text: n.Child("attribute").Text()}
	case "subscript":
		return &expr{op: opIndex, args: []*expr{p.expr(n.Child("value")), p.expr(n.Child("subscript"))}}
	case "list", "tuple", "pattern_list", "expression_list":
		return &expr{op: opList, args: p.exprs(n)}
	case "dictionary":
		return p.dictionary(n)
	case "call":
		return p.call(n)
	case "parenthesized_expression":
		for _, c := range n.Named() {
			return p.expr(c)
		}
	case "conditional_expression":
		if c := n.Named(); len(c) == 3 {
			return &expr{op: opChoice, args: []*expr{p.expr(c[1]), p.expr(c[0]), p.expr(c[2])}}
		}
	case "boolean_operator":
		if n.Child("operator").Kind() == "or" {
			return &expr{op: opOr, args: []*expr{p.expr(n.Child("left")), p.expr(n.Child("right"))}}
		}
	case "binary_operator":
		if n.Child("operator").Kind() == "+" {
			return &expr{op: opConcat, args: []*expr{p.expr(n.Child("left")), p.expr(n.Child("right"))}}
		}
	case "lambda":
		return &expr{op: opFunc, fn: &function{module: p.m, body: []*stmt{{kind: stReturn, value: p.expr(n.Child("body"))}}}}
	}
	return unknown("a computed value", p.at(n))
}

func (p *python) exprs(n treesitter.Node) []*expr {
	var out []*expr
	for _, c := range n.Named() {
		if c.Kind() != "comment" {
			out = append(out, p.expr(c))
		}
	}
	return out
}

// text lowers a string with what is put into it.
func (p *python) text(n treesitter.Node) *expr {
	e := &expr{op: opConcat}
	for c := range n.Children() {
		switch c.Kind() {
		case "string_content":
			e.args = append(e.args, &expr{op: opString, text: c.Text(), at: p.at(c)})
		case "interpolation":
			inner := c.Child("expression")
			if named := c.Named(); inner.IsZero() && len(named) > 0 {
				inner = named[0]
			}
			e.args = append(e.args, p.expr(inner))
		}
	}
	switch {
	case len(e.args) == 0:
		return &expr{op: opString}
	case len(e.args) == 1 && e.args[0].op == opString:
		return &expr{op: opString, text: e.args[0].text}
	}
	return e
}

func (p *python) dictionary(n treesitter.Node) *expr {
	e := &expr{op: opObject}
	for _, c := range n.Named() {
		switch c.Kind() {
		case "pair":
			if key := p.expr(c.Child("key")); key.op == opString {
				e.entries = append(e.entries, entry{key: key.text, value: p.expr(c.Child("value")), at: key.at})
			}
		case "dictionary_splat":
			for _, v := range c.Named() {
				e.entries = append(e.entries, entry{value: p.expr(v), at: p.at(c)})
			}
		}
	}
	return e
}

// call lowers a call; what has a name goes into an object at the end.
func (p *python) call(n treesitter.Node) *expr {
	e := &expr{op: opCall, args: []*expr{p.expr(n.Child("function"))}}
	named := &expr{op: opObject, at: p.at(n.Child("arguments")), text: keywords}
	for _, c := range n.Child("arguments").Named() {
		switch c.Kind() {
		case "comment":
		case "keyword_argument":
			named.entries = append(named.entries, entry{key: c.Child("name").Text(), value: p.expr(c.Child("value")), at: p.at(c.Child("name"))})
		case "dictionary_splat":
			for _, v := range c.Named() {
				named.entries = append(named.entries, entry{value: p.expr(v), at: p.at(c)})
			}
		case "list_splat":
			e.args = append(e.args, &expr{op: opSpread, args: p.exprs(c), at: p.at(c)})
		default:
			e.args = append(e.args, p.expr(c))
		}
	}
	if len(named.entries) > 0 {
		e.args = append(e.args, named)
	}
	return e
}

// keywords marks the object that holds the named arguments of a call.
const keywords = "keywords"
