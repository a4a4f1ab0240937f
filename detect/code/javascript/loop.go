package javascript

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

func (e *emitter) pushLoop(l code.Loop) (restore func()) {
	l.Parent = e.loop
	e.out.Loops = append(e.out.Loops, l)
	outer := e.loop
	e.loop = len(e.out.Loops) - 1
	return func() { e.loop = outer }
}

func (e *emitter) body(n node) {
	if n.Kind() == "statement_block" {
		e.block(n)
	} else {
		e.statement(n)
	}
}

func (e *emitter) forLoop(n node) {
	over, target := n.Child("right"), n.Child("left")
	container := e.expr(over)
	l := code.Loop{At: arch.Range{File: e.m.file.Path, Start: n.Start(), End: over.End()}, Over: short(over.Text()), Range: &container, Exits: leaves(n.Child("body"), 0)}
	if container.Kind == code.Make && container.Type == "slice" {
		l.Bound = arch.Given(len(container.Args), container.At)
	}
	restore := e.pushLoop(l)
	e.take(target, code.Expr{Kind: code.Elem, Args: []code.Expr{container}, At: e.at(target)}, n)
	e.body(n.Child("body"))
	restore()
}

func (e *emitter) whileLoop(n node) {
	if init := n.Child("initializer"); !init.IsZero() {
		e.statement(init)
	}
	cond := n.Child("condition")
	text := strings.Trim(cond.Text(), "() ;")
	l := code.Loop{At: arch.Range{File: e.m.file.Path, Start: n.Start(), End: max(n.Start(), cond.End())}, Over: short(text), Exits: leaves(n.Child("body"), 0)}
	l.Forever = text == "true" || text == "1" || text == ""
	l.Range = countedOver(e, cond)
	restore := e.pushLoop(l)
	if !l.Forever && !cond.IsZero() {
		e.condition(cond)
	}
	e.body(n.Child("body"))
	restore()
}

// countedOver is what a loop that counts to a length goes through.
func countedOver(e *emitter, cond node) *code.Expr {
	right := bare(bare(cond).Child("right"))
	if right.Kind() != "member_expression" || right.Child("property").Text() != "length" {
		return nil
	}
	v := e.expr(right.Child("object"))
	return &v
}

// leaves reports whether a body can leave its loop.
func leaves(n node, depth int) bool {
	if depth > maxNesting {
		return false
	}
	for c := range n.Children() {
		switch c.Kind() {
		case "return_statement", "break_statement", "throw_statement":
			return true
		case "call_expression":
			if c.Child("function").Text() == "process.exit" {
				return true
			}
		}
		if !isFunction(c) && leaves(c, depth+1) {
			return true
		}
	}
	return false
}
