package awscfn

import (
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// View is a node of a template as the interpretation sees it: variables of the
// surrounding format are replaced and decidable conditions are decided. The zero
// View is an absent one, and a hidden View is there but out of sight; everything
// that is reached through a hidden View is hidden with the same reason.
type View struct {
	n    yamldoc.Node
	s    *Stack
	bare bool // the node's own tag was already understood
	why  string
	at   arch.Range
}

// View returns the node as seen from the stack.
func (s *Stack) View(n yamldoc.Node) View { return s.settle(View{n: n, s: s}) }

func (s *Stack) hidden(at arch.Range, why string) View { return View{s: s, why: why, at: at} }

// settle replaces a node by what it stands for until it stands for itself.
func (s *Stack) settle(v View) View {
	if !v.n.Exists() || !s.repo.enter() {
		return v
	}
	defer s.repo.leave()
	if s.vars != nil && v.n.Kind() == yamldoc.Scalar && v.n.Tag() == "" {
		if x, ok := s.vars.Expand(v.n); ok && x.Parts == nil {
			if x.Why != "" {
				return s.hidden(v.n.At(), x.Why)
			}
			return s.settle(View{n: x.Node, s: s})
		}
	}
	switch name, arg := v.call(); name {
	case "If":
		return s.branch(v, arg)
	case "Ref":
		if arg.Text().V == "AWS::NoValue" {
			return View{}
		}
		if passed, ok := s.passed[arg.Text().V]; ok {
			return passed
		}
	case "Transform":
		return s.include(v, arg)
	case "FindInMap":
		if found, _ := s.mapped(arg); found.Kind() == yamldoc.List || found.Kind() == yamldoc.Map {
			return found
		}
	}
	return v
}

// branch picks the side of an Fn::If whose condition can be decided.
func (s *Stack) branch(v, arg View) View {
	if arg.n.Len() != 3 {
		return s.hidden(v.At(), "malformed Fn::If")
	}
	name := arg.n.Index(0).Text()
	switch s.condition(name) {
	case yes:
		return s.View(arg.n.Index(1))
	case no:
		return s.View(arg.n.Index(2))
	}
	return s.hidden(v.At(), "depends on condition "+name)
}

// Exists reports whether there is anything at all, known or hidden.
func (v View) Exists() bool { return v.why != "" || v.n.Exists() && !v.n.IsNull() }

// Hidden returns the reason why the node is out of sight, "" when it is not.
func (v View) Hidden() string { return v.why }

// Node returns the node itself.
func (v View) Node() yamldoc.Node { return v.n }

// Kind returns what the node holds; a hidden node holds nothing.
func (v View) Kind() yamldoc.Kind { return v.n.Kind() }

// At returns the node's range.
func (v View) At() arch.Range {
	if v.why != "" {
		return v.at
	}
	return v.n.At()
}

func (v View) within(n yamldoc.Node) View { return v.s.settle(View{n: n, s: v.s}) }

// Get follows keys down nested mappings.
func (v View) Get(keys ...string) View {
	for _, key := range keys {
		if v.why != "" || v.s == nil {
			return v
		}
		v = v.entry(key)
	}
	return v
}

func (v View) entry(key string) View {
	n := v.n.Get(key)
	if n.Exists() || v.s.loop == nil && !spreads(v.n) {
		return v.within(n)
	}
	for k, w := range v.Pairs() {
		if k.Text() == key {
			return w
		}
	}
	return View{}
}

// First returns the first of several spellings of a key that is there.
func (v View) First(keys ...string) View {
	for _, key := range keys {
		if w := v.Get(key); w.Exists() {
			return w
		}
	}
	return View{}
}

// Key returns the range of the key itself, or that of v without such a key.
func (v View) Key(key string) arch.Range {
	if k, _ := v.n.Entry(key); k.Exists() {
		return k.At()
	}
	return v.At()
}

// Pairs yields the entries of a mapping that is no intrinsic.
func (v View) Pairs() iter.Seq2[yamldoc.Node, View] {
	return func(yield func(yamldoc.Node, View) bool) {
		if name, _ := v.call(); name != "" {
			return
		}
		for key, val := range v.n.Pairs() {
			if v.s != nil && spread(key.Text()) {
				if !v.entries(key.Text(), val, yield) {
					return
				}
				continue
			}
			if v.s != nil && v.s.loop != nil {
				key = key.WithText(v.s.fill(key.Text()))
			}
			if !yield(key, v.within(val)) {
				return
			}
		}
	}
}

// Items yields the elements of a list; an element that the template leaves out is
// skipped.
func (v View) Items() iter.Seq[View] {
	return func(yield func(View) bool) {
		if v.s == nil {
			return
		}
		for item := range v.n.Items() {
			if w := v.within(item); w.Exists() && !yield(w) {
				return
			}
		}
	}
}

// OneOrMore yields the elements of a list, or the node itself when it is none.
func (v View) OneOrMore() iter.Seq[View] {
	if v.n.Kind() == yamldoc.List && v.n.Tag() == "" {
		return v.Items()
	}
	return func(yield func(View) bool) {
		if v.Exists() {
			yield(v)
		}
	}
}

// Text evaluates the node as a string with references.
func (v View) Text() iac.Text {
	if v.why != "" {
		return iac.Compose(v.at, iac.Part{Why: v.why})
	}
	if v.s == nil || !v.Exists() {
		return iac.Text{}
	}
	e := v.eval()
	at := v.At()
	if !e.at.IsZero() {
		at = e.at
	}
	return iac.Compose(at, merged(e.parts)...)
}

// merged joins literal parts that follow each other.
func merged(parts []iac.Part) []iac.Part {
	var out []iac.Part
	for _, p := range parts {
		if n := len(out); n > 0 && out[n-1].Ref == "" && out[n-1].Why == "" && p.Ref == "" && p.Why == "" {
			out[n-1].Literal += p.Literal
			continue
		}
		out = append(out, p)
	}
	return out
}

// String evaluates the node as a plain string.
func (v View) String() arch.Value[string] { return v.Text().Value }

// Ref returns the ID of the one unit or resource that the node names, "" when
// there is none or more than one.
func (v View) Ref() string {
	refs := v.Text().Refs()
	if len(refs) != 1 {
		return ""
	}
	return refs[0]
}

// Int evaluates the node as an integer.
func (v View) Int() arch.Value[int] {
	return convert(v.String(), "integer", func(s string) (int, error) { return strconv.Atoi(strings.TrimSpace(s)) })
}

// Seconds evaluates the node as a number of seconds.
func (v View) Seconds() arch.Value[time.Duration] { return v.duration(time.Second) }

// Millis evaluates the node as a number of milliseconds.
func (v View) Millis() arch.Value[time.Duration] { return v.duration(time.Millisecond) }

// maxUnits keeps a duration from overflowing whatever its unit is.
const maxUnits = 1 << 32

func (v View) duration(unit time.Duration) arch.Value[time.Duration] {
	return inUnits(v.String(), unit)
}

func inUnits(text arch.Value[string], unit time.Duration) arch.Value[time.Duration] {
	return convert(text, "number", func(s string) (time.Duration, error) {
		f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
		if err != nil || f != f || f > maxUnits || f < -maxUnits {
			return 0, strconv.ErrRange
		}
		return time.Duration(f * float64(unit)), nil
	})
}

// Bool evaluates the node as a boolean.
func (v View) Bool() arch.Value[bool] {
	return convert(v.String(), "boolean", func(s string) (bool, error) { return strconv.ParseBool(strings.ToLower(s)) })
}

func convert[T any](s arch.Value[string], want string, parse func(string) (T, error)) arch.Value[T] {
	if !s.Known() {
		return arch.Value[T]{At: s.At, Why: s.Why}
	}
	t, err := parse(s.V)
	if err != nil {
		return arch.Hide[T](s.At, strconv.Quote(s.V)+" is not a plain "+want)
	}
	return arch.Value[T]{V: t, At: s.At, Source: s.Source, Why: s.Why}
}

// Inherit marks a value as one that was written in a place shared by several units.
func Inherit[T any](v arch.Value[T]) arch.Value[T] {
	if v.Source == arch.Explicit {
		v.Source = arch.Inherited
	}
	return v
}
