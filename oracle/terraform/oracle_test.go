package oracle

import (
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"github.com/terraform-linters/tflint-plugin-sdk/hclext"
	"github.com/terraform-linters/tflint/terraform"
	"github.com/terraform-linters/tflint/tflint"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/source"
)

// apart are the values on which the two may differ, each with the reason.
var apart = map[string]string{}

// compared is the least number of values that a case must have compared: a broken
// comparison would find no differences either.
var compared = map[string]int{
	"environments": 4, "files": 17, "functions": 124, "json": 14, "language": 79, "variables": 14, "workspace": 5,
}

// TestAgainstTflint evaluates every attribute of the check resources of each case
// with both.
func TestAgainstTflint(t *testing.T) {
	log.SetOutput(io.Discard)
	cases, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name(), func(t *testing.T) {
			t.Chdir(filepath.Join("testdata", c.Name()))
			tree, err := source.Open(".", source.Options{})
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, root := range eval.Load(tree, nil) {
				n += compare(t, c.Name(), root)
			}
			for _, p := range tree.Problems() {
				t.Errorf("problem: %v", p)
			}
			if n < compared[c.Name()] {
				t.Errorf("%d values compared, want %d", n, compared[c.Name()])
			}
		})
	}
}

func compare(t *testing.T, name string, root *eval.Root) int {
	t.Helper()
	env, files := "default", []string(nil)
	if name == "workspace" {
		env = "prod"
	}
	if root.Environment != "" {
		files = append(files, "env/"+root.Environment+".tfvars")
	}
	t.Setenv("TF_WORKSPACE", env)
	ours := map[string][]eval.Node{}
	for _, in := range root.Instances() {
		addr := plain(in.Address)
		ours[addr] = append(ours[addr], in.Body())
	}
	n := 0
	for _, r := range runners(t, files) {
		theirs := map[string][]*hclext.BodyContent{}
		content, diags := r.TFConfig.Module.PartialContent(schema(t), r.Ctx)
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		for _, b := range content.Blocks {
			addr := strings.Join(append(slices.Clone(b.Labels), ""), ".")
			addr = strings.TrimSuffix(addr, ".")
			if path := r.TFConfig.Path.String(); path != "" {
				addr = path + "." + addr
			}
			theirs[addr] = append(theirs[addr], b.Body)
		}
		for addr, bodies := range theirs {
			for _, b := range bodies {
				if len(ours[addr]) == 0 {
					t.Errorf("%s: one instance too few", addr)
					continue
				}
				node := ours[addr][0]
				ours[addr] = ours[addr][1:]
				n += bodiesEqual(t, r, root.Environment+" "+addr, b, node)
			}
		}
	}
	for addr, rest := range ours {
		if len(rest) > 0 {
			t.Errorf("%s: %d instances too many", addr, len(rest))
		}
	}
	return n
}

var keys = regexp.MustCompile(`\["[^"]*"\]|\[\d+\]`)

func plain(addr string) string { return keys.ReplaceAllString(addr, "") }

// runners are tflint's view of the configuration in the working directory: the root
// and every instance of its modules, in order.
func runners(t *testing.T, files []string) []*tflint.Runner {
	t.Helper()
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	loader, err := terraform.NewLoader(afero.Afero{Fs: afero.NewOsFs()}, wd)
	if err != nil {
		t.Fatal(err)
	}
	mod, diags := loader.LoadRootModule(".")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	values, diags := loader.LoadValuesFiles(".", files...)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	cfg, diags := terraform.BuildConfig(mod, loader.ModuleWalker(terraform.CallLocalModule), wd, values...)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	root, err := tflint.NewRunner(wd, tflint.EmptyConfig(), nil, cfg, values...)
	if err != nil {
		t.Fatal(err)
	}
	all, err := tflint.NewModuleRunners(root)
	if err != nil {
		t.Fatal(err)
	}
	return append([]*tflint.Runner{root}, all...)
}

var names = regexp.MustCompile(`(?m)^\s*([a-z]\w*)\s*=|"([a-z]\w*)":`)

// schema lets a check have any attribute that is written anywhere in the case, and
// the blocks "block" and "inner".
func schema(t *testing.T) *hclext.BodySchema {
	t.Helper()
	seen := map[string]bool{"count": true, "for_each": true, "block": true, "inner": true, "dynamic": true}
	var attrs []hclext.AttributeSchema
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(path, ".tf") {
			return err
		}
		data, err := os.ReadFile(path)
		for _, m := range names.FindAllStringSubmatch(string(data), -1) {
			if name := m[1] + m[2]; !seen[name] {
				seen[name] = true
				attrs = append(attrs, hclext.AttributeSchema{Name: name})
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	inner := &hclext.BodySchema{Attributes: attrs}
	block := &hclext.BodySchema{Attributes: attrs, Blocks: []hclext.BlockSchema{{Type: "inner", Body: inner}}}
	check := &hclext.BodySchema{Attributes: attrs, Blocks: []hclext.BlockSchema{{Type: "block", Body: block}}}
	return &hclext.BodySchema{Blocks: []hclext.BlockSchema{{Type: "resource", LabelNames: []string{"type", "name"}, Body: check}}}
}

func bodiesEqual(t *testing.T, r *tflint.Runner, at string, theirs *hclext.BodyContent, ours eval.Node) int {
	t.Helper()
	n := 0
	for name, a := range theirs.Attributes {
		v, diags := r.Ctx.EvaluateExpr(a.Expr, cty.DynamicPseudoType)
		if diags.HasErrors() {
			t.Logf("%s.%s: tflint cannot: %v", at, name, diags)
			continue
		}
		n++
		v, _ = v.UnmarkDeep()
		for _, diff := range different(at+"."+name, v, ours.Get(name)) {
			if why := apart[at+"."+name]; why == "" {
				t.Error(diff)
			}
		}
	}
	seen := map[string]int{}
	for _, b := range theirs.Blocks {
		i := seen[b.Type]
		seen[b.Type]++
		all := ours.All(b.Type)
		where := fmt.Sprintf("%s.%s[%d]", at, b.Type, i)
		if i >= len(all) {
			t.Errorf("%s: not there", where)
			continue
		}
		n += bodiesEqual(t, r, where, b.Body, all[i])
	}
	for _, typ := range []string{"block", "inner"} {
		if have := len(ours.All(typ)); have != seen[typ] {
			t.Errorf("%s.%s: %d blocks, want %d", at, typ, have, seen[typ])
		}
	}
	return n
}

// different says where our value is not theirs, as far as they know it.
func different(at string, v cty.Value, n eval.Node) []string {
	switch {
	case !v.IsKnown():
		return nil
	case v.IsNull():
		if n.Exists() {
			return []string{fmt.Sprintf("%s: %v, want null", at, n.String())}
		}
		return nil
	case v.Type().IsPrimitiveType():
		s, err := convert.Convert(v, cty.String)
		if err != nil {
			return []string{err.Error()}
		}
		if got := n.String(); !got.Known() || got.V != s.AsString() {
			return []string{fmt.Sprintf("%s: got %q (%s %s), want %q", at, got.V, got.Source, got.Why, s.AsString())}
		}
		return nil
	}
	if n.Hidden() {
		return []string{fmt.Sprintf("%s: unknown, want %#v", at, v)}
	}
	named := v.Type().IsMapType() || v.Type().IsObjectType()
	ours := n.Elems()
	if len(ours) != v.LengthInt() {
		return []string{fmt.Sprintf("%s: %d elements, want %#v", at, len(ours), v)}
	}
	var out []string
	i := 0
	for it := v.ElementIterator(); it.Next(); i++ {
		k, e := it.Element()
		key := ours[i].Key
		if named && k.AsString() != key {
			out = append(out, fmt.Sprintf("%s: key %q, want %q", at, key, k.AsString()))
		}
		out = append(out, different(at+"."+key, e, ours[i].Node())...)
	}
	return out
}
