package cdk

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/code/treesitter"
)

func (s *script) expr(n treesitter.Node) *expr {
	if n.IsZero() {
		return &expr{op: opNull}
	}
	if s.depth > maxNesting {
		return unknown("nested too deeply", s.at(n))
	}
	s.depth++
	defer func() { s.depth-- }()
	e := s.lower(n)
	e.at = s.at(n)
	return e
}

func (s *script) lower(n treesitter.Node) *expr {
	switch n.Kind() {
	case "string":
		return &expr{op: opString, text: unescape(n.Text())}
	case "number":
		return &expr{op: opNumber, text: strings.ReplaceAll(n.Text(), "_", "")}
	case "true", "false":
		return &expr{op: opBool, text: n.Kind()}
	case "null", "undefined":
		return &expr{op: opNull}
	case "identifier", "this", "super", "property_identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern", "type_identifier":
		if n.Text() == "undefined" {
			return &expr{op: opNull}
		}
		return &expr{op: opName, text: n.Text()}
	case "template_string":
		return s.template(n)
	case "array":
		return &expr{op: opList, args: s.exprs(n)}
	case "object":
		return s.object(n)
	case "member_expression":
		return &expr{op: opMember, args: []*expr{s.expr(n.Child("object"))}, text: n.Child("property").Text()}
	case "subscript_expression":
		return &expr{op: opIndex, args: []*expr{s.expr(n.Child("object")), s.expr(n.Child("index"))}}
	case "call_expression":
		return &expr{op: opCall, args: append([]*expr{s.expr(n.Child("function"))}, s.exprs(n.Child("arguments"))...)}
	case "new_expression":
		return &expr{op: opNew, args: append([]*expr{s.expr(n.Child("constructor"))}, s.exprs(n.Child("arguments"))...)}
	case "arrow_function", "function_expression", "function":
		return &expr{op: opFunc, fn: s.function(n)}
	case "spread_element":
		return &expr{op: opSpread, args: s.exprs(n)}
	case "ternary_expression":
		return &expr{op: opChoice, args: []*expr{s.expr(n.Child("condition")), s.expr(n.Child("consequence")), s.expr(n.Child("alternative"))}}
	case "binary_expression":
		return s.binary(n)
	case "as_expression", "non_null_expression", "satisfies_expression", "parenthesized_expression", "await_expression", "type_assertion":
		for _, c := range n.Named() {
			if n.Kind() != "type_assertion" || c.Kind() != "type_arguments" {
				return s.expr(c)
			}
		}
	}
	return unknown("a computed value", s.at(n))
}

func (s *script) exprs(n treesitter.Node) []*expr {
	var out []*expr
	for _, c := range n.Named() {
		if c.Kind() != "comment" {
			out = append(out, s.expr(c))
		}
	}
	return out
}

func (s *script) binary(n treesitter.Node) *expr {
	args := []*expr{s.expr(n.Child("left")), s.expr(n.Child("right"))}
	switch n.Child("operator").Kind() {
	case "+":
		return &expr{op: opConcat, args: args}
	case "||", "??":
		return &expr{op: opOr, args: args}
	case "*":
		a, errA := strconv.Atoi(args[0].text)
		b, errB := strconv.Atoi(args[1].text)
		if errA == nil && errB == nil && args[0].op == opNumber && args[1].op == opNumber {
			return &expr{op: opNumber, text: strconv.Itoa(a * b)}
		}
	}
	return unknown("a computed value", s.at(n))
}

func (s *script) template(n treesitter.Node) *expr {
	e := &expr{op: opConcat}
	pos := n.Start() + 1
	whole := n.Text()
	literal := func(end int) {
		if end > pos && end-n.Start() <= len(whole) {
			at := s.at(n)
			at.Start, at.End = pos, end
			e.args = append(e.args, &expr{op: opString, text: whole[pos-n.Start() : end-n.Start()], at: at})
		}
	}
	for _, c := range n.Named() {
		if c.Kind() != "template_substitution" {
			continue
		}
		literal(c.Start())
		for _, v := range c.Named() {
			e.args = append(e.args, s.expr(v))
		}
		pos = c.End()
	}
	literal(n.End() - 1)
	return e
}

func (s *script) object(n treesitter.Node) *expr {
	e := &expr{op: opObject}
	for _, c := range n.Named() {
		switch c.Kind() {
		case "pair":
			key := c.Child("key")
			name := key.Text()
			switch key.Kind() {
			case "string":
				name = unescape(name)
			case "computed_property_name":
				continue
			}
			e.entries = append(e.entries, entry{key: name, value: s.expr(c.Child("value")), at: s.at(key)})
		case "shorthand_property_identifier":
			e.entries = append(e.entries, entry{key: c.Text(), value: s.expr(c), at: s.at(c)})
		case "spread_element":
			for _, v := range c.Named() {
				e.entries = append(e.entries, entry{value: s.expr(v), at: s.at(c)})
			}
		}
	}
	return e
}

// unescape takes the quotes and the plain escapes off a string.
func unescape(text string) string {
	if len(text) >= 2 {
		text = text[1 : len(text)-1]
	}
	if !strings.Contains(text, `\`) {
		return text
	}
	return strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\\`, `\`, `\'`, `'`, `\"`, `"`, "\\\n", "").Replace(text)
}
