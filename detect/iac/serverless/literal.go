package serverless

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/source/yamldoc"
)

// Bounds of one program's literals: constants may name each other again and again.
const (
	maxLiteralDepth = 100
	maxLiteralNodes = 50_000
	maxConstants    = 6 // within each other
)

// literals reads the object literals of a JavaScript or TypeScript file. It runs
// nothing: what is no literal becomes a variable that nobody can resolve.
type literals struct {
	scanner
	build   *yamldoc.Builder
	consts  map[string]int    // to the offset of their value
	imports map[string]string // to the variable that stands for them
	exports map[string]int    // "default" for what the module is
	nodes   int
	depth   int
	within  int // constants
}

func readLiterals(file string, data []byte) *literals {
	p := &literals{scanner: scanner{text: string(data)}, build: yamldoc.NewBuilder(file, data), consts: map[string]int{}, imports: map[string]string{}, exports: map[string]int{}}
	p.statements()
	return p
}

// exported returns what the module exports under a name, the zero Node when that is no
// literal.
func (p *literals) exported(name string) yamldoc.Node {
	at, ok := p.exports[name]
	if !ok {
		if at, ok = p.consts[name]; !ok || name == "default" {
			return yamldoc.Node{}
		}
	}
	p.pos = at
	return p.value()
}

// statements finds the declarations and exports outside of all braces.
func (p *literals) statements() {
	for depth := 0; ; {
		t := p.next()
		switch {
		case t.kind == eof:
			return
		case t.is("{"), t.is("("), t.is("["):
			depth++
		case t.is("}"), t.is(")"), t.is("]"):
			depth--
		case depth > 0:
		case t.is("import"):
			p.imported()
		case t.is("const"), t.is("let"), t.is("var"):
			p.declared()
		case t.is("export"):
			p.export()
		case t.is("module"):
			if p.accept(".") && p.accept("exports") {
				if name := "default"; p.accept(".") {
					name = p.next().text
					p.assigned(p.exports, name)
				} else {
					p.assigned(p.exports, name)
				}
			}
		}
	}
}

func (p *literals) assigned(to map[string]int, name string) {
	if p.accept("=") {
		to[name] = p.pos
	}
}

func (p *literals) export() {
	switch t := p.peek(); {
	case t.is("default"):
		p.next()
		p.exports["default"] = p.pos
	case t.is("="): // of TypeScript
		p.next()
		p.exports["default"] = p.pos
	}
}

// declared reads NAME: TYPE = VALUE.
func (p *literals) declared() {
	name := p.next()
	if name.kind != word {
		return
	}
	for depth := 0; ; {
		t := p.peek()
		switch {
		case t.is("=") && depth == 0:
			p.next()
			p.consts[name.text] = p.pos
			p.required(name.text)
			return
		case t.kind == eof, t.is(";"):
			return
		case t.is("{"), t.is("("), t.is("["), t.is("<"):
			depth++
		case t.is("}"), t.is(")"), t.is("]"), t.is(">"):
			depth--
		}
		p.next()
	}
}

// required notes a constant that is another module.
func (p *literals) required(name string) {
	from := p.pos
	if p.accept("require") && p.accept("(") {
		if file := p.next(); file.kind == quotedText {
			p.imports[name] = moduleVariable(file.value, "default")
			delete(p.consts, name)
		}
	}
	p.pos = from
}

// imported reads import A, {B as C} from "FILE".
func (p *literals) imported() {
	names := map[string]string{}
	for range 200 {
		t := p.next()
		switch {
		case t.kind == eof, t.is(";"):
			return
		case t.kind == quotedText:
			for local, name := range names {
				p.imports[local] = moduleVariable(t.value, name)
			}
			return
		case t.is("{"):
			for range 200 {
				name := p.next()
				local := name
				if p.accept("as") {
					local = p.next()
				}
				if name.kind == word {
					names[local.text] = name.text
				}
				if !p.accept(",") {
					break
				}
			}
		case t.kind == word && !t.is("from") && !t.is("type"):
			names[t.text] = "default"
		}
	}
}

// moduleVariable is the variable that stands for an export of a module.
func moduleVariable(file, name string) string {
	if !strings.HasPrefix(file, ".") || strings.ContainsAny(file, "(){}") {
		return unknownCode
	}
	return "${import(" + file + "):" + name + "}"
}

// unknownCode stands for what only running the program would tell.
const unknownCode = "${js:expression}"

func (p *literals) unknown(at yamldoc.Mark) yamldoc.Node { return p.build.Text(at, unknownCode, 0) }

// value reads an expression up to what ends it.
func (p *literals) value() yamldoc.Node {
	t := p.next()
	at := p.build.Mark(t.start)
	p.nodes++
	if p.depth++; p.depth > maxLiteralDepth || p.nodes > maxLiteralNodes {
		p.back(t)
		p.skip()
		p.depth--
		return p.unknown(at)
	}
	defer func() { p.depth-- }()
	var n yamldoc.Node
	switch {
	case t.is("{"):
		n = p.object(at)
	case t.is("["):
		n = p.array(at)
	case t.is("("):
		n = p.value()
		p.accept(")")
	case t.kind == quotedText:
		n = p.build.Text(at, t.value, t.quote())
	case t.kind == number, t.is("true"), t.is("false"), t.is("null"):
		n = p.build.Word(at, t.text)
	case t.is("undefined"):
		n = p.build.Word(at, "null")
	case t.kind == word:
		n = p.named(t.text, at)
	}
	if !p.ended() || !n.Exists() {
		p.skip()
		return p.unknown(at)
	}
	return n
}

// named returns a constant of the file, or the variable for one of another.
func (p *literals) named(name string, at yamldoc.Mark) yamldoc.Node {
	var keys []string
	for p.accept(".") {
		keys = append(keys, p.next().text)
	}
	if other := p.imports[name]; other != "" {
		if len(keys) > 0 && other != unknownCode {
			other = strings.TrimSuffix(other, "}") + "." + strings.Join(keys, ".") + "}"
		}
		return p.build.Text(at, other, 0)
	}
	offset, ok := p.consts[name]
	if !ok || p.within >= maxConstants || p.read > maxRead/2 || p.nodes > maxLiteralNodes/2 {
		return p.unknown(at)
	}
	from := p.pos
	p.pos = offset
	p.within++
	n := p.value().Get(keys...)
	p.within--
	p.pos = from
	return n
}

func (p *literals) object(at yamldoc.Mark) yamldoc.Node {
	var entries []yamldoc.Node
	for {
		t := p.next()
		place := p.build.Mark(t.start)
		key := t.text
		switch {
		case t.is("}"), t.kind == eof:
			return p.build.Map(at, entries...)
		case t.is(","):
			continue
		case t.is("."): // a spread
			p.next()
			p.next()
			for k, v := range p.value().Pairs() {
				entries = append(entries, k, v)
			}
			continue
		case t.kind == quotedText:
			key = t.value
		case t.kind != word && t.kind != number:
			if p.back(t) { // a key that is computed
				p.skip()
			}
			continue
		}
		k := p.build.Text(place, key, t.quote())
		switch {
		case p.accept(":"):
			entries = append(entries, k, p.value())
		case p.ended() && t.kind == word:
			entries = append(entries, k, p.named(key, place))
		default: // a method
			p.skip()
		}
	}
}

func (p *literals) array(at yamldoc.Mark) yamldoc.Node {
	var items []yamldoc.Node
	for {
		switch t := p.peek(); {
		case t.is("]"), t.kind == eof:
			p.next()
			return p.build.List(at, items...)
		case t.is(","):
			p.next()
		default:
			items = append(items, p.value())
		}
	}
}

// ended reports whether an expression is over, and passes over a type behind it.
func (p *literals) ended() bool {
	t := p.peek()
	if t.is("as") || t.is("satisfies") {
		p.skip()
		return true
	}
	if t.kind == eof || t.is(",") || t.is("}") || t.is("]") || t.is(")") || t.is(";") {
		return true
	}
	return t.kind == word && strings.Contains(p.text[p.pos:t.start], "\n") // the next statement
}

// back returns to in front of a bracket, so that it is skipped with what it closes.
func (p *literals) back(t token) bool {
	if !t.is("[") && !t.is("(") && !t.is("{") {
		return false
	}
	p.pos = t.start
	return true
}

// skip passes over the rest of an expression.
func (p *literals) skip() {
	for depth := 0; ; {
		t := p.peek()
		switch {
		case t.kind == eof:
			return
		case t.is("{"), t.is("("), t.is("["):
			depth++
		case depth == 0 && (t.is(",") || t.is("}") || t.is("]") || t.is(")") || t.is(";")):
			return
		case t.is("}"), t.is(")"), t.is("]"):
			depth--
		}
		p.next()
	}
}

// moduleFiles are the files that an import of a path may mean.
func moduleFiles(dir, name string) []string {
	p := path.Join(dir, name)
	var files []string
	for _, ending := range []string{"", ".ts", ".js", ".json", "/index.ts", "/index.js", ".cjs", ".mjs"} {
		files = append(files, p+ending)
	}
	return files
}
