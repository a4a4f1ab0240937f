package spring

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// sourceFile is one file by its tokens, with what names stand for in it.
type sourceFile struct {
	file   *source.File
	tokens []token
	values map[string]string // variables that @Value injects, by name
	locals map[string]string // variables that are set to a literal
	brings map[string]bool   // the words of its imports
}

// program is what the sources of a module say.
type program struct {
	files     []*sourceFile
	constants map[string]string     // by NAME and Class.NAME; "" when several differ
	words     map[string]arch.Range // words of interest, where they first stand
	marks     map[string]arch.Range // annotations
}

// maxFiles bounds the sources that are read of one module.
const (
	maxFiles = 3000
	maxSize  = 512 << 10
)

func readProgram(files []*source.File) *program {
	p := &program{constants: map[string]string{}, words: map[string]arch.Range{}, marks: map[string]arch.Range{}}
	for _, f := range files[:min(len(files), maxFiles)] {
		data, err := f.Data()
		if err != nil || len(data) > maxSize {
			continue
		}
		s := &sourceFile{file: f, tokens: tokens(string(data)), values: map[string]string{}, locals: map[string]string{}, brings: map[string]bool{}}
		p.files = append(p.files, s)
		p.note(s)
	}
	return p
}

// note gathers constants, annotations and words of a file.
func (p *program) note(s *sourceFile) {
	class := ""
	for i, t := range s.tokens {
		if t.kind != nameToken {
			continue
		}
		if s.imported(i) {
			s.brings[t.text] = true
			continue
		}
		if _, ok := p.words[t.text]; !ok {
			p.words[t.text] = s.file.Range(t.start, t.end)
		}
		if i > 0 && s.is(i-1, "@") {
			if _, ok := p.marks[t.text]; !ok {
				p.marks[t.text] = s.file.Range(s.tokens[i-1].start, t.end)
			}
		}
		switch t.text {
		case "class", "interface", "enum", "object", "record":
			if i+1 < len(s.tokens) && s.tokens[i+1].kind == nameToken {
				class = s.tokens[i+1].text
			}
		}
		if s.is(i+1, "=") && i+2 < len(s.tokens) && s.tokens[i+2].kind == textToken && !s.is(i+3, "=") {
			p.assigned(s, class, t.text, i)
		}
	}
}

// assigned notes a variable that is set to a literal.
func (p *program) assigned(s *sourceFile, class, name string, i int) {
	v, _, ok := p.expression(s, i+2)
	if !ok {
		return
	}
	set(s.locals, name, v)
	constant := false
	for j := i - 1; j >= 0 && j > i-6; j-- {
		w := s.tokens[j].text
		constant = constant || w == "static" || w == "const"
		if s.tokens[j].kind == markToken && w != ":" {
			break
		}
	}
	if constant || name == strings.ToUpper(name) {
		set(p.constants, name, v)
		if class != "" {
			set(p.constants, class+"."+name, v)
		}
	}
}

// set keeps a value unless another one has the name as well.
func set(m map[string]string, name, v string) {
	if old, ok := m[name]; ok && old != v {
		v = ""
	}
	m[name] = v
}

func (s *sourceFile) is(i int, text string) bool {
	return i >= 0 && i < len(s.tokens) && s.tokens[i].kind != textToken && s.tokens[i].text == text
}

// imported reports whether a word stands in an import or package line.
func (s *sourceFile) imported(i int) bool {
	for least := i - maxName; i >= 0 && i > least; i-- {
		t := s.tokens[i]
		switch {
		case t.text == "import" || t.text == "package":
			return t.kind == nameToken
		case t.kind == nameToken || t.text == ".":
		default:
			return false
		}
	}
	return false
}

// maxName bounds the parts of a dotted name, and maxArguments the tokens of a list of
// arguments.
const (
	maxName      = 60
	maxArguments = 3000
	maxNested    = 8
)

// expression evaluates a sum of literals and names that begins at a token. next is
// the token after what could be evaluated.
func (p *program) expression(s *sourceFile, i int) (v string, next int, ok bool) {
	for i < len(s.tokens) {
		t := s.tokens[i]
		switch t.kind {
		case textToken:
			v += unescape(t.text)
			i++
		case nameToken:
			name, end := s.qualified(i)
			if s.is(end, "(") {
				return v, i, v != "" && ok
			}
			x, known := p.named(s, name)
			if !known {
				return v, i, v != "" && ok
			}
			v, i = v+x, end
		default:
			return v, i, ok
		}
		ok = true
		if !s.is(i, "+") || len(v) > 4096 {
			return v, i, ok
		}
		i++
	}
	return v, i, ok
}

// unescape takes off the backslash of what Kotlin would otherwise put in.
func unescape(text string) string { return strings.ReplaceAll(text, `\$`, "$") }

// qualified reads a dotted name.
func (s *sourceFile) qualified(i int) (name string, next int) {
	name = s.tokens[i].text
	for i++; len(name) < 4096 && s.is(i, ".") && i+1 < len(s.tokens) && s.tokens[i+1].kind == nameToken; i += 2 {
		name += "." + s.tokens[i+1].text
	}
	return name, i
}

// named is what a name stands for in a file.
func (p *program) named(s *sourceFile, name string) (string, bool) {
	name = strings.TrimPrefix(name, "this.")
	for _, m := range []map[string]string{s.values, s.locals, p.constants} {
		if v, ok := m[name]; ok {
			return v, v != ""
		}
	}
	parts := strings.Split(name, ".")
	if len(parts) > 1 {
		v, ok := p.constants[strings.Join(parts[len(parts)-2:], ".")]
		return v, ok && v != ""
	}
	return "", false
}

// arguments are those of an annotation, by name; "value" for one without.
type arguments map[string][]string

// annotation reads the arguments behind the name of an annotation at token i; next is
// the token after them.
func (p *program) annotation(s *sourceFile, i int) (args arguments, next int) {
	return p.nested(s, i, 0)
}

func (p *program) nested(s *sourceFile, i, depth int) (args arguments, next int) {
	args = arguments{}
	if !s.is(i+1, "(") || depth > maxNested {
		return args, i + 1
	}
	end := s.closing(i + 1)
	key := "value"
	for j := i + 2; j < end; {
		t := s.tokens[j]
		switch {
		case t.kind == nameToken && s.is(j+1, "=") && !s.is(j+2, "="):
			key = t.text
			j += 2
		case t.kind == markToken && t.text == "@" && j+1 < end && s.tokens[j+1].kind == nameToken: // nested: its arguments are the key's
			inner, next := p.nested(s, j+1, depth+1)
			for _, k := range []string{"value", "name"} {
				args[key] = append(args[key], inner[k]...)
			}
			args["exchange"] = append(args["exchange"], inner["exchange"]...)
			j = max(next, j+1)
		case t.kind == textToken || t.kind == nameToken:
			v, next, ok := p.expression(s, j)
			if ok && next > j {
				args[key] = append(args[key], v)
			}
			j = max(next, j+1)
		default:
			j++
		}
	}
	return args, end + 1
}

func (a arguments) first(keys ...string) string {
	for _, k := range keys {
		if i := slices.IndexFunc(a[k], func(s string) bool { return s != "" }); i >= 0 {
			return a[k][i]
		}
	}
	return ""
}

// closing is the token that closes the bracket at i, or the last one.
func (s *sourceFile) closing(i int) int {
	level := 0
	for j := i; j < len(s.tokens) && j < i+maxArguments; j++ {
		switch {
		case s.is(j, "("):
			level++
		case s.is(j, ")"):
			if level--; level == 0 {
				return j
			}
		}
	}
	return min(len(s.tokens), i+maxArguments)
}

// within is the name before the bracket that a token stands in: the call or
// annotation that it is an argument of.
func (s *sourceFile) within(i int) string {
	level := 0
	for j := i - 1; j >= 0 && j > i-200; j-- {
		switch {
		case s.is(j, ")"):
			level++
		case s.is(j, "("):
			if level--; level < 0 {
				if j > 0 && s.tokens[j-1].kind == nameToken {
					return s.tokens[j-1].text
				}
				return ""
			}
		case s.is(j, ";") || s.is(j, "{") && level == 0 && !s.is(j-1, "="):
			return ""
		}
	}
	return ""
}
