package hcldoc

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// Name is the name of an attribute or of an entry of a map.
type Name struct {
	Text string
	At   arch.Range
}

func sortNames(list []Name) {
	slices.SortFunc(list, func(a, b Name) int { return a.At.Compare(b.At) })
}

// Attr is the value of an attribute, or a part of one. The zero Attr is an absent one.
type Attr struct {
	expr  hclsyntax.Expression
	scope *scope
	at    arch.Range
}

// Exists reports whether there is a value.
func (a Attr) Exists() bool { return a.expr != nil }

// At is where the value is written.
func (a Attr) At() arch.Range { return a.at }

// scope is what the variables and locals of a file are, as expressions.
type scope struct {
	names map[string]hclsyntax.Expression
}

func newScope(file Block) *scope {
	s := &scope{names: map[string]hclsyntax.Expression{}}
	for _, b := range file.body.Blocks {
		switch {
		case b.Type == "variable" && len(b.Labels) == 1 && b.Body.Attributes["default"] != nil:
			value := b.Body.Attributes["default"].Expr
			s.names["var."+b.Labels[0]] = value
			s.names[b.Labels[0]] = value // of bake files
		case b.Type == "locals":
			for name, a := range b.Body.Attributes {
				s.names["local."+name] = a.Expr
			}
		}
	}
	for name, a := range file.body.Attributes { // of bake files
		s.names[name] = a.Expr
	}
	return s
}

const (
	maxDepth = 12
	maxParts = 200
	maxSteps = 1000 // variables may double at each step
)

// Text is the value as text, with a hidden part for each reference that is not of this
// file; the part's Why is the name of what it refers to.
func (a Attr) Text() iac.Text {
	if a.expr == nil {
		return iac.Text{}
	}
	w := walker{scope: a.scope}
	w.text(a.expr, 0)
	t := iac.Compose(a.at, w.parts...)
	if len(w.parts) == 0 {
		t.Value = arch.Given("", a.at)
	}
	return t
}

// String is the value as text.
func (a Attr) String() arch.Value[string] { return a.Text().Value }

type walker struct {
	scope *scope
	parts []iac.Part
	steps int
}

func (w *walker) literal(s string) {
	if n := len(w.parts); n > 0 && w.parts[n-1].Why == "" {
		w.parts[n-1].Literal += s
		return
	}
	w.parts = append(w.parts, iac.Part{Literal: s})
}

func (w *walker) text(e hclsyntax.Expression, depth int) {
	if w.steps++; depth > maxDepth || len(w.parts) > maxParts || w.steps > maxSteps {
		w.parts = append(w.parts, iac.Part{Why: "too deep"})
		return
	}
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		w.literal(plain(e.Val))
	case *hclsyntax.TemplateExpr:
		for _, p := range e.Parts {
			w.text(p, depth+1)
		}
	case *hclsyntax.TemplateWrapExpr:
		w.text(e.Wrapped, depth+1)
	case *hclsyntax.ParenthesesExpr:
		w.text(e.Expression, depth+1)
	case *hclsyntax.ScopeTraversalExpr:
		if value := w.scope.names[reference(e)]; value != nil {
			w.text(value, depth+1)
			return
		}
		w.parts = append(w.parts, iac.Part{Why: reference(e)})
	default:
		w.parts = append(w.parts, iac.Part{Why: "an expression"})
	}
}

// reference is a traversal as it is written.
func reference(e *hclsyntax.ScopeTraversalExpr) string {
	var names []string
	for name := range traversal(e) {
		names = append(names, name)
	}
	return strings.Join(names, ".")
}

func plain(v cty.Value) string {
	switch {
	case v.IsNull() || !v.IsKnown():
		return ""
	case v.Type() == cty.String:
		return v.AsString()
	case v.Type() == cty.Bool && v.True():
		return "true"
	case v.Type() == cty.Bool:
		return "false"
	case v.Type() == cty.Number:
		return v.AsBigFloat().Text('f', -1)
	}
	return ""
}

// Int is the value as a number.
func (a Attr) Int() arch.Value[int] { return read(a, "number", strconv.Atoi) }

// Bool is the value as a boolean.
func (a Attr) Bool() arch.Value[bool] { return read(a, "boolean", strconv.ParseBool) }

// Duration is the value as a time such as "30s".
func (a Attr) Duration() arch.Value[time.Duration] { return read(a, "duration", time.ParseDuration) }

func read[T any](a Attr, what string, parse func(string) (T, error)) arch.Value[T] {
	v := a.String()
	if !v.Known() {
		return arch.Value[T]{At: v.At, Why: v.Why}
	}
	out, err := parse(v.V)
	if err != nil || strings.HasPrefix(what, "number") && len(v.V) > 9 {
		return arch.Hide[T](a.at, v.V+" is not a plain "+what)
	}
	return arch.Given(out, a.at)
}

// value follows references to what they stand for.
func (a Attr) value() hclsyntax.Expression {
	e := a.expr
	for range maxDepth {
		switch x := e.(type) {
		case *hclsyntax.ScopeTraversalExpr:
			next := a.scope.names[reference(x)]
			if next == nil {
				return e
			}
			e = next
		case *hclsyntax.ParenthesesExpr:
			e = x.Expression
		default:
			return e
		}
	}
	return e
}

// List are the elements of a list.
func (a Attr) List() []Attr {
	if a.expr == nil {
		return nil
	}
	t, ok := a.value().(*hclsyntax.TupleConsExpr)
	if !ok {
		return nil
	}
	var list []Attr
	for _, e := range t.Exprs {
		list = append(list, Attr{expr: e, scope: a.scope, at: rangeOf(e.Range())})
	}
	return list
}

// Entry is an entry of a map.
type Entry struct {
	Name
	Attr
}

// Entries are the entries of a map whose names are known.
func (a Attr) Entries() []Entry {
	if a.expr == nil {
		return nil
	}
	o, ok := a.value().(*hclsyntax.ObjectConsExpr)
	if !ok {
		return nil
	}
	var list []Entry
	for _, item := range o.Items {
		key, diags := item.KeyExpr.Value(nil)
		if diags.HasErrors() || key.IsNull() || !key.IsKnown() || key.Type() != cty.String {
			continue
		}
		list = append(list, Entry{
			Name{key.AsString(), rangeOf(item.KeyExpr.Range())},
			Attr{expr: item.ValueExpr, scope: a.scope, at: rangeOf(item.ValueExpr.Range())},
		})
	}
	return list
}
