package awscfn

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// Expansion is what a scalar with variables stands for: another node, a text, or
// something out of sight.
type Expansion struct {
	Node  yamldoc.Node
	Parts []iac.Part
	Why   string
}

// Variables are what a format around CloudFormation writes into scalars. Expand
// returns false for a scalar that holds none.
type Variables interface {
	Expand(yamldoc.Node) (Expansion, bool)
}

// Options describe one stack.
type Options struct {
	Scope  string // the stack's scope; IDs begin with it
	File   string // the template, to which paths are relative
	Format string
	Stage  string // becomes the environment of what is declared
	Vars   Variables
}

// Stack is one deployed instance of a template.
type Stack struct {
	opts      Options
	repo      *Repo
	roots     []View   // with Parameters, Mappings, Conditions, Outputs
	events    []func() // of the format around, bound with the resources
	dir       string   // of the template
	vars      Variables
	passed    map[string]View // parameters that a parent stack sets
	resources map[string]*resource
	order     []*resource
	names     map[string][]namedThing
	known     map[string]string // logical ids that the format around declares, to IDs
	conds     map[string]verdict
	children  map[string]*Stack
	owners    map[string]string // task definition to the service that runs it
	bound     map[boundTrigger]bool
	loop      map[string]string // values of the loops that this view of the stack is within
	nested    int               // how many
	outer     *Stack            // the stack around the innermost loop
	out       iac.Declared
}

// resource is one entry of the Resources section.
type resource struct {
	logical string
	key     yamldoc.Node
	view    View // the whole entry
	props   View
	typ     string
	info    kindInfo
}

func (r *resource) get(keys ...string) View { return r.props.Get(keys...) }

// NewStack makes an empty stack.
func (r *Repo) NewStack(o Options) *Stack {
	s := &Stack{
		opts: o, repo: r, dir: dirOf(o.File), vars: o.Vars,
		passed: map[string]View{}, resources: map[string]*resource{}, known: map[string]string{},
		conds: map[string]verdict{}, children: map[string]*Stack{}, owners: map[string]string{},
		names: map[string][]namedThing{}, bound: map[boundTrigger]bool{},
	}
	return s
}

// Pass sets a parameter from outside of the template. It must come before the template.
func (s *Stack) Pass(name string, value yamldoc.Node) { s.passed[name] = View{n: value, s: s} }

// AddTemplate adds the sections that lie in a document, and its Resources.
func (s *Stack) AddTemplate(root View) {
	s.roots = append(s.roots, root)
	s.addResources(root.Get("Resources"))
}

// section finds an entry of the template's other sections.
func (s *Stack) section(keys ...string) View {
	if s.outer != nil {
		return s.outer.section(keys...)
	}
	for _, root := range s.roots {
		if v := root.Get(keys...); v.Exists() {
			return v
		}
	}
	return View{}
}

// Resources returns how many resources the template has.
func (s *Stack) Resources() int { return len(s.order) }

// OnBind adds events of the format around that are bound when all resources are
// declared.
func (s *Stack) OnBind(bind func()) { s.events = append(s.events, bind) }

// addResources registers the entries of a Resources section. Those whose condition
// is known to be false are left out.
func (s *Stack) addResources(section View) {
	for key, entry := range section.Pairs() {
		logical := key.Text()
		typ := entry.Get("Type").String().V
		if logical == "" || typ == "" || s.resources[logical] != nil {
			continue
		}
		if name := entry.n.Get("Condition").Text(); name != "" && s.condition(name) == no {
			continue
		}
		r := &resource{logical: logical, key: key, view: entry, props: entry.Get("Properties"), typ: typ, info: kinds[typ]}
		r.info = memberOf(r)
		s.resources[logical] = r
		s.order = append(s.order, r)
	}
	s.indexTasks()
	s.indexNames()
	s.indexImplicit()
}

// Know makes a logical id that the format around generates refer to an ID.
func (s *Stack) Know(logical, id string) { s.known[logical] = id }

// KnownID returns the ID that a generated logical id stands for, "" for others.
func (s *Stack) KnownID(logical string) string { return s.known[logical] }

// ID returns the ID of a declaration of the stack.
func (s *Stack) ID(name string) string { return s.opts.Scope + "#" + name }

// target is what a logical id refers to: the ID of a unit or resource, or a reason
// why it is none.
func (s *Stack) target(logical string) (id, why string) {
	r := s.resources[logical]
	if r == nil {
		if id := s.known[logical]; id != "" {
			return id, ""
		}
		return "", logical + " is not declared here"
	}
	if owner := s.owners[logical]; owner != "" {
		return s.ID(owner), ""
	}
	if r.info.emitted() {
		return s.ID(logical), ""
	}
	if r.info.forward == "" {
		return "", "refers to " + logical + " (" + r.typ + ")"
	}
	next := r.get(strings.Split(r.info.forward, ".")...)
	if next.n.Kind() == yamldoc.List {
		next = s.View(next.n.Index(0))
	}
	if id := next.Ref(); id != "" {
		return id, ""
	}
	return "", "refers to " + logical + " (" + r.typ + ")"
}

func (s *Stack) ref(name arch.Value[string]) evaluated {
	switch {
	case !name.Known():
		return hide(name.Why)
	case strings.HasPrefix(name.V, "AWS::"):
		return hide(name.V + " is only known at deployment")
	}
	if value, ok := s.loop[name.V]; ok {
		return literal(value)
	}
	if p := s.section("Parameters", name.V); p.Exists() {
		return s.parameter(name.V, p)
	}
	return s.reference(name.V, "Ref")
}

func (s *Stack) parameter(name string, p View) evaluated {
	fromStore := strings.HasPrefix(p.n.Get("Type").Text(), "AWS::SSM::Parameter::Value")
	if v, ok := s.passed[name]; ok {
		if name := v.String(); fromStore && name.Known() {
			return s.stored(name.V)
		}
		e := v.eval()
		if e.at.IsZero() {
			e.at = v.At()
		}
		return e
	}
	def := p.n.Get("Default")
	if fromStore {
		return s.stored(def.Text())
	}
	if def.IsNull() {
		return hide("parameter " + name + " has no default")
	}
	e := View{n: def, s: s}.eval()
	e.at = def.At()
	return e
}

func (s *Stack) getAtt(arg View) evaluated {
	if arg.n.Kind() != yamldoc.List {
		logical, attribute, _ := strings.Cut(arg.String().V, ".")
		return s.attribute(logical, attribute)
	}
	logical := s.View(arg.n.Index(0)).String()
	var names []string
	for i := 1; i < arg.n.Len(); i++ {
		names = append(names, s.View(arg.n.Index(i)).String().V)
	}
	return s.attribute(logical.V, strings.Join(names, "."))
}

func (s *Stack) attribute(logical, attribute string) evaluated {
	if child := s.children[logical]; child != nil {
		if out, ok := strings.CutPrefix(attribute, "Outputs."); ok {
			if v := child.section("Outputs", out, "Value"); v.Exists() {
				return v.eval()
			}
			return hide("nested stack " + logical + " has no output " + out)
		}
	}
	return s.reference(logical, attribute)
}

func (s *Stack) reference(logical, attribute string) evaluated {
	id, why := s.target(logical)
	// SAM generates companions of a resource under names that begin with its own.
	if id == "" && s.resources[logical] == nil {
		if base, suffix, ok := s.companion(logical); ok {
			id, attribute = base, suffix
		}
	}
	if id == "" {
		return hide(why)
	}
	return evaluated{parts: []iac.Part{{Ref: id, Attribute: attribute}}}
}

// companions are the suffixes of logical ids that SAM generates and that stand for
// the resource itself.
var companions = []string{".Alias", ".Version", ".Stage", ".Deployment", "Url", "ProdStage", "Stage"}

func (s *Stack) companion(logical string) (id, attribute string, ok bool) {
	for _, suffix := range companions {
		if base, found := strings.CutSuffix(logical, suffix); found {
			if id, _ := s.target(base); id != "" {
				return id, strings.TrimPrefix(suffix, "."), true
			}
		}
	}
	return "", "", false
}
