package cdk

import (
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// Bounds of the evaluation of one app.
const (
	maxSteps   = 300_000
	maxCalls   = 40 // functions within functions
	maxUnroll  = 50
	maxObjects = 5_000
	maxConcat  = 200
	maxText    = 20_000
	maxPath    = 2_000
)

// evaluator runs the constructors of an app as far as their values are known. Both
// sides of a condition that is not known are taken, and a loop over something unknown
// is taken once.
type evaluator struct {
	dir      string // of the app, to which paths are relative
	modules  []*module
	envs     map[*module]*env
	made     map[*class]*value
	count    map[*class]int
	repeated map[*class]bool // stacks that are made several times
	objects  []*object
	calls    int
	steps    int
	returned *value
}

func newEvaluator(dir string, modules []*module) *evaluator {
	ev := &evaluator{dir: dir, modules: modules, envs: map[*module]*env{}, made: map[*class]*value{}, count: map[*class]int{}, repeated: map[*class]bool{}}
	for _, m := range modules {
		ev.envs[m] = &env{vars: map[string]*value{}, module: m}
	}
	return ev
}

// run evaluates all modules, then the classes that nothing makes.
func (ev *evaluator) run() {
	for _, m := range ev.modules {
		ev.block(m.body, ev.envs[m])
		ev.returned = nil
	}
	for _, m := range ev.modules {
		if m.main != nil {
			ev.invoke(&closure{fn: m.main, env: ev.envs[m]}, nil)
		}
	}
	if len(ev.objects) == 0 { // a library of Go has no main here
		for _, m := range ev.modules {
			ev.stackFuncs(m)
		}
	}
	for _, m := range ev.modules {
		for _, c := range m.order {
			if ev.count[c] == 0 && ev.rooted(c, 0) {
				at := c.at
				ev.instantiate(c, []*value{hidden("the scope", at), hidden("the id", at)}, at)
			}
		}
	}
}

// stackFuncs evaluates the functions of Go that make a stack.
func (ev *evaluator) stackFuncs(m *module) {
	names := make([]string, 0, len(m.funcs))
	for name := range m.funcs {
		if strings.HasPrefix(name, "New") && strings.HasSuffix(name, "Stack") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		ev.invoke(&closure{fn: m.funcs[name], env: ev.envs[m]}, nil)
	}
}

// rooted reports whether a class is a construct in the end.
func (ev *evaluator) rooted(c *class, depth int) bool {
	if c.base == nil || depth > maxCalls {
		return false
	}
	base := ev.expr(c.base, ev.envs[c.module])
	switch base.kind {
	case vSymbol:
		return base.sym.pkg == "core"
	case vClass:
		return ev.rooted(base.class, depth+1)
	}
	return false
}

// isStack reports whether a class is a stack or stage, which is deployed on its own.
func (ev *evaluator) isStack(c *class, depth int) bool {
	if c.base == nil || depth > maxCalls {
		return false
	}
	base := ev.expr(c.base, ev.envs[c.module])
	switch base.kind {
	case vSymbol:
		return base.sym.pkg == "core" && (strings.HasSuffix(base.sym.path, "Stack") || base.sym.path == "Stage")
	case vClass:
		return ev.isStack(base.class, depth+1)
	}
	return false
}

func (ev *evaluator) spent() bool {
	ev.steps++
	return ev.steps > maxSteps || ev.calls > maxCalls || len(ev.objects) > maxObjects
}

func (ev *evaluator) block(body []*stmt, e *env) {
	for _, s := range body {
		if ev.returned != nil || ev.spent() {
			return
		}
		ev.stmt(s, e)
	}
}

func (ev *evaluator) stmt(s *stmt, e *env) {
	switch s.kind {
	case stExpr:
		ev.expr(s.value, e)
	case stAssign:
		ev.assign(s.target, ev.expr(s.value, e), e)
	case stIf:
		ev.branch(s, e)
	case stFor:
		ev.loop(s, e)
	case stReturn:
		ev.returned = ev.expr(s.value, e)
	case stBlock:
		ev.block(s.body, e)
	}
}

// branch takes the side that is known to be taken, else both.
func (ev *evaluator) branch(s *stmt, e *env) {
	cond := ev.expr(s.value, e)
	if cond.kind != vBool || cond.s != "false" {
		ev.block(s.body, e)
	}
	known := cond.kind == vBool
	if !known {
		ev.returned = nil
	}
	if !known || cond.s == "false" {
		ev.block(s.other, e)
		if !known {
			ev.returned = nil
		}
	}
}

func (ev *evaluator) loop(s *stmt, e *env) {
	over := ev.expr(s.value, e)
	if over.kind == vList && len(over.items) <= maxUnroll && s.target != nil {
		for _, item := range over.items {
			ev.assign(s.target, item, e)
			ev.block(s.body, e)
		}
		return
	}
	if s.target != nil {
		ev.assign(s.target, hidden("an item of a list that is not known", over.at), e)
	}
	ev.block(s.body, e)
}

func (ev *evaluator) assign(target *expr, v *value, e *env) {
	switch target.op {
	case opName:
		for scope := e; scope != nil; scope = scope.parent {
			if scope.vars[target.text] != nil {
				scope.vars[target.text] = v
				return
			}
		}
		e.vars[target.text] = v
	case opMember:
		if self := ev.expr(target.args[0], e); self.kind == vInstance {
			self.inst.fields[target.text] = v
		}
	case opList:
		for i, t := range target.args {
			item := hidden("one of several values", t.at)
			if v.kind == vList && i < len(v.items) {
				item = v.items[i]
			}
			ev.assign(t, item, e)
		}
	}
}

// invoke calls an own function.
func (ev *evaluator) invoke(c *closure, args []*value) *value {
	if ev.spent() {
		return &value{kind: vUnknown, s: "too much to evaluate"}
	}
	ev.calls++
	defer func() { ev.calls-- }()
	e := &env{vars: map[string]*value{}, parent: c.env, self: c.self, this: c.fn.self, module: c.fn.module}
	ev.bindParams(c.fn, args, e)
	outer := ev.returned
	ev.returned = nil
	ev.block(c.fn.body, e)
	out := ev.returned
	ev.returned = outer
	if out == nil {
		out = &value{kind: vUnknown, s: "the result of a function"}
	}
	return out
}

func (ev *evaluator) bindParams(fn *function, args []*value, e *env) {
	var named *value
	if n := len(args); n > 0 && args[n-1].kind == vMap && args[n-1].s == keywords {
		named, args = args[n-1], args[:n-1]
	}
	for i, name := range fn.params {
		v := hidden("parameter "+name, arch.Range{})
		if i < len(args) {
			v = args[i]
		} else if w := named.field(name); w != nil {
			v = w
		}
		e.vars[name] = v
		if slices.Contains(fn.props, name) && e.self != nil && e.self.kind == vInstance {
			e.self.inst.fields[name] = v
		}
	}
}

// field returns an entry of a map by its exact name.
func (v *value) field(name string) *value {
	if v == nil {
		return nil
	}
	for _, f := range v.fields {
		if f.key == name {
			return f.val
		}
	}
	return nil
}

// instantiate makes an object of an own class. A stack that is made several times is
// evaluated once, with options that are unknown since they differ.
func (ev *evaluator) instantiate(c *class, args []*value, at arch.Range) *value {
	ev.count[c]++
	if ev.repeated[c] {
		if v := ev.made[c]; v != nil {
			return v
		}
		for i := 2; i < len(args); i++ {
			args[i] = hidden(c.name+" is made several times", at)
		}
	}
	v := &value{kind: vInstance, at: at, inst: &instance{class: c, fields: map[string]*value{}}}
	if ev.made[c] == nil {
		ev.made[c] = v
	}
	if len(args) > 1 {
		v.inst.scope, v.inst.id = args[0], args[1].text()
	}
	if !ev.spent() {
		ev.construct(c, v, args, 0)
	}
	return v
}

// construct runs the constructor of a class, or that of its base.
func (ev *evaluator) construct(c *class, self *value, args []*value, depth int) {
	if c.ctor != nil {
		e := &env{vars: map[string]*value{}, parent: ev.envs[c.module], self: self, this: c.ctor.self, module: c.module, class: c}
		ev.calls++
		defer func() { ev.calls-- }()
		ev.bindParams(c.ctor, args, e)
		ev.block(c.fields, e)
		outer := ev.returned
		ev.returned = nil
		ev.block(c.ctor.body, e)
		ev.returned = outer
		return
	}
	e := &env{vars: map[string]*value{}, parent: ev.envs[c.module], self: self, module: c.module, class: c}
	ev.super(c, self, args, depth+1)
	ev.block(c.fields, e)
}

// super runs the constructor that a class inherits.
func (ev *evaluator) super(c *class, self *value, args []*value, depth int) {
	if c == nil || c.base == nil || depth > maxCalls || self == nil || self.kind != vInstance {
		return
	}
	base := ev.expr(c.base, ev.envs[c.module])
	switch {
	case base.kind == vClass && base.class != c:
		ev.construct(base.class, self, args, depth)
	case base.kind == vSymbol && base.sym.pkg != "core":
		self.inst.super = ev.make(base.sym, args, self.at, c.module).object()
	}
}

// make is a constructor or static method of the CDK.
func (ev *evaluator) make(sym symbol, args []*value, at arch.Range, m *module) *value {
	o := &object{class: sym.pkg + "." + sym.path, args: args, at: at, dir: path.Dir(m.file), file: m.file}
	args = named(args)
	o.args = args
	if len(args) >= 2 && !strings.Contains(sym.path, ".") {
		switch args[0].kind {
		case vInstance, vObject, vUnknown, vAttr:
			if k := args[1].kind; k == vString || k == vConcat || k == vUnknown {
				o.made, o.scope, o.id, o.args = true, args[0], args[1], args[2:]
			}
		}
	}
	ev.objects = append(ev.objects, o)
	return &value{kind: vObject, obj: o, at: at}
}

// named puts the scope and id that Python passes by name in front of the other options.
func named(args []*value) []*value {
	if len(args) == 0 || args[len(args)-1].s != keywords || len(args) > 2 {
		return args
	}
	options := args[len(args)-1]
	id := options.field("id")
	if id == nil {
		id = options.field("construct_id")
	}
	switch scope := options.field("scope"); {
	case id == nil:
	case len(args) == 1 && scope != nil:
		return []*value{scope, id, options}
	case len(args) == 2:
		return []*value{args[0], id, options}
	}
	return args
}
