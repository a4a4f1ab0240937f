package eval

import (
	"encoding/json"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// Document returns what is in a JSON text. What jsonencode is given keeps its places,
// and is readable although a part of it is not; of any other text all parts are at
// the place of the whole.
func (n Node) Document() (Node, bool) {
	if n.expr != nil && n.scope != nil {
		l := locator{}
		l.find(n.expr, n.scope, n.path)
		if c, ok := l.expr.(*hclsyntax.FunctionCallExpr); ok && c.Name == "jsonencode" && len(c.Args) == 1 {
			return Node{scope: l.scope, expr: c.Args[0], v: l.scope.read(c.Args[0]), at: rangeOf(c.Args[0].Range())}, true
		}
	}
	s, ok := n.Raw()
	if !ok || !json.Valid([]byte(s)) {
		return Node{}, false
	}
	v, err := stdlib.JSONDecode(cty.StringVal(s))
	if err != nil {
		return Node{}, false
	}
	whole := n
	return Node{scope: n.scope, expr: n.expr, v: v, at: n.at, whole: &whole}, true
}
