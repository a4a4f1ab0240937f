package azurefunctions

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
)

var (
	functionAttribute = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\[\s*(?:[\w.]+\.)?(?:FunctionName|Function)(?:Attribute)?\s*\(`)
	})
	functionAnnotation = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`@FunctionName\s*\(`) })
	// An attribute begins a list or follows another one in it.
	attributeName = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`[\[,]\s*(?:return\s*:\s*)?(?:[\w.]+\.)?([A-Za-z_]\w*?)(?:Attribute)?\s*[(\],]`)
	})
	annotationName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`@([A-Za-z_]\w*)`) })
	typeName       = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b(?:class|record|struct)\s+([A-Za-z_]\w*)`) })
	word           = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[A-Za-z_]\w*`) })
)

// attributes finds the functions of a C# or Java file.
func (a *app) attributes(t *text) {
	pattern := functionAttribute()
	if t.lang == "java" {
		pattern = functionAnnotation()
	}
	for _, m := range pattern.FindAllIndex(t.code, maxMatches) {
		if f := a.attributed(t, m[0], m[1]-1); f != nil {
			a.add(f)
		}
	}
}

// attributed reads the function whose attribute begins at start, with its arguments
// in the bracket at open.
func (a *app) attributed(t *text, start, open int) *function {
	args, end := t.arguments(open)
	if end < 0 || len(args) == 0 {
		return nil
	}
	f := &function{name: t.value(args[0], a.constants), language: t.lang, text: t}
	if t.lang == "csharp" {
		if end = t.closing(start); end < 0 { // of the list that the attribute stands in
			return nil
		}
	}
	params, signature := t.parameters(end + 1)
	if params < 0 {
		return nil
	}
	last := t.closing(params)
	f.from, f.to = t.body(last + 1)
	for at := t.before(start); at >= 0 && t.code[at] == ']'; at = t.before(start) { // lists in front
		begin := t.closing(at)
		if begin < 0 || start-begin > maxSpan {
			break
		}
		start = begin
	}
	f.bindings = a.bindings(t, start, last)
	f.bindings = append(f.bindings, a.returned(t, signature, params)...)
	if name := word().FindAllIndex(t.code[signature:params], -1); len(name) > 0 {
		i := name[len(name)-1]
		f.handler = arch.Given(string(t.code[signature+i[0]:signature+i[1]]), t.at(signature+i[0], signature+i[1]))
	}
	f.code = arch.Given(t.file.Path, f.name.At)
	return f
}

// parameters finds the bracket that opens a method's parameters, behind the
// attributes in front of the method, and where its signature begins.
func (t *text) parameters(i int) (open, signature int) {
	for i = t.skip(i); i < len(t.code); i = t.skip(i) {
		next := 0
		switch t.code[i] {
		case '[':
			next = t.closing(i) + 1
		case '@':
			next = t.annotation(i)
		default:
			return t.call(i), i
		}
		if next <= i {
			break
		}
		i = next
	}
	return -1, -1
}

// annotation finds the end of the annotation at i.
func (t *text) annotation(i int) int {
	end := i + 1
	for end < len(t.code) && (isWord(t.code[end]) || t.code[end] == '.') {
		end++
	}
	if n := t.skip(end); n < len(t.code) && t.code[n] == '(' {
		return t.closing(n) + 1
	}
	return end
}

// call finds the first bracket behind a name; those of tuple types are not.
func (t *text) call(from int) int {
	for i := from; i < len(t.code) && i-from < maxSpan; i++ {
		switch t.code[i] {
		case ';', '{', '}':
			return -1
		case '(':
			if p := t.before(i); p >= from && (isWord(t.code[p]) || t.code[p] == '>') && t.closing(i) > i {
				return i
			}
			if i = t.closing(i); i < 0 {
				return -1
			}
		}
	}
	return -1
}

// body finds what a method does: a block, or an expression behind an arrow.
func (t *text) body(i int) (from, to int) {
	for ; i < len(t.code); i++ {
		switch {
		case t.code[i] == '{':
			if end := t.closing(i); end > i {
				return i, end
			}
			return 0, 0
		case t.code[i] == ';':
			return 0, 0
		case strings.HasPrefix(string(t.code[i:min(i+2, len(t.code))]), "=>"):
			end := i
			for end < len(t.code) && t.code[end] != ';' {
				if t.code[end] == '{' || t.code[end] == '(' {
					if c := t.closing(end); c > end {
						end = c
					}
				}
				end++
			}
			return i, end
		}
	}
	return 0, 0
}

// bindings reads the attributes of a stretch of code that are bindings.
func (a *app) bindings(t *text, from, to int) []binding {
	if to-from > maxSpan {
		return nil
	}
	pattern := attributeName()
	if t.lang == "java" {
		pattern = annotationName()
	}
	var out []binding
	for i := from; i < to && len(out) < maxArguments; {
		m := pattern.FindSubmatchIndex(t.code[i:to])
		if m == nil {
			break
		}
		start, end := i+m[2], i+m[3]
		i = end
		family, role := identify(string(t.code[start:end]))
		open := t.skip(end)
		if strings.HasPrefix(string(t.code[open:min(open+9, to)]), "Attribute") {
			open = t.skip(open + 9)
		}
		if family == "" {
			continue
		}
		b := binding{family: family, role: role, at: t.at(start, end), props: map[string]arch.Value[string]{}}
		if family == "eventgrid" && role == sends {
			continue
		}
		if open < to && t.code[open] == '(' {
			a.fill(&b, t, open)
		}
		if b.role == sends && strings.Contains(b.props["fileaccess"].V, "Read") || b.family == "blob" && b.reads(t, open) {
			b.role = brings
		}
		out = append(out, b)
	}
	return out
}

// reads reports whether a blob attribute of the older model asks for reading.
func (b *binding) reads(t *text, open int) bool {
	if b.role != sends || open >= len(t.code) || t.code[open] != '(' {
		return false
	}
	end := t.closing(open)
	return end > open && strings.Contains(string(t.code[open:end]), "FileAccess.Read")
}

// fill reads the arguments of a binding.
func (a *app) fill(b *binding, t *text, open int) {
	args, _ := t.arguments(open)
	for _, arg := range args {
		if arg.name == "" {
			if b.family == "http" {
				if v, ok := t.literal(arg.start, arg.end); ok {
					b.list = append(b.list, strings.Split(v.V, "|")...)
				}
				continue
			}
			b.places = append(b.places, t.value(arg, a.constants))
			continue
		}
		if arg.name == "methods" {
			b.list = t.values(arg, a.constants)
			continue
		}
		b.props[arg.name] = t.value(arg, a.constants)
	}
}

// returned reads the output bindings of the class that a method returns, as the
// isolated worker has several of them.
func (a *app) returned(t *text, from, to int) []binding {
	if t.lang != "csharp" || to-from > maxSpan {
		return nil
	}
	var names []string
	for _, m := range word().FindAll(t.code[from:to], -1) {
		names = append(names, string(m))
	}
	var out []binding
	for _, c := range t.types() {
		if !slices.Contains(names, c.name) {
			continue
		}
		for _, b := range a.bindings(t, c.from, c.to) {
			if b.role == sends {
				out = append(out, b)
			}
		}
	}
	return out
}

// class is a type with its body.
type class struct {
	name     string
	from, to int
}

// types lists the types that a file declares.
func (t *text) types() []class {
	if t.classes == nil {
		t.classes = []class{}
		for _, m := range typeName().FindAllSubmatchIndex(t.code, maxMatches) {
			c := class{name: string(t.code[m[2]:m[3]])}
			if c.from, c.to = t.body(m[1]); c.to > c.from {
				t.classes = append(t.classes, c)
			}
		}
	}
	return t.classes
}
