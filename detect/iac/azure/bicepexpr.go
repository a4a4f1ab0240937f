package azure

import "slices"

// operators by how tightly they bind, the loosest first.
var operators = [][]string{
	{"??"}, {"||"}, {"&&"}, {"==", "!=", "=~", "!~"}, {"<=", ">=", "<", ">"}, {"+", "-"}, {"*", "/", "%"},
}

func (p *parser) expression() *expr {
	if p.depth++; p.depth > maxDepth {
		p.depth--
		p.problem(p.pos, "nested too deeply")
		p.pos = p.end
		return bad(p.file.Range(p.end, p.end), "nested too deeply")
	}
	defer func() { p.depth-- }()
	start := p.pos
	e := p.binary(0)
	if !p.ahead("?") || p.has("??") {
		return e
	}
	p.pos++
	p.space(true)
	yes := p.expression()
	if !p.ahead(":") {
		p.problem(p.pos, `":" is missing`)
		return bad(p.file.Range(start, p.pos), "cannot be read")
	}
	p.pos++
	p.space(true)
	no := p.expression()
	return &expr{op: opIf, at: p.file.Range(start, p.pos), args: []*expr{e, yes, no}}
}

// ahead looks for a token of the same expression, which may stand on the next line.
func (p *parser) ahead(s string) bool {
	before := p.pos
	p.space(true)
	if p.has(s) {
		return true
	}
	p.pos = before
	return false
}

func (p *parser) binary(level int) *expr {
	if level == len(operators) {
		return p.unary()
	}
	start := p.pos
	left := p.binary(level + 1)
	for {
		before := p.pos
		p.space(p.wrapped > 0)
		i := slices.IndexFunc(operators[level], p.has)
		if i < 0 || p.has("=>") {
			p.pos = before
			return left
		}
		sign := operators[level][i]
		p.pos += len(sign)
		p.space(true)
		right := p.binary(level + 1)
		left = &expr{op: opBinary, text: sign, at: p.file.Range(start, p.pos), args: []*expr{left, right}}
	}
}

func (p *parser) unary() *expr {
	start := p.pos
	if p.has("!") && !p.has("!=") || p.has("-") {
		sign := p.data[p.pos]
		p.pos++
		p.space(true)
		if p.depth++; p.depth > maxDepth {
			p.depth--
			p.pos = p.end
			return bad(p.file.Range(p.end, p.end), "nested too deeply")
		}
		inner := p.unary()
		p.depth--
		if sign == '-' && inner.op == opNumber {
			return &expr{op: opNumber, at: p.file.Range(start, p.pos), text: "-" + inner.text}
		}
		return &expr{op: opNot, at: p.file.Range(start, p.pos), args: []*expr{inner}, text: string(sign)}
	}
	return p.postfix(p.primary(), start)
}

func (p *parser) postfix(e *expr, start int) *expr {
	for range maxDepth {
		before := p.pos
		p.space(p.wrapped > 0)
		switch {
		case p.take(".?"), p.take("::"), p.has(".") && p.take("."):
			p.space(false)
			name := p.word()
			if p.has("(") {
				e = &expr{op: opCall, text: name, method: true, args: append([]*expr{e}, p.list('(', ')')...)}
			} else {
				e = &expr{op: opMember, text: name, args: []*expr{e}}
			}
		case p.has("["):
			index := p.list('[', ']')
			if len(index) != 1 {
				return bad(p.file.Range(start, p.pos), "an index that cannot be read")
			}
			e = &expr{op: opIndex, args: []*expr{e, index[0]}}
		case p.has("!") && !p.has("!=") && !p.has("!~"):
			p.pos++ // only tells the compiler that there is a value
			continue
		default:
			p.pos = before
			return e
		}
		e.at = p.file.Range(start, p.pos)
	}
	return e
}

// list reads expressions between brackets.
func (p *parser) list(open, closing byte) []*expr {
	if p.pos < p.end && p.data[p.pos] == open {
		p.pos++
	}
	p.take("?") // of a safe index
	outer := p.wrapped
	defer func() { p.wrapped = outer }()
	if p.wrapped++; open != '(' {
		p.wrapped = 0 // the entries of an array stand on lines of their own
	}
	var out []*expr
	for {
		p.space(true)
		if p.pos >= p.end {
			p.problem(p.end, "a bracket is not closed")
			return out
		}
		if p.data[p.pos] == closing {
			p.pos++
			return out
		}
		if p.take(",") {
			continue
		}
		before := p.pos
		out = append(out, p.expression())
		if p.pos == before {
			p.problem(p.pos, "an expression is missing")
			p.pos++
		}
	}
}

func (p *parser) primary() *expr {
	start := p.pos
	if p.pos >= p.end {
		return bad(p.file.Range(p.end, p.end), "cannot be read")
	}
	switch c := p.data[p.pos]; {
	case c == '\'' || p.has("$'"):
		return p.text()
	case c == '{':
		return p.object()
	case c == '[':
		return p.array()
	case c == '(':
		in := p.list('(', ')')
		if p.lambda() || len(in) != 1 {
			return bad(p.file.Range(start, p.pos), "a function of its own")
		}
		return in[0]
	case c >= '0' && c <= '9':
		return &expr{op: opNumber, text: p.word(), at: p.file.Range(start, p.pos)}
	case isWord(c):
		return p.name(start)
	}
	return bad(p.file.Range(start, start), "cannot be read")
}

func (p *parser) name(start int) *expr {
	name := p.word()
	at := p.file.Range(start, p.pos)
	switch name {
	case "true", "false":
		return &expr{op: opBool, text: name, at: at}
	case "null":
		return &expr{op: opNull, at: at}
	case "if":
		p.space(true)
		if p.has("(") {
			cond := p.list('(', ')')
			p.space(true)
			body := p.expression()
			if len(cond) == 1 {
				return &expr{op: opIf, at: p.file.Range(start, p.pos), args: []*expr{cond[0], body, {op: opNull, at: at}}}
			}
			return body
		}
	}
	if p.has("(") {
		e := &expr{op: opCall, text: name, args: p.list('(', ')')}
		e.at = p.file.Range(start, p.pos)
		return e
	}
	if p.lambda() {
		return bad(p.file.Range(start, p.pos), "a function of its own")
	}
	return &expr{op: opName, text: name, at: at}
}

// lambda passes over the arrow and the body of a function, if there is one.
func (p *parser) lambda() bool {
	if !p.ahead("=>") {
		return false
	}
	p.pos += 2
	p.space(true)
	p.expression()
	return true
}

func (p *parser) array() *expr {
	start := p.pos
	p.pos++
	p.space(true)
	if p.has("for ") || p.has("for(") {
		return p.loop(start)
	}
	p.pos = start
	e := &expr{op: opArray, args: p.list('[', ']')}
	e.at = p.file.Range(start, p.pos)
	return e
}

// loop reads "for x in list: body" and "for (x, i) in list: body".
func (p *parser) loop(start int) *expr {
	outer := p.wrapped
	p.wrapped = 0
	defer func() { p.wrapped = outer }()
	e := &expr{op: opFor}
	p.pos += len("for")
	p.space(true)
	if p.take("(") {
		p.space(true)
		e.text = p.word()
		p.space(true)
		p.take(",")
		p.space(true)
		e.index = p.word()
		p.space(true)
		p.take(")")
	} else {
		e.text = p.word()
	}
	p.space(true)
	if p.word() != "in" {
		p.problem(p.pos, `"in" is missing`)
	}
	p.space(true)
	list := p.expression()
	p.space(true)
	p.take(":")
	p.space(true)
	body := p.expression()
	p.space(true)
	if !p.take("]") {
		p.problem(p.pos, "a bracket is not closed")
	}
	e.args = []*expr{list, body}
	e.at = p.file.Range(start, p.pos)
	return e
}

func (p *parser) object() *expr {
	start := p.pos
	e := &expr{op: opObject}
	p.pos++
	outer := p.wrapped
	p.wrapped = 0
	defer func() { p.wrapped = outer }()
	for {
		p.space(true)
		if p.pos >= p.end {
			p.problem(p.end, "a bracket is not closed")
			break
		}
		if p.take("}") {
			break
		}
		before := p.pos
		switch {
		case p.take(","):
		case p.take("@"), p.take("..."):
			p.expression()
		case p.nestedResource():
			p.word()
			p.resource(true)
		default:
			p.property(e)
		}
		if p.pos == before {
			p.problem(p.pos, "a property is missing")
			p.pos++
		}
	}
	e.at = p.file.Range(start, p.pos)
	return e
}

func (p *parser) property(e *expr) {
	start := p.pos
	var key *expr
	if p.has("'") {
		key = p.text()
	} else if name := p.word(); name != "" {
		at := p.file.Range(start, p.pos)
		key = &expr{op: opText, at: at, text: name}
	}
	p.space(true)
	if key == nil || !p.take(":") {
		return
	}
	p.space(true)
	e.keys = append(e.keys, key)
	e.args = append(e.args, p.expression())
}

// nestedResource looks for a resource within the body of another one.
func (p *parser) nestedResource() bool {
	if !p.has("resource ") {
		return false
	}
	before := p.pos
	defer func() { p.pos = before }()
	p.word()
	p.space(false)
	name := p.word()
	p.space(false)
	return name != "" && p.has("'")
}
