package hcldoc

import (
	"iter"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// traversal yields the names that a reference is made of.
func traversal(e *hclsyntax.ScopeTraversalExpr) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, step := range e.Traversal {
			var name string
			switch s := step.(type) {
			case hcl.TraverseRoot:
				name = s.Name
			case hcl.TraverseAttr:
				name = s.Name
			case hcl.TraverseIndex:
				name = plain(s.Key)
			}
			if !yield(name) {
				return
			}
		}
	}
}
