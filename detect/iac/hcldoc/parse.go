package hcldoc

import (
	"errors"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

const (
	maxFile    = 512 << 10
	maxNesting = 100
)

// Block is a block, or the body of a file, with what is known of its variables. The
// zero Block is an empty one.
type Block struct {
	Type   string
	Labels []string
	At     arch.Range // of the type, or of the last label: what names it

	body  *hclsyntax.Body
	scope *scope
}

// ParseFile reads a file of the tree. Problems go there; what parses is returned.
func ParseFile(t *source.Tree, f *source.File) (Block, bool) {
	data, err := f.Data()
	if err != nil {
		return Block{}, false // recorded by Data
	}
	if err := check(data); err != nil {
		t.Report(arch.Problem{At: arch.Range{File: f.Path}, Message: "not read as HCL: " + err.Error()})
		t.Skip(f.Path, err.Error())
		return Block{}, false
	}
	file, diags := hclsyntax.ParseConfig(data, f.Path, hcl.InitialPos)
	for _, d := range diags {
		if d.Severity == hcl.DiagError && d.Subject != nil {
			t.Report(arch.Problem{At: within(rangeOf(*d.Subject), len(data)), Message: "not valid HCL: " + d.Summary})
			t.Skip(f.Path, d.Summary)
			break
		}
	}
	if file == nil {
		return Block{}, false
	}
	body, ok := file.Body.(*hclsyntax.Body)
	if !ok {
		return Block{}, false
	}
	b := Block{At: arch.Range{File: f.Path}, body: body}
	b.scope = newScope(b)
	return b, true
}

// check refuses texts that the parser would descend into too deeply.
func check(data []byte) error {
	if len(data) > maxFile {
		return errors.New("too large")
	}
	depth, prefix, choices := 0, 0, 0
	for _, c := range data {
		switch c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(0, depth-1)
		case '?':
			choices++
		case '!', '-':
			prefix++
		case ' ', '\t':
		case '\n':
			prefix, choices = 0, 0
		default:
			prefix = 0
		}
		if depth > maxNesting || prefix > 4*maxNesting || choices > maxNesting {
			return errors.New("nested too deeply")
		}
	}
	return nil
}

func rangeOf(r hcl.Range) arch.Range {
	return arch.Range{File: r.Filename, Start: r.Start.Byte, End: r.End.Byte}
}

// within keeps a range in its file: the parser's may end behind a missing last line.
func within(r arch.Range, size int) arch.Range {
	r.Start = min(r.Start, size)
	r.End = max(r.Start, min(r.End, size))
	return r
}

// Blocks returns the blocks of a type that stand right in b.
func (b Block) Blocks(typ string) []Block {
	if b.body == nil {
		return nil
	}
	var list []Block
	for _, inner := range b.body.Blocks {
		if inner.Type != typ {
			continue
		}
		at := rangeOf(inner.TypeRange)
		if n := len(inner.LabelRanges); n > 0 {
			at = rangeOf(inner.LabelRanges[n-1])
		}
		list = append(list, Block{Type: typ, Labels: inner.Labels, At: at, body: inner.Body, scope: b.scope})
	}
	return list
}

// Block is the first block of a type, which may be the zero one.
func (b Block) Block(path ...string) Block {
	for _, typ := range path {
		list := b.Blocks(typ)
		if len(list) == 0 {
			return Block{}
		}
		b = list[0]
	}
	return b
}

// Exists reports whether the block is there.
func (b Block) Exists() bool { return b.body != nil }

// Label is the block's first label.
func (b Block) Label() string {
	if len(b.Labels) == 0 {
		return ""
	}
	return b.Labels[0]
}

// Attr is the attribute of a name, which may be the zero one.
func (b Block) Attr(name string) Attr {
	if b.body == nil || b.body.Attributes[name] == nil {
		return Attr{}
	}
	a := b.body.Attributes[name]
	return Attr{expr: a.Expr, scope: b.scope, at: rangeOf(a.Expr.Range())}
}

// Names are the attributes of the block in the order of their places.
func (b Block) Names() []Name {
	if b.body == nil {
		return nil
	}
	var list []Name
	for name, a := range b.body.Attributes {
		list = append(list, Name{name, rangeOf(a.NameRange)})
	}
	sortNames(list)
	return list
}
