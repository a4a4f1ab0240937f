package eval

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/archvet/archvet/detect/arch"
)

// reads are the functions that take a file's content.
var reads = map[string]bool{"file": true, "templatefile": true}

// File returns the file of the repository that a value is read from: the argument of
// file or templatefile, at the end of any variables that hand it on.
func (n Node) File() arch.Value[string] {
	if n.expr == nil || n.scope == nil {
		return arch.Value[string]{}
	}
	l := locator{}
	l.find(n.expr, n.scope, n.path)
	e, ok := l.expr.(hclsyntax.Expression)
	if !ok {
		return arch.Value[string]{}
	}
	out := arch.Value[string]{}
	_ = hclsyntax.VisitAll(e, func(in hclsyntax.Node) hcl.Diagnostics { // visit never fails
		c, ok := in.(*hclsyntax.FunctionCallExpr)
		if !ok || !reads[c.Name] || len(c.Args) == 0 || out.Known() {
			return nil
		}
		s, ok := asString(l.scope.decide(c.Args[0]))
		if !ok {
			return nil
		}
		if name, ok := n.scope.mod.root.Rel(s); ok && n.scope.mod.root.tree.File(name) != nil {
			out = arch.Given(name, rangeOf(c.Args[0].Range()))
		}
		return nil
	})
	return out
}

// Call returns the header of the module call that the instance comes from, the
// innermost one; the zero range for what a root declares itself.
func (in *Instance) Call() arch.Range {
	if c := in.scope.mod.call; c != nil {
		return c.at
	}
	return arch.Range{}
}

// Former returns the labels that the resource had before it was moved, or that of the
// module which it was moved from, in order.
func (in *Instance) Former() []string {
	var out []string
	address := in.Type + "." + in.Label
	for m := in.scope.mod; m != nil; m = m.callerModule() {
		for to := address; to != ""; to = to[:max(0, strings.LastIndexByte(to, '.'))] {
			for _, from := range m.config.former[to] {
				out = append(out, from[strings.LastIndexByte(from, '.')+1:])
			}
		}
		if m.call == nil {
			break
		}
		address = "module." + m.call.name + "." + address
	}
	slices.Sort(out)
	return slices.Compact(out)
}
