package eval

import (
	"bytes"
	"encoding/base64"
	"errors"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

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
	fns := map[string]function.Function{
		"file":       file,
		"filebase64": r.ofFile(func(b []byte) string { return base64.StdEncoding.EncodeToString(b) }),
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
	for name, sum := range digests {
		if rest, ok := strings.CutPrefix(name, "base64"); ok {
			fns["filebase64"+rest] = r.ofFile(sum)
			continue
		}
		fns["file"+name] = r.ofFile(sum)
	}
	return fns
}

// ofFile makes something of a file's bytes.
func (r *Root) ofFile(of func([]byte) string) function.Function {
	return dynamic(func(args []cty.Value) (cty.Value, error) {
		data, err := r.fileData(args[0])
		if err != nil || len(data) > maxText {
			return cty.UnknownVal(cty.String), nil
		}
		return cty.StringVal(of(data)), nil
	}, open("path"))
}

// readFile reads a file as the text that it is.
func (r *Root) readFile(v cty.Value) (string, error) {
	data, err := r.fileData(v)
	if err != nil || len(data) > maxText || !utf8.Valid(data) || bytes.ContainsAny(data, tokenSet) {
		return "", errOutside
	}
	return string(data), nil
}

func (r *Root) fileData(v cty.Value) ([]byte, error) {
	s, ok := asString(r.tokens.resolve(v))
	if !ok {
		return nil, errOutside
	}
	name, ok := r.Rel(s)
	if !ok {
		return nil, errOutside
	}
	f := r.tree.File(name)
	if f == nil {
		return nil, errOutside
	}
	return f.Data()
}

// Rel makes a path of the configuration relative to the repository; ok is false when
// it leads out of it.
func (r *Root) Rel(s string) (name string, ok bool) {
	if rest, marked := strings.CutPrefix(s, gruntRoot); marked {
		s = relative(r.Dir, path.Join(".", rest))
	}
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
	if !ok || !ok2 || !inside {
		return unknown
	}
	wants := alternatives(p)
	var found []cty.Value
	for f := range r.tree.Below(base) {
		rel := f.Path
		if base != "." {
			rel = strings.TrimPrefix(rel, base+"/")
		}
		name := strings.Split(rel, "/")
		if slices.ContainsFunc(wants, func(want []string) bool { return matchPath(want, name) }) {
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

// alternatives are the patterns that one with "{a,b}" stands for, split at slashes.
func alternatives(pattern string) [][]string {
	open := strings.IndexByte(pattern, '{')
	end := strings.IndexByte(pattern[max(0, open):], '}') + max(0, open)
	if open < 0 || end < open || strings.Contains(pattern[open+1:end], "{") || len(pattern) > 1000 {
		return [][]string{strings.Split(path.Clean(pattern), "/")}
	}
	var out [][]string
	for alt := range strings.SplitSeq(pattern[open+1:end], ",") {
		out = append(out, alternatives(pattern[:open]+alt+pattern[end+1:])...)
		if len(out) > 100 {
			break
		}
	}
	return out
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
	r.rewrite(expr)
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
