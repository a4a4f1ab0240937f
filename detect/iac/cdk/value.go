package cdk

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

type kind uint8

const (
	vUnknown kind = iota
	vNull
	vString
	vNumber
	vBool
	vList
	vMap      // fields; open says why there may be more
	vConcat   // items
	vSymbol   // something of the CDK that is not made here: an enum's value, a class
	vObject   // something made by the CDK
	vAttr     // attribute s of obj
	vInstance // of an own class
	vFunc
	vClass
)

// value is what an expression gives.
type value struct {
	kind   kind
	s      string // text, number, attribute; of an unknown the reason
	open   string
	items  []*value
	fields []field
	sym    symbol
	obj    *object
	inst   *instance
	fn     *closure
	class  *class
	at     arch.Range
}

type field struct {
	key string
	val *value
	at  arch.Range // of the key
}

// object is something that a constructor, a static method or a method of the CDK
// gives, with the calls made on it.
type object struct {
	class     string // "lambda.Function", "lambda.Code.FromAsset"; "" for the result of a method
	recv      *value // with method, for the result of one
	method    string
	args      []*value // without scope and id of a construct
	made      bool     // a construct, with an id
	id        *value
	scope     *value
	logical   string
	calls     []*object
	at        arch.Range // of the call
	dir       string     // of the file
	container *node      // what a container became
	file      string
}

// instance is an object of an own class.
type instance struct {
	class  *class
	fields map[string]*value
	id     string
	scope  *value
	super  *object // where the class extends a construct of the CDK
}

type closure struct {
	fn   *function
	env  *env
	self *value
}

// env holds the names of a function's body.
type env struct {
	vars   map[string]*value
	parent *env
	self   *value
	this   string
	module *module
	class  *class // of the constructor or method
}

func (e *env) find(name string) *value {
	for ; e != nil; e = e.parent {
		if v := e.vars[name]; v != nil {
			return v
		}
		if e.self != nil && (name == e.this || name == "this") {
			return e.self
		}
	}
	return nil
}

func hidden(why string, at arch.Range) *value { return &value{kind: vUnknown, s: why, at: at} }

func text(s string, at arch.Range) *value { return &value{kind: vString, s: s, at: at} }

// get returns an entry of a map under any spelling of its name, nil when it is absent.
func (v *value) get(name string) *value {
	if v == nil || v.kind != vMap {
		return nil
	}
	for i := len(v.fields) - 1; i >= 0; i-- {
		if f := v.fields[i]; f.key == name || pascal(f.key) == name {
			if f.val.kind == vNull {
				return nil
			}
			return f.val
		}
	}
	return nil
}

// props returns the last argument that is a map, which is how options are passed.
func (o *object) props() *value {
	if o == nil {
		return nil
	}
	for i := len(o.args) - 1; i >= 0; i-- {
		switch o.args[i].kind {
		case vMap:
			return o.args[i]
		case vNull:
			continue
		}
		return nil
	}
	return nil
}

// get returns an option.
func (o *object) get(name string) *value { return o.props().get(name) }

// arg returns a positional argument, or the option that stands for it.
func (o *object) arg(i int, name string) *value {
	if o == nil {
		return nil
	}
	if i < len(o.args) && (o.args[i].kind != vMap || name == "") {
		if o.args[i].kind == vNull {
			return nil
		}
		return o.args[i]
	}
	return o.get(name)
}

// object returns what the CDK made, also behind an instance of an own class that
// extends it.
func (v *value) object() *object {
	switch {
	case v == nil:
		return nil
	case v.kind == vObject:
		return v.obj
	case v.kind == vInstance:
		return v.inst.super
	}
	return nil
}

// text returns a known text, "" for anything else.
func (v *value) text() string {
	if v == nil {
		return ""
	}
	switch v.kind {
	case vString, vNumber, vBool:
		return v.s
	case vConcat:
		var b strings.Builder
		for _, item := range v.items {
			if item.kind == vUnknown {
				return ""
			}
			b.WriteString(item.text())
		}
		return b.String()
	}
	return ""
}

// enum returns the last part of a value of an enum: "NODEJS_20_X".
func (v *value) enum() string {
	if v == nil || v.kind != vSymbol {
		return ""
	}
	return v.sym.path[strings.LastIndexByte(v.sym.path, '.')+1:]
}
