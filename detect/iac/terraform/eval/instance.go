package eval

import (
	"strconv"

	"github.com/zclconf/go-cty/cty"

	"github.com/archvet/archvet/detect/arch"
)

// Instance is one resource, data source or call of a remote module, after count and
// for_each.
type Instance struct {
	Address string // "module.x.aws_sqs_queue.orders[\"a\"]"
	Mode    string // "resource", "data" or "module"
	Type    string // "aws_sqs_queue"; for a module its source
	Label   string
	At      arch.Range // the block's header

	block *block
	scope *scope
	root  *Root
	val   cty.Value
	busy  bool
}

// ID names the instance in the repository.
func (in *Instance) ID() string { return in.root.Scope() + "#" + in.Address }

// Body returns what the block says.
func (in *Instance) Body() Node { return blockNode(in.block.body, in.scope, in.At) }

// group is a resource with all its instances.
type group struct {
	keys      *keys
	instances []*Instance
}

// value returns what a reference to the resource as a whole gives.
func (g *group) value() cty.Value {
	vals := make([]cty.Value, len(g.instances))
	for i, in := range g.instances {
		vals[i] = in.value()
	}
	return g.keys.collect(vals)
}

// resource expands a resource or data source, named as in the configuration.
func (m *module) resource(name string) *group {
	if g := m.res[name]; g != nil {
		return g
	}
	m.res[name] = &group{keys: &keys{open: true}} // while it is expanded, it is unknown
	b := m.config.resources[name]
	if b == nil {
		return m.res[name]
	}
	g := &group{keys: m.expand(b)}
	for _, k := range g.keys.list {
		if !m.root.take(b.at) {
			break
		}
		g.instances = append(g.instances, m.instance(b, b.kind, k, m.address(name)+k.suffix()))
	}
	g.keys.list = g.keys.list[:len(g.instances)]
	m.res[name] = g
	return g
}

func (m *module) instance(b *block, mode string, k *key, addr string) *Instance {
	in := &Instance{Address: addr, Mode: mode, Type: b.typ, Label: b.name, At: b.at, block: b, scope: k.scope(m, b), root: m.root}
	if mode == "module" {
		in.Type = b.source()
	}
	return in
}

// keys are the repetitions of a block.
type keys struct {
	list   []*key
	single bool // neither count nor for_each
	byName bool
	open   bool // nobody knows which there are; list then holds one that stands for all
}

// key is one repetition.
type key struct {
	key, value cty.Value // each.key or count.index, each.value
	none       bool      // of a block that is not repeated
	elem       cty.Value // the step from the collection to the value, for locating it
}

func (k *key) suffix() string {
	switch {
	case k.none:
		return ""
	case !k.key.IsKnown():
		return "[*]"
	case k.key.Type() == cty.Number:
		return "[" + k.key.AsBigFloat().Text('f', 0) + "]"
	}
	return "[" + strconv.Quote(k.key.AsString()) + "]"
}

func (k *key) scope(m *module, b *block) *scope {
	if k.none {
		return m.scope()
	}
	return &scope{mod: m, each: k, self: b}
}

// collect arranges the values of all repetitions as the language does.
func (k *keys) collect(vals []cty.Value) cty.Value {
	switch {
	case k.open || len(vals) != len(k.list):
		return cty.DynamicVal
	case k.single:
		if len(vals) != 1 {
			return cty.DynamicVal
		}
		return vals[0]
	case k.byName:
		attrs := map[string]cty.Value{}
		for i, key := range k.list {
			attrs[key.key.AsString()] = vals[i]
		}
		return cty.ObjectVal(attrs)
	}
	return cty.TupleVal(vals)
}

// expand evaluates a block's count or for_each.
func (m *module) expand(b *block) *keys {
	if a := b.attrs["count"]; a != nil {
		return m.counted(m.scope().decide(a.Expr), rangeOf(a.Expr.Range()))
	}
	if a := b.attrs["for_each"]; a != nil {
		v := m.scope().eval(a.Expr)
		list, ok := m.root.elements(v)
		if len(list) == maxInstances && v.LengthInt() > maxInstances {
			m.root.report(tooMany(rangeOf(a.Expr.Range())))
		}
		if !ok {
			why := "for_each depends on what is known only when it runs"
			one := &key{key: m.root.tokens.hidden(why), value: cty.DynamicVal}
			one.key = cty.UnknownVal(cty.String)
			return &keys{list: []*key{one}, byName: true, open: true}
		}
		return &keys{list: list, byName: true}
	}
	return &keys{list: []*key{{none: true}}, single: true}
}

// counted gives the repetitions of a count. One that is unknown is one: the block is
// there for a purpose, and what it declares is not more than that.
func (m *module) counted(v cty.Value, at arch.Range) *keys {
	n, ok := asInt(v)
	if !ok || n < 0 {
		return &keys{list: []*key{{key: cty.NumberIntVal(0), value: cty.DynamicVal}}}
	}
	if n > maxInstances {
		m.root.report(tooMany(at))
	}
	k := &keys{}
	for i := range min(n, maxInstances) {
		k.list = append(k.list, &key{key: cty.NumberIntVal(int64(i)), value: cty.DynamicVal})
	}
	return k
}

func tooMany(at arch.Range) arch.Problem {
	return arch.Problem{At: at, Message: "more than " + strconv.Itoa(maxInstances) + " instances; the rest is not analysed"}
}

// elements lists a collection for repetition: keys must be known, values need not.
func (r *Root) elements(v cty.Value) ([]*key, bool) {
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return nil, false
	}
	var list []*key
	for it := v.ElementIterator(); it.Next(); {
		k, e := it.Element()
		step := k
		if v.Type().IsSetType() {
			k = e
		}
		name, ok := asString(r.tokens.resolve(k))
		if !ok {
			return nil, false
		}
		list = append(list, &key{key: cty.StringVal(name), value: e, elem: step})
		if len(list) >= maxInstances {
			break
		}
	}
	return list, true
}

// meta are the parts of a block that are not the resource's own attributes.
var meta = map[string]bool{
	"count": true, "for_each": true, "provider": true, "providers": true, "depends_on": true, "lifecycle": true,
	"provisioner": true, "connection": true, "timeouts": true, "source": true, "version": true,
}

// value returns the object that references see: what is written, with stand-ins for
// what the provider computes. Strings that are written are stand-ins as well, which
// know their literal: a reference by name stays a reference.
func (in *Instance) value() cty.Value {
	if in.val != cty.NilVal {
		return in.val
	}
	if in.busy {
		return cty.DynamicVal
	}
	in.busy = true
	attrs := map[string]cty.Value{}
	in.fill(attrs)
	if in.Mode != "module" { // a module's inputs cannot be read
		for name, a := range in.block.attrs {
			if !meta[name] && in.asked(name) {
				attrs[name] = in.written(name, in.scope.eval(a.Expr))
			}
		}
		in.nested(attrs)
	}
	in.busy = false
	in.val = bounded(cty.ObjectVal(attrs))
	return in.val
}

// asked reports whether anybody reads an attribute by its name, or may do so without
// a name.
func (in *Instance) asked(attr string) bool {
	key := in.Type + "." + in.Label
	if in.Mode == "data" {
		key = "data." + key
	}
	shapes := in.scope.mod.config.shapes
	if in.root.loose[attr] || shapes.whole[key] {
		return true
	}
	direct := shapes.direct[key]
	return direct != nil && direct.next[attr] != nil
}

// fill gives a stand-in to every attribute that anybody may read.
func (in *Instance) fill(attrs map[string]cty.Value) {
	shapes := in.scope.mod.config.shapes
	leaf := func(attr string) cty.Value { return in.root.tokens.value(token{ref: in, attr: attr}) }
	for _, name := range commonAttributes {
		attrs[name] = leaf(name)
	}
	for name := range in.root.loose {
		attrs[name] = leaf(name)
	}
	key := in.Type + "." + in.Label
	switch in.Mode {
	case "data":
		key = "data." + key
	case "module":
		key = "module." + in.Label
	}
	if s := shapes.direct[key]; s != nil {
		for name, n := range s.next {
			attrs[name] = n.value(name, leaf)
		}
	}
	if in.Mode == "data" && in.Type == "terraform_remote_state" {
		if outputs := in.remoteOutputs(); len(outputs) > 0 {
			attrs["outputs"] = cty.ObjectVal(outputs)
		}
	}
	if in.Mode == "data" && in.Type == "template_file" {
		attrs["rendered"] = in.renderTemplate()
	}
}

// written returns a value that the block itself gives to an attribute.
func (in *Instance) written(attr string, v cty.Value) cty.Value {
	switch {
	case v == cty.NilVal || v.IsNull():
		return in.root.tokens.value(token{ref: in, attr: attr})
	case !v.IsKnown() && (v.Type() == cty.DynamicPseudoType || v.Type() == cty.String):
		return in.root.tokens.value(token{ref: in, attr: attr})
	case v.Type() == cty.String && v.IsKnown():
		s, known := in.root.tokens.resolveString(v.AsString())
		return in.root.tokens.value(token{ref: in, attr: attr, literal: s, known: known})
	}
	return v
}

// nested adds the blocks of the body, each type as a list.
func (in *Instance) nested(attrs map[string]cty.Value) {
	lists := map[string][]cty.Value{}
	for _, b := range expandBlocks(in.block.body, in.scope, 0).blocks {
		if !meta[b.typ] && in.asked(b.typ) {
			lists[b.typ] = append(lists[b.typ], in.blockValue(b, b.typ+"["+strconv.Itoa(len(lists[b.typ]))+"]", 0))
		}
	}
	for typ, list := range lists {
		attrs[typ] = cty.TupleVal(list)
	}
}

const maxBlocks = 12 // blocks within blocks

func (in *Instance) blockValue(b *nested, at string, depth int) cty.Value {
	attrs := map[string]cty.Value{}
	for name, a := range b.body.Attributes {
		attrs[name] = in.written(at+"."+name, b.scope.eval(a.Expr))
	}
	if depth < maxBlocks {
		lists := map[string][]cty.Value{}
		for _, sub := range expandBlocks(b.body, b.scope, depth).blocks {
			where := at + "." + sub.typ + "[" + strconv.Itoa(len(lists[sub.typ])) + "]"
			lists[sub.typ] = append(lists[sub.typ], in.blockValue(sub, where, depth+1))
		}
		for typ, list := range lists {
			attrs[typ] = cty.TupleVal(list)
		}
	}
	return cty.ObjectVal(attrs)
}

// renderTemplate evaluates the data source that came before templatefile.
func (in *Instance) renderTemplate() cty.Value {
	attrs := in.block.attrs
	if attrs["template"] == nil {
		return cty.DynamicVal
	}
	text, ok := asString(in.scope.eval(attrs["template"].Expr))
	if !ok {
		return cty.DynamicVal
	}
	vars := cty.EmptyObjectVal
	if a := attrs["vars"]; a != nil {
		vars = in.scope.eval(a.Expr)
	}
	v, err := in.root.template(text, in.At.File, vars)
	if err != nil {
		return cty.DynamicVal
	}
	return v
}
