package awscfn

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// json writes the node as JSON, with the references that are in it.
func (v View) json() []iac.Part {
	w := jsonWriter{}
	w.value(v, 0)
	return bounded(evaluated{parts: merged(w.parts)}).parts
}

type jsonWriter struct {
	parts []iac.Part
	size  int
}

// maxJSON bounds how deep a text of JSON may go.
const maxJSON = 30

func (w *jsonWriter) text(s string) {
	w.size += len(s)
	w.parts = append(w.parts, iac.Part{Literal: s})
}

func (w *jsonWriter) value(v View, depth int) {
	if depth > maxJSON || w.size > maxText || len(w.parts) > 100*maxParts {
		w.parts = append(w.parts, iac.Part{Why: "too long"})
		return
	}
	name, _ := v.call()
	switch {
	case name == "" && v.Kind() == yamldoc.Map:
		w.object(v, depth)
	case name == "" && v.Kind() == yamldoc.List:
		w.text("[")
		first := true
		for item := range v.Items() {
			w.comma(&first)
			w.value(item, depth+1)
		}
		w.text("]")
	case name == "" && v.Kind() == yamldoc.Scalar && !v.n.IsString() && v.n.Text() != "":
		w.text(v.n.Text())
	case !v.Exists():
		w.text("null")
	default:
		w.quoted(v)
	}
}

func (w *jsonWriter) comma(first *bool) {
	if !*first {
		w.text(",")
	}
	*first = false
}

func (w *jsonWriter) object(v View, depth int) {
	w.text("{")
	first := true
	for key, val := range v.Pairs() {
		w.comma(&first)
		w.text(strconv.Quote(key.Text()) + ":")
		w.value(val, depth+1)
	}
	w.text("}")
}

func (w *jsonWriter) quoted(v View) {
	w.text(`"`)
	for _, p := range v.Text().Parts {
		if p.Ref != "" || p.Why != "" {
			w.parts = append(w.parts, p)
			continue
		}
		q := strconv.Quote(p.Literal)
		w.text(q[1 : len(q)-1])
	}
	w.text(`"`)
}

// object returns the mapping that a value is or spells out as a text of JSON.
func (v View) object() View {
	name, arg := v.call()
	if name == "ToJsonString" && v.s != nil {
		return v.s.settle(arg)
	}
	if v.s == nil || name != "" || v.Kind() != yamldoc.Scalar || !strings.HasPrefix(strings.TrimSpace(v.n.Text()), "{") {
		return v
	}
	if docs, problems := v.n.Inner(); len(docs) == 1 && len(problems) == 0 && docs[0].Kind() == yamldoc.Map {
		return v.s.View(docs[0])
	}
	return v
}
