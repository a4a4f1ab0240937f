package eval

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// Root is a configuration that is applied by itself, in one environment.
type Root struct {
	Dir         string // relative to the repository
	Environment string // base name of the tfvars file it was evaluated with; "" when there is no choice

	*loader
	scope     string         // of a unit of Terragrunt
	workspace string         // "" when nobody knows
	vars      hcl.Attributes // of tfvars files
	loose     map[string]bool
	functions map[string]function.Function
	main      *module
	depth     int
	reads     map[readKey]cty.Value
	expanded  map[expansionKey]expansion
	left      int // instances that may still be made
}

type loader struct {
	tree        *source.Tree
	tokens      *tokens
	matters     func(typ string) bool
	files       map[string][]configFile   // by directory
	dirs        []string                  // that hold files
	configs     map[string]*config        // those that were read
	faulty      map[string]bool           // files with a fault that is reported
	strays      map[string][]*source.File // tfvars files that stand elsewhere, by their root
	budget      budget
	roots       []*Root
	units       map[string]*unit // Terragrunt's, by their folder
	gruntBodies map[string]*hclsyntax.Body
	gruntDepth  int
	shared      map[string]function.Function // that no root has for itself
}

// Load reads the configurations of a tree and returns its roots, ordered by directory
// and environment. It reads a resource only when its type matters, or when something
// that is read refers to it; data sources are asked for as "data.type". A nil matters
// stands for all.
func Load(t *source.Tree, matters func(typ string) bool) []*Root {
	l := &loader{
		tree: t, matters: matters, tokens: &tokens{index: map[tokenKey]int{}}, files: map[string][]configFile{},
		configs: map[string]*config{}, gruntBodies: map[string]*hclsyntax.Body{}, faulty: map[string]bool{},
	}
	l.listFiles()
	called := map[string]bool{}
	for _, dir := range l.dirs {
		if slices.ContainsFunc(l.files[dir], func(f configFile) bool { return f.Place.Own() }) {
			l.follow(dir, called)
		}
	}
	l.budget = budget{rounds: maxRounds, text: maxTemplates}
	l.circles(called)
	grunts := l.gruntRoots(called)
	var heads []*config
	for _, dir := range l.dirs {
		if c := l.configs[dir]; c != nil && c.own && !called[dir] && !l.library(c) {
			heads = append(heads, c)
		}
	}
	l.gatherStrays(heads)
	var roots []*Root
	for _, c := range heads {
		roots = append(roots, l.environments(c)...)
	}
	roots = append(roots, grunts...)
	slices.SortStableFunc(roots, func(a, b *Root) int { return cmp.Compare(a.Dir, b.Dir) })
	l.roots = roots
	return roots
}

// follow reads a directory and those that it calls.
func (l *loader) follow(dir string, called map[string]bool) {
	if l.configs[dir] != nil {
		return
	}
	c := l.config(dir)
	if c == nil {
		return
	}
	for _, name := range sorted(c.calls) {
		if target, ok := c.calls[name].local(dir); ok && target != dir {
			called[target] = true
			l.follow(target, called)
		}
	}
}

// circles makes a root of one of the modules that call each other when nothing else
// calls them, so that what they declare is seen at all.
func (l *loader) circles(called map[string]bool) {
	reached := map[string]bool{}
	var reach func(dir string)
	reach = func(dir string) {
		c := l.configs[dir]
		if c == nil || reached[dir] {
			return
		}
		reached[dir] = true
		for _, name := range sorted(c.calls) {
			if target, ok := c.calls[name].local(dir); ok {
				reach(target)
			}
		}
	}
	for _, dir := range l.dirs {
		if !called[dir] {
			reach(dir)
		}
	}
	for _, dir := range l.dirs {
		if c := l.configs[dir]; c != nil && c.own && !reached[dir] {
			called[dir] = false
			reach(dir)
		}
	}
}

// library reports whether a configuration is there to be called from elsewhere.
func (l *loader) library(c *config) bool {
	if !slices.Contains(strings.Split(c.dir, "/"), "modules") {
		return false
	}
	l.ask(c, "var")
	for _, v := range c.variables {
		if v.preset == nil {
			return true
		}
	}
	return false
}

func (l *loader) newRoot(c *config, env, workspace string, vars hcl.Attributes) *Root {
	r := &Root{
		Dir: c.dir, Environment: env, workspace: workspace, loader: l, vars: vars, loose: map[string]bool{}, left: maxTotal,
		reads: map[readKey]cty.Value{}, expanded: map[expansionKey]expansion{},
	}
	r.functions = r.makeFunctions()
	r.main = r.newModule(c, "", nil, nil)
	seen := map[string]bool{}
	r.gatherLoose(c, seen)
	return r
}

// gatherLoose collects the attribute names that a root and its modules read.
func (r *Root) gatherLoose(c *config, seen map[string]bool) {
	if seen[c.dir] {
		return
	}
	seen[c.dir] = true
	for name := range c.shapes.loose {
		r.loose[name] = true
	}
	for _, b := range c.calls {
		if dir, ok := b.local(c.dir); ok && r.configs[dir] != nil {
			r.gatherLoose(r.configs[dir], seen)
		}
	}
}

// Scope names what shares names and references: the directory, and the environment
// when there are several; for a unit of Terragrunt its own folder.
func (r *Root) Scope() string {
	if r.scope != "" {
		return r.scope
	}
	if r.Environment == "" {
		return r.Dir
	}
	return r.Dir + "@" + r.Environment
}

// take spends one instance of the root's budget.
func (r *Root) take(at arch.Range) bool {
	r.left--
	if r.left == -1 {
		r.report(arch.Problem{At: at, Message: "too many instances in this configuration; the rest is not analysed"})
	}
	return r.left >= 0
}

func (r *Root) report(p arch.Problem) { r.tree.Report(p) }

// Instances returns every resource, data source and remote module of the root and of
// the modules it calls, ordered by address.
func (r *Root) Instances() []*Instance {
	r.budget = budget{rounds: maxRounds, text: maxTemplates}
	var out []*Instance
	r.main.instances(&out)
	slices.SortFunc(out, func(a, b *Instance) int { return cmp.Compare(a.Address, b.Address) })
	return out
}

func (m *module) instances(out *[]*Instance) {
	for _, name := range sorted(m.config.resources) {
		*out = append(*out, m.resource(name).instances...)
	}
	for _, name := range sorted(m.config.calls) {
		s := m.sub(name)
		*out = append(*out, s.remote...)
		for _, sub := range s.modules {
			sub.instances(out)
		}
	}
}

// relative gives dir as seen from base, as path.module does.
func relative(base, dir string) string {
	if dir == base {
		return "."
	}
	from, to := segments(base), segments(dir)
	for len(from) > 0 && len(to) > 0 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	out := path.Join(append(slices.Repeat([]string{".."}, len(from)), to...)...)
	return cmp.Or(out, ".")
}

func segments(dir string) []string {
	if dir == "." {
		return nil
	}
	return strings.Split(dir, "/")
}
