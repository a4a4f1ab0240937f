package javascript

import (
	"slices"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/code/treesitter"
)

type node = treesitter.Node

type symbolKind uint8

const (
	variable symbolKind = iota
	functionSymbol
	classSymbol
	moduleSymbol
	external // from outside: pkg and names
	imported // a name that a module of the repository exports
)

// symbol is what a name means.
type symbol struct {
	kind   symbolKind
	name   string   // variable: its name; imported: the name there
	pkg    string   // external
	names  []string // external: what of the package
	mod    *module
	class  *class
	fn     *function
	object bool // variable: holds an object that is written out
}

// function is a function of the repository.
type function struct {
	id, name string
	node     node
	class    *class
	async    bool
	static   bool
	params   []param
	emitted  bool
}

type param struct {
	name    string
	pattern node // that takes it apart
	typ     node
	preset  node
	rest    bool
}

// class is a class of the repository.
type class struct {
	id, name string
	mod      *module
	node     node
	base     *class
	outside  *symbol
	methods  map[string]*function
	order    []string
	fields   map[string]*field
	names    []string
	ctor     *function
}

type field struct {
	at   arch.Range
	typ  string
	node node // the value it has at first
}

const maxNesting = 300

// declare notes what the names at the top level of a module mean.
func (l *loader) declare(m *module) {
	m.scope, m.exports, m.types = map[string]*symbol{}, map[string]*symbol{}, map[string]string{}
	m.byNode = map[int]*function{}
	name := m.path[strings.LastIndexByte(m.path, '/')+1:]
	m.out = code.Package{Path: m.path, Dir: m.file.Dir(), Name: name, Files: []string{m.file.Path}}
	m.top = &function{id: m.path + ".<module>", name: name, node: m.tree.Root()}
	for _, in := range m.folders {
		m.out.Imports = append(m.out.Imports, in.path)
	}
	for _, spec := range m.imports {
		m.awsSDK = m.awsSDK || strings.HasPrefix(spec, "@aws-sdk/")
	}
	l.declareBlock(m, m.tree.Root(), 0)
}

func (l *loader) declareBlock(m *module, block node, depth int) {
	if depth > maxNesting {
		return
	}
	for n := range block.Children() {
		switch n.Kind() {
		case "import_statement":
			l.importInto(m, n)
		case "export_statement":
			l.declareBlock(m, n, depth+1)
		case "function_declaration", "generator_function_declaration":
			l.declareFunction(m, n.Child("name").Text(), n)
		case "class_declaration", "abstract_class_declaration":
			l.declareClass(m, n.Child("name").Text(), n)
		case "lexical_declaration", "variable_declaration":
			for d := range n.Children() {
				if d.Kind() == "variable_declarator" {
					l.declareVariable(m, d)
				}
			}
		case "if_statement", "else_clause", "try_statement", "catch_clause", "statement_block", "for_statement", "for_in_statement", "while_statement":
			l.declareBlock(m, n, depth+1)
		}
	}
}

func (l *loader) declareFunction(m *module, name string, n node) {
	if name == "" {
		name = "default"
	}
	f := l.newFunction(m, m.path+"."+name, name, n, nil)
	m.scope[name] = &symbol{kind: functionSymbol, mod: m, fn: f}
}

// declareVariable notes a variable; one that holds a function or a module is that.
func (l *loader) declareVariable(m *module, d node) {
	target, value := d.Child("name"), bare(d.Child("value"))
	if target.Kind() == "identifier" {
		name := target.Text()
		switch {
		case isFunction(value):
			l.declareFunction(m, name, value)
		case value.Kind() == "class":
			l.declareClass(m, name, value)
		default:
			s := l.static(m, value)
			if s == nil || s.kind == variable {
				s = &symbol{kind: variable, mod: m, name: name, object: value.Kind() == "object"}
			}
			m.scope[name] = s
		}
		return
	}
	from := l.static(m, value)
	for _, b := range bindings(target, nil) {
		s := &symbol{kind: variable, mod: m, name: b.name}
		if from != nil && from.pkg != "process" && len(b.path) > 0 && b.preset.IsZero() {
			if in := l.inside(from, b.path); in != nil {
				s = in
			}
		}
		m.scope[b.name] = s
	}
}

// inside is what a path below a symbol means, nil when that is a plain value.
func (l *loader) inside(s *symbol, path []string) *symbol {
	for _, name := range path {
		s = l.memberOf(s, name)
		if s == nil {
			return nil
		}
	}
	return s
}

// memberOf is what a name below a symbol means, nil when that is a plain value.
func (l *loader) memberOf(s *symbol, name string) *symbol {
	switch s.kind {
	case external:
		if name == "default" {
			return s
		}
		return &symbol{kind: external, pkg: s.pkg, names: append(s.names[:len(s.names):len(s.names)], name)}
	case moduleSymbol:
		return &symbol{kind: imported, mod: s.mod, name: name}
	}
	return nil
}

// static is the module, or part of one, that an expression names at the top level.
func (l *loader) static(m *module, n node) *symbol {
	for depth := 0; depth < maxNesting; depth++ {
		switch n.Kind() {
		case "identifier":
			if s := m.scope[n.Text()]; s != nil {
				return s
			}
			if n.Text() == "process" {
				return &symbol{kind: external, pkg: "process"}
			}
			return nil
		case "member_expression":
			s := l.static(m, bare(n.Child("object")))
			if s == nil {
				return nil
			}
			return l.memberOf(s, n.Child("property").Text())
		case "await_expression":
			if kids := n.Named(); len(kids) == 1 {
				n = bare(kids[0])
				continue
			}
		case "call_expression":
			return l.required(m, n)
		}
		return nil
	}
	return nil
}

// wrappers give back the library that they are handed, watched.
var wrappers = []string{"captureAWS", "captureHTTPs", "default"}

func (l *loader) required(m *module, n node) *symbol {
	args := n.Child("arguments").Named()
	if len(args) == 0 {
		return nil
	}
	fn := n.Child("function")
	switch {
	case fn.Kind() == "identifier" && fn.Text() == "require" && m.scope["require"] == nil, fn.Kind() == "import":
		if name, ok := plainText(args[0]); ok {
			return l.moduleNamed(m, name)
		}
	case fn.Kind() == "member_expression" && slices.Contains(wrappers, fn.Child("property").Text()):
		return l.static(m, args[0])
	}
	return nil
}

func (l *loader) moduleNamed(m *module, name string) *symbol {
	if to := l.find(m, name); to != nil {
		if to.tree == nil {
			return nil
		}
		m.out.Imports = append(m.out.Imports, to.path)
		return &symbol{kind: moduleSymbol, mod: to}
	}
	if strings.HasPrefix(name, ".") {
		return nil
	}
	name = strings.TrimPrefix(name, "node:")
	m.out.Imports = append(m.out.Imports, name)
	return &symbol{kind: external, pkg: name}
}

func (l *loader) importInto(m *module, n node) {
	name, ok := plainText(n.Child("source"))
	if !ok {
		return
	}
	s := l.moduleNamed(m, name)
	if s == nil {
		return
	}
	for c := range n.First("import_clause").Children() {
		switch c.Kind() {
		case "identifier":
			m.scope[c.Text()] = l.memberOf(s, "default")
		case "namespace_import":
			for _, id := range c.Named() {
				m.scope[id.Text()] = s
			}
		case "named_imports":
			for _, spec := range c.Named() {
				local := spec.Child("alias")
				if local.IsZero() {
					local = spec.Child("name")
				}
				m.scope[local.Text()] = l.memberOf(s, spec.Child("name").Text())
			}
		}
	}
}

// newFunction notes a function; one of several with a name is told by its place.
func (l *loader) newFunction(m *module, id, name string, n node, c *class) *function {
	if l.funcs[id] != nil {
		id += "@" + strconv.Itoa(n.Start())
	}
	f := &function{id: id, name: name, node: n, class: c, async: !n.First("async").IsZero(), static: !n.First("static").IsZero()}
	if one := n.Child("parameter"); !one.IsZero() {
		f.params = []param{{name: one.Text()}}
	}
	for _, p := range n.Child("parameters").Named() {
		f.params = append(f.params, paramOf(p))
	}
	if c != nil && !f.static {
		f.params = append([]param{{name: "this"}}, f.params...)
	}
	l.funcs[id] = f
	if m != nil {
		m.byNode[n.Start()] = f
	}
	return f
}

func paramOf(n node) param {
	p := param{}
	switch n.Kind() {
	case "required_parameter", "optional_parameter":
		p.typ, p.preset = n.Child("type"), n.Child("value")
		n = n.Child("pattern")
	case "assignment_pattern":
		p.preset = n.Child("right")
		n = n.Child("left")
	}
	if n.Kind() == "rest_pattern" {
		p.rest = true
		if kids := n.Named(); len(kids) > 0 {
			n = kids[0]
		}
	}
	if n.Kind() == "identifier" {
		p.name = n.Text()
	} else {
		p.name, p.pattern = "#"+strconv.Itoa(n.Start()), n
	}
	return p
}
