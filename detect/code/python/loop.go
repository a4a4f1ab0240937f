package python

import (
	"strconv"

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

func (e *emitter) forLoop(n node) {
	over := n.Child("right")
	e.awaited = over.Kind() == "call" // an asynchronous generator runs with the loop
	container := e.expr(over)
	l := code.Loop{At: arch.Range{File: e.m.file.Path, Start: n.Start(), End: over.End()}, Over: over.Text(), Range: &container, Exits: leaves(n.Child("body"), 0)}
	e.bound(&l, over, container)
	restore := e.pushLoop(l)
	e.each(n.Child("left"), over, container, n)
	e.block(n.Child("body"))
	restore()
	if alt := n.Child("alternative"); !alt.IsZero() {
		e.block(alt.Child("body"))
	}
}

// each assigns an element of what a loop ranges over.
func (e *emitter) each(target, over node, container code.Expr, n node) {
	elem := code.Expr{Kind: code.Elem, Args: []code.Expr{container}, At: e.at(target)}
	fn := over.Child("function")
	if kids := target.Named(); over.Kind() == "call" && len(kids) == 2 && target.Kind() != "identifier" {
		if fn.Child("attribute").Text() == "items" || fn.Text() == "enumerate" {
			e.store(kids[1], elem, n)
			return
		}
	}
	e.store(target, elem, n)
}

// bound notes how often a loop runs, where that stands in it.
func (e *emitter) bound(l *code.Loop, over node, container code.Expr) {
	switch {
	case over.Kind() == "call" && over.Child("function").Text() == "range":
		l.Range = nil
		kids := over.Child("arguments").Named()
		if len(kids) == 1 && kids[0].Kind() == "integer" {
			if n, err := strconv.Atoi(kids[0].Text()); err == nil {
				l.Bound = arch.Given(n, e.at(kids[0]))
			}
		}
	case container.Kind == code.Make && container.Type == "slice":
		l.Bound = arch.Given(len(container.Args), container.At)
	}
}

func (e *emitter) whileLoop(n node) {
	cond := n.Child("condition")
	text := cond.Text()
	l := code.Loop{At: arch.Range{File: e.m.file.Path, Start: n.Start(), End: cond.End()}, Over: text, Exits: leaves(n.Child("body"), 0)}
	l.Forever = text == "True" || text == "1" || text == "(True)"
	restore := e.pushLoop(l)
	if !l.Forever {
		e.condition(cond)
	}
	e.block(n.Child("body"))
	restore()
}

// leaves reports whether a body can leave its loop.
func leaves(n node, depth int) bool {
	if depth > maxNesting {
		return false
	}
	for c := range n.Children() {
		switch c.Kind() {
		case "return_statement", "break_statement", "raise_statement":
			return true
		case "function_definition", "class_definition", "lambda":
			continue
		case "for_statement", "while_statement":
			if returns(c, depth+1) {
				return true
			}
			continue
		case "call":
			if t := c.Child("function").Text(); t == "sys.exit" || t == "exit" || t == "os._exit" {
				return true
			}
		}
		if leaves(c, depth+1) {
			return true
		}
	}
	return false
}

// returns reports whether an inner loop can leave the function.
func returns(n node, depth int) bool {
	if depth > maxNesting {
		return false
	}
	for c := range n.Children() {
		switch c.Kind() {
		case "return_statement", "raise_statement":
			return true
		case "function_definition", "class_definition", "lambda":
			continue
		}
		if returns(c, depth+1) {
			return true
		}
	}
	return false
}
