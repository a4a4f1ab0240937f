package yamldoc

import (
	"bytes"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/archvet/archvet/detect/arch"
)

// File returns the path of the file that the node stands in.
func (n Node) File() string {
	if n.doc == nil {
		return ""
	}
	return n.doc.file
}

// At returns the node's range: of a scalar its text with its quotes, of a block
// scalar its header, of a mapping or list the range from its first to its last
// scalar. The zero Node has the zero Range.
func (n Node) At() arch.Range {
	if n.n == nil {
		return arch.Range{}
	}
	start := n.doc.offset(n.n.Line, n.n.Column)
	end := start
	if n.n.Kind == yaml.ScalarNode {
		end = n.doc.scalarEnd(n.n, start)
	} else if last := lastScalar(n.n); last != nil {
		end = n.doc.scalarEnd(last, n.doc.offset(last.Line, last.Column))
	}
	end = max(start, end)
	return arch.Range{File: n.doc.file, Start: n.doc.base + start, End: n.doc.base + end}
}

func lastScalar(y *yaml.Node) *yaml.Node {
	for depth := 0; depth < 1000 && y != nil; depth++ {
		if y.Kind == yaml.ScalarNode || y.Kind == yaml.AliasNode {
			return y
		}
		if len(y.Content) == 0 {
			return nil
		}
		y = y.Content[len(y.Content)-1]
	}
	return nil
}

// offset turns the library's line and column (in characters) into a byte offset.
func (d *document) offset(line, col int) int {
	if line < 1 || line > len(d.starts) {
		return 0
	}
	pos := d.starts[line-1]
	if d.ascii { // minified JSON puts everything on one line: do not count it again and again
		return min(pos+max(col-1, 0), len(d.text))
	}
	first := 1
	if marks := d.marks[line]; len(marks) > 0 && col > 1 {
		k := min((col-1)/markEvery, len(marks)-1)
		pos, first = marks[k], 1+k*markEvery
	}
	for i := first; i < col && pos < len(d.text) && d.text[pos] != '\n'; i++ {
		_, size := utf8.DecodeRune(d.text[pos:])
		pos += size
	}
	return pos
}

// markEvery is how many characters lie between two marks of a long line.
const markEvery = 256

// mark notes where every so many characters of long lines begin: without that, each
// position in minified JSON would count its way from the beginning.
func (d *document) mark() {
	if d.ascii {
		return
	}
	d.marks = map[int][]int{}
	for i, start := range d.starts {
		end := len(d.text)
		if i+1 < len(d.starts) {
			end = d.starts[i+1]
		}
		if end-start < 4*markEvery {
			continue
		}
		var marks []int
		for pos, n := start, 0; pos < end; n++ {
			if n%markEvery == 0 {
				marks = append(marks, pos)
			}
			_, size := utf8.DecodeRune(d.text[pos:])
			pos += size
		}
		d.marks[i+1] = marks
	}
}

// scalarEnd finds where a scalar's text ends; the library tells only where it
// begins. A multi-line plain scalar ends, for us, with its first line.
func (d *document) scalarEnd(y *yaml.Node, start int) int {
	rest := d.text[start:]
	rest, start = skipProperties(rest, start)
	line := lineLen(rest)
	if y.Kind == yaml.AliasNode {
		return start + min(len(y.Value)+1, line)
	}
	switch {
	case y.Style&yaml.DoubleQuotedStyle != 0:
		return start + quotedLen(rest, '"')
	case y.Style&yaml.SingleQuotedStyle != 0:
		return start + quotedLen(rest, '\'')
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return start + len(bytes.TrimRight(rest[:line], " \t"))
	}
	return start + min(len(y.Value), line)
}

// skipProperties passes over a tag or an anchor in front of a scalar, which the
// library counts as its beginning.
func skipProperties(rest []byte, start int) ([]byte, int) {
	for len(rest) > 0 && (rest[0] == '!' || rest[0] == '&') {
		i := bytes.IndexAny(rest, " \t\r\n")
		if i < 0 || rest[i] == '\n' || rest[i] == '\r' {
			break
		}
		n := i + len(rest[i:]) - len(bytes.TrimLeft(rest[i:], " \t"))
		rest, start = rest[n:], start+n
	}
	return rest, start
}

func quotedLen(text []byte, quote byte) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && quote == '"':
			i++
		case text[i] != quote:
		case quote == '\'' && i+1 < len(text) && text[i+1] == '\'':
			i++
		default:
			return i + 1
		}
	}
	return len(text)
}
