package eval

import (
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/archvet/archvet/detect/arch"
)

// nested is a block within a block, after dynamic blocks are expanded.
type nested struct {
	typ   string
	body  *hclsyntax.Body
	scope *scope
	at    arch.Range
}

// expansion are the blocks of a body, and the types of which there may be more.
type expansion struct {
	blocks []*nested
	open   map[string]string
}

type expansionKey struct {
	scope *scope
	body  *hclsyntax.Body
}

// blocks is expandBlocks with a memory.
func (s *scope) blocks(body *hclsyntax.Body) expansion {
	key := expansionKey{s, body}
	x, ok := s.mod.root.expanded[key]
	if !ok {
		x = expandBlocks(body, s, 0)
		s.mod.root.expanded[key] = x
	}
	return x
}

// expandBlocks lists the blocks of a body in source order.
func expandBlocks(body *hclsyntax.Body, sc *scope, depth int) expansion {
	var out expansion
	for _, b := range body.Blocks {
		at := rangeOf(b.DefRange())
		if b.Type != "dynamic" {
			out.blocks = append(out.blocks, &nested{typ: b.Type, body: b.Body, scope: sc, at: at})
			continue
		}
		if len(b.Labels) == 1 && depth < maxBlocks {
			out.dynamic(b, sc)
		}
	}
	return out
}

func (x *expansion) dynamic(b *hclsyntax.Block, sc *scope) {
	typ := b.Labels[0]
	each := b.Body.Attributes["for_each"]
	var content *hclsyntax.Block
	for _, in := range b.Body.Blocks {
		if in.Type == "content" {
			content = in
		}
	}
	if each == nil || content == nil {
		return
	}
	name := typ
	if a := b.Body.Attributes["iterator"]; a != nil {
		if vars := a.Expr.Variables(); len(vars) == 1 {
			name = vars[0].RootName()
		}
	}
	list, ok := sc.mod.root.dynamicElements(sc.eval(each.Expr))
	if !ok {
		if x.open == nil {
			x.open = map[string]string{}
		}
		x.open[typ] = dependsOn(each.Expr)
		return
	}
	for _, k := range list {
		in := sc.with(name, &iteration{key: k, over: each.Expr, scope: sc})
		x.blocks = append(x.blocks, &nested{typ: typ, body: content.Body, scope: in, at: rangeOf(content.DefRange())})
	}
}

// dynamicElements lists a collection for a dynamic block, whose elements have no
// names of their own: lists will do, and elements may be out of sight.
func (r *Root) dynamicElements(v cty.Value) ([]*key, bool) {
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return nil, false
	}
	var list []*key
	for it := v.ElementIterator(); it.Next() && len(list) < maxInstances; {
		k, e := it.Element()
		list = append(list, &key{key: k, value: e, elem: k})
	}
	return list, true
}
