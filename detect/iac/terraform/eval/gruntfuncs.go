package eval

import (
	"maps"
	"path"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// eval evaluates an expression of the file.
func (g *gruntFile) eval(e hcl.Expression) cty.Value {
	ctx := &hcl.EvalContext{Variables: map[string]cty.Value{}, Functions: g.functions()}
	locals := map[string]cty.Value{}
	deps := map[string]cty.Value{}
	for _, t := range e.Variables() {
		name, named := stepName(t, 1)
		switch root := t.RootName(); {
		case root == "local" && named:
			locals[name] = g.local(name)
		case root == "include":
			ctx.Variables[root] = g.included()
		case root == "dependency" && named:
			deps[name] = g.dependency(name, t)
		case root == "values":
			ctx.Variables[root] = g.unit.values
		default:
			ctx.Variables[root] = cty.DynamicVal
		}
	}
	ctx.Variables["local"] = cty.ObjectVal(locals)
	ctx.Variables["dependency"] = cty.ObjectVal(deps)
	v, diags := e.Value(ctx)
	if v == cty.NilVal || diags.HasErrors() {
		return cty.DynamicVal
	}
	if v.ContainsMarked() {
		v, _ = v.UnmarkDeep()
	}
	return bounded(v)
}

func (g *gruntFile) local(name string) cty.Value {
	if c := g.locals[name]; c != nil {
		return c.v
	}
	c := &cell{v: cty.DynamicVal}
	g.locals[name] = c
	for _, b := range g.blocks("locals") {
		if a := b.Body.Attributes[name]; a != nil && g.l.gruntDepth < maxDepth {
			g.l.gruntDepth++
			c.v = g.eval(a.Expr)
			g.l.gruntDepth--
		}
	}
	return c.v
}

// exposed is what other files see of this one.
func (g *gruntFile) exposed() cty.Value {
	locals := map[string]cty.Value{}
	for _, b := range g.blocks("locals") {
		for name := range b.Body.Attributes {
			locals[name] = g.local(name)
		}
	}
	inputs := cty.DynamicVal
	if a := g.body.Attributes["inputs"]; a != nil {
		inputs = g.eval(a.Expr)
	}
	return cty.ObjectVal(map[string]cty.Value{"locals": cty.ObjectVal(locals), "inputs": inputs})
}

func (g *gruntFile) included() cty.Value {
	if in := g.include[""]; in != nil {
		return in.exposed()
	}
	files := map[string]cty.Value{}
	for name, in := range g.include {
		files[name] = in.exposed()
	}
	return cty.ObjectVal(files)
}

// dependency is another unit: an output of it that is asked for, as far as its
// configuration is here.
func (g *gruntFile) dependency(name string, t hcl.Traversal) cty.Value {
	for _, b := range g.blocks("dependency") {
		if len(b.Labels) != 1 || b.Labels[0] != name || b.Body.Attributes["config_path"] == nil {
			continue
		}
		s, ok := asString(g.eval(b.Body.Attributes["config_path"].Expr))
		dir, local := g.repoPath(s)
		output, named := stepName(t, 3)
		if u := g.l.units[dir]; ok && local && named && u != nil && u.root != nil {
			return cty.ObjectVal(map[string]cty.Value{"outputs": cty.ObjectVal(map[string]cty.Value{output: u.root.main.output(output)})})
		}
	}
	return cty.DynamicVal
}

// gruntHidden are functions whose result only the machine that runs them knows.
var gruntHidden = []string{
	"get_env", "run_cmd", "get_aws_account_id", "get_aws_account_alias", "get_aws_caller_identity_arn", "get_aws_caller_identity_user_id", "get_platform",
	"get_terraform_command", "get_terraform_cli_args", "get_terraform_commands_that_need_vars", "get_terraform_commands_that_need_locking",
	"get_terraform_commands_that_need_input", "get_terraform_commands_that_need_parallelism", "get_default_retryable_errors", "sops_decrypt_file",
	"get_terragrunt_source_cli_flag", "mark_as_read", "constraint_check", "timestamp",
}

func (g *gruntFile) functions() map[string]function.Function {
	if g.funcs != nil {
		return g.funcs
	}
	r := &Root{Dir: g.unit.dir, loader: g.l}
	fns := r.makeFunctions()
	for _, name := range gruntHidden {
		fns[name] = unknownFunc
	}
	at := func(dir string) function.Function {
		return variadic(func([]cty.Value) (cty.Value, error) { return cty.StringVal(gruntRoot + "/" + dir), nil })
	}
	to := func(text string) function.Function {
		return variadic(func([]cty.Value) (cty.Value, error) { return cty.StringVal(text), nil })
	}
	maps.Copy(fns, map[string]function.Function{
		"get_terragrunt_dir": at(g.unit.dir), "get_original_terragrunt_dir": at(g.unit.dir), "get_working_dir": at(g.unit.dir),
		"get_parent_terragrunt_dir": variadic(func(args []cty.Value) (cty.Value, error) { return cty.StringVal(gruntRoot + "/" + g.parent(args)), nil }),
		"get_repo_root":             at("."),
		"get_path_from_repo_root":   to(g.unit.scope),
		"get_path_to_repo_root":     to(relative(g.unit.scope, ".")),
		"path_relative_to_include": variadic(func(args []cty.Value) (cty.Value, error) {
			return cty.StringVal(relative(g.parent(args), g.unit.scope)), nil
		}),
		"path_relative_from_include": variadic(func(args []cty.Value) (cty.Value, error) {
			return cty.StringVal(relative(g.unit.scope, g.parent(args))), nil
		}),
		"find_in_parent_folders": variadic(g.findInParents),
		"read_terragrunt_config": variadic(g.readConfig),
	})
	g.funcs = fns
	return fns
}

// parent is the folder of the included file: of this one, when it is the included one.
func (g *gruntFile) parent(args []cty.Value) string {
	if g.depth > 0 {
		return path.Dir(g.path)
	}
	name, _ := asString(args0(args))
	if in := g.include[name]; in != nil {
		return path.Dir(in.path)
	}
	for _, n := range sorted(g.include) {
		return path.Dir(g.include[n].path)
	}
	return g.unit.dir
}

func (g *gruntFile) findInParents(args []cty.Value) (cty.Value, error) {
	name := grunt
	if len(args) > 0 {
		s, ok := asString(args[0])
		if !ok || hasToken(s) {
			return cty.DynamicVal, nil
		}
		name = s
	}
	for dir := g.unit.dir; dir != "."; {
		dir = path.Dir(dir)
		p := path.Join(dir, name)
		if g.l.tree.File(p) != nil || g.l.tree.IsDir(p) {
			return cty.StringVal(gruntRoot + "/" + p), nil
		}
	}
	if len(args) > 1 {
		return args[1], nil
	}
	return cty.DynamicVal, nil
}

func (g *gruntFile) readConfig(args []cty.Value) (cty.Value, error) {
	s, ok := asString(args0(args))
	p, local := g.repoPath(s)
	if !ok || !local || hasToken(s) || g.l.gruntDepth > 16 {
		return cty.DynamicVal, nil
	}
	g.l.gruntDepth++
	defer func() { g.l.gruntDepth-- }()
	if in := g.l.gruntFile(&unit{dir: path.Dir(p), scope: path.Dir(p), values: cty.DynamicVal, module: g.unit.module}, p, g.depth+1); in != nil {
		return in.exposed(), nil
	}
	if len(args) > 1 {
		return args[1], nil
	}
	return cty.DynamicVal, nil
}
