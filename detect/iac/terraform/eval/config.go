package eval

import (
	"maps"
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/archvet/archvet/detect/arch"
)

// config is what the files of one directory declare.
type config struct {
	dir       string
	own       bool // holds files that are the repository's own
	variables map[string]*variable
	locals    map[string]*hcl.Attribute
	resources map[string]*block // by "type.name", data sources by "data.type.name"
	calls     map[string]*block
	outputs   map[string]*block
	backend   *block
	former    map[string][]string // addresses that blocks had before, by those they have
	shapes    *shapes
	pending   map[string][]pendingBlock // not parsed until something asks for the name
}

// block is a resource, data source, module call or output.
type block struct {
	kind, typ, name string
	body            *hclsyntax.Body
	at              arch.Range // its header
	attrs           hcl.Attributes
}

func newConfig(dir string) *config {
	return &config{
		dir: dir, variables: map[string]*variable{}, locals: map[string]*hcl.Attribute{}, resources: map[string]*block{},
		calls: map[string]*block{}, outputs: map[string]*block{}, former: map[string][]string{}, shapes: newShapes(),
		pending: map[string][]pendingBlock{},
	}
}

// add takes in one block of a file. A block of an override file changes what the
// other files say.
func (c *config) add(b *hclsyntax.Block, override bool) {
	label := func(i int) string {
		if i < len(b.Labels) {
			return b.Labels[i]
		}
		return ""
	}
	c.shapes.learn(b.Body)
	switch n := len(b.Labels); {
	case b.Type == "locals" && n == 0:
		maps.Copy(c.locals, attributes(b.Body))
	case b.Type == "variable" && n == 1:
		put(c.variables, label(0), newVariable(label(0), b.Body, rangeOf(b.DefRange())), override, (*variable).override)
	case b.Type == "resource" && n == 2:
		put(c.resources, label(0)+"."+label(1), newBlock(b, label(0), label(1)), override, (*block).override)
	case b.Type == "data" && n == 2:
		put(c.resources, "data."+label(0)+"."+label(1), newBlock(b, label(0), label(1)), override, (*block).override)
	case b.Type == "module" && n == 1:
		put(c.calls, label(0), newBlock(b, "", label(0)), override, (*block).override)
	case b.Type == "output" && n == 1:
		put(c.outputs, label(0), newBlock(b, "", label(0)), override, (*block).override)
	case b.Type == "moved" && n == 0:
		c.moved(b.Body)
	case b.Type == "terraform" && n == 0:
		for _, in := range b.Body.Blocks {
			if in.Type == "backend" && len(in.Labels) == 1 || in.Type == "cloud" && len(in.Labels) == 0 {
				c.backend = newBlock(in, append(in.Labels, "cloud")[0], "")
			}
		}
	}
	// A block with the wrong labels is left out; terraform itself names it.
}

func put[T any](m map[string]*T, name string, b *T, override bool, merge func(*T, *T)) {
	if have := m[name]; have != nil && override {
		merge(have, b)
		return
	}
	if !override {
		m[name] = b
	}
}

// override replaces attributes one by one, and nested blocks by those of their type.
func (b *block) override(by *block) {
	body := &hclsyntax.Body{Attributes: maps.Clone(b.body.Attributes), SrcRange: b.body.SrcRange, EndRange: b.body.EndRange}
	maps.Copy(body.Attributes, by.body.Attributes)
	types := map[string]bool{}
	for _, in := range by.body.Blocks {
		types[blockType(in)] = true
	}
	for _, in := range b.body.Blocks {
		if !types[blockType(in)] {
			body.Blocks = append(body.Blocks, in)
		}
	}
	body.Blocks = append(body.Blocks, by.body.Blocks...)
	b.body, b.attrs = body, attributes(body)
}

// blockType is the type of the blocks that b stands for.
func blockType(b *hclsyntax.Block) string {
	if b.Type == "dynamic" && len(b.Labels) == 1 {
		return b.Labels[0]
	}
	return b.Type
}

// moved notes what a block was called before.
func (c *config) moved(body *hclsyntax.Body) {
	from, to := body.Attributes["from"], body.Attributes["to"]
	if from == nil || to == nil {
		return
	}
	f, fd := hcl.AbsTraversalForExpr(from.Expr)
	t, td := hcl.AbsTraversalForExpr(to.Expr)
	if !fd.HasErrors() && !td.HasErrors() {
		c.former[traversalText(t)] = append(c.former[traversalText(t)], traversalText(f))
	}
}

// traversalText is an address without its indexes.
func traversalText(t hcl.Traversal) string {
	var steps []string
	for _, s := range t {
		switch s := s.(type) {
		case hcl.TraverseRoot:
			steps = append(steps, s.Name)
		case hcl.TraverseAttr:
			steps = append(steps, s.Name)
		}
	}
	return strings.Join(steps, ".")
}

func newBlock(b *hclsyntax.Block, typ, name string) *block {
	return &block{kind: b.Type, typ: typ, name: name, body: b.Body, at: rangeOf(b.DefRange()), attrs: attributes(b.Body)}
}

// attributes returns the attributes of a body that may hold blocks as well.
func attributes(body *hclsyntax.Body) hcl.Attributes {
	attrs := make(hcl.Attributes, len(body.Attributes))
	for name, a := range body.Attributes {
		attrs[name] = a.AsHCLAttribute()
	}
	return attrs
}

// local returns the directory that a module call means when it is a local one.
func (b *block) local(from string) (dir string, ok bool) {
	source := b.source()
	if !strings.HasPrefix(source, "./") && !strings.HasPrefix(source, "../") && source != "." && source != ".." {
		return "", false
	}
	dir = path.Join(from, source)
	return dir, dir != ".." && !strings.HasPrefix(dir, "../")
}

func (b *block) source() string {
	a := b.attrs["source"]
	if a == nil {
		return ""
	}
	v, diags := a.Expr.Value(nil)
	if diags.HasErrors() {
		return ""
	}
	s, _ := asString(v)
	return s
}

func rangeOf(r hcl.Range) arch.Range {
	return arch.Range{File: r.Filename, Start: r.Start.Byte, End: max(r.Start.Byte, r.End.Byte)}
}
