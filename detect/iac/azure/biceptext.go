package azure

import (
	"bytes"
	"strings"
)

// text reads a string. One without interpolation has its value as text, else the
// pieces are args.
func (p *parser) text() *expr {
	start := p.pos
	if p.arm {
		return p.armText()
	}
	p.take("$")
	if p.has("'''") {
		p.pos += 3
		n := bytes.Index(p.data[p.pos:p.end], []byte("'''"))
		if n < 0 {
			n = p.end - p.pos
		}
		s := strings.TrimPrefix(strings.TrimPrefix(string(p.data[p.pos:p.pos+n]), "\r"), "\n")
		p.pos = min(p.pos+n+3, p.end)
		return &expr{op: opText, text: s, at: p.file.Range(start, p.pos)}
	}
	e := &expr{op: opText}
	var cur strings.Builder
	p.pos++
	for p.pos < p.end && p.data[p.pos] != '\'' && p.data[p.pos] != '\n' {
		switch {
		case p.has("${"):
			e.args = append(e.args, &expr{op: opText, text: cur.String()})
			cur.Reset()
			p.pos += 2
			p.wrapped++
			p.space(true)
			e.args = append(e.args, p.expression())
			p.space(true)
			p.wrapped--
			if !p.take("}") {
				p.problem(p.pos, "a bracket in a string is not closed")
				p.skipText()
			}
		case p.data[p.pos] == '\\' && p.pos+1 < p.end:
			cur.WriteString(escape(p.data[p.pos+1]))
			p.pos += 2
		default:
			cur.WriteByte(p.data[p.pos])
			p.pos++
		}
	}
	if !p.take("'") {
		p.problem(p.pos, "a string is not closed")
	}
	e.at = p.file.Range(start, p.pos)
	if e.args == nil {
		e.text = cur.String()
		return e
	}
	e.args = append(e.args, &expr{op: opText, text: cur.String()})
	return e
}

// armText reads a string of an ARM expression, in which a quote is doubled.
func (p *parser) armText() *expr {
	start := p.pos
	var cur strings.Builder
	for p.pos++; p.pos < p.end; p.pos++ {
		if p.data[p.pos] == '\'' {
			if p.pos+1 >= p.end || p.data[p.pos+1] != '\'' {
				break
			}
			p.pos++
		}
		cur.WriteByte(p.data[p.pos])
	}
	p.take("'")
	return &expr{op: opText, at: p.file.Range(start, p.pos), text: cur.String()}
}

// skipText goes on behind what is broken, at the end of the string or the line.
func (p *parser) skipText() {
	for p.pos < p.end && p.data[p.pos] != '\'' && p.data[p.pos] != '\n' {
		p.pos++
	}
}

func escape(c byte) string {
	switch c {
	case 'n':
		return "\n"
	case 't':
		return "\t"
	case 'r':
		return "\r"
	}
	return string(c)
}
