package eval

import (
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

const (
	grunt      = "terragrunt.hcl"
	gruntStack = "terragrunt.stack.hcl"
	// gruntRoot stands for the repository in paths that Terragrunt would make absolute.
	gruntRoot = "/\uE0F3"
)

// unit is a folder that Terragrunt applies, or one that a stack makes of it.
type unit struct {
	dir    string    // of the terragrunt.hcl that says what it is
	scope  string    // names it
	values cty.Value // that a stack gives
	module string    // directory of its configuration
	files  []*gruntFile
	root   *Root
}

// gruntFile is a file of Terragrunt's as one unit sees it.
type gruntFile struct {
	l       *loader
	unit    *unit
	path    string
	body    *hclsyntax.Body
	locals  map[string]*cell
	include map[string]*gruntFile
	depth   int
	funcs   map[string]function.Function
}

// terragrunt finds the units of the tree whose configuration is in it, ordered by
// that and by their own folder.
func (l *loader) terragrunt() []*unit {
	var units []*unit
	for _, f := range l.tree.Files() {
		switch {
		case !f.Place.Own():
		case f.Name() == grunt:
			units = append(units, &unit{dir: f.Dir(), scope: f.Dir(), values: cty.DynamicVal})
		case f.Name() == gruntStack:
			units = append(units, l.stack(f.Dir(), f.Dir(), cty.DynamicVal, 0)...)
		}
	}
	l.units = map[string]*unit{}
	stacked := map[string]bool{} // folders that stacks make their units of
	for _, u := range units {
		stacked[u.dir] = stacked[u.dir] || u.dir != u.scope
	}
	out := units[:0]
	for _, u := range units {
		if u.dir == u.scope && stacked[u.dir] {
			continue
		}
		if len(l.units) < maxTotal && l.units[u.scope] == nil && l.readUnit(u) {
			l.units[u.scope] = u
			out = append(out, u)
		}
	}
	slices.SortStableFunc(out, func(a, b *unit) int {
		if c := strings.Compare(a.module, b.module); c != 0 {
			return c
		}
		return strings.Compare(a.scope, b.scope)
	})
	return out
}

// readUnit finds a unit's configuration; false when it has none here, as a file that
// is only there to be included.
func (l *loader) readUnit(u *unit) bool {
	u.files = nil
	g := l.gruntFile(u, path.Join(u.dir, grunt), 0)
	if g == nil {
		return false
	}
	u.files = append(u.files, g)
	for _, name := range sorted(g.include) {
		u.files = append(u.files, g.include[name])
	}
	for _, f := range u.files {
		for _, b := range f.blocks("terraform") {
			source := b.Body.Attributes["source"]
			if source == nil {
				continue
			}
			s, ok := asString(f.eval(source.Expr))
			if !ok || hasToken(s) {
				return false
			}
			s, _, _ = strings.Cut(s, "?")
			dir, ok := f.repoPath(s)
			u.module = dir
			return ok && l.files[dir] != nil
		}
	}
	u.module = u.dir
	return l.files[u.dir] != nil
}

// stack lists the units of a stack.
func (l *loader) stack(dir, scope string, values cty.Value, depth int) []*unit {
	u := &unit{dir: dir, scope: scope, values: values}
	g := l.gruntFile(u, path.Join(dir, gruntStack), 0)
	if g == nil || depth > 4 {
		return nil
	}
	var out []*unit
	for _, b := range g.body.Blocks {
		source, where := b.Body.Attributes["source"], b.Body.Attributes["path"]
		if source == nil || where == nil || len(out) > maxInstances {
			continue
		}
		s, ok := asString(g.eval(source.Expr))
		at, ok2 := asString(g.eval(where.Expr))
		from, local := g.repoPath(s)
		if !ok || !ok2 || !local || hasToken(s+at) {
			continue
		}
		with := cty.DynamicVal
		if v := b.Body.Attributes["values"]; v != nil {
			with = g.eval(v.Expr)
		}
		in := path.Join(scope, at)
		switch b.Type {
		case "unit":
			out = append(out, &unit{dir: from, scope: in, values: with})
		case "stack":
			out = append(out, l.stack(from, in, with, depth+1)...)
		}
	}
	return out
}

// gruntFile reads a file for a unit, nil when there is none.
func (l *loader) gruntFile(u *unit, name string, depth int) *gruntFile {
	f := l.tree.File(name)
	if f == nil || depth > 8 || !strings.HasSuffix(name, ".hcl") {
		return nil
	}
	body := l.gruntBodies[name]
	if body == nil {
		data, ok := l.text(f)
		if !ok {
			return nil
		}
		file, diags := hclsyntax.ParseConfig(data, f.Path, hcl.InitialPos)
		l.report(f, diags)
		parsed, ok := file.Body.(*hclsyntax.Body)
		if !ok {
			return nil
		}
		l.rewrite(parsed)
		body = parsed
		l.gruntBodies[name] = body
	}
	g := &gruntFile{l: l, unit: u, path: name, body: body, locals: map[string]*cell{}, include: map[string]*gruntFile{}, depth: depth}
	for _, b := range g.blocks("include") {
		a := b.Body.Attributes["path"]
		if a == nil {
			continue
		}
		s, ok := asString(g.eval(a.Expr))
		p, local := g.repoPath(s)
		if ok && local {
			if in := l.gruntFile(u, p, depth+1); in != nil {
				g.include[strings.Join(b.Labels, ".")] = in
			}
		}
	}
	return g
}

func (g *gruntFile) blocks(typ string) []*hclsyntax.Block {
	var out []*hclsyntax.Block
	for _, b := range g.body.Blocks {
		if b.Type == typ {
			out = append(out, b)
		}
	}
	return out
}

// repoPath makes a path of the file relative to the repository.
func (g *gruntFile) repoPath(s string) (string, bool) {
	if rest, ok := strings.CutPrefix(s, gruntRoot); ok {
		s = path.Join(".", rest)
		return s, s != ".." && !strings.HasPrefix(s, "../")
	}
	if s == "" || path.IsAbs(s) || strings.Contains(s, ":") {
		return "", false
	}
	s = path.Join(g.unit.dir, s)
	return s, s != ".." && !strings.HasPrefix(s, "../")
}

// inputs are the variables of the unit's configuration. They are evaluated when they
// are read: one may be an output of another unit.
func (u *unit) inputs() hcl.Attributes {
	vars := hcl.Attributes{}
	for _, g := range slices.Backward(u.files) {
		a := g.body.Attributes["inputs"]
		if a == nil {
			continue
		}
		object, ok := bare(a.Expr).(*hclsyntax.ObjectConsExpr)
		if !ok {
			v := g.eval(a.Expr)
			if v.IsKnown() && !v.IsNull() && (v.Type().IsObjectType() || v.Type().IsMapType()) {
				for it := v.ElementIterator(); it.Next(); {
					k, e := it.Element()
					if name, ok := asString(k); ok {
						vars[name] = &hcl.Attribute{Name: name, Expr: &input{file: g, value: e, at: a.Expr.Range()}, Range: a.SrcRange}
					}
				}
			}
			continue
		}
		for _, item := range object.Items {
			if name, ok := asString(g.eval(item.KeyExpr)); ok {
				vars[name] = &hcl.Attribute{Name: name, Expr: &input{file: g, expr: item.ValueExpr, at: item.ValueExpr.Range()}, Range: a.SrcRange}
			}
		}
	}
	return vars
}

// input is an input's value, as the unit's configuration sees it.
type input struct {
	file  *gruntFile
	expr  hcl.Expression
	value cty.Value // when there is no expression
	at    hcl.Range
}

// Value implements hcl.Expression.
func (in *input) Value(*hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v := in.value
	if in.expr != nil {
		v = in.file.eval(in.expr)
	}
	v, err := cty.Transform(v, func(_ cty.Path, v cty.Value) (cty.Value, error) {
		if v.Type() != cty.String || !v.IsKnown() || v.IsNull() || !strings.Contains(v.AsString(), gruntRoot) {
			return v, nil
		}
		s := v.AsString()
		if rest, ok := strings.CutPrefix(s, gruntRoot); ok {
			return cty.StringVal(relative(in.file.unit.module, path.Join(".", rest))), nil
		}
		return cty.StringVal(strings.ReplaceAll(s, gruntRoot, "")), nil
	})
	if err != nil {
		return cty.DynamicVal, nil
	}
	return v, nil
}

// Variables implements hcl.Expression.
func (in *input) Variables() []hcl.Traversal { return nil }

// Range implements hcl.Expression.
func (in *input) Range() hcl.Range { return in.at }

// StartRange implements hcl.Expression.
func (in *input) StartRange() hcl.Range { return in.at }

// stages are names of folders that say which environment is in them.
var stages = map[string]bool{
	"prod": true, "production": true, "prd": true, "staging": true, "stage": true, "stg": true, "dev": true, "development": true,
	"test": true, "qa": true, "uat": true, "sandbox": true, "preprod": true, "nonprod": true, "non-prod": true,
}

// stageOf is the environment that a folder's path names, "" when it names none.
func stageOf(dir string) string {
	for seg := range strings.SplitSeq(dir, "/") {
		if stages[strings.ToLower(seg)] {
			return seg
		}
	}
	return ""
}

// gruntRoots gives the roots of Terragrunt's units. The configurations they take are no
// roots of their own.
func (l *loader) gruntRoots(called map[string]bool) []*Root {
	var out []*Root
	for _, u := range l.terragrunt() {
		called[u.module] = true
		l.follow(u.module, called)
		c := l.config(u.module)
		if c == nil {
			continue
		}
		u.root = l.newRoot(c, stageOf(u.scope), "", u.inputs())
		u.root.scope = u.scope
		out = append(out, u.root)
	}
	return out
}
