package eval

import (
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/archvet/archvet/detect/arch"
)

// module is one instance of a configuration: a root, or one call of a local module.
type module struct {
	root   *Root
	config *config
	addr   string // "" for the root, else "module.x" or "module.x[\"a\"].module.y"
	depth  int
	call   *block // nil for the root
	caller *scope
	own    *scope
	cells  map[string]*cell
	res    map[string]*group
	subs   map[string]*calls
}

// cell is a definition that is evaluated at most once.
type cell struct {
	v    cty.Value
	done bool
}

// calls are the instances of one module call.
type calls struct {
	keys    *keys
	modules []*module   // of a local module, one for each key
	remote  []*Instance // of one whose source is elsewhere
	lost    string      // why there is neither
}

func (r *Root) newModule(c *config, addr string, call *block, caller *scope) *module {
	m := &module{
		root: r, config: c, addr: addr, call: call, caller: caller,
		cells: map[string]*cell{}, res: map[string]*group{}, subs: map[string]*calls{},
	}
	m.own = &scope{mod: m}
	if caller != nil {
		m.depth = caller.mod.depth + 1
	}
	return m
}

// scope is where the module's own definitions are evaluated.
func (m *module) scope() *scope { return m.own }

// once evaluates a definition, and gives an unknown value for one that leads back to
// itself or too deep.
func (m *module) once(key string, eval func() cty.Value) cty.Value {
	c := m.cells[key]
	if c == nil {
		c = &cell{v: cty.DynamicVal}
		m.cells[key] = c
		if m.root.depth < maxDepth {
			m.root.depth++
			c.v = bounded(eval())
			m.root.depth--
		}
		c.done = true
	}
	if !c.done {
		return cty.DynamicVal
	}
	return c.v
}

// local returns the value of a local.
func (m *module) local(name string) cty.Value {
	a := m.config.locals[name]
	if a == nil {
		return cty.DynamicVal
	}
	return m.once("local."+name, func() cty.Value { return m.scope().eval(a.Expr) })
}

// variable returns the value of an input: what the caller or a tfvars file gives, or
// the default.
func (m *module) variable(name string) cty.Value {
	v := m.config.variables[name]
	if v == nil {
		return cty.DynamicVal
	}
	return m.once("var."+name, func() cty.Value {
		expr, sc, _ := m.setter(name)
		if expr == nil {
			why := "var." + name + " is set outside of the repository"
			if v.typ == cty.DynamicPseudoType && !m.config.shapes.deep[name] {
				return m.root.tokens.hidden(why)
			}
			return m.root.tokens.unseen(v.typ, why)
		}
		val := sc.eval(expr)
		if v.strict && v.preset != nil && val.IsNull() {
			val = m.scope().eval(v.preset.Expr)
		}
		return v.fit(val)
	})
}

// setter returns the expression that sets a variable and where it is evaluated;
// shared is true when it serves the whole root rather than one call.
func (m *module) setter(name string) (expr hcl.Expression, sc *scope, shared bool) {
	if m.call != nil {
		if a := m.call.attrs[name]; a != nil {
			return a.Expr, m.caller, false
		}
	} else if a := m.root.vars[name]; a != nil {
		return a.Expr, m.scope(), true
	}
	if v := m.config.variables[name]; v != nil && v.preset != nil {
		return v.preset.Expr, m.scope(), true
	}
	return nil, nil, false
}

// output returns one output of the module.
func (m *module) output(name string) cty.Value {
	b := m.config.outputs[name]
	if b == nil || b.attrs["value"] == nil {
		return cty.DynamicVal
	}
	return m.once("output."+name, func() cty.Value { return m.scope().eval(b.attrs["value"].Expr) })
}

// sub expands a module call.
func (m *module) sub(name string) *calls {
	if s := m.subs[name]; s != nil {
		return s
	}
	s := &calls{keys: &keys{}, lost: "leads back to itself"}
	m.subs[name] = s // while it is expanded, it is nothing
	b := m.config.calls[name]
	if b == nil {
		s.lost = "module." + name + " is not declared"
		return s
	}
	out := &calls{keys: m.expand(b)}
	dir, local := b.local(m.config.dir)
	var config *config
	if local {
		config = m.root.configs[dir]
	}
	if m.within(config) {
		m.root.report(arch.Problem{At: b.at, Message: "module." + name + " calls itself"})
		config = nil
	}
	for _, k := range out.keys.list {
		addr := m.address("module."+name) + k.suffix()
		switch {
		case !m.root.take(b.at):
		case !local:
			out.remote = append(out.remote, m.instance(b, "module", k, addr))
		case config == nil || m.depth >= maxModules:
			out.lost = "module." + name + " cannot be read"
		default:
			out.modules = append(out.modules, m.root.newModule(config, addr, b, k.scope(m, b)))
		}
	}
	if local && m.root.files[dir] == nil {
		m.root.report(arch.Problem{At: b.at, Message: "module directory " + path.Clean(dir) + " holds no configuration"})
	}
	m.subs[name] = out
	return out
}

// within reports whether a module is an instance of a configuration, or inside of one.
func (m *module) within(c *config) bool {
	for ; m != nil && c != nil; m = m.callerModule() {
		if m.config == c {
			return true
		}
	}
	return false
}

func (m *module) callerModule() *module {
	if m.caller == nil {
		return nil
	}
	return m.caller.mod
}

// outputs returns a call's value with the outputs asked for; all of them for nil.
func (m *module) outputs(name string, want map[string]bool) cty.Value {
	s := m.sub(name)
	var vals []cty.Value
	for _, sub := range s.modules {
		attrs := map[string]cty.Value{}
		for out := range sub.config.outputs {
			if want == nil || want[out] {
				attrs[out] = sub.output(out)
			}
		}
		vals = append(vals, cty.ObjectVal(attrs))
	}
	for _, in := range s.remote {
		vals = append(vals, in.value())
	}
	if s.lost != "" {
		return cty.DynamicVal
	}
	return s.keys.collect(vals)
}

func (m *module) address(local string) string { return join(m.addr, local) }

// sorted returns the keys of a map in order.
func sorted[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.SortFunc(names, strings.Compare)
	return names
}
