package azure

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// kind says what a value is.
type kind uint8

const (
	hidden kind = iota
	null
	text
	number
	boolean
	object
	array
	symbol // a resource or module itself
)

// value is what an expression comes to, as far as that can be told. A nil value is
// an absent one; every method works on it.
type value struct {
	kind   kind
	at     arch.Range
	why    string
	parts  []iac.Part // of a text
	number int
	truth  bool
	keys   []entry
	items  []*value
	of     *instance // of a symbol
	path   string    // what was taken from it
}

type entry struct {
	key string
	at  arch.Range
	v   *value
}

func hide(at arch.Range, why string) *value { return &value{kind: hidden, at: at, why: why} }

func plain(s string, at arch.Range) *value {
	return &value{kind: text, at: at, parts: []iac.Part{{Literal: s}}}
}

func (v *value) is(k kind) bool { return v != nil && v.kind == k }

// get follows keys down nested objects. Names of properties have no case.
func (v *value) get(keys ...string) *value {
	for _, key := range keys {
		if !v.is(object) {
			if v.is(hidden) {
				return v
			}
			return nil
		}
		var found *value
		for _, e := range v.keys {
			if strings.EqualFold(e.key, key) {
				found = e.v
			}
		}
		v = found
	}
	return v
}

// list returns the elements of an array.
func (v *value) list() []*value {
	if v.is(array) {
		return v.items
	}
	return nil
}

// exists reports whether there is a value, known or not.
func (v *value) exists() bool { return v != nil && v.kind != null }

func (v *value) place() arch.Range {
	if v == nil {
		return arch.Range{}
	}
	return v.at
}

// pieces returns a value as parts of a text.
func (v *value) pieces() []iac.Part {
	switch {
	case v == nil, v.kind == null:
		return nil
	case v.kind == text:
		return v.parts
	case v.kind == number:
		return []iac.Part{{Literal: strconv.Itoa(v.number)}}
	case v.kind == boolean:
		return []iac.Part{{Literal: strconv.FormatBool(v.truth)}}
	case v.kind == symbol:
		return []iac.Part{v.of.part(v.path)}
	case v.kind == hidden:
		return []iac.Part{{Why: v.why}}
	}
	return []iac.Part{{Why: "an object or array"}}
}

func (v *value) text() iac.Text {
	if !v.exists() {
		return iac.Text{}
	}
	return iac.Compose(v.at, v.pieces()...)
}

func (v *value) string() arch.Value[string] {
	if !v.exists() {
		return arch.Value[string]{}
	}
	return v.text().Value
}

// word is a text that is known in full, else "".
func (v *value) word() string {
	if s := v.string(); s.Known() {
		return s.V
	}
	return ""
}

func (v *value) int() arch.Value[int] {
	switch {
	case !v.exists():
		return arch.Value[int]{}
	case v.kind == number:
		return arch.Given(v.number, v.at)
	}
	s := v.string()
	if n, err := strconv.Atoi(s.V); s.Known() && err == nil {
		return arch.Given(n, v.at)
	}
	if s.Known() {
		return arch.Hide[int](v.at, s.V+" is not a plain number")
	}
	return arch.Hide[int](v.at, s.Why)
}

// bool tells what a condition comes to; known is false when that is out of sight.
func (v *value) bool() (truth, known bool) {
	switch {
	case v.is(boolean):
		return v.truth, true
	case v.is(text):
		s := strings.ToLower(v.word())
		return s == "true", s == "true" || s == "false"
	}
	return false, false
}

// mark is a text that is the same for values that come to the same: what is out of
// sight stands in it as it is written.
func (v *value) mark() string {
	if v.is(symbol) && v.path == "name" {
		return v.of.ownMark()
	}
	var b strings.Builder
	for _, p := range v.pieces() {
		b.WriteString(p.Literal)
		if p.Ref != "" || p.Why != "" {
			b.WriteString("${" + p.Ref + "." + p.Attribute + p.Why + "}")
		}
	}
	return b.String()
}

// ref is the resource or unit that a value refers to, as the only one.
func (v *value) ref() string {
	found := ""
	for _, p := range v.pieces() {
		if p.Ref == "" {
			continue
		}
		if found != "" && found != p.Ref {
			return ""
		}
		found = p.Ref
	}
	return found
}
