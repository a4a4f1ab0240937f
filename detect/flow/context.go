package flow

import (
	"github.com/archvet/archvet/detect/code"
)

// frame is a call that is being looked into: the calls above it make the context in
// which a parameter has its value. A nil frame stands for any caller.
type frame struct {
	site   site
	callee *code.Func
	up     *frame
	depth  int
}

// maxDepth bounds how many calls a question follows downwards.
const maxDepth = 12

func (f *frame) push(s site, callee *code.Func) *frame {
	n := &frame{site: s, callee: callee, up: f, depth: 1}
	if f != nil {
		n.depth = f.depth + 1
	}
	return n
}

// in reports whether fn is already being looked into: recursion has no new answer.
func (f *frame) in(fn *code.Func) bool {
	for ; f != nil; f = f.up {
		if f.callee == fn {
			return true
		}
	}
	return false
}

// of returns the innermost frame that is a call of fn, so that what a closure sees
// of the function around it gets that function's context. Nil when there is none.
func (f *frame) of(fn *code.Func) *frame {
	for ; f != nil; f = f.up {
		if f.callee == fn {
			return f
		}
	}
	return nil
}

// place is an expression with the function and the context in which it stands.
type place struct {
	expr code.Expr
	fn   *code.Func
	ctx  *frame
	via  *hop // the way that led here, where trails are kept
}

func (p place) at(e code.Expr) place { return place{e, p.fn, p.ctx, p.via} }
