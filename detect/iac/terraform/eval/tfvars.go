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

// environments gives a root for each tfvars file that is chosen at the command line;
// one root when there is at most one such file.
func (l *loader) environments(c *config) []*Root {
	base := hcl.Attributes{}
	chosen := map[string]*source.File{}
	for f := range l.tree.Below(c.dir) {
		name, ok := tfvarsName(f.Name())
		if !ok || !f.Place.Own() {
			continue
		}
		switch {
		case f.Dir() == c.dir && (name == "terraform" || strings.HasSuffix(name, ".auto")):
			maps.Copy(base, l.readVars(f)) // files are in the order of their names, as terraform takes them
		case !strings.Contains(name, "example") && !strings.Contains(name, "sample") && l.varsOf(c.dir, f.Dir()):
			chosen[environmentName(name, f.Dir())] = f
		}
	}
	names := slices.Sorted(maps.Keys(chosen))
	if len(names) == 0 {
		return []*Root{l.newRoot(c, "", base)}
	}
	var out []*Root
	for _, name := range names[:min(len(names), maxEnvironments)] {
		vars := maps.Clone(base)
		maps.Copy(vars, l.readVars(chosen[name]))
		env := name
		if len(names) == 1 {
			env = ""
		}
		out = append(out, l.newRoot(c, env, vars))
	}
	return out
}

const maxEnvironments = 8

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
