package yamldoc

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/archvet/archvet/detect/source"
)

// Builder makes nodes of a file whose format is not YAML but holds the same kinds of
// values, such as an object literal of a program.
type Builder struct {
	doc  *document
	last Mark
	at   int // offset of last
}

// Mark is a place in the file of a [Builder].
type Mark struct{ line, column int }

// NewBuilder returns a builder for the text of a file.
func NewBuilder(file string, data []byte) *Builder {
	d := &document{file: file, text: data, starts: source.LineStarts(data)}
	d.ascii = bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
	d.mark()
	return &Builder{doc: d, last: Mark{1, 1}}
}

// Mark returns the place of an offset. It is cheap where offsets ascend.
func (b *Builder) Mark(offset int) Mark {
	i, found := slices.BinarySearch(b.doc.starts, offset)
	if !found {
		i--
	}
	m := Mark{i + 1, 1}
	from := b.doc.starts[i]
	if m.line == b.last.line && b.at <= offset {
		m, from = b.last, b.at
	}
	if b.doc.ascii {
		m.column += offset - from
	} else {
		m.column += utf8.RuneCount(b.doc.text[from:offset])
	}
	b.last, b.at = m, offset
	return m
}

func (b *Builder) node(y *yaml.Node, at Mark) Node {
	y.Line, y.Column = at.line, at.column
	return Node{n: y, doc: b.doc}
}

// Text returns a string that is written at a place between quotes, or as a plain word
// when quote is 0.
func (b *Builder) Text(at Mark, text string, quote byte) Node {
	y := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
	switch quote {
	case '"':
		y.Style = yaml.DoubleQuotedStyle
	case '\'':
		y.Style = yaml.SingleQuotedStyle
	}
	return b.node(y, at)
}

// Word returns a number, a boolean or null as it is written.
func (b *Builder) Word(at Mark, text string) Node {
	return b.node(&yaml.Node{Kind: yaml.ScalarNode, Value: text}, at)
}

// Map returns a mapping of keys and values, which take turns.
func (b *Builder) Map(at Mark, entries ...Node) Node {
	return b.node(&yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: content(entries)}, at)
}

// List returns a list.
func (b *Builder) List(at Mark, items ...Node) Node {
	return b.node(&yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Content: content(items)}, at)
}

func content(nodes []Node) []*yaml.Node {
	list := make([]*yaml.Node, len(nodes))
	for i, n := range nodes {
		list[i] = n.n
	}
	return list
}
