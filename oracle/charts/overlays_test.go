package charts

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"github.com/archvet/archvet/detect/iac/kubernetes"
	"github.com/archvet/archvet/detect/source"
)

// byKustomize builds an overlay with the tool itself; objects are keyed by kind and
// name.
func byKustomize(t *testing.T, dir string) map[string]any {
	t.Helper()
	options := krusty.MakeDefaultOptions()
	built, err := krusty.MakeKustomizer(options).Run(filesys.MakeFsOnDisk(), dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]any{}
	for _, r := range built.Resources() {
		text, err := r.AsYAML()
		if err != nil {
			t.Fatal(err)
		}
		var n yaml.Node
		if err := yaml.Unmarshal(text, &n); err != nil {
			t.Fatal(err)
		}
		name := r.GetName()
		if r.GetKind() == "ConfigMap" || r.GetKind() == "Secret" {
			name = hash().ReplaceAllString(name, "")
		}
		out[r.GetKind()+"/"+name] = yamlTexts(&n)
	}
	return out
}

// hash is what the tool puts behind the names of generated objects.
func hash() *regexp.Regexp { return regexp.MustCompile(`-[0-9a-z]{10}$`) }

// yamlTexts are maps, lists and texts, as our nodes are.
func yamlTexts(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return yamlTexts(n.Content[0])
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = yamlTexts(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, yamlTexts(c))
		}
		return list
	}
	if n.Tag == "!!null" {
		return nil
	}
	return n.Value
}

// written puts the names that objects are written with in the place of those in the
// cluster, wherever a whole text is one.
func written(v any, names map[string]string) any {
	switch x := v.(type) {
	case map[string]any:
		for k := range x {
			x[k] = written(x[k], names)
		}
	case []any:
		for i := range x {
			x[i] = written(x[i], names)
		}
		slices.SortStableFunc(x, cmpName)
	case string:
		if name, ok := names[hash().ReplaceAllString(x, "")]; ok {
			return name
		}
		if name, ok := names[x]; ok {
			return name
		}
	}
	return v
}

// cmpName orders elements of lists that have names.
func cmpName(a, b any) int {
	x, _ := a.(map[string]any)
	y, _ := b.(map[string]any)
	s, _ := x["name"].(string)
	t, _ := y["name"].(string)
	return strings.Compare(s, t)
}

// byUs builds the overlay; names are what the objects are written with, by their names
// in the cluster.
func byUs(t *testing.T, root, dir string) (out map[string]any, names map[string]string) {
	t.Helper()
	tree, err := source.Open(root, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	objects, ok := kubernetes.Build(tree, dir)
	if !ok {
		t.Fatalf("%s is no overlay", dir)
	}
	out, names = map[string]any{}, map[string]string{}
	for _, o := range objects {
		out[o.Kind()+"/"+o.DeployedName()] = o.Root.Plain()
		names[o.DeployedName()] = o.Name()
	}
	return out, names
}

// TestOverlays compares whole objects. What is different on purpose:
//   - References keep the names that are written: they are followed by these, so that
//     they are compared by what they lead to. So do generated objects, without a hash.
//   - Generated Secrets keep their values in clear, and files are no values: they are
//     left out here.
//   - What a patch adds to a list comes last, not first, so that the program's own
//     container stays the first one: lists are compared in the order of names.
//
// Not read at all: vars, configurations of one's own, plugins, helmCharts, remote
// resources; where these matter the set is said to be open or the file is skipped.
func TestOverlays(t *testing.T) {
	for _, c := range []struct{ root, dir string }{
		{"testdata/overlays", "base"}, {"testdata/overlays", "prod"},
		{"../../detect/iac/kubernetes/testdata/overlays", "base"}, // the other one there lacks a file, which the tool refuses
	} {
		want := byKustomize(t, c.root+"/"+c.dir)
		got, names := byUs(t, c.root, c.dir)
		var kinds []string
		for _, side := range []map[string]any{want, got} {
			for key, v := range side {
				if strings.HasPrefix(key, "Secret/") {
					delete(side, key)
					continue
				}
				kinds = append(kinds, key)
				side[key] = written(v, names)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || len(kinds) == 0 {
			slices.Sort(kinds)
			t.Errorf("%s/%s: %v (-kustomize +ours)\n%s", c.root, c.dir, slices.Compact(kinds), diff)
		}
	}
}
