package azure

import (
	"bytes"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// parser reads Bicep. It goes over the bytes once and never gives up on a file: what
// it cannot read of a statement is left out up to the next one.
type parser struct {
	file    *source.File
	data    []byte
	pos     int
	end     int
	depth   int
	wrapped int // parentheses around: within them the end of a line ends nothing
	out     *template
	parent  string // symbol of the resource whose body is being read
	errs    []arch.Problem
	arm     bool // strings are those of ARM's expressions
}

// maxDepth bounds the nesting of expressions.
const maxDepth = 200

// parseBicep reads a file.
func parseBicep(f *source.File, data []byte) (*template, []arch.Problem) {
	p := &parser{file: f, data: data, end: len(data), out: newTemplate(f, "bicep")}
	for {
		p.space(true)
		if p.pos >= p.end {
			return p.out, p.errs
		}
		start := p.pos
		p.statement()
		if p.pos <= start {
			p.pos = start + 1
		}
	}
}

func (p *parser) problem(at int, message string) {
	if len(p.errs) < 20 {
		p.errs = append(p.errs, arch.Problem{At: p.file.Range(min(at, p.end), min(at, p.end)), Message: "not valid Bicep: " + message})
	}
}

// space passes over blanks and comments; across the ends of lines when lines is set.
func (p *parser) space(lines bool) {
	for p.pos < p.end {
		switch c := p.data[p.pos]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' && lines:
			p.pos++
		case p.has("//"):
			for p.pos < p.end && p.data[p.pos] != '\n' {
				p.pos++
			}
		case p.has("/*"):
			n := bytes.Index(p.data[p.pos:p.end], []byte("*/"))
			if n < 0 {
				p.pos = p.end
				return
			}
			p.pos += n + 2
		case p.has("\xef\xbb\xbf"):
			p.pos += 3
		default:
			return
		}
	}
}

func (p *parser) has(s string) bool {
	return p.pos+len(s) <= p.end && string(p.data[p.pos:p.pos+len(s)]) == s
}

func (p *parser) take(s string) bool {
	if !p.has(s) {
		return false
	}
	p.pos += len(s)
	return true
}

func (p *parser) word() string {
	start := p.pos
	for p.pos < p.end && isWord(p.data[p.pos]) {
		p.pos++
	}
	return string(p.data[start:p.pos])
}

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

func (p *parser) statement() {
	if p.take("@") { // a decorator
		p.expression()
		return
	}
	start := p.pos
	switch p.word() {
	case "param":
		p.named(p.out.params)
	case "var":
		p.named(p.out.vars)
	case "output":
		p.named(p.out.outputs)
	case "resource":
		p.resource(false)
	case "module":
		p.module()
	case "targetScope", "metadata", "using", "import", "extension", "provider", "func", "type", "assert", "extends":
		p.skipLine()
	default:
		p.problem(start, "not the beginning of a statement")
		p.skipLine()
	}
}

// named reads what is behind param, var and output: a name, maybe a type, and a value.
func (p *parser) named(into map[string]*expr) {
	p.space(false)
	name := p.word()
	if name == "" {
		p.problem(p.pos, "a name is missing")
		p.skipLine()
		return
	}
	start := p.pos
	p.skipType()
	into[name] = nil
	if typ := bytes.TrimSpace(p.data[start:min(p.pos, p.end)]); bytes.HasSuffix(typ, []byte("?")) {
		into[name] = &expr{op: opNull, at: p.file.Range(start, p.pos)}
	}
	if p.take("=") {
		p.space(true)
		into[name] = p.expression()
	}
}

// skipType passes over a type, up to the "=" or the end of the line.
func (p *parser) skipType() {
	for {
		p.space(p.wrapped > 0)
		if p.pos >= p.end {
			return
		}
		switch p.data[p.pos] {
		case '=', '\n':
			return
		case '(', '[', '{':
			p.skipBrackets()
		case '\'':
			p.text()
		default:
			p.pos++
		}
	}
}

// skipLine passes over the rest of a statement.
func (p *parser) skipLine() {
	for p.pos < p.end {
		p.space(false)
		if p.pos >= p.end || p.data[p.pos] == '\n' {
			return
		}
		switch p.data[p.pos] {
		case '(', '[', '{':
			p.skipBrackets()
		case '\'':
			p.text()
		default:
			p.pos++
		}
	}
}

// skipBrackets passes over a bracket and what is in it.
func (p *parser) skipBrackets() {
	level := 0
	for p.pos < p.end {
		p.space(true)
		if p.pos >= p.end {
			return
		}
		switch p.data[p.pos] {
		case '(', '[', '{':
			level++
		case ')', ']', '}':
			level--
		case '\'':
			p.text()
			continue
		}
		p.pos++
		if level <= 0 {
			return
		}
	}
}

func (p *parser) resource(nested bool) {
	d := p.header()
	if d == nil {
		return
	}
	d.typ, _, _ = strings.Cut(strings.ToLower(d.typ), "@")
	d.nested, d.parent = nested, ""
	if nested {
		d.parent = p.parent
	}
	p.space(false)
	if p.has("existing") {
		p.word()
		d.existing = true
	}
	outer := p.parent
	p.parent = d.symbol
	d.body = p.value()
	p.parent = outer
	p.out.resources = append(p.out.resources, d)
}

func (p *parser) module() {
	if d := p.header(); d != nil {
		d.body = p.value()
		p.out.modules = append(p.out.modules, d)
	}
}

// header reads the symbol and the type or path of a resource or module.
func (p *parser) header() *declaration {
	p.space(false)
	start := p.pos
	d := &declaration{symbol: p.word()}
	d.at = p.file.Range(start, p.pos)
	p.space(false)
	if d.symbol == "" || !p.has("'") {
		p.problem(p.pos, "a name or type is missing")
		p.skipLine()
		return nil
	}
	typ := p.text()
	if len(typ.args) > 0 && typ.args[0].op == opText {
		d.typ = typ.args[0].text
	} else {
		d.typ = typ.text
	}
	return d
}

// value reads what is behind the "=" of a resource or module.
func (p *parser) value() *expr {
	p.space(false)
	if !p.take("=") {
		p.problem(p.pos, `"=" is missing`)
		p.skipLine()
		return bad(p.file.Range(p.pos, p.pos), "cannot be read")
	}
	p.space(true)
	return p.expression()
}
