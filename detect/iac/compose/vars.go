package compose

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

const (
	maxVars   = 5000     // of one env file
	maxText   = 32 << 10 // of one value after its variables are replaced
	maxInside = 8        // defaults within defaults
)

// setting is one line of an env file.
type setting struct {
	name, value string
	raw         bool // single quotes: nothing is replaced
	nameAt, at  arch.Range
}

// readVars reads an env file; a nil file has no variables.
func readVars(f *source.File) map[string]setting {
	vars := map[string]setting{}
	for _, s := range readSettings(f) {
		vars[s.name] = s
	}
	return vars
}

func readSettings(f *source.File) []setting { return readEnvFile(f, false) }

// readEnvFile reads an env file; in a raw one, quotes and variables are text.
func readEnvFile(f *source.File, raw bool) []setting {
	if f == nil {
		return nil
	}
	data, err := f.Data()
	if err != nil {
		return nil // recorded by Data
	}
	var list []setting
	pos := 0
	for line := range strings.Lines(string(data)) {
		start := pos
		pos += len(line)
		if bare := strings.TrimPrefix(line, "\ufeff"); start == 0 && bare != line {
			start, line = len(line)-len(bare), bare
		}
		name, value, ok := assignment(strings.TrimRight(line, "\r\n"))
		bare := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(name), "export "))
		if !ok || bare == "" || strings.HasPrefix(bare, "#") || len(list) >= maxVars {
			continue
		}
		s := setting{name: bare, nameAt: f.Range(start, start+len(name))}
		at := start + len(name) + 1
		trimmed := strings.TrimLeft(value, " \t")
		at += len(value) - len(trimmed)
		if s.value, s.raw = unquote(trimmed); raw {
			s.value, s.raw = value, true
		}
		s.at = f.Range(at, at+len(strings.TrimRight(trimmed, " \t")))
		list = append(list, s)
	}
	return list
}

// assignment splits "NAME=value" or "NAME: value".
func assignment(line string) (name, value string, ok bool) {
	i := strings.IndexAny(line, "=:")
	if i < 0 || line[i] == ':' && (i+1 >= len(line) || line[i+1] != ' ') {
		return strings.Cut(line, "=")
	}
	return line[:i], line[i+1:], true
}

// unescape is what a backslash makes of a character in a value with double quotes.
var unescape = map[byte]string{'n': "\n", 'r': "\r", '"': `"`, '\\': `\`, '$': "$$"}

// unquote takes quotes, or a comment at the end, off a value.
func unquote(v string) (text string, raw bool) {
	if v != "" && (v[0] == '"' || v[0] == '\'') {
		var b strings.Builder
		for i := 1; i < len(v); i++ {
			switch c := v[i]; {
			case c == v[0]:
				return b.String(), c == '\''
			case c == '\\' && v[0] == '"' && i+1 < len(v) && unescape[v[i+1]] != "":
				i++
				b.WriteString(unescape[v[i]])
			default:
				b.WriteByte(c)
			}
		}
	}
	if i := strings.Index(v, " #"); i >= 0 {
		v = v[:i]
	}
	return strings.TrimSpace(v), false
}

// expand replaces the variables of a text as Compose does. What is set nowhere in
// the repository becomes a part that is hidden.
func (p *project) expand(text string, at arch.Range) iac.Text {
	e := expander{vars: p.vars}
	e.run(text, 0)
	if e.size > maxText {
		return iac.Compose(at, iac.Part{Why: "too long when expanded"})
	}
	return iac.Compose(at, e.parts...)
}

type expander struct {
	vars  map[string]setting
	parts []iac.Part
	size  int
}

func (e *expander) literal(s string) {
	e.size += len(s) + 1
	if k := len(e.parts); k > 0 && e.parts[k-1].Why == "" {
		e.parts[k-1].Literal += s
		return
	}
	e.parts = append(e.parts, iac.Part{Literal: s})
}

func (e *expander) hide(why string) {
	e.size += len(why)
	e.parts = append(e.parts, iac.Part{Why: why})
}

func (e *expander) run(text string, depth int) {
	for e.size <= maxText {
		before, after, ok := strings.Cut(text, "$")
		e.literal(before)
		if !ok {
			return
		}
		switch {
		case strings.HasPrefix(after, "$"):
			e.literal("$")
			text = after[1:]
		case strings.HasPrefix(after, "{"):
			end := closing(after)
			if end < 0 {
				e.literal("$")
				text = after
				continue
			}
			e.braced(after[1:end], depth)
			text = after[end+1:]
		default:
			n := nameLen(after)
			if n == 0 {
				e.literal("$")
			} else {
				e.variable(after[:n], depth)
			}
			text = after[n:]
		}
	}
}

// closing finds the brace that ends what text begins with.
func closing(text string) int {
	level := 0
	for i := range len(text) {
		switch text[i] {
		case '{':
			level++
		case '}':
			if level--; level == 0 {
				return i
			}
		}
	}
	return -1
}

func nameLen(s string) int {
	n := 0
	for n < len(s) && (s[n] == '_' || s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || n > 0 && s[n] >= '0' && s[n] <= '9') {
		n++
	}
	return n
}

// braced evaluates what stands between "${" and "}".
func (e *expander) braced(text string, depth int) {
	if depth >= maxInside {
		e.hide("too deeply nested")
		return
	}
	n := nameLen(text)
	name, rest := text[:n], text[n:]
	v, set := e.vars[name]
	op, word := rest, ""
	if i := strings.IndexAny(rest, "-?+"); i >= 0 && i <= 1 {
		op, word = rest[:i+1], rest[i+1:]
	}
	if strings.HasPrefix(op, ":") && v.value == "" {
		set = false // the form with a colon takes an empty value for none
	}
	switch strings.TrimPrefix(op, ":") {
	case "":
		e.variable(name, depth)
	case "-":
		if set {
			e.variable(name, depth+1)
		} else {
			e.run(word, depth+1)
		}
	case "?":
		e.variable(name, depth)
	case "+":
		if set {
			e.run(word, depth+1)
		} else {
			e.hide("depends on " + name + ", which is not set here")
		}
	default:
		e.literal("${" + text + "}")
	}
}

func (e *expander) variable(name string, depth int) {
	v, ok := e.vars[name]
	switch {
	case !ok:
		e.hide("variable " + name + " is not set in the repository")
	case v.raw || !strings.Contains(v.value, "$"):
		e.literal(v.value)
	case depth >= maxInside:
		e.hide("variables refer to each other")
	default:
		e.run(v.value, depth+1)
	}
}
