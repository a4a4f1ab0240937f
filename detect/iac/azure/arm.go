package azure

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// arm turns an ARM template into what Bicep is turned into: the languages mean the
// same, and expressions in the one are a part of those in the other.
type arm struct {
	file  *source.File
	data  []byte
	count int
}

// parseARM reads a file that is an ARM template; nil for any other.
func parseARM(t *source.Tree, f *source.File, data []byte) *template {
	docs := yamldoc.ParseFile(t, f)
	if len(docs) == 0 || !isTemplate(docs[0]) {
		return nil
	}
	return (&arm{file: f, data: data}).template(docs[0], 0)
}

func isTemplate(doc yamldoc.Node) bool {
	return strings.Contains(strings.ToLower(doc.Get("$schema").Text()), "deploymenttemplate.json")
}

func (a *arm) template(doc yamldoc.Node, depth int) *template {
	t := newTemplate(a.file, "arm")
	for k, p := range doc.Get("parameters").Pairs() {
		t.params[k.Text()] = nil
		if d := p.Get("defaultValue"); d.Exists() {
			t.params[k.Text()] = a.expr(d, 0)
		}
	}
	for k, v := range doc.Get("variables").Pairs() {
		t.vars[k.Text()] = a.expr(v, 0)
	}
	for k, o := range doc.Get("outputs").Pairs() {
		t.outputs[k.Text()] = a.expr(o.Get("value"), 0)
	}
	a.resources(t, doc.Get("resources"), "", depth)
	return t
}

// resources reads a list of resources, or a map of them by symbol.
func (a *arm) resources(t *template, list yamldoc.Node, parent string, depth int) {
	for item := range list.Items() {
		a.resource(t, item, yamldoc.Node{}, parent, depth)
	}
	for k, item := range list.Pairs() {
		a.resource(t, item, k, parent, depth)
	}
}

func (a *arm) resource(t *template, n, key yamldoc.Node, parent string, depth int) {
	typ := n.Get("type")
	if typ.Text() == "" || depth > maxModules || len(t.resources) > maxInstances {
		return
	}
	d := &declaration{symbol: key.Text(), typ: strings.ToLower(typ.Text()), at: typ.At(), existing: n.Get("existing").Bool().V, parent: parent, nested: parent != ""}
	if d.symbol == "" {
		d.symbol = a.symbol(n, typ.Text())
	}
	d.body = a.expr(n, 0)
	if c := n.Get("condition"); c.Exists() {
		d.body = &expr{op: opIf, at: d.body.at, args: []*expr{a.expr(c, 0), d.body, {op: opNull, at: d.body.at}}}
	}
	if c := n.Get("copy", "count"); c.Exists() {
		count := a.expr(c, 0)
		zero := &expr{op: opNumber, text: "0", at: count.at}
		d.body = &expr{op: opFor, at: d.body.at, text: "copyItem", index: "copyIndex", args: []*expr{{op: opCall, text: "range", at: count.at, args: []*expr{zero, count}}, d.body}}
	}
	if d.typ == "microsoft.resources/deployments" {
		a.deployment(t, d, n, depth)
		return
	}
	t.resources = append(t.resources, d)
	a.resources(t, n.Get("resources"), d.symbol, depth+1)
}

// symbol is a name for a resource that has none in the template: its own, or what it
// is.
func (a *arm) symbol(n yamldoc.Node, typ string) string {
	a.count++
	if name := n.Get("name").Text(); name != "" && !strings.HasPrefix(name, "[") {
		return name
	}
	return typ[strings.LastIndexByte(typ, '/')+1:] + strconv.Itoa(a.count)
}

// deployment reads a template within the template, or in another file.
func (a *arm) deployment(t *template, d *declaration, n yamldoc.Node, depth int) {
	props := n.Get("properties")
	if inner := props.Get("template"); inner.Exists() {
		sub := a.template(inner, depth+1)
		if props.Get("expressionEvaluationOptions", "scope").Text() != "inner" { // expressions are the outer template's
			t.resources = append(t.resources, sub.resources...)
			t.modules = append(t.modules, sub.modules...)
			return
		}
		t.inner[d.symbol] = sub
	}
	d.typ = props.Get("templateLink", "relativePath").Text()
	d.body = &expr{op: opObject, at: d.body.at}
	params := &expr{op: opObject, at: d.body.at}
	for k, v := range props.Get("parameters").Pairs() {
		params.keys = append(params.keys, &expr{op: opText, text: k.Text(), at: k.At()})
		params.args = append(params.args, a.expr(v.Get("value"), 0))
	}
	d.body.keys = []*expr{{op: opText, text: "params", at: params.at}}
	d.body.args = []*expr{params}
	if d.typ != "" || t.inner[d.symbol] != nil {
		t.modules = append(t.modules, d)
	}
}

// expr turns a JSON value into an expression.
func (a *arm) expr(n yamldoc.Node, depth int) *expr {
	at := n.At()
	if at.IsZero() {
		at = a.file.Range(0, 0)
	}
	if depth > maxDepth {
		return bad(at, "nested too deeply")
	}
	switch n.Kind() {
	case yamldoc.Map:
		e := &expr{op: opObject, at: at}
		for k, v := range n.Pairs() {
			if k.Text() == "resources" && depth == 0 {
				continue // read on their own
			}
			e.keys = append(e.keys, &expr{op: opText, text: k.Text(), at: k.At()})
			e.args = append(e.args, a.expr(v, depth+1))
		}
		return e
	case yamldoc.List:
		e := &expr{op: opArray, at: at}
		for v := range n.Items() {
			e.args = append(e.args, a.expr(v, depth+1))
		}
		return e
	case yamldoc.Absent:
		return &expr{op: opNull, at: at}
	}
	return a.scalar(n)
}

func (a *arm) scalar(n yamldoc.Node) *expr {
	at, text := n.At(), n.Text()
	switch {
	case n.IsNull():
		return &expr{op: opNull, at: at}
	case !n.IsString():
		if b := n.Bool(); b.Known() {
			return &expr{op: opBool, text: strconv.FormatBool(b.V), at: at}
		}
		return &expr{op: opNumber, text: text, at: at}
	case strings.HasPrefix(text, "[["):
		return &expr{op: opText, text: text[1:], at: at}
	case !strings.HasPrefix(text, "[") || !strings.HasSuffix(text, "]"):
		return &expr{op: opText, text: text, at: at}
	}
	start, end := at.Start+1, at.End-1
	if end > len(a.data) || start > end || !bytes.Equal(a.data[start:end], []byte(text)) {
		return bad(at, "an expression with escapes")
	}
	p := &parser{file: a.file, data: a.data, pos: start + 1, end: end - 1, arm: true, wrapped: 1}
	p.space(true)
	e := p.expression()
	if p.space(true); p.pos != p.end || len(p.errs) > 0 {
		return bad(at, "an expression that cannot be read")
	}
	return e
}
