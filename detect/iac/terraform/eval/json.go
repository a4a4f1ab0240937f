package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"

	"github.com/archvet/archvet/detect/source"
)

// topLevel are the blocks that JSON is read for; in JSON only the schema says what a
// block is.
var topLevel = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
	{Type: "variable", LabelNames: []string{"name"}},
	{Type: "locals"},
	{Type: "resource", LabelNames: []string{"type", "name"}},
	{Type: "data", LabelNames: []string{"type", "name"}},
	{Type: "module", LabelNames: []string{"name"}},
	{Type: "output", LabelNames: []string{"name"}},
	{Type: "moved"},
	{Type: "terraform"},
}}

var backends = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "backend", LabelNames: []string{"type"}}, {Type: "cloud"}}}

// jsonBlocks reads a configuration in JSON as the blocks that it would be in the
// native syntax, so that everything behind has one syntax to know.
func (l *loader) jsonBlocks(f *source.File, data []byte) []*hclsyntax.Block {
	file, diags := json.Parse(data, f.Path)
	l.report(f, diags)
	if file == nil || file.Body == nil {
		return nil
	}
	return nativeBlocks(file.Body, topLevel)
}

func nativeBlocks(body hcl.Body, schema *hcl.BodySchema) []*hclsyntax.Block {
	content, _, _ := body.PartialContent(schema) // what does not fit the schema is left out
	if content == nil {
		return nil
	}
	var out []*hclsyntax.Block
	for _, b := range content.Blocks {
		native := &hclsyntax.Block{Type: b.Type, Labels: b.Labels, TypeRange: b.DefRange, OpenBraceRange: b.DefRange, CloseBraceRange: b.DefRange}
		attrs, _ := b.Body.JustAttributes() // the rest is left out
		native.Body = nativeBody(attrs, b.Type == "variable" || b.Type == "moved", b.DefRange)
		if b.Type == "terraform" {
			native.Body.Blocks = nativeBlocks(b.Body, backends)
		}
		out = append(out, native)
	}
	return out
}

// nativeBody makes a body of attributes. With raw, some of them are names and types
// rather than values, and stay strings that the language reads itself.
func nativeBody(attrs hcl.Attributes, raw bool, at hcl.Range) *hclsyntax.Body {
	body := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}, SrcRange: at, EndRange: at}
	for _, name := range sorted(attrs) {
		a := attrs[name]
		switch {
		case name == "//":
		case name == "dynamic":
			body.Blocks = append(body.Blocks, dynamicBlocks(a.Expr)...)
		case hasDynamic(a.Expr):
			for _, e := range list(a.Expr) {
				body.Blocks = append(body.Blocks, &hclsyntax.Block{Type: name, Body: objectBody(e), TypeRange: e.Range(), OpenBraceRange: e.Range()})
			}
		case raw && (name == "type" || name == "from" || name == "to"):
			if s, ok := rawString(a.Expr); ok {
				e, _ := hclsyntax.ParseExpression([]byte(s), a.Expr.Range().Filename, inString(a.Expr)) // a bad type is no type
				body.Attributes[name] = &hclsyntax.Attribute{Name: name, Expr: e, SrcRange: a.Range, NameRange: a.NameRange}
			}
		default:
			body.Attributes[name] = &hclsyntax.Attribute{Name: name, Expr: nativeExpr(a.Expr), SrcRange: a.Range, NameRange: a.NameRange}
		}
	}
	return body
}

// list gives the elements of an array, or the one value that stands for such a list.
func list(e hcl.Expression) []hcl.Expression {
	if elems, diags := hcl.ExprList(e); !diags.HasErrors() {
		return elems
	}
	return []hcl.Expression{e}
}

func hasDynamic(e hcl.Expression) bool {
	for _, in := range list(e) {
		pairs, diags := hcl.ExprMap(in)
		if diags.HasErrors() {
			return false
		}
		for _, p := range pairs {
			if k, ok := rawString(p.Key); ok && k == "dynamic" {
				return true
			}
		}
	}
	return false
}

func objectBody(e hcl.Expression) *hclsyntax.Body {
	attrs := hcl.Attributes{}
	pairs, _ := hcl.ExprMap(e) // nothing, for what is no object
	for _, p := range pairs {
		if k, ok := rawString(p.Key); ok {
			attrs[k] = &hcl.Attribute{Name: k, Expr: p.Value, Range: p.Value.Range(), NameRange: p.Key.Range()}
		}
	}
	return nativeBody(attrs, false, e.Range())
}

// dynamicBlocks reads {"type": {"for_each": …, "content": {…}}}.
func dynamicBlocks(e hcl.Expression) []*hclsyntax.Block {
	var out []*hclsyntax.Block
	for _, in := range list(e) {
		pairs, _ := hcl.ExprMap(in) // nothing, for what is no object
		for _, p := range pairs {
			typ, ok := rawString(p.Key)
			if !ok {
				continue
			}
			for _, d := range list(p.Value) {
				out = append(out, dynamicBlock(typ, d))
			}
		}
	}
	return out
}

func dynamicBlock(typ string, e hcl.Expression) *hclsyntax.Block {
	at := e.Range()
	b := &hclsyntax.Block{Type: "dynamic", Labels: []string{typ}, TypeRange: at, OpenBraceRange: at}
	b.Body = &hclsyntax.Body{Attributes: hclsyntax.Attributes{}, SrcRange: at, EndRange: at}
	pairs, _ := hcl.ExprMap(e) // nothing, for what is no object
	for _, p := range pairs {
		switch k, _ := rawString(p.Key); k {
		case "content":
			for _, c := range list(p.Value) {
				b.Body.Blocks = append(b.Body.Blocks, &hclsyntax.Block{Type: "content", Body: objectBody(c), TypeRange: c.Range(), OpenBraceRange: c.Range()})
			}
		case "iterator":
			if s, ok := rawString(p.Value); ok {
				it, _ := hclsyntax.ParseExpression([]byte(s), at.Filename, inString(p.Value)) // a bad name is none
				b.Body.Attributes[k] = &hclsyntax.Attribute{Name: k, Expr: it, SrcRange: p.Value.Range()}
			}
		default:
			b.Body.Attributes[k] = &hclsyntax.Attribute{Name: k, Expr: nativeExpr(p.Value), SrcRange: p.Value.Range()}
		}
	}
	return b
}

// rawString returns a string as it is written, without reading it as a template.
func rawString(e hcl.Expression) (string, bool) {
	v, diags := e.Value(nil)
	if diags.HasErrors() || v.Type() != cty.String || v.IsNull() || !v.IsKnown() {
		return "", false
	}
	return v.AsString(), true
}

// inString is where the text of a string begins.
func inString(e hcl.Expression) hcl.Pos {
	at := e.Range().Start
	return hcl.Pos{Line: at.Line, Column: at.Column + 1, Byte: at.Byte + 1}
}

func nativeExpr(e hcl.Expression) hclsyntax.Expression {
	at := e.Range()
	if elems, diags := hcl.ExprList(e); !diags.HasErrors() {
		out := &hclsyntax.TupleConsExpr{SrcRange: at, OpenRange: at}
		for _, in := range elems {
			out.Exprs = append(out.Exprs, nativeExpr(in))
		}
		return out
	}
	if pairs, diags := hcl.ExprMap(e); !diags.HasErrors() {
		out := &hclsyntax.ObjectConsExpr{SrcRange: at, OpenRange: at}
		for _, p := range pairs {
			if k, ok := rawString(p.Key); ok && k == "//" {
				continue
			}
			out.Items = append(out.Items, hclsyntax.ObjectConsItem{KeyExpr: nativeExpr(p.Key), ValueExpr: nativeExpr(p.Value)})
		}
		return out
	}
	if s, ok := rawString(e); ok {
		t, diags := hclsyntax.ParseTemplate([]byte(s), at.Filename, inString(e))
		if !diags.HasErrors() {
			return t
		}
		return &hclsyntax.LiteralValueExpr{Val: cty.DynamicVal, SrcRange: at}
	}
	v, diags := e.Value(nil)
	if diags.HasErrors() {
		v = cty.DynamicVal
	}
	return &hclsyntax.LiteralValueExpr{Val: v, SrcRange: at}
}
