package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// scope is where an expression is evaluated: a module, and the repetition that the
// block stands in.
type scope struct {
	mod   *module
	each  *key
	self  *block // the block whose count or for_each made each
	iters map[string]*iteration
}

// iteration is one round of a dynamic block.
type iteration struct {
	key   *key
	over  hcl.Expression // what it ranges over
	scope *scope         // where that is evaluated
}

// with returns the scope inside of one round of a dynamic block.
func (s *scope) with(name string, it *iteration) *scope {
	in := *s
	in.iters = map[string]*iteration{name: it}
	for n, o := range s.iters {
		if n != name {
			in.iters[n] = o
		}
	}
	return &in
}

// eval returns the value of an expression, unknown where it cannot be evaluated.
func (s *scope) eval(e hcl.Expression) cty.Value {
	if e == nil {
		return cty.NilVal
	}
	return s.evalIn(e, s.context(e))
}

// read is eval with a memory, for what is asked again and again once a root is
// expanded. The scope of a block and of a dynamic block's round live as long as the
// instance, so that both halves of the key are stable.
func (s *scope) read(e hcl.Expression) cty.Value {
	key := readKey{s, e}
	v, ok := s.mod.root.reads[key]
	if !ok {
		v = s.eval(e)
		s.mod.root.reads[key] = v
	}
	return v
}

type readKey struct {
	scope *scope
	expr  hcl.Expression
}

func (s *scope) evalIn(e hcl.Expression, ctx *hcl.EvalContext) cty.Value {
	v, diags := e.Value(ctx)
	if v == cty.NilVal || (diags.HasErrors() && v.Type() == cty.DynamicPseudoType) {
		return cty.DynamicVal
	}
	if v.ContainsMarked() {
		v, _ = v.UnmarkDeep()
	}
	return v
}

// decide evaluates an expression that decides something: nothing in its result is a
// stand-in.
func (s *scope) decide(e hcl.Expression) cty.Value {
	return s.mod.root.tokens.resolve(s.eval(e))
}

// context holds exactly what an expression refers to: evaluation stays lazy, and a
// definition that nobody reads is never looked at.
func (s *scope) context(e hcl.Expression) *hcl.EvalContext {
	m := s.mod
	c := collector{objects: map[string]map[string]cty.Value{}, outputs: map[string]map[string]bool{}, values: map[string]cty.Value{}}
	for _, t := range e.Variables() {
		c.add(s, t)
	}
	for name, want := range c.outputs {
		c.set("module", name, m.outputs(name, want))
	}
	for root, attrs := range c.objects {
		c.values[root] = cty.ObjectVal(attrs)
	}
	if c.data != nil {
		data := map[string]cty.Value{}
		for typ, names := range c.data {
			data[typ] = cty.ObjectVal(names)
		}
		c.values["data"] = cty.ObjectVal(data)
	}
	return &hcl.EvalContext{Variables: c.values, Functions: m.root.functions}
}

// collector gathers the variables of one context.
type collector struct {
	objects map[string]map[string]cty.Value
	outputs map[string]map[string]bool
	data    map[string]map[string]cty.Value
	values  map[string]cty.Value
}

func (c *collector) set(root, name string, v cty.Value) {
	if c.objects[root] == nil {
		c.objects[root] = map[string]cty.Value{}
	}
	c.objects[root][name] = v
}

func (c *collector) add(s *scope, t hcl.Traversal) {
	m, root := s.mod, t.RootName()
	name, named := stepName(t, 1)
	if it := s.iters[root]; it != nil {
		c.values[root] = cty.ObjectVal(map[string]cty.Value{"key": it.key.key, "value": it.key.value})
		return
	}
	switch root {
	case "var":
		c.all(root, name, named, sorted(m.config.variables), m.variable)
	case "local":
		c.all(root, name, named, sorted(m.config.locals), m.local)
	case "module":
		if named {
			c.want(name, t)
		}
	case "path":
		c.values[root] = m.paths()
	case "terraform", "tofu":
		name := m.root.tokens.hidden("the workspace is chosen when it runs")
		if m.root.workspace != "" {
			name = cty.StringVal(m.root.workspace)
		}
		c.values[root] = cty.ObjectVal(map[string]cty.Value{"workspace": name, "applying": cty.DynamicVal})
	case "each", "count":
		c.values[root] = s.repetition(root)
	case "data":
		if inner, ok := stepName(t, 2); ok && named {
			if c.data == nil {
				c.data = map[string]map[string]cty.Value{}
			}
			if c.data[name] == nil {
				c.data[name] = map[string]cty.Value{}
			}
			c.data[name][inner] = m.resource("data." + name + "." + inner).value()
		}
	default:
		if named {
			c.set(root, name, m.resource(root+"."+name).value())
		} else {
			c.values[root] = cty.DynamicVal
		}
	}
}

// all sets one name, or every one when the expression takes the whole object.
func (c *collector) all(root, name string, named bool, names []string, get func(string) cty.Value) {
	if named {
		c.set(root, name, get(name))
		return
	}
	for _, n := range names {
		c.set(root, n, get(n))
	}
}

// want notes which output a traversal takes; nil means all.
func (c *collector) want(name string, t hcl.Traversal) {
	at := 2
	if len(t) > at {
		if _, index := t[at].(hcl.TraverseIndex); index {
			at++
		}
	}
	out, ok := stepName(t, at)
	have, seen := c.outputs[name]
	switch {
	case !ok:
		c.outputs[name] = nil
	case !seen:
		c.outputs[name] = map[string]bool{out: true}
	case have != nil:
		have[out] = true
	}
}

func (s *scope) repetition(root string) cty.Value {
	if s.each == nil {
		return cty.DynamicVal
	}
	if root == "count" {
		return cty.ObjectVal(map[string]cty.Value{"index": s.each.key})
	}
	return cty.ObjectVal(map[string]cty.Value{"key": s.each.key, "value": s.each.value})
}

func (m *module) paths() cty.Value {
	return cty.ObjectVal(map[string]cty.Value{
		"module": cty.StringVal(relative(m.root.Dir, m.config.dir)),
		"root":   cty.StringVal("."), "cwd": cty.StringVal("."),
	})
}
