package flow

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// hop is one step on the way of a value, from where it is used towards where it
// begins. Ways are kept only for a run that is to explain something: they cost memory
// for every value that is followed.
type hop struct {
	up   *hop // nearer to the use
	step arch.Step
	n    int
}

// maxHops bounds the length of a way; what is further away is left out.
const maxHops = 32

// Explaining makes the graph keep the way of every value in the trails of origins.
func (g *Graph) Explaining() { g.ways = true }

// hop continues the way of p by a step.
func (t *tracer) hop(p place, at arch.Range, what string) *hop {
	if !t.view.graph.ways || at.IsZero() || p.via != nil && (p.via.n >= maxHops || p.via.step.At == at) {
		return p.via
	}
	h := &hop{up: p.via, step: arch.Step{At: at, What: what}, n: 1}
	if p.via != nil {
		h.n = p.via.n + 1
	}
	return h
}

// stored is what a store puts where p looks.
func (t *tracer) stored(p place, s store, ctx *frame) place {
	return place{s.as.From, s.fn, ctx, t.set(p, s)}
}

// set is the step of a store: one to a local variable says nothing.
func (t *tracer) set(p place, s store) *hop {
	switch to := s.as.To; {
	case to.Kind == code.FieldOf:
		return t.hop(p, s.as.At, "field "+fieldName(to.Text)+" is set")
	case to.Kind == code.Var && !strings.Contains(to.Text, "#"):
		return t.hop(p, s.as.At, "variable "+lastElem(to.Text)+" is set")
	}
	return p.via
}

// fieldName is a field with its type, without the package's path.
func fieldName(text string) string { return lastElem(text) }

// after puts the way that a remembered answer took behind the one that led to the
// question.
func (h *hop) after(front *hop) *hop {
	if h == nil || front == nil {
		if h == nil {
			return front
		}
		return h
	}
	var list []arch.Step
	for x := h; x != nil; x = x.up {
		list = append(list, x.step)
	}
	out := front
	for _, s := range slices.Backward(list) {
		if out.n < maxHops {
			out = &hop{up: out, step: s, n: out.n + 1}
		}
	}
	return out
}

// steps are the way from the origin to the use.
func (h *hop) steps() []arch.Step {
	var out []arch.Step
	for ; h != nil; h = h.up {
		out = append(out, h.step)
	}
	return out
}
