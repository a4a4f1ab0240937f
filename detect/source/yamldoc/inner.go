package yamldoc

import (
	"bytes"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/archvet/archvet/detect/arch"
)

// Inner reads the text of a scalar as YAML of its own, such as a patch or a
// configuration file that is written inside another file. The nodes keep their
// places in the file. Nothing is returned for a scalar whose text differs from what
// is written (escapes, folding), since its places would be wrong.
func (n Node) Inner() ([]Node, []arch.Problem) {
	if n.Kind() != Scalar || n.doc == nil {
		return nil, nil
	}
	start := n.doc.offset(n.n.Line, n.n.Column)
	end := n.doc.scalarEnd(n.n, start)
	if n.n.Style&yaml.LiteralStyle != 0 {
		start, end = n.doc.block(end)
	} else {
		if n.n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
			start, end = start+1, end-1
		}
		if start > end || string(n.doc.text[start:end]) != n.n.Value {
			return nil, nil
		}
	}
	docs, problems := Parse(n.doc.file, n.doc.text[start:end])
	for i := range docs {
		docs[i].doc.base += n.doc.base + start
	}
	for i := range problems {
		problems[i].At.Start += n.doc.base + start
		problems[i].At.End += n.doc.base + start
	}
	return docs, problems
}

// block finds the lines of a literal block scalar whose header ends at pos.
func (d *document) block(pos int) (start, end int) {
	i := bytes.IndexByte(d.text[pos:], '\n')
	if i < 0 {
		return len(d.text), len(d.text)
	}
	start = pos + i + 1
	end = start
	indent := -1
	for at := start; at < len(d.text); {
		next := len(d.text)
		if i := bytes.IndexByte(d.text[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		line := d.text[at:next]
		if body := bytes.TrimLeft(line, " "); len(bytes.TrimSpace(line)) > 0 {
			if indent < 0 {
				indent = len(line) - len(body)
			}
			if len(line)-len(body) < indent || indent == 0 {
				break
			}
		}
		at, end = next, next
	}
	return start, end
}

// Lines returns where the lines of a literal block scalar are written. Nothing is returned for another scalar, nor for a block whose lines are not
// those of the text.
func (n Node) Lines() []arch.Range {
	if n.Kind() != Scalar || n.doc == nil || n.n.Style&yaml.LiteralStyle == 0 {
		return nil
	}
	start, end := n.doc.block(n.doc.scalarEnd(n.n, n.doc.offset(n.n.Line, n.n.Column)))
	var lines []arch.Range
	for line := range strings.Lines(n.n.Value) {
		if start >= end {
			return nil
		}
		next := end
		if i := bytes.IndexByte(n.doc.text[start:end], '\n'); i >= 0 {
			next = start + i + 1
		}
		raw, line := bytes.TrimRight(n.doc.text[start:next], "\r\n"), strings.TrimRight(line, "\n")
		if !bytes.HasSuffix(raw, []byte(line)) {
			return nil
		}
		to := n.doc.base + start + len(raw)
		lines = append(lines, arch.Range{File: n.doc.file, Start: to - len(line), End: to})
		start = next
	}
	return lines
}
