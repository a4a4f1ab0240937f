package eval

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// shapes remembers which attributes a configuration reads from what it cannot see:
// an object of the language has a fixed set of attributes, so a resource must be
// given those that are going to be asked for.
type shapes struct {
	direct map[string]*shape // by "type.name", "data.type.name", "module.name"
	loose  map[string]bool   // names read from locals, variables, loops and splats
	deep   map[string]bool   // variables that something is read from
	asked  []string          // what is referred to, since it was last looked at
	known  map[string]bool   // all that was ever asked for
	keyed  []keyed
	whole  map[string]bool // what is handed on as a whole
}

// shape is a tree of attribute names and indexes.
type shape struct {
	next map[string]*shape
	list bool
}

func newShapes() *shapes {
	return &shapes{direct: map[string]*shape{}, loose: map[string]bool{}, deep: map[string]bool{}, known: map[string]bool{}, whole: map[string]bool{}}
}

// commonAttributes are read through splats and loops more often than any others.
var commonAttributes = []string{"arn", "id", "name", "url"}

func (s *shapes) learn(node hclsyntax.Node) {
	_ = hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics { // visit never fails
		s.learnKeyed(n)
		switch n := n.(type) {
		case *hclsyntax.ScopeTraversalExpr:
			s.learnTraversal(n.Traversal)
		case *hclsyntax.RelativeTraversalExpr:
			s.learnLoose(n.Traversal)
			s.learnSource(n.Source)
		case *hclsyntax.IndexExpr:
			s.learnSource(n.Collection)
		case *hclsyntax.SplatExpr:
			s.learnSource(n.Source)
		case *hclsyntax.ForExpr:
			s.learnSource(n.CollExpr)
		}
		return nil
	})
}

// learnSource notes variables that are indexed or iterated, which no string is.
func (s *shapes) learnSource(e hclsyntax.Expression) {
	if t, ok := e.(*hclsyntax.ScopeTraversalExpr); ok && t.Traversal.RootName() == "var" {
		if name, ok := stepName(t.Traversal, 1); ok {
			s.deep[name] = true
		}
	}
}

func (s *shapes) learnTraversal(t hcl.Traversal) {
	skip := 2
	switch t.RootName() {
	case "path", "terraform", "count":
		return
	case "var":
		name, ok := stepName(t, 1)
		if ok && len(t) > 2 {
			s.deep[name] = true
		}
		s.ask(strings.TrimSuffix("var."+name, "."))
		s.learnLoose(t[min(len(t), 2):])
		return
	case "local":
		s.learnLoose(t[min(len(t), 2):])
		return
	case "each", "self":
		s.learnLoose(t[1:])
		return
	case "data":
		skip = 3
	}
	key := t.RootName()
	for i := 1; i < skip; i++ {
		name, ok := stepName(t, i)
		if !ok {
			s.learnLoose(t[1:])
			return
		}
		key += "." + name
	}
	s.ask(key)
	if len(t) <= skip {
		s.whole[key] = true
		s.learnLoose(t[1:])
		return
	}
	rest := t[skip:]
	if _, index := rest[0].(hcl.TraverseIndex); index {
		rest = rest[1:]
	}
	if s.direct[key] == nil {
		s.direct[key] = &shape{}
	}
	s.direct[key].add(rest)
	s.learnLoose(t[1:]) // the root may as well be the variable of a loop
}

// ask notes that something is referred to.
func (s *shapes) ask(key string) {
	if !s.known[key] {
		s.known[key] = true
		s.asked = append(s.asked, key)
	}
}

func (s *shapes) learnLoose(t hcl.Traversal) {
	for _, step := range t {
		if a, ok := step.(hcl.TraverseAttr); ok {
			s.loose[a.Name] = true
		}
	}
}

func stepName(t hcl.Traversal, i int) (string, bool) {
	if i >= len(t) {
		return "", false
	}
	a, ok := t[i].(hcl.TraverseAttr)
	return a.Name, ok
}

const maxListed = 16 // elements of a list that nobody has seen

func (s *shape) add(t hcl.Traversal) {
	for _, step := range t {
		name := ""
		switch step := step.(type) {
		case hcl.TraverseAttr:
			name = step.Name
		case hcl.TraverseIndex:
			if step.Key.Type() == cty.String {
				name = step.Key.AsString()
				break
			}
			n, _ := step.Key.AsBigFloat().Int64()
			if n < 0 || n >= maxListed {
				return
			}
			s.list = true
			name = strconv.Itoa(int(n))
		default:
			return
		}
		if s.next == nil {
			s.next = map[string]*shape{}
		}
		if s.next[name] == nil {
			s.next[name] = &shape{}
		}
		s = s.next[name]
	}
}

// value gives a shape's stand-in; at is where in the instance it is.
func (s *shape) value(at string, leaf func(attr string) cty.Value) cty.Value {
	if s == nil || len(s.next) == 0 {
		return leaf(at)
	}
	if s.list {
		var elems []cty.Value
		for i := range maxListed {
			n, ok := s.next[strconv.Itoa(i)]
			if ok || i == 0 {
				elems = append(elems, n.value(at+"["+strconv.Itoa(i)+"]", leaf))
			}
		}
		return cty.TupleVal(elems)
	}
	attrs := map[string]cty.Value{}
	for name, n := range s.next {
		attrs[name] = n.value(join(at, name), leaf)
	}
	return cty.ObjectVal(attrs)
}

func join(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}
