package eval

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// keyed is a place where a key chooses among values: an index, a lookup, or the name
// of a file that is read.
type keyed struct {
	among hclsyntax.Expression // nil for a file
	key   hclsyntax.Expression
}

// learnKeyed notes places whose key may be the workspace.
func (s *shapes) learnKeyed(n hclsyntax.Node) {
	switch n := n.(type) {
	case *hclsyntax.IndexExpr:
		s.keyed = append(s.keyed, keyed{n.Collection, n.Key})
	case *hclsyntax.FunctionCallExpr:
		switch {
		case n.Name == "lookup" && len(n.Args) > 1:
			s.keyed = append(s.keyed, keyed{n.Args[0], n.Args[1]})
		case reads[n.Name] && len(n.Args) > 0:
			s.keyed = append(s.keyed, keyed{nil, n.Args[0]})
		}
	}
}

// workspaces are the names that a configuration has something written down for: keys
// of the maps that the workspace is looked up in, and files that are named after it.
func (l *loader) workspaces(c *config, seen map[string]bool) map[string]bool {
	names := map[string]bool{}
	if c == nil || seen[c.dir] {
		return names
	}
	seen[c.dir] = true
	for _, k := range c.shapes.keyed {
		switch {
		case k.among == nil:
			l.workspaceFiles(c, k.key, names)
		case c.isWorkspace(k.key):
			c.keys(k.among, nil, names, 0)
		}
	}
	for _, call := range sorted(c.calls) {
		if dir, ok := c.calls[call].local(c.dir); ok {
			maps.Copy(names, l.workspaces(l.configs[dir], seen))
		}
	}
	return names
}

// isWorkspace reports whether an expression is the workspace, or a local for it.
func (c *config) isWorkspace(e hcl.Expression) bool {
	for range maxSteps {
		t, ok := bare(e).(*hclsyntax.ScopeTraversalExpr)
		if !ok {
			return false
		}
		name, _ := stepName(t.Traversal, 1)
		switch t.Traversal.RootName() {
		case "terraform":
			return name == "workspace"
		case "local":
			a := c.locals[name]
			if a == nil || len(t.Traversal) != 2 {
				return false
			}
			e = a.Expr
		default:
			return false
		}
	}
	return false
}

// bare is an expression without what only wraps it.
func bare(e hcl.Expression) hcl.Expression {
	for range maxSteps {
		switch x := e.(type) {
		case *hclsyntax.ParenthesesExpr:
			e = x.Expression
		case *decision:
			e = x.Expression
		case *soft:
			e = x.Expression
		case *counted:
			e = x.Expression
		case *hclsyntax.TemplateWrapExpr:
			e = x.Wrapped
		case *hclsyntax.TemplateExpr:
			if len(x.Parts) != 1 {
				return e
			}
			e = x.Parts[0]
		default:
			return e
		}
	}
	return e
}

// keys collects the keys of the object that an expression and a way into it lead to.
func (c *config) keys(e hcl.Expression, way []string, names map[string]bool, depth int) {
	if depth > maxSteps {
		return
	}
	switch x := bare(e).(type) {
	case *hclsyntax.ObjectConsExpr:
		for _, item := range x.Items {
			v, diags := item.KeyExpr.Value(nil)
			k, ok := asString(v)
			switch {
			case diags.HasErrors() || !ok || hasToken(k):
			case len(way) == 0:
				names[k] = true
			case way[0] == k:
				c.keys(item.ValueExpr, way[1:], names, depth+1)
			}
		}
	case *hclsyntax.ScopeTraversalExpr:
		name, _ := stepName(x.Traversal, 1)
		for i := 2; i < len(x.Traversal); i++ {
			step, ok := stepName(x.Traversal, i)
			if !ok {
				return
			}
			way = append([]string{step}, way...)
		}
		if a := c.locals[name]; a != nil && x.Traversal.RootName() == "local" {
			c.keys(a.Expr, way, names, depth+1)
		}
		if v := c.variables[name]; v != nil && v.preset != nil && x.Traversal.RootName() == "var" {
			c.keys(v.preset.Expr, way, names, depth+1)
		}
	}
}

// workspaceFiles collects what stands for the workspace in the names of the files
// that fit "config/${terraform.workspace}.yaml".
func (l *loader) workspaceFiles(c *config, e hcl.Expression, names map[string]bool) {
	t, ok := e.(*hclsyntax.TemplateExpr)
	if !ok {
		return
	}
	sides := []string{""}
	for _, p := range t.Parts {
		in := bare(p)
		lit, isText := in.(*hclsyntax.LiteralValueExpr)
		tr, isRef := in.(*hclsyntax.ScopeTraversalExpr)
		switch {
		case isText && lit.Val.Type() == cty.String:
			sides[len(sides)-1] += lit.Val.AsString()
		case c.isWorkspace(in):
			sides = append(sides, "")
		case isRef && tr.Traversal.RootName() == "path":
			sides[len(sides)-1] += "."
		default:
			return
		}
	}
	if len(sides) != 2 || path.IsAbs(sides[0]) {
		return
	}
	before := path.Join(c.dir, sides[0]+"x")
	before = strings.TrimSuffix(before, "x")
	for f := range l.tree.Below(path.Join(".", path.Dir(before))) {
		name, ok := strings.CutPrefix(f.Path, before)
		name, fits := strings.CutSuffix(name, sides[1])
		if ok && fits && name != "" && !strings.Contains(name, "/") {
			names[name] = true
		}
	}
}

// inWorkspaces gives a root for each workspace that a configuration knows.
func (l *loader) inWorkspaces(c *config, vars hcl.Attributes) []*Root {
	names := slices.Sorted(maps.Keys(l.workspaces(c, map[string]bool{})))
	var out []*Root
	for _, name := range names[:min(len(names), maxEnvironments)] {
		env := name
		if len(names) == 1 {
			env = ""
		}
		out = append(out, l.newRoot(c, env, name, vars))
	}
	return out
}
