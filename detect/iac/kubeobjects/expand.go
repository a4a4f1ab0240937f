package kubeobjects

import (
	"strings"

	"github.com/archvet/archvet/detect/source/yamldoc"
)

// maxNested bounds lists in lists.
const maxNested = 8

// Expand returns the objects of a list or an OpenShift template, and others as they
// are.
func (o Object) Expand() []Object { return o.expand(0) }

func (o Object) expand(depth int) []Object {
	isTemplate := o.Kind() == "Template" && (o.group() == "template.openshift.io" || o.group() == "")
	if !isTemplate && (!strings.HasSuffix(o.Kind(), "List") || o.Root.Get("items") == nil) {
		return []Object{o}
	}
	if depth > maxNested {
		return nil
	}
	items := o.Root.Get("items").Items()
	if isTemplate {
		items = o.Root.Get("objects").Items()
		values := parameters(o.Root.Get("parameters"))
		for _, i := range items {
			i.fill(values)
		}
	}
	var list []Object
	for _, i := range items {
		if i.Get("kind").IsScalar() {
			list = append(list, Object{Where: o.Where, Root: i, Kinds: o.Kinds}.expand(depth+1)...)
		}
	}
	return list
}

// parameters are the values that a template's parameters have by themselves.
func parameters(list *Node) map[string]string {
	values := map[string]string{}
	for _, p := range list.Items() {
		if v := p.Get("value"); v.IsScalar() && v.Text() != "" {
			values[p.Get("name").Text()] = v.Text()
		}
	}
	return values
}

// fill puts a template's parameters into the texts below a node: ${NAME}, and ${{NAME}}
// for what is no string.
func (n *Node) fill(values map[string]string) {
	if n == nil {
		return
	}
	if n.kind == yamldoc.Scalar && strings.Contains(n.text, "${") {
		whole := false
		if n.text, whole = filled(n.text, values); !whole {
			n.why = "a parameter of the template has no value here"
		}
	}
	for _, e := range n.entries {
		e.val.fill(values)
	}
	for _, i := range n.items {
		i.fill(values)
	}
}

func filled(text string, values map[string]string) (out string, whole bool) {
	var b strings.Builder
	whole = true
	for b.Len() < maxExpanded {
		before, after, ok := strings.Cut(text, "${")
		b.WriteString(before)
		if !ok {
			return b.String(), whole
		}
		name, rest, closed := strings.Cut(strings.TrimPrefix(after, "{"), "}")
		v, known := values[name]
		if !closed || !known {
			whole = whole && !closed // text with a lone brace is only text
			b.WriteString("${")
			text = after
			continue
		}
		if strings.HasPrefix(after, "{") {
			rest = strings.TrimPrefix(rest, "}")
		}
		b.WriteString(v)
		text = rest
	}
	return b.String(), false
}
