package azure

import (
	"path"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// deployment is one root template with all modules that it leads to.
type deployment struct {
	loader    *loader
	root      *template
	instances []*instance
	byMark    map[string]*instance // type and name, to find what "existing" means
	steps     int
	depth     int
	full      bool
}

// What is worked out of one deployment: more than any that people write.
const (
	maxModules   = 12
	maxInstances = 2000
	maxItems     = 200
	maxSteps     = 400_000
	maxFrames    = 3000
)

// scope is a template with its parameters: a module has one for each time it is used.
type scope struct {
	d       *deployment
	t       *template
	path    string // symbols of the modules on the way here, each with a dot behind it
	at      arch.Range
	depth   int
	params  map[string]*value
	memo    map[string]*value
	busy    map[string]bool
	symbols map[string][]*instance // resources by symbol
	modules map[string][]*scope
	locals  map[string]*value // loop variables, innermost scope only
}

// instance is a resource that is deployed.
type instance struct {
	id       string
	symbol   string
	typ      string
	at       arch.Range
	in       *scope
	decl     *declaration
	body     *value
	existing bool
	parent   *instance
	format   string
	climbing bool // nameMark is at work
	marking  bool // ownMark is
}

// part is a reference to the resource, or to the one that an existing one is.
func (i *instance) part(attribute string) iac.Part {
	if i.existing {
		if o := i.in.d.byMark[i.typ+" "+i.nameMark()]; o != nil {
			return iac.Part{Ref: o.id, Attribute: attribute}
		}
		return iac.Part{Why: "a resource that is declared elsewhere"}
	}
	return iac.Part{Ref: i.id, Attribute: attribute}
}

// nameMark tells resources of one type apart, see [value.mark]. Names that depend on
// each other, and parents that are their own, come to nothing.
func (i *instance) nameMark() string {
	if i.climbing {
		return ""
	}
	i.climbing = true
	defer func() { i.climbing = false }()
	if i.parent != nil {
		return i.parent.nameMark() + "/" + i.ownMark()
	}
	return i.ownMark()
}

func (i *instance) ownMark() string {
	if i.marking {
		return ""
	}
	i.marking = true
	defer func() { i.marking = false }()
	return i.body.get("name").mark()
}

func (d *deployment) scope(t *template, prefix string, params map[string]*value, depth int) *scope {
	return &scope{
		d: d, t: t, path: prefix, depth: depth, params: params, memo: map[string]*value{}, busy: map[string]bool{},
		symbols: map[string][]*instance{}, modules: map[string][]*scope{},
	}
}

// deploy declares everything in the scope. Modules come first, in their order, and
// those that others refer to when they do.
func (s *scope) deploy() {
	for _, m := range s.t.modules {
		s.module(m.symbol)
	}
	for _, r := range s.t.resources {
		s.resource(r.symbol)
	}
}

// each evaluates a body once for every round of its loop, unless its condition says
// that there is nothing.
func (s *scope) each(e *expr, do func(s *scope, body *expr, suffix string)) {
	if s.d.full {
		return
	}
	switch e.op {
	case opIf:
		if yes, known := s.eval(e.args[0]).bool(); known && !yes {
			return
		}
		s.each(e.args[1], do)
	case opFor:
		list := s.eval(e.args[0])
		if !list.is(array) {
			inner := *s // how many there are is out of sight: one stands for all
			inner.locals = bind(s.locals, e, hide(e.args[0].at, "an element of a list that is out of sight"), 0)
			inner.each(e.args[1], do)
			return
		}
		for i, item := range list.items {
			inner := *s
			inner.locals = bind(s.locals, e, item, i)
			inner.each(e.args[1], func(s *scope, body *expr, suffix string) {
				do(s, body, "["+strconv.Itoa(i)+"]"+suffix)
			})
		}
	default:
		do(s, e, "")
	}
}

func bind(outer map[string]*value, e *expr, item *value, i int) map[string]*value {
	locals := map[string]*value{}
	for k, v := range outer {
		locals[k] = v
	}
	locals[e.text] = item
	if e.index != "" {
		locals[e.index] = &value{kind: number, number: i, at: e.at}
	}
	return locals
}

// resource returns the instances of a resource of the file, made the first time.
func (s *scope) resource(name string) []*instance {
	if list, done := s.symbols[name]; done {
		return list
	}
	s.symbols[name] = nil
	for _, decl := range s.t.resources {
		if decl.symbol == name {
			s.file().instantiate(decl)
		}
	}
	return s.symbols[name]
}

// file is the scope without loop variables.
func (s *scope) file() *scope {
	c := *s
	c.locals = nil
	return &c
}

func (s *scope) instantiate(decl *declaration) {
	s.each(decl.body, func(in *scope, body *expr, suffix string) {
		if len(s.d.instances) >= maxInstances {
			s.d.overflow()
			return
		}
		i := &instance{
			id: s.d.root.file.Path + "#" + s.path + decl.symbol + suffix, symbol: decl.symbol, typ: decl.typ, at: decl.at,
			in: s, decl: decl, existing: decl.existing, format: s.t.format,
		}
		s.symbols[decl.symbol] = append(s.symbols[decl.symbol], i) // before its body, which may mention it
		i.body = in.eval(body)
		if p := i.body.get("parent"); p.is(symbol) {
			i.parent = p.of
		}
		if list := s.resource(decl.parent); decl.nested && len(list) > 0 {
			i.parent = list[0]
			i.typ = i.parent.typ + "/" + i.typ
		}
		if s.at.IsZero() {
			i.at = decl.at
		} else {
			i.at = s.at
		}
		s.d.instances = append(s.d.instances, i)
		if key := i.typ + " " + i.nameMark(); !i.existing && s.d.byMark[key] == nil {
			s.d.byMark[key] = i
		}
	})
}

// module returns the scopes of a module, one for each time that it is deployed.
func (s *scope) module(name string) []*scope {
	if list, done := s.modules[name]; done {
		return list
	}
	s.modules[name] = nil
	for _, decl := range s.t.modules {
		if decl.symbol != name {
			continue
		}
		file := s.file()
		file.each(decl.body, func(in *scope, body *expr, suffix string) {
			s.use(decl, in.eval(body), suffix)
		})
	}
	return s.modules[name]
}

// use deploys a module once.
func (s *scope) use(decl *declaration, body *value, suffix string) {
	params := map[string]*value{}
	for _, e := range body.get("params").entries() {
		params[e.key] = e.v
	}
	t := s.t.inner[decl.symbol]
	if t == nil && !strings.Contains(decl.typ, ":") {
		t = s.d.loader.template(path.Join(s.t.file.Dir(), decl.typ))
	}
	if t == nil {
		s.foreign(decl, body.get("params"), suffix)
		return
	}
	if s.depth >= maxModules || len(s.d.instances) >= maxInstances {
		s.d.overflow()
		return
	}
	in := s.d.scope(t, s.path+decl.symbol+suffix+".", params, s.depth+1)
	in.at = decl.at
	if !s.at.IsZero() {
		in.at = s.at
	}
	s.modules[decl.symbol] = append(s.modules[decl.symbol], in)
	in.deploy()
}

// foreign stands for a module of a registry, as far as the table knows what it makes.
func (s *scope) foreign(decl *declaration, params *value, suffix string) {
	name, _, _ := strings.Cut(strings.ToLower(decl.typ), "@")
	if i := strings.LastIndexByte(name, ':'); i > 0 {
		name = name[:i]
	}
	_, name, _ = strings.Cut(name, ":")
	typ, known := registryModules[strings.TrimPrefix(name, "bicep/")]
	if !known || len(s.d.instances) >= maxInstances {
		return
	}
	i := &instance{
		id: s.d.root.file.Path + "#" + s.path + decl.symbol + suffix, symbol: decl.symbol, typ: typ, at: decl.at, in: s, decl: decl,
		format: s.t.format, body: registryBody(typ, params),
	}
	if !s.at.IsZero() {
		i.at = s.at
	}
	s.symbols[decl.symbol] = append(s.symbols[decl.symbol], i)
	s.d.instances = append(s.d.instances, i)
}

func (v *value) entries() []entry {
	if v.is(object) {
		return v.keys
	}
	return nil
}

func (d *deployment) overflow() {
	if !d.full {
		d.full = true
		d.loader.tree.Report(arch.Problem{At: arch.Range{File: d.root.file.Path}, Message: "too many modules or resources; the rest is not analysed"})
	}
}
