package eval

import (
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// Node is something written in a configuration: a block, or a value with the
// expression that gives it. The zero Node is nothing.
type Node struct {
	scope *scope
	body  *hclsyntax.Body // of a block
	expr  hcl.Expression  // of a value
	path  []cty.Value     // the way from the expression's value to this one
	v     cty.Value
	at    arch.Range
	whole *Node // the text that the value was decoded from
}

func blockNode(body *hclsyntax.Body, sc *scope, at arch.Range) Node {
	return Node{scope: sc, body: body, at: at}
}

// Exists reports whether there is anything; an attribute set to null is not.
func (n Node) Exists() bool {
	return n.body != nil || (n.v != cty.NilVal && !n.v.IsNull())
}

// IsBlock reports whether the node is a block.
func (n Node) IsBlock() bool { return n.body != nil }

// Get returns an attribute or the first block of that name. It looks into objects
// and maps as well, and through a list that holds one, as blocks written as values do.
func (n Node) Get(name string) Node {
	if n.body != nil {
		if a := n.body.Attributes[name]; a != nil {
			return Node{scope: n.scope, expr: a.Expr, v: n.scope.read(a.Expr), at: rangeOf(a.Expr.Range())}
		}
		if all := n.blocks(name); len(all) > 0 {
			return all[0]
		}
		return Node{}
	}
	if !n.iterable() {
		return Node{}
	}
	if t := n.v.Type(); t.IsObjectType() || t.IsMapType() {
		return n.step(cty.StringVal(name))
	}
	if elems := n.Elems(); len(elems) > 0 && elems[0].node.container() {
		return elems[0].node.Get(name)
	}
	return Node{}
}

// Path is Get for several names, one within the other.
func (n Node) Path(names ...string) Node {
	for _, name := range names {
		n = n.Get(name)
	}
	return n
}

// All returns every block of that name, or every element of a list that stands for
// such blocks.
func (n Node) All(name string) []Node {
	if n.body != nil {
		if out := n.blocks(name); len(out) > 0 {
			return out
		}
	}
	g := n.Get(name)
	if !g.iterable() {
		return nil
	}
	if t := g.v.Type(); t.IsObjectType() || t.IsMapType() {
		return []Node{g}
	}
	return g.List()
}

func (n Node) blocks(name string) []Node {
	var out []Node
	for _, b := range n.scope.blocks(n.body).blocks {
		if b.typ == name {
			out = append(out, blockNode(b.body, b.scope, b.at))
		}
	}
	return out
}

// Open returns why there may be more blocks of that name, or more keys in that map,
// than are seen; "" when there are not.
func (n Node) Open(name string) string {
	if n.body != nil {
		if why := n.scope.blocks(n.body).open[name]; why != "" {
			return why
		}
	}
	if g := n.Get(name); g.v != cty.NilVal && !g.v.IsKnown() {
		return dependsOn(g.expr)
	}
	return ""
}

// step goes to an element; one that is not there is nothing.
func (n Node) step(k cty.Value) Node {
	v := n.v
	switch t := v.Type(); {
	case t.IsObjectType():
		if !t.HasAttribute(k.AsString()) {
			return Node{}
		}
		v = v.GetAttr(k.AsString())
	default:
		if has := v.HasIndex(k); !has.IsKnown() || has.False() {
			return Node{}
		}
		v = v.Index(k)
	}
	return n.element(k, v)
}

func (n Node) element(k, v cty.Value) Node {
	path := append(n.path[:len(n.path):len(n.path)], k)
	return Node{scope: n.scope, expr: n.expr, path: path, v: v, at: n.at, whole: n.whole}
}

func (n Node) iterable() bool {
	return n.v != cty.NilVal && n.v.IsKnown() && !n.v.IsNull() && n.v.CanIterateElements()
}

// container reports whether the node has something inside.
func (n Node) container() bool { return n.iterable() || n.body != nil }

// Elem is an element of a collection with its key: a name, or "0", "1"...
type Elem struct {
	Key  string
	node Node
}

// Node returns the element's value.
func (e Elem) Node() Node { return e.node }

// Elems returns the elements of a known list, set, map or object, in its order. Keys
// that are out of sight are left out.
func (n Node) Elems() []Elem {
	if !n.iterable() {
		return nil
	}
	var out []Elem
	i := 0
	for it := n.v.ElementIterator(); it.Next(); i++ {
		k, v := it.Element()
		name := strconv.Itoa(i)
		if k.Type() == cty.String && !n.v.Type().IsSetType() {
			s, ok := asString(n.scope.mod.root.tokens.resolve(k))
			if !ok {
				continue
			}
			name = s
		}
		out = append(out, Elem{Key: name, node: n.element(k, v)})
	}
	return out
}

// List returns the elements of a list without their keys; a single value is a list
// of one.
func (n Node) List() []Node {
	if !n.Exists() {
		return nil
	}
	if !n.iterable() {
		return []Node{n}
	}
	var out []Node
	for _, e := range n.Elems() {
		out = append(out, e.node)
	}
	return out
}

// Hidden reports whether something is written whose content is out of sight.
func (n Node) Hidden() bool { return n.v != cty.NilVal && !n.v.IsKnown() }

// At returns where the value is written: the literal that it comes from when a
// variable, a local or a module's input only hands it on.
func (n Node) At() arch.Range {
	at, _ := n.origin()
	return at
}

func (n Node) origin() (at arch.Range, shared bool) {
	if n.whole != nil {
		return n.whole.origin()
	}
	if n.expr == nil {
		return n.at, false
	}
	l := locator{}
	at = l.find(n.expr, n.scope, n.path)
	return at, l.shared
}

// Text returns the value as a string composed of literals and references.
func (n Node) Text() iac.Text {
	at, shared := n.origin()
	if !n.Exists() {
		return iac.Text{}
	}
	v, err := cty.NilVal, error(nil)
	if n.body == nil && n.v.IsKnown() {
		v, err = convert.Convert(n.v, cty.String)
	}
	if v == cty.NilVal || err != nil || !v.IsKnown() || v.IsNull() {
		return iac.Compose(at, iac.Part{Why: n.why()})
	}
	return n.scope.mod.root.tokens.text(v.AsString(), at, shared)
}

// Part returns a string of another making, such as one within a JSON document that
// this node holds, as literals and references at the node's place.
func (n Node) Part(s string) iac.Text {
	at, shared := n.origin()
	return n.scope.mod.root.tokens.text(s, at, shared)
}

func (t *tokens) text(s string, at arch.Range, shared bool) iac.Text {
	var parts []iac.Part
	known := ""
	hidden := ""
	for _, p := range t.split(s) {
		part := iac.Part{Literal: p.text}
		if k := p.token; k != nil {
			part = iac.Part{Literal: k.literal, Attribute: k.attr, Why: k.why}
			if k.ref != nil {
				part.Ref = k.ref.ID()
			}
			if !k.known && hidden == "" {
				hidden = k.why
				if k.ref != nil {
					hidden = k.ref.Address + "." + k.attr + " is known only after apply"
				}
			}
		}
		known += part.Literal
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		parts = []iac.Part{{}}
	}
	if hidden != "" {
		return iac.Text{Value: arch.Hide[string](at, hidden), Parts: parts}
	}
	return iac.Text{Value: place(known, at, shared), Parts: parts}
}

func place[T any](v T, at arch.Range, shared bool) arch.Value[T] {
	if shared {
		return arch.Shared(v, at)
	}
	return arch.Given(v, at)
}

// String returns the value as a string without what it refers to.
func (n Node) String() arch.Value[string] { return n.Text().Value }

// Raw returns a known string with the marks of its references in it, to be taken
// apart by the caller and put together by [Node.Part].
func (n Node) Raw() (string, bool) {
	if n.v == cty.NilVal {
		return "", false
	}
	return asString(n.v)
}

// Number returns the value as a number.
func (n Node) Number() arch.Value[float64] {
	if !n.Exists() {
		return arch.Value[float64]{}
	}
	at, shared := n.origin()
	f, ok := asFloat(n.resolved())
	if !ok {
		return arch.Hide[float64](at, n.why())
	}
	return place(f, at, shared)
}

// Int returns the value as a whole number.
func (n Node) Int() arch.Value[int] {
	v := n.Number()
	if v.V != float64(int(v.V)) {
		return arch.Hide[int](v.At, "not a whole number")
	}
	return arch.Value[int]{V: int(v.V), At: v.At, Source: v.Source, Why: v.Why}
}

// Bool returns the value as a truth value.
func (n Node) Bool() arch.Value[bool] {
	if !n.Exists() {
		return arch.Value[bool]{}
	}
	at, shared := n.origin()
	v, err := convert.Convert(n.resolved(), cty.Bool)
	if err != nil || !v.IsKnown() || v.IsNull() {
		return arch.Hide[bool](at, n.why())
	}
	return place(v.True(), at, shared)
}

func (n Node) resolved() cty.Value {
	if n.v == cty.NilVal {
		return cty.DynamicVal
	}
	return n.scope.mod.root.tokens.resolve(n.v)
}

// Instances returns the instances that the value refers to, in order.
func (n Node) Instances() []*Instance {
	s, ok := n.Raw()
	if !ok {
		return nil
	}
	var out []*Instance
	for _, p := range n.scope.mod.root.tokens.split(s) {
		if p.token != nil && p.token.ref != nil {
			out = append(out, p.token.ref)
		}
	}
	return out
}

func (n Node) why() string {
	if s, ok := n.Raw(); ok {
		for _, p := range n.scope.mod.root.tokens.split(s) {
			if p.token != nil && p.token.why != "" {
				return p.token.why
			}
		}
	}
	return dependsOn(n.expr)
}

// dependsOn says in a few words what hides a value.
func dependsOn(e hcl.Expression) string {
	if e == nil {
		return "cannot be evaluated"
	}
	vars := e.Variables()
	if len(vars) == 0 {
		return "cannot be evaluated"
	}
	t := vars[0]
	name := t.RootName()
	for i := 1; i < len(t) && i < 4; i++ {
		if s, ok := stepName(t, i); ok {
			name += "." + s
		}
	}
	return "depends on " + name
}
