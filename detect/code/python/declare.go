package python

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/code/treesitter"
)

type (
	syntax = treesitter.Tree
	node   = treesitter.Node
)

type symbolKind uint8

const (
	variable symbolKind = iota
	functionSymbol
	classSymbol
	moduleSymbol
	external // a package from outside, or a name in one
	imported // a name of a module of the repository
)

// symbol is what a name means.
type symbol struct {
	kind  symbolKind
	text  string // external: its path; imported: the name there
	mod   *module
	class *class
	fn    *function
}

// function is a function of the repository.
type function struct {
	id, name string
	node     node // function_definition, lambda, or the block of a module
	class    *class
	async    bool
	static   bool
	property bool
	params   []param
	result   node    // annotation
	gives    *string // see resultType
	decos    []node
}

type param struct {
	name     string
	typ      node
	preset   node
	value    *code.Expr // of preset, once the definition is emitted
	rest     bool       // *args
	keywords bool       // **kwargs
}

// class is a class of the repository.
type class struct {
	id, name string
	mod      *module
	node     node
	bases    []*class
	outside  []string // bases from elsewhere
	methods  map[string]*function
	order    []string // of methods
	fields   map[string]*field
	names    []string // of fields, in order
	children []*class
	open     *bool // see abstract
}

// field is what is known of an attribute.
type field struct {
	at       node
	typ      string
	preset   node // the value in the body of the class
	fromCall bool // some store keeps what a call returned
	declared bool // in the body of the class
}

// declare notes what the names at the top level of a module mean.
func (l *loader) declare(m *module) {
	m.scope, m.types = map[string]*symbol{}, map[string]string{}
	m.generated = m.file.IsGenerated() || strings.HasSuffix(m.path, "_pb2_grpc")
	m.out = code.Package{Path: m.path, Dir: m.file.Dir(), Name: lastOf(m.path), Files: []string{m.file.Path}}
	m.top = &function{id: m.path + ".<module>", name: lastOf(m.path), node: m.tree.Root()}
	l.declareBlock(m, m.tree.Root(), 0)
}

func lastOf(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

func (l *loader) declareBlock(m *module, block node, depth int) {
	if depth > maxNesting {
		return
	}
	for n := range block.Children() {
		switch n.Kind() {
		case "function_definition", "decorated_definition", "class_definition":
			l.declareDefinition(m, n)
		case "import_statement", "import_from_statement":
			l.importInto(m, n, m.scope)
		case "expression_statement":
			for _, name := range targets(n) {
				if m.scope[name] == nil {
					m.scope[name] = &symbol{kind: variable, mod: m}
				}
			}
		case "if_statement", "try_statement", "with_statement", "for_statement", "while_statement", "elif_clause", "else_clause", "except_clause", "finally_clause", "block", "match_statement", "case_clause":
			for _, name := range targets(n) {
				if m.scope[name] == nil {
					m.scope[name] = &symbol{kind: variable, mod: m}
				}
			}
			l.declareBlock(m, n, depth+1)
		}
	}
}

func (l *loader) declareDefinition(m *module, n node) {
	def, decos := undecorated(n)
	name := def.Child("name").Text()
	if name == "" {
		return
	}
	if def.Kind() == "class_definition" {
		c := &class{id: m.path + "." + name, name: name, mod: m, node: def, methods: map[string]*function{}, fields: map[string]*field{}}
		if l.classes[c.id] != nil {
			return
		}
		l.classes[c.id] = c
		m.scope[name] = &symbol{kind: classSymbol, mod: m, class: c}
		l.declareClass(c)
		return
	}
	f := l.newFunction(m.path+"."+name, name, def, decos, nil)
	m.scope[name] = &symbol{kind: functionSymbol, mod: m, fn: f}
}

func undecorated(n node) (def node, decos []node) {
	if n.Kind() != "decorated_definition" {
		return n, nil
	}
	for c := range n.Children() {
		if c.Kind() == "decorator" {
			decos = append(decos, c)
		}
	}
	return n.Child("definition"), decos
}

// newFunction notes a function; one of several with a name is told by its place.
func (l *loader) newFunction(id, name string, def node, decos []node, c *class) *function {
	if l.funcs[id] != nil {
		id += "@" + strconv.Itoa(def.Start())
	}
	f := &function{id: id, name: name, node: def, class: c, decos: decos, result: def.Child("return_type"), async: !def.First("async").IsZero()}
	for _, d := range decos {
		switch text := strings.TrimSpace(strings.TrimPrefix(d.Text(), "@")); text {
		case "staticmethod":
			f.static = true
		case "property", "cached_property", "functools.cached_property":
			f.property = true
		}
	}
	f.params = paramsOf(def.Child("parameters"))
	l.funcs[id] = f
	return f
}

func paramsOf(list node) []param {
	var out []param
	for p := range list.Children() {
		switch p.Kind() {
		case "identifier":
			out = append(out, param{name: p.Text()})
		case "default_parameter", "typed_default_parameter":
			out = append(out, param{name: p.Child("name").Text(), typ: p.Child("type"), preset: p.Child("value")})
		case "typed_parameter":
			q := param{typ: p.Child("type")}
			for c := range p.Children() {
				switch c.Kind() {
				case "identifier":
					q.name = c.Text()
				case "list_splat_pattern":
					q.name, q.rest = strings.TrimLeft(c.Text(), "*"), true
				case "dictionary_splat_pattern":
					q.name, q.keywords = strings.TrimLeft(c.Text(), "*"), true
				}
			}
			out = append(out, q)
		case "list_splat_pattern":
			out = append(out, param{name: strings.TrimLeft(p.Text(), "*"), rest: true})
		case "dictionary_splat_pattern":
			out = append(out, param{name: strings.TrimLeft(p.Text(), "*"), keywords: true})
		}
	}
	return out
}

func (l *loader) declareClass(c *class) {
	for n := range c.node.Child("body").Children() {
		switch n.Kind() {
		case "function_definition", "decorated_definition":
			def, decos := undecorated(n)
			name := def.Child("name").Text()
			if def.Kind() != "function_definition" || name == "" {
				continue
			}
			f := l.newFunction(c.id+"."+name, c.name+"."+name, def, decos, c)
			if c.methods[name] == nil {
				c.order = append(c.order, name)
			}
			c.methods[name] = f
		case "expression_statement":
			for a := range n.Children() {
				if left := a.Child("left"); a.Kind() == "assignment" && left.Kind() == "identifier" {
					x := c.field(left.Text(), left)
					x.declared, x.preset = true, a.Child("right")
				}
			}
		}
	}
}

func (c *class) field(name string, at node) *field {
	if c.fields[name] == nil {
		c.fields[name] = &field{at: at}
		c.names = append(c.names, name)
	}
	return c.fields[name]
}

// maxLine bounds how many classes a class may have above it.
const maxLine = 30

// line returns a class and those above it, nearest first.
func (c *class) line() []*class {
	out := []*class{c}
	for i := 0; i < len(out) && len(out) < maxLine; i++ {
		for _, b := range out[i].bases {
			if !slices.Contains(out, b) {
				out = append(out, b)
			}
		}
	}
	return out
}

// method returns a method of the class or of one above it.
func (c *class) method(name string) *function {
	for _, k := range c.line() {
		if f := k.methods[name]; f != nil {
			return f
		}
	}
	return nil
}

// owner returns the class that declares an attribute, with what is known of it. The
// class itself when nobody does.
func (c *class) owner(name string) (*class, *field) {
	line := c.line()
	for i := len(line) - 1; i >= 0; i-- {
		if f := line[i].fields[name]; f != nil {
			return line[i], f
		}
	}
	return c, nil
}

var leftOpen = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*(("""[^"]*"""|'''[^']*''')\s*)?raise NotImplementedError|context\.set_code\(grpc\.StatusCode\.UNIMPLEMENTED\)`)
})

// abstract reports whether subclasses fill in what the class leaves open.
func (c *class) abstract() bool {
	if c.open == nil {
		open := len(c.children) > 0 && c.leavesOpen()
		c.open = &open
	}
	return *c.open
}

func (c *class) leavesOpen() bool {
	for _, f := range c.methods {
		if slices.ContainsFunc(f.decos, func(d node) bool { return strings.HasSuffix(strings.TrimSpace(d.Text()), "abstractmethod") }) ||
			leftOpen().MatchString(f.node.Child("body").Text()) {
			return true
		}
	}
	return false
}
