package azure

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// eval works an expression out. What is written as a literal keeps its own place,
// however many names lie between; what is put together has the place of the whole.
func (s *scope) eval(e *expr) *value {
	s.d.depth++
	defer func() { s.d.depth-- }()
	if s.d.steps++; s.d.steps > maxSteps || s.d.depth > maxFrames {
		s.d.overflow()
		return hide(e.at, "too much to work out")
	}
	switch e.op {
	case opText:
		return s.textual(e)
	case opNumber:
		n, err := strconv.Atoi(e.text)
		if err != nil {
			return hide(e.at, "not a plain number")
		}
		return &value{kind: number, number: n, at: e.at}
	case opBool:
		return &value{kind: boolean, truth: e.text == "true", at: e.at}
	case opNull:
		return &value{kind: null, at: e.at}
	case opName:
		return s.lookup(e.text, e.at)
	case opObject:
		v := &value{kind: object, at: e.at}
		for i, k := range e.keys {
			if key := s.eval(k).word(); key != "" {
				v.keys = append(v.keys, entry{key, k.at, s.eval(e.args[i])})
			}
		}
		return v
	case opArray:
		v := &value{kind: array, at: e.at}
		for _, a := range e.args {
			v.items = append(v.items, s.eval(a))
		}
		return v
	case opMember:
		return s.member(e)
	case opIndex:
		return s.indexed(e)
	case opCall:
		return s.call(e)
	case opIf:
		return s.conditional(e)
	case opBinary, opNot:
		return s.operate(e)
	case opFor:
		return s.comprehend(e)
	}
	return hide(e.at, e.text)
}

func (s *scope) textual(e *expr) *value {
	if e.args == nil {
		return plain(e.text, e.at)
	}
	v := &value{kind: text, at: e.at}
	for _, a := range e.args {
		v.parts = append(v.parts, s.eval(a).pieces()...)
		if len(v.parts) > maxItems {
			return hide(e.at, "too long a text")
		}
	}
	return v
}

// lookup finds what a name stands for.
func (s *scope) lookup(name string, at arch.Range) *value {
	if v := s.locals[name]; v != nil {
		return v
	}
	if v, done := s.memo[name]; done {
		return v
	}
	if s.busy[name] {
		return hide(at, name+" depends on itself")
	}
	if list := s.resource(name); len(list) > 0 {
		return symbols(list, at)
	}
	s.busy[name] = true
	defer delete(s.busy, name)
	v := s.variable(name, at)
	s.memo[name] = v
	return v
}

func (s *scope) variable(name string, at arch.Range) *value {
	if v := s.params[name]; v.exists() {
		return v
	}
	if e, ok := s.t.vars[name]; ok && e != nil {
		return s.file().eval(e)
	}
	if e, ok := s.t.params[name]; ok {
		if e == nil {
			return hide(at, "parameter "+name+" has no default")
		}
		return s.file().eval(e)
	}
	return hide(at, name+" is not declared here")
}

func symbols(list []*instance, at arch.Range) *value {
	if len(list) == 1 && !strings.HasSuffix(list[0].id, "]") {
		return &value{kind: symbol, of: list[0], at: at}
	}
	v := &value{kind: array, at: at}
	for _, i := range list {
		v.items = append(v.items, &value{kind: symbol, of: i, at: at})
	}
	return v
}

func (s *scope) member(e *expr) *value {
	from := e.args[0]
	if v, ok := s.output(e); ok {
		return v
	}
	return s.take(s.eval(from), e.text, e.at)
}

// output evaluates module.outputs.name.
func (s *scope) output(e *expr) (*value, bool) {
	outs := e.args[0]
	if outs.op != opMember || outs.text != "outputs" {
		return nil, false
	}
	mod, index := outs.args[0], 0
	if mod.op == opIndex && mod.args[0].op == opName {
		n := s.eval(mod.args[1])
		if !n.is(number) {
			return hide(e.at, "an output of one of several modules"), true
		}
		mod, index = mod.args[0], n.number
	}
	if mod.op != opName || s.locals[mod.text] != nil {
		return nil, false
	}
	list := s.module(mod.text)
	if index < 0 || index >= len(list) {
		if i := s.symbols[mod.text]; len(i) == 1 { // of a registry
			return &value{kind: symbol, of: i[0], path: e.text, at: e.at}, true
		}
		return hide(e.at, "output "+e.text+" of a module that is not here"), true
	}
	in := list[index]
	out, ok := in.t.outputs[e.text]
	if !ok || out == nil {
		return hide(e.at, "module "+mod.text+" has no output "+e.text), true
	}
	key := "output " + e.text
	if in.busy[key] {
		return hide(e.at, "an output that depends on itself"), true
	}
	in.busy[key] = true
	defer delete(in.busy, key)
	return in.file().eval(out), true
}

// take reads a property. Of a resource, what its declaration gives is that; anything
// else is only known when it is deployed.
func (s *scope) take(v *value, name string, at arch.Range) *value {
	switch {
	case v.is(object):
		if found := v.get(name); found != nil {
			return found
		}
		return &value{kind: null, at: at}
	case v.is(symbol):
		path := strings.TrimPrefix(v.path+"."+name, ".")
		if found := v.of.body.get("name"); path == "name" && found.string().Known() {
			return found
		}
		return &value{kind: symbol, of: v.of, path: path, at: at}
	case v.is(hidden):
		return hide(at, v.why)
	case v.is(null), v == nil:
		return &value{kind: null, at: at}
	case v.is(text) && len(v.parts) == 1 && v.parts[0].Ref != "": // listKeys(...).primaryMasterKey
		part := v.parts[0]
		part.Attribute += "." + name
		return &value{kind: text, at: at, parts: []iac.Part{part}}
	}
	return hide(at, name+" of something that has no such property")
}

func (s *scope) indexed(e *expr) *value {
	v, i := s.eval(e.args[0]), s.eval(e.args[1])
	switch {
	case v.is(array) && i.is(number):
		if i.number >= 0 && i.number < len(v.items) {
			return v.items[i.number]
		}
		return hide(e.at, "an element that the list does not have")
	case i.is(text) && i.word() != "":
		return s.take(v, i.word(), e.at)
	case (v.is(symbol) || v.ref() != "") && i.is(number):
		return v
	case v.is(hidden):
		return hide(e.at, v.why)
	}
	return hide(e.at, "an element that is chosen at deployment")
}

// conditional chooses a branch.
func (s *scope) conditional(e *expr) *value {
	if yes, known := s.eval(e.args[0]).bool(); known {
		if yes {
			return s.eval(e.args[1])
		}
		return s.eval(e.args[2])
	}
	return hide(e.at, "depends on a condition that is out of sight")
}

func (s *scope) operate(e *expr) *value {
	left := s.eval(e.args[0])
	if e.op == opNot {
		if b, known := left.bool(); known && e.text == "!" {
			return &value{kind: boolean, truth: !b, at: e.at}
		}
		return hide(e.at, "depends on what is out of sight")
	}
	if e.text == "??" {
		if left.is(null) || left == nil {
			return s.eval(e.args[1])
		}
		return left
	}
	l, known := left.bool()
	if known && (e.text == "&&" && !l || e.text == "||" && l) {
		return &value{kind: boolean, truth: l, at: e.at}
	}
	right := s.eval(e.args[1])
	return operation(e, left, right)
}

func operation(e *expr, left, right *value) *value {
	r, rk := right.bool()
	l, lk := left.bool()
	truth := func(b bool) *value { return &value{kind: boolean, truth: b, at: e.at} }
	switch e.text {
	case "&&":
		if lk && rk || rk && !r {
			return truth(l && r)
		}
	case "||":
		if lk && rk || rk && r {
			return truth(l || r)
		}
	case "==", "!=", "=~", "!~":
		if equal, known := same(left, right, strings.Contains(e.text, "~")); known {
			return truth(equal != (e.text[0] == '!'))
		}
	case "+", "-", "*", "<", ">", "<=", ">=":
		if left.is(number) && right.is(number) {
			return arithmetic(e, left.number, right.number)
		}
	}
	return hide(e.at, "depends on what is out of sight")
}

func arithmetic(e *expr, a, b int) *value {
	v := &value{kind: number, at: e.at}
	switch e.text {
	case "+":
		v.number = a + b
	case "-":
		v.number = a - b
	case "*":
		v.number = a * b
	default:
		v.kind = boolean
		v.truth = e.text == "<" && a < b || e.text == ">" && a > b || e.text == "<=" && a <= b || e.text == ">=" && a >= b
	}
	return v
}

// same compares two scalars; known is false when one is out of sight.
func same(a, b *value, fold bool) (equal, known bool) {
	if a.is(null) || b.is(null) {
		return a.is(null) && b.is(null), !a.is(hidden) && !b.is(hidden) && !a.is(symbol) && !b.is(symbol)
	}
	x, y := a.string(), b.string()
	if !x.Known() || !y.Known() {
		return false, false
	}
	if fold {
		return strings.EqualFold(x.V, y.V), true
	}
	return x.V == y.V, true
}

func (s *scope) comprehend(e *expr) *value {
	list := s.eval(e.args[0])
	if !list.is(array) {
		return hide(e.at, "made of a list that is out of sight")
	}
	v := &value{kind: array, at: e.at}
	for i, item := range list.items[:min(len(list.items), maxItems)] {
		in := *s
		in.locals = bind(s.locals, e, item, i)
		v.items = append(v.items, in.eval(e.args[1]))
	}
	return v
}

// source is an expression as it is written, to say what is out of sight.
func (s *scope) source(e *expr) string {
	data, err := s.t.file.Data()
	if err != nil || e.at.File != s.t.file.Path || e.at.End > len(data) || e.at.End-e.at.Start > maxItems {
		return "an expression"
	}
	return strings.Join(strings.Fields(string(data[e.at.Start:e.at.End])), " ")
}
