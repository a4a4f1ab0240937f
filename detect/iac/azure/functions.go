package azure

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/iac"
)

// call works out a function. One that only the deployment can answer keeps what it
// was asked about, if that is one resource.
func (s *scope) call(e *expr) *value {
	name := strings.ToLower(e.text)
	if name == "if" && len(e.args) == 3 { // of ARM templates; the other branch may not be evaluated
		return s.conditional(e)
	}
	args := make([]*value, len(e.args))
	for i, a := range e.args {
		args[i] = s.eval(a)
	}
	if e.method && len(args) > 0 && args[0].is(symbol) { // x.listKeys()
		return &value{kind: symbol, of: args[0].of, path: e.text, at: e.at}
	}
	if s.t.format == "arm" {
		if v := s.armCall(name, e, args); v != nil {
			return v
		}
	}
	if f := functions[name]; f != nil {
		if v := f(e, args); v != nil {
			if len(v.parts) > maxItems || len(v.items) > 10*maxItems {
				return hide(e.at, "too long")
			}
			return v
		}
	}
	for _, a := range args {
		if a.ref() != "" {
			for _, p := range a.pieces() {
				if p.Ref != "" {
					return &value{kind: text, at: e.at, parts: []iac.Part{{Ref: p.Ref, Attribute: e.text}}}
				}
			}
		}
	}
	return hide(e.at, s.source(e)+" is worked out at deployment")
}

// functions are those whose result follows from their arguments. nil means that it
// does not.
var functions = map[string]func(e *expr, args []*value) *value{
	"tolower": oneText(strings.ToLower), "toupper": oneText(strings.ToUpper), "trim": oneText(strings.TrimSpace),
	"string": oneText(func(s string) string { return s }), "any": first, "json": first, "int": intOf,
	"concat": concat, "format": format, "union": union, "replace": replace, "take": takeFew, "empty": empty,
	"contains": contains, "coalesce": coalesce, "equals": equals, "not": not, "and": and, "or": or, "createarray": createArray, "bool": first,
	"createobject": createObject, "split": split, "range": numbers, "length": length, "join": join, "null": none, "true": yes, "false": no,
}

func first(_ *expr, args []*value) *value {
	if len(args) == 1 && !args[0].is(text) {
		return args[0]
	}
	if len(args) == 1 && args[0].word() != "" { // json('0.5'), json('true')
		return args[0]
	}
	return nil
}

func oneText(change func(string) string) func(*expr, []*value) *value {
	return func(_ *expr, args []*value) *value {
		if len(args) != 1 || args[0].is(object) || args[0].is(array) || !args[0].exists() {
			return nil
		}
		v := &value{kind: text, at: args[0].at}
		for _, p := range args[0].pieces() {
			p.Literal = change(p.Literal)
			v.parts = append(v.parts, p)
		}
		return v
	}
}

func intOf(_ *expr, args []*value) *value {
	if len(args) != 1 || !args[0].int().Known() {
		return nil
	}
	return &value{kind: number, number: args[0].int().V, at: args[0].at}
}

func concat(e *expr, args []*value) *value {
	v := &value{kind: text, at: e.at}
	for _, a := range args {
		if a.is(array) || v.kind == array {
			v.kind = array
			if v.items = append(v.items, a.list()...); len(v.items) > maxItems {
				return nil
			}
			continue
		}
		v.parts = append(v.parts, a.pieces()...)
	}
	return v
}

var placeholder = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{(\d+)[^{}]*\}`) })

func format(e *expr, args []*value) *value {
	if len(args) == 0 || args[0].word() == "" {
		return nil
	}
	pattern, at := args[0].word(), 0
	v := &value{kind: text, at: e.at}
	for _, m := range placeholder().FindAllStringSubmatchIndex(pattern, maxItems) {
		i, err := strconv.Atoi(pattern[m[2]:m[3]])
		if err != nil || i+1 >= len(args) {
			return nil
		}
		v.parts = append(v.parts, iac.Part{Literal: pattern[at:m[0]]})
		v.parts = append(v.parts, args[i+1].pieces()...)
		at = m[1]
	}
	v.parts = append(v.parts, iac.Part{Literal: pattern[at:]})
	return v
}

// union merges objects, the later one winning, or joins arrays. What is out of sight
// adds nothing, and the rest stays.
func union(e *expr, args []*value) *value {
	out := &value{kind: object, at: e.at}
	seen := false
	for _, a := range args {
		switch {
		case a.is(array):
			out.kind = array
			out.items = append(out.items, a.items...)
			seen = true
		case a.is(object):
			out.keys = append(out.keys, a.keys...)
			seen = true
		}
	}
	if !seen || len(out.keys)+len(out.items) > 10*maxItems {
		return nil
	}
	return out
}

func replace(e *expr, args []*value) *value {
	if len(args) != 3 || args[0].word() == "" || !args[2].string().Known() || args[1].word() == "" {
		return nil
	}
	out := strings.ReplaceAll(args[0].word(), args[1].word(), args[2].string().V)
	if len(out) > 1<<12 {
		return nil
	}
	return plain(out, e.at)
}

func takeFew(e *expr, args []*value) *value {
	if len(args) != 2 || !args[1].is(number) || args[0].word() == "" || args[1].number < 0 {
		return nil
	}
	w := args[0].word()
	return plain(w[:min(len(w), args[1].number)], e.at)
}

func truth(e *expr, b bool) *value { return &value{kind: boolean, truth: b, at: e.at} }

func empty(e *expr, args []*value) *value {
	if len(args) != 1 {
		return nil
	}
	switch v := args[0]; {
	case v == nil || v.kind == null:
		return truth(e, true)
	case v.kind == array:
		return truth(e, len(v.items) == 0)
	case v.kind == object:
		return truth(e, len(v.keys) == 0)
	case v.kind == symbol:
		return truth(e, false)
	case v.kind == text:
		for _, p := range v.parts {
			if p.Literal != "" || p.Ref != "" {
				return truth(e, false)
			}
			if p.Why != "" {
				return nil
			}
		}
		return truth(e, true)
	}
	return nil
}

func contains(e *expr, args []*value) *value {
	if len(args) != 2 || args[1].word() == "" {
		return nil
	}
	switch v, word := args[0], args[1].word(); {
	case v.is(object):
		return truth(e, v.get(word) != nil)
	case v.is(text) && v.string().Known():
		return truth(e, strings.Contains(v.word(), word))
	case v.is(array):
		for _, item := range v.items {
			if !item.string().Known() {
				return nil
			}
			if item.word() == word {
				return truth(e, true)
			}
		}
		return truth(e, false)
	}
	return nil
}

func coalesce(_ *expr, args []*value) *value {
	for _, a := range args {
		if a.exists() {
			return a
		}
	}
	return nil
}

func equals(e *expr, args []*value) *value {
	if len(args) != 2 {
		return nil
	}
	if equal, known := same(args[0], args[1], false); known {
		return truth(e, equal)
	}
	return nil
}

func not(e *expr, args []*value) *value {
	if len(args) != 1 {
		return nil
	}
	if b, known := args[0].bool(); known {
		return truth(e, !b)
	}
	return nil
}

func and(e *expr, args []*value) *value { return all(e, args, true) }

func or(e *expr, args []*value) *value { return all(e, args, false) }

func all(e *expr, args []*value, want bool) *value {
	open := false
	for _, a := range args {
		b, known := a.bool()
		if known && b != want {
			return truth(e, !want)
		}
		open = open || !known
	}
	if open {
		return nil
	}
	return truth(e, want)
}

func createArray(e *expr, args []*value) *value { return &value{kind: array, items: args, at: e.at} }

func createObject(e *expr, args []*value) *value {
	v := &value{kind: object, at: e.at}
	for i := 0; i+1 < len(args); i += 2 {
		v.keys = append(v.keys, entry{args[i].word(), args[i].place(), args[i+1]})
	}
	return v
}

func split(e *expr, args []*value) *value {
	if len(args) != 2 || !args[0].string().Known() || args[1].word() == "" {
		return nil
	}
	v := &value{kind: array, at: e.at}
	for _, w := range strings.SplitN(args[0].word(), args[1].word(), maxItems) {
		v.items = append(v.items, plain(w, e.at))
	}
	return v
}

func numbers(e *expr, args []*value) *value {
	if len(args) != 2 || !args[0].is(number) || !args[1].is(number) || args[1].number > maxItems {
		return nil
	}
	v := &value{kind: array, at: e.at}
	for i := range max(0, args[1].number) {
		v.items = append(v.items, &value{kind: number, number: args[0].number + i, at: e.at})
	}
	return v
}

func length(e *expr, args []*value) *value {
	if len(args) != 1 || !args[0].is(array) {
		return nil
	}
	return &value{kind: number, number: len(args[0].items), at: e.at}
}

func join(e *expr, args []*value) *value {
	if len(args) != 2 || !args[0].is(array) || !args[1].string().Known() {
		return nil
	}
	v := &value{kind: text, at: e.at}
	for i, item := range args[0].items {
		if i > 0 {
			v.parts = append(v.parts, iac.Part{Literal: args[1].string().V})
		}
		v.parts = append(v.parts, item.pieces()...)
	}
	return v
}

func none(e *expr, _ []*value) *value { return &value{kind: null, at: e.at} }

func yes(e *expr, _ []*value) *value { return truth(e, true) }

func no(e *expr, _ []*value) *value { return truth(e, false) }

// armCall works out the functions that ARM templates have for what are names in
// Bicep.
func (s *scope) armCall(name string, e *expr, args []*value) *value {
	switch name {
	case "parameters", "variables":
		if len(args) != 1 {
			return nil
		}
		return s.lookup(args[0].word(), e.at)
	case "copyindex":
		if v := s.locals["copyIndex"]; v != nil {
			return v
		}
		return nil
	case "resourceid", "reference", "listkeys":
		return s.armResource(e, args)
	}
	return nil
}

// armResource finds the resource of the template that resourceId(type, name...) means.
func (s *scope) armResource(e *expr, args []*value) *value {
	for _, a := range args {
		if id := a.ref(); id != "" { // reference(resourceId(...))
			return &value{kind: text, at: e.at, parts: []iac.Part{{Ref: id, Attribute: e.text}}}
		}
	}
	for i, a := range args {
		typ := strings.ToLower(a.word())
		if !strings.Contains(typ, "/") {
			continue
		}
		var names []string
		for _, n := range args[i+1:] {
			names = append(names, n.mark())
		}
		key := strings.Join(names, "/")
		for _, r := range s.t.resources {
			if r.typ != typ || s.busy["#"+r.symbol] {
				continue
			}
			s.busy["#"+r.symbol] = true
			list := s.resource(r.symbol)
			delete(s.busy, "#"+r.symbol)
			for _, inst := range list {
				if inst.body.get("name").mark() == key {
					return &value{kind: symbol, of: inst, path: e.text, at: e.at}
				}
			}
		}
	}
	return hide(e.at, fmt.Sprintf("%s is worked out at deployment", s.source(e)))
}
