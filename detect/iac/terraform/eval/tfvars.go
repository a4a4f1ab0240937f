package eval

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"

	"github.com/archvet/archvet/detect/source"
)

const maxEnvironments = 8

// environments gives a root for each tfvars file that is chosen at the command line,
// or else for each workspace; one root when there is nothing to choose.
func (l *loader) environments(c *config) []*Root {
	base, auto := hcl.Attributes{}, hcl.Attributes{}
	var chosen []*source.File
	for f := range l.tree.Below(c.dir) {
		name, ok := tfvarsName(f.Name())
		switch {
		case !ok || !f.Place.Own():
		case f.Dir() == c.dir && name == "terraform":
			maps.Copy(base, l.readVars(f))
		case f.Dir() == c.dir && strings.HasSuffix(name, ".auto"):
			maps.Copy(auto, l.readVars(f)) // in the order of their names, as terraform takes them
		case isTemplate(name) || !l.varsOf(c.dir, f.Dir()):
		default:
			chosen = append(chosen, f)
		}
	}
	maps.Copy(base, auto)
	chosen = append(chosen, l.strays[c.dir]...)
	envs := l.sets(chosen, base)
	names := slices.Sorted(maps.Keys(envs))
	if len(names) == 0 {
		if out := l.inWorkspaces(c, base); len(out) > 0 {
			return out
		}
		return []*Root{l.newRoot(c, "", "", base)}
	}
	workspaces := l.workspaces(c, map[string]bool{})
	var out []*Root
	for _, name := range names[:min(len(names), maxEnvironments)] {
		env, workspace := name, ""
		if len(names) == 1 {
			env = ""
		}
		if workspaces[name] {
			workspace = name
		}
		out = append(out, l.newRoot(c, env, workspace, envs[name]))
	}
	return out
}

// shared are names of files that go with every environment's own.
var shared = map[string]bool{"common": true, "global": true, "globals": true, "shared": true, "defaults": true, "base": true}

// sets gives the variables of each environment: a file is one, and so is a directory
// of files where several directories hold the same.
func (l *loader) sets(chosen []*source.File, base hcl.Attributes) map[string]hcl.Attributes {
	files := map[string][]string{} // names by directory
	for _, f := range chosen {
		name, _ := tfvarsName(f.Name())
		if shared[name] {
			maps.Copy(base, l.readVars(f))
			continue
		}
		files[f.Dir()] = append(files[f.Dir()], name)
	}
	inDirs := sameNames(files)
	taken := map[string]int{}
	for dir, names := range files {
		for _, name := range names {
			taken[environmentName(name, dir)]++
		}
	}
	envs := map[string]hcl.Attributes{}
	for _, f := range chosen {
		name, _ := tfvarsName(f.Name())
		if shared[name] {
			continue
		}
		env := environmentName(name, f.Dir())
		switch {
		case inDirs:
			env = path.Base(f.Dir())
		case taken[env] > 1:
			env = path.Base(f.Dir()) + "-" + env
		}
		if envs[env] == nil {
			envs[env] = maps.Clone(base)
		}
		maps.Copy(envs[env], l.readVars(f))
	}
	return envs
}

// sameNames reports whether several directories hold the same files, and more than
// one each.
func sameNames(files map[string][]string) bool {
	var first []string
	for _, dir := range sorted(files) {
		switch {
		case first == nil:
			first = files[dir]
		case !slices.Equal(first, files[dir]):
			return false
		}
	}
	return len(files) > 1 && len(first) > 1
}

func isTemplate(name string) bool {
	return strings.Contains(name, "example") || strings.Contains(name, "sample")
}

// gatherStrays finds the root for tfvars files that stand beside the configurations:
// the only one that declares every variable which such a file sets.
func (l *loader) gatherStrays(roots []*config) {
	l.strays = map[string][]*source.File{}
	for _, f := range l.tree.Files() {
		name, ok := tfvarsName(f.Name())
		if !ok || !f.Place.Own() || isTemplate(name) || l.below(f.Dir()) {
			continue
		}
		vars := l.readVars(f)
		var fits []*config
		for _, c := range roots {
			l.ask(c, "var")
			if len(vars) > 0 && declares(c, vars) {
				fits = append(fits, c)
			}
		}
		if len(fits) == 1 {
			l.strays[fits[0].dir] = append(l.strays[fits[0].dir], f)
		}
	}
}

func declares(c *config, vars hcl.Attributes) bool {
	for name := range vars {
		if c.variables[name] == nil {
			return false
		}
	}
	return true
}

// below reports whether a directory, or one around it, holds a configuration.
func (l *loader) below(dir string) bool {
	for {
		if l.files[dir] != nil {
			return true
		}
		if dir == "." {
			return false
		}
		dir = path.Dir(dir)
	}
}

// varsOf reports whether tfvars files in dir are meant for the root: its own
// directory, or one below that holds no configuration.
func (l *loader) varsOf(root, dir string) bool {
	for dir != root {
		if l.files[dir] != nil || dir == "." {
			return false
		}
		dir = path.Dir(dir)
	}
	return true
}

func tfvarsName(name string) (string, bool) {
	if base, ok := strings.CutSuffix(name, ".tfvars"); ok {
		return base, true
	}
	return strings.CutSuffix(name, ".tfvars.json")
}

// environmentName is the file's name, or its directory's where every environment
// has a file of the same name.
func environmentName(name, dir string) string {
	switch name {
	case "terraform", "variables", "vars", "terraform.auto":
		return path.Base(dir)
	}
	return strings.TrimSuffix(name, ".auto")
}

func (l *loader) readVars(f *source.File) hcl.Attributes {
	data, ok := l.text(f)
	if !ok {
		return nil
	}
	if strings.HasSuffix(f.Path, ".json") {
		file, diags := json.Parse(data, f.Path)
		l.report(f, diags)
		if file == nil || file.Body == nil {
			return nil
		}
		attrs, _ := file.Body.JustAttributes() // nested blocks are faults of their own
		return attributes(nativeBody(attrs, false, file.Body.MissingItemRange()))
	}
	file, diags := hclsyntax.ParseConfig(data, f.Path, hcl.InitialPos)
	l.report(f, diags)
	body, ok := file.Body.(*hclsyntax.Body)
	if !ok {
		return nil
	}
	return attributes(body)
}
