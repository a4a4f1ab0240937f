package eval

import (
	"errors"
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

var errOutside = errors.New("no such file in the repository")

// fileFunctions read files of the repository; paths are relative to the root's
// directory, as they are when it runs there.
func (r *Root) fileFunctions() map[string]function.Function {
	file := dynamic(func(args []cty.Value) (cty.Value, error) {
		s, err := r.readFile(args[0])
		if err != nil {
			return cty.UnknownVal(cty.String), nil // what is not in the repository is there when it runs
		}
		return cty.StringVal(s), nil
	}, open("path"))
	return map[string]function.Function{
		"file":       file,
		"fileexists": dynamic(func(args []cty.Value) (cty.Value, error) { return r.fileExists(args[0]), nil }, open("path")),
		"fileset":    dynamic(func(args []cty.Value) (cty.Value, error) { return r.fileSet(args[0], args[1]), nil }, open("path"), open("pattern")),
		"templatefile": dynamic(func(args []cty.Value) (cty.Value, error) {
			s, err := r.readFile(args[0])
			if err != nil {
				return cty.UnknownVal(cty.String), nil
			}
			name, _ := asString(args[0])
			return r.template(s, name, args[1])
		}, open("path"), open("vars")),
		"templatestring": dynamic(func(args []cty.Value) (cty.Value, error) {
			s, ok := asString(args[0])
			if !ok {
				return cty.UnknownVal(cty.String), nil
			}
			return r.template(s, "template", args[1])
		}, open("template"), open("vars")),
	}
}

func (r *Root) readFile(v cty.Value) (string, error) {
	s, ok := asString(r.tokens.resolve(v))
	if !ok {
		return "", errOutside
	}
	name, ok := r.Rel(s)
	if !ok {
		return "", errOutside
	}
	f := r.tree.File(name)
	if f == nil {
		return "", errOutside
	}
	data, err := f.Data()
	if err != nil || checkText(data) != nil {
		return "", errOutside
	}
	return string(data), nil
}

// Rel makes a path of the configuration relative to the repository; ok is false when
// it leads out of it.
func (r *Root) Rel(s string) (name string, ok bool) {
	if path.IsAbs(s) || s == "" {
		return "", false
	}
	name = path.Join(r.Dir, s)
	return name, name != ".." && !strings.HasPrefix(name, "../")
}

func (r *Root) fileExists(v cty.Value) cty.Value {
	s, ok := asString(r.tokens.resolve(v))
	name, inside := r.Rel(s)
	if !ok || !inside || r.tree.File(name) == nil {
		return cty.UnknownVal(cty.Bool) // a build may put it there
	}
	return cty.True
}

// fileSet lists the files that match a pattern.
func (r *Root) fileSet(dir, pattern cty.Value) cty.Value {
	unknown := cty.UnknownVal(cty.Set(cty.String))
	d, ok := asString(r.tokens.resolve(dir))
	p, ok2 := asString(r.tokens.resolve(pattern))
	base, inside := r.Rel(d)
	if !ok || !ok2 || !inside || strings.ContainsAny(p, "{[") {
		return unknown
	}
	want := strings.Split(path.Clean(p), "/")
	var found []cty.Value
	for f := range r.tree.Below(base) {
		rel := f.Path
		if base != "." {
			rel = strings.TrimPrefix(rel, base+"/")
		}
		if matchPath(want, strings.Split(rel, "/")) {
			found = append(found, cty.StringVal(rel))
		}
		if len(found) > maxInstances {
			return unknown
		}
	}
	if len(found) == 0 {
		return unknown // built files are not in the repository
	}
	return cty.SetVal(found)
}

func matchPath(pattern, name []string) bool {
	for i, p := range pattern {
		if p == "**" {
			rest := pattern[i+1:]
			if len(rest) > 0 && rest[0] == "**" {
				continue
			}
			for j := i; j <= len(name); j++ {
				if matchPath(rest, name[j:]) {
					return true
				}
			}
			return false
		}
		if i >= len(name) {
			return false
		}
		if ok, err := path.Match(p, name[i]); err != nil || !ok {
			return false
		}
	}
	return len(pattern) == len(name)
}

// template evaluates a template with the given variables.
func (r *Root) template(text, name string, vars cty.Value) (cty.Value, error) {
	if !vars.IsKnown() || vars.IsNull() || !vars.CanIterateElements() {
		return cty.UnknownVal(cty.String), nil
	}
	if err := checkText([]byte(strings.NewReplacer(string(tokenOpen), "", string(tokenClose), "").Replace(text))); err != nil {
		return cty.DynamicVal, err
	}
	expr, diags := hclsyntax.ParseTemplate([]byte(text), name, hcl.InitialPos)
	if diags.HasErrors() {
		return cty.DynamicVal, diags
	}
	(&rewriter{tokens: r.tokens, rounds: &r.rounds}).rewrite(expr)
	ctx := &hcl.EvalContext{Variables: map[string]cty.Value{}, Functions: r.functions}
	for it := vars.ElementIterator(); it.Next(); {
		k, v := it.Element()
		if name, ok := asString(k); ok {
			ctx.Variables[name] = v
		}
	}
	v, diags := expr.Value(ctx)
	if diags.HasErrors() {
		return cty.DynamicVal, diags
	}
	return v, nil
}
