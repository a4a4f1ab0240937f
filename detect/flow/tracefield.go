package flow

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/code"
)

// field follows a field: into the objects that are known to be the ones, else to
// every store to a field of that name and type.
func (t *tracer) field(p place) {
	name := p.expr.Text[strings.LastIndexByte(p.expr.Text, '.')+1:]
	p.via = t.hop(p, p.expr.At, "field "+fieldName(p.expr.Text))
	if len(p.expr.Args) > 0 && t.madeField(p, name) {
		return
	}
	if f := t.view.graph.fieldOf(p.expr.Text); f != nil && envTag(f.Tag).name != "" {
		t.stop(p)
		return
	}
	if t.options(p) {
		t.assigned(p)
		return
	}
	t.loads(p, p.expr.Text)
}

// madeField follows the field in the literals that the object comes from, when all
// of them are known and set it.
func (t *tracer) madeField(p place, name string) bool {
	sub := &tracer{view: t.view, seen: map[key]bool{}, outer: t, steps: t.steps}
	sub.follow(p.at(p.expr.Args[0]))
	t.steps, t.cut = sub.steps, t.cut || sub.cut
	if len(sub.out) == 0 {
		return false
	}
	var values []place
	var constructors []*code.Func
	for _, o := range sub.out {
		if v, ok := member(o, name); ok {
			v.via = t.hop(p, v.expr.At, "field "+fieldName(p.expr.Text)+" is set")
			values = append(values, v)
			continue
		}
		if given := t.view.configuredWith(o, name); len(given) > 0 {
			values = append(values, given...)
			continue
		}
		stored, by := t.view.constructed(o, p.expr.Text)
		if len(stored) == 0 {
			return false
		}
		for i := range stored {
			stored[i].via = t.hop(p, stored[i].expr.At, "field "+fieldName(p.expr.Text)+" is set")
		}
		values, constructors = append(values, stored...), append(constructors, by...)
	}
	if t.options(p) {
		return true
	}
	for _, v := range values {
		t.follow(v)
	}
	t.assigned(p, constructors...)
	return true
}

// options follows what functional options store in the field: where a program uses
// such an option, the constructor's own value is only the default it replaces.
func (t *tracer) options(p place) bool {
	found := false
	for _, s := range t.view.graph.stores[p.expr.Text] {
		to := s.as.To
		option := s.fn.Parent != "" && len(s.as.Guards) == 0 && len(to.Args) > 0 && to.Args[0].Kind == code.Par && to.Args[0].Text == s.fn.ID
		if option && t.view.runs(s.fn, nil) {
			t.follow(t.stored(p, s, t.contextOf(p, s.fn)))
			found = true
		}
	}
	return found
}

// assigned follows what is stored in the field of an object after it was made: by
// other functions than those that made it.
func (t *tracer) assigned(p place, makers ...*code.Func) {
	for _, s := range t.view.graph.stores[p.expr.Text] {
		literal := len(s.as.To.Args) == 0 || s.as.To.Args[0].Kind == code.Make
		if !literal && !slices.Contains(makers, s.fn) && t.view.runs(s.fn, s.as.Guards) {
			t.follow(t.stored(p, s, t.contextOf(p, s.fn)))
		}
	}
}

// member returns a named member of something made.
func member(o place, name string) (place, bool) {
	if o.expr.Kind != code.Make {
		return place{}, false
	}
	for i, n := range o.expr.Names {
		if n == name && i < len(o.expr.Args) {
			return o.at(o.expr.Args[i]), true
		}
	}
	return place{}, false
}

func (t *tracer) element(p place) {
	container := p.at(p.expr.Args[0])
	n := len(t.out)
	sub := &tracer{view: t.view, seen: map[key]bool{}, outer: t, steps: t.steps}
	sub.follow(container)
	t.steps, t.cut = sub.steps, t.cut || sub.cut
	want, constant := "", false
	if len(p.expr.Args) > 1 && p.expr.Args[1].Kind == code.Const {
		want, constant = p.expr.Args[1].Text, true
	}
	for _, o := range sub.out {
		if o.expr.Kind == code.Result && o.expr.Index < 0 && constant { // filled from a file
			t.stop(o.at(code.Expr{Kind: code.Elem, Args: []code.Expr{o.expr, p.expr.Args[1]}, At: p.expr.At}))
		}
		if o.expr.Kind == code.Result && o.expr.Index >= 0 { // the parts of a text, say
			t.stop(o)
		}
		if o.expr.Kind != code.Make {
			continue
		}
		for i, a := range o.expr.Args {
			switch {
			case isEntry(a):
				if !constant { // with its key known, it may be any other
					t.follow(o.at(a.Args[1]))
				}
			case !constant || i >= len(o.expr.Names) || o.expr.Names[i] == want:
				t.follow(o.at(a))
			}
		}
	}
	if loc := location(p.expr); loc != "" && len(t.view.graph.stores[loc]) > 0 {
		t.loads(p, loc)
	}
	if len(t.out) == n {
		t.stop(p)
	}
}
