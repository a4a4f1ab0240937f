package javascript

import "strings"

// binding is a name that a pattern gives to a part of a value.
type binding struct {
	name   string
	path   []string // of fields; nil when it is not known which part
	preset node
	node   node
}

// bindings lists what a pattern binds.
func bindings(n node, path []string) []binding {
	if len(path) > maxPath {
		return nil
	}
	switch n.Kind() {
	case "identifier", "shorthand_property_identifier_pattern":
		if n.Kind() != "identifier" {
			path = below(path, n.Text())
		}
		return []binding{{name: n.Text(), path: path, node: n}}
	case "object_pattern", "array_pattern":
		var out []binding
		for _, c := range n.Named() {
			if n.Kind() == "array_pattern" {
				out = append(out, bindings(c, nil)...)
				continue
			}
			out = append(out, bindings(c, path)...)
		}
		return out
	case "pair_pattern":
		return bindings(n.Child("value"), below(path, strings.Trim(n.Child("key").Text(), `"'`)))
	case "object_assignment_pattern", "assignment_pattern":
		out := bindings(n.Child("left"), path)
		if len(out) == 1 {
			out[0].preset = n.Child("right")
		}
		return out
	case "rest_pattern":
		if kids := n.Named(); len(kids) > 0 {
			return bindings(kids[0], nil)
		}
	}
	return nil
}

// maxPath bounds how deep a pattern nests.
const maxPath = 30

func below(path []string, name string) []string {
	return append(path[:len(path):len(path)], name)
}

// bare is an expression without what stands around it for the reader or the compiler
// alone.
func bare(n node) node {
	for range maxNesting {
		switch n.Kind() {
		case "parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression":
			if kids := n.Named(); len(kids) > 0 {
				n = kids[0]
				continue
			}
		case "type_assertion":
			if kids := n.Named(); len(kids) > 1 {
				n = kids[len(kids)-1]
				continue
			}
		}
		break
	}
	return n
}

func isFunction(n node) bool {
	switch n.Kind() {
	case "arrow_function", "function_expression", "generator_function", "function_declaration", "generator_function_declaration":
		return true
	}
	return false
}

// plainText is the value of a literal without anything to fill in.
func plainText(n node) (string, bool) {
	if n.Kind() != "string" && n.Kind() != "template_string" {
		return "", false
	}
	out := ""
	for c := range n.Children() {
		switch c.Kind() {
		case "string_fragment":
			out += c.Text()
		case "escape_sequence":
			out += unescape(c.Text())
		case "template_substitution":
			return "", false
		}
	}
	return out, true
}

func unescape(s string) string {
	switch s {
	case `\n`:
		return "\n"
	case `\t`:
		return "\t"
	case `\r`:
		return "\r"
	}
	return strings.TrimPrefix(s, `\`)
}
