package eval

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
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
	tree    *source.Tree
	tokens  *tokens
	configs map[string]*config
	dirs    []string
	rounds  int
}

// Load reads the configurations of a tree and returns its roots, ordered by directory
// and environment.
func Load(t *source.Tree) []*Root {
	l := &loader{tree: t, tokens: &tokens{index: map[tokenKey]int{}}, configs: map[string]*config{}}
	l.readConfigs()
	called := map[string]bool{}
	for _, dir := range l.dirs {
		for _, b := range l.configs[dir].calls {
			if target, ok := b.local(dir); ok && target != dir {
				called[target] = true
			}
		}
	}
	slices.Sort(l.dirs)
	var roots []*Root
	for _, dir := range l.dirs {
		if c := l.configs[dir]; c.own && !called[dir] && !c.library() {
			roots = append(roots, l.environments(c)...)
		}
	}
	return roots
}

// library reports whether a configuration is there to be called from elsewhere.
func (c *config) library() bool {
	if !slices.Contains(strings.Split(c.dir, "/"), "modules") {
		return false
	}
	for _, v := range c.variables {
		if v.preset == nil {
			return true
		}
	}
	return false
}

func (l *loader) newRoot(c *config, env string, vars hcl.Attributes) *Root {
	r := &Root{
		Dir: c.dir, Environment: env, loader: l, vars: vars, loose: map[string]bool{}, left: maxTotal,
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
// when there are several.
func (r *Root) Scope() string {
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
	r.rounds = maxRounds
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
