package cdk

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

func (ev *evaluator) expr(x *expr, e *env) *value {
	if ev.spent() {
		return hidden("too much to evaluate", x.at)
	}
	switch x.op {
	case opString:
		return text(x.text, x.at)
	case opNumber:
		return &value{kind: vNumber, s: x.text, at: x.at}
	case opBool:
		return &value{kind: vBool, s: x.text, at: x.at}
	case opNull:
		return &value{kind: vNull, at: x.at}
	case opUnknown:
		return hidden(x.text, x.at)
	case opList:
		return &value{kind: vList, items: ev.list(x.args, e), at: x.at}
	case opObject:
		return ev.object(x, e)
	case opName:
		return ev.name(x, e)
	case opMember:
		return ev.member(ev.expr(x.args[0], e), x)
	case opIndex:
		return ev.index(ev.expr(x.args[0], e), ev.expr(x.args[1], e), x.at)
	case opFunc:
		self := e.find("this")
		return &value{kind: vFunc, fn: &closure{fn: x.fn, env: e, self: self}, at: x.at}
	case opConcat:
		return ev.concat(x, e)
	case opChoice:
		return ev.choice(x, e)
	case opOr:
		if v := ev.expr(x.args[0], e); v.kind != vNull {
			if v.kind == vUnknown {
				return hidden("set outside", x.at)
			}
			return v
		}
		return ev.expr(x.args[1], e)
	case opCall, opNew:
		return ev.call(x, e)
	}
	return hidden("a computed value", x.at)
}

func (ev *evaluator) choice(x *expr, e *env) *value {
	cond := ev.expr(x.args[0], e)
	if cond.kind != vBool {
		return hidden("depends on a condition", x.at)
	}
	if cond.s == "false" {
		return ev.expr(x.args[2], e)
	}
	return ev.expr(x.args[1], e)
}

func (ev *evaluator) list(args []*expr, e *env) []*value {
	var out []*value
	for _, a := range args {
		if a.op == opSpread && len(a.args) > 0 {
			if v := ev.expr(a.args[0], e); v.kind == vList {
				out = append(out, v.items...)
			}
			continue
		}
		out = append(out, ev.expr(a, e))
	}
	return out
}

func (ev *evaluator) object(x *expr, e *env) *value {
	out := &value{kind: vMap, s: x.text, at: x.at}
	for _, f := range x.entries {
		v := ev.expr(f.value, e)
		if f.key != "" {
			out.fields = append(out.fields, field{f.key, v, f.at})
			continue
		}
		switch v.kind {
		case vMap:
			out.fields = append(out.fields, v.fields...)
			if v.open != "" {
				out.open = v.open
			}
		case vNull:
		default:
			out.open = "takes over what is not known"
		}
		if len(out.fields) > maxObjects {
			return hidden("too long", x.at)
		}
	}
	return out
}

func (ev *evaluator) concat(x *expr, e *env) *value {
	out := &value{kind: vConcat, at: x.at}
	known, size := true, 0
	for _, a := range x.args {
		v := ev.expr(a, e)
		if v.kind == vConcat {
			out.items = append(out.items, v.items...)
			known = known && v.text() != ""
		} else {
			out.items = append(out.items, v)
			known = known && (v.kind == vString || v.kind == vNumber)
		}
		if size += len(v.s); len(out.items) > maxConcat || size > maxText {
			return hidden("too long", x.at)
		}
	}
	if known {
		return text(out.text(), x.at)
	}
	return out
}

func (ev *evaluator) index(v, key *value, at arch.Range) *value {
	if v.kind == vMap && key.kind == vString {
		if w := v.field(key.s); w != nil {
			return w
		}
	}
	return hidden("an item that is not known", at)
}

// name finds a variable, a class, a function or an import.
func (ev *evaluator) name(x *expr, e *env) *value {
	if v := e.find(x.text); v != nil {
		return v
	}
	m := e.module
	if sym, ok := m.imports[x.text]; ok {
		return &value{kind: vSymbol, sym: sym, at: x.at}
	}
	if v := ev.declared(m, x); v != nil {
		return v
	}
	switch x.text {
	case "__dirname":
		return text(rootMark+path.Dir(m.file), x.at)
	case "__file__":
		return text(rootMark+m.file, x.at)
	}
	if !m.foreign[x.text] {
		if v := ev.elsewhere(m, x); v != nil {
			return v
		}
	}
	return hidden(x.text+" is not known here", x.at)
}

// rootMark begins a path that is relative to the root of the repository rather than to
// the app.
const rootMark = "//root/"

func (ev *evaluator) declared(m *module, x *expr) *value {
	if c := m.classes[x.text]; c != nil {
		return &value{kind: vClass, class: c, at: x.at}
	}
	if fn := m.funcs[x.text]; fn != nil {
		return &value{kind: vFunc, fn: &closure{fn: fn, env: ev.envs[m]}, at: x.at}
	}
	return nil
}

// elsewhere finds what just one other module of the app declares under the name.
func (ev *evaluator) elsewhere(m *module, x *expr) *value {
	var found *value
	for _, o := range ev.modules {
		if o == m {
			continue
		}
		v := ev.declared(o, x)
		if v == nil {
			v = ev.envs[o].vars[x.text]
		}
		if v != nil {
			if found != nil {
				return nil
			}
			found = v
		}
	}
	return found
}

func (ev *evaluator) member(v *value, x *expr) *value {
	switch v.kind {
	case vSymbol:
		return ev.symbolMember(v, x)
	case vMap:
		if w := v.field(x.text); w != nil {
			return w
		}
		if v.open != "" {
			return hidden(v.open, x.at)
		}
		return &value{kind: vNull, at: x.at}
	case vObject:
		return &value{kind: vAttr, obj: v.obj, s: pascal(x.text), at: x.at}
	case vInstance:
		return ev.instanceMember(v, x)
	case vAttr:
		return &value{kind: vAttr, obj: v.obj, s: v.s + "." + pascal(x.text), at: x.at}
	case vNull:
		return v
	}
	if v.kind == vUnknown && v.s != "" {
		return hidden(v.s, x.at)
	}
	return hidden(x.text+" is not known", x.at)
}

func (ev *evaluator) symbolMember(v *value, x *expr) *value {
	sym := v.sym
	if sub, ok := subPackage(x.text); ok && sym.pkg == "core" && sym.path == "" {
		return &value{kind: vSymbol, sym: symbol{pkg: sub}, at: x.at}
	}
	if sym.path != "" {
		sym.path += "."
	}
	sym.path += pascal(x.text)
	return &value{kind: vSymbol, sym: sym, at: x.at}
}

func (ev *evaluator) instanceMember(v *value, x *expr) *value {
	if w := v.inst.fields[x.text]; w != nil {
		return w
	}
	if fn := ev.method(v.inst.class, x.text, 0); fn != nil && len(fn.params) == 0 {
		return ev.invoke(&closure{fn: fn, env: ev.envs[fn.module], self: v}, nil)
	}
	if o := v.inst.super; o != nil {
		return &value{kind: vAttr, obj: o, s: pascal(x.text), at: x.at}
	}
	return hidden(x.text+" is not known", x.at)
}

// method finds a method of a class or of those it extends.
func (ev *evaluator) method(c *class, name string, depth int) *function {
	if fn := c.methods[name]; fn != nil || c.base == nil || depth > maxCalls {
		return fn
	}
	if base := ev.expr(c.base, ev.envs[c.module]); base.kind == vClass {
		return ev.method(base.class, name, depth+1)
	}
	return nil
}

func (ev *evaluator) call(x *expr, e *env) *value {
	callee := x.args[0]
	args := ev.list(x.args[1:], e)
	if callee.op == opName && callee.text == "super" {
		ev.super(e.owner(), e.find("this"), args, 0)
		return hidden("super", x.at)
	}
	if callee.op == opMember {
		if v, done := ev.methodCall(callee, args, x, e); done {
			return v
		}
	}
	f := ev.expr(callee, e)
	switch f.kind {
	case vSymbol:
		return ev.library(f.sym, args, x, e)
	case vClass:
		return ev.instantiate(f.class, args, x.at)
	case vFunc:
		return ev.invoke(f.fn, args)
	}
	if v := pathCall(callee, args, x.at); v != nil {
		return v
	}
	if f.kind == vUnknown {
		return hidden(f.s, x.at)
	}
	return hidden("the result of a call", x.at)
}

// owner is the class whose constructor or method a body belongs to.
func (e *env) owner() *class {
	for ; e != nil; e = e.parent {
		if e.class != nil {
			return e.class
		}
	}
	return nil
}

// library is a call of the CDK. In Go the value of an enum is one too.
func (ev *evaluator) library(sym symbol, args []*value, x *expr, e *env) *value {
	last := sym.path[strings.LastIndexByte(sym.path, '.')+1:]
	if len(args) == 0 && x.op == opCall && strings.Contains(sym.path, ".") && last == strings.ToUpper(last) {
		return &value{kind: vSymbol, sym: sym, at: x.at}
	}
	return ev.make(sym, args, x.at, e.module)
}

// methodCall is a call of a method on something known; done is false for others.
func (ev *evaluator) methodCall(callee *expr, args []*value, x *expr, e *env) (v *value, done bool) {
	on := callee.args[0]
	if on.op == opCall && on.args[0].op == opName && on.args[0].text == "super" { // super().__init__ of Python
		if callee.text == "__init__" {
			ev.super(e.owner(), e.find("this"), args, 0)
		}
		return hidden("super", x.at), true
	}
	recv := ev.expr(on, e)
	switch recv.kind {
	case vInstance:
		if fn := ev.method(recv.inst.class, callee.text, 0); fn != nil {
			return ev.invoke(&closure{fn: fn, env: ev.envs[fn.module], self: recv}, args), true
		}
		if o := recv.inst.super; o != nil {
			return ev.invokeMethod(&value{kind: vObject, obj: o, at: recv.at}, o, callee, args, x, e), true
		}
	case vObject, vAttr:
		return ev.invokeMethod(recv, recv.obj, callee, args, x, e), true
	case vList:
		return ev.listMethod(recv, callee.text, args, x), true
	case vString, vNumber, vConcat:
		switch callee.text {
		case "toString", "String", "trim":
			return recv, true
		case "toLowerCase", "lower":
			return text(strings.ToLower(recv.text()), x.at), recv.kind == vString
		}
	}
	return nil, false
}

// invokeMethod notes a call on something that the CDK made.
func (ev *evaluator) invokeMethod(recv *value, on *object, callee *expr, args []*value, x *expr, e *env) *value {
	at := callee.at
	at.Start = max(at.Start, at.End-len(callee.text))
	o := &object{recv: recv, method: pascal(callee.text), args: args, at: at, dir: path.Dir(e.module.file), file: e.module.file}
	if x.at.File == at.File && x.at.End > at.End {
		o.at.End = x.at.End
	}
	on.calls = append(on.calls, o)
	ev.objects = append(ev.objects, o)
	return &value{kind: vObject, obj: o, at: x.at}
}

// listMethod runs a function for each item of a known list.
func (ev *evaluator) listMethod(list *value, name string, args []*value, x *expr) *value {
	if len(args) == 0 || args[0].kind != vFunc || len(list.items) > maxUnroll || name != "forEach" && name != "map" {
		return hidden("the result of "+name, x.at)
	}
	out := &value{kind: vList, at: x.at}
	for _, item := range list.items {
		out.items = append(out.items, ev.invoke(args[0].fn, []*value{item}))
	}
	return out
}
