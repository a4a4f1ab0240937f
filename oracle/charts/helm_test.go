package charts

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"

	"github.com/archvet/archvet/detect/iac/helm"
	"github.com/archvet/archvet/detect/source"
)

// capabilities are those of the cluster that our templates see.
func capabilities() *chartutil.Capabilities {
	c := chartutil.DefaultCapabilities.Copy()
	c.KubeVersion = chartutil.KubeVersion{Version: "v1.33.0", Major: "1", Minor: "33"}
	return c
}

// byHelm renders a chart with Helm's own engine.
func byHelm(dir string, over ...string) (map[string]string, error) {
	c, err := loader.LoadDir(dir)
	if err != nil {
		return nil, err
	}
	values := map[string]any{}
	for _, name := range over {
		more, err := chartutil.ReadValuesFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		values = chartutil.CoalesceTables(more, values)
	}
	if err := chartutil.ProcessDependencies(c, values); err != nil {
		return nil, err
	}
	options := chartutil.ReleaseOptions{Name: c.Name(), Namespace: "default", Revision: 1, IsInstall: true}
	top, err := chartutil.ToRenderValuesWithSchemaValidation(c, values, options, capabilities(), true)
	if err != nil {
		return nil, err
	}
	out, err := engine.Engine{LintMode: true}.Render(c, top)
	if err != nil {
		return nil, err
	}
	for name := range out {
		if !isManifest(name) || isLibrary(c, name) || strings.Contains(name, "/tests/") { // which we leave out
			delete(out, name)
		}
	}
	return out, nil
}

func isManifest(name string) bool {
	base := path.Base(name)
	return slices.Contains([]string{".yaml", ".yml", ".json"}, path.Ext(name)) && !strings.HasPrefix(base, "_") && base != "NOTES.txt"
}

func isLibrary(c *chart.Chart, name string) bool {
	for _, d := range c.Dependencies() {
		if strings.HasPrefix(name, d.ChartFullPath()+"/") {
			return d.Metadata.Type == "library" || isLibrary(d, name)
		}
	}
	return c.Metadata.Type == "library"
}

// documents are what a text is as YAML, without empty ones.
func documents(text string) ([]any, error) {
	var list []any
	d := yaml.NewDecoder(bytes.NewReader([]byte(text)))
	for {
		var v any
		switch err := d.Decode(&v); {
		case err == io.EOF:
			return list, nil
		case err != nil:
			return nil, err
		case v != nil:
			list = append(list, plain(v))
		}
	}
}

// plain makes numbers and times alike, however they are spelled.
func plain(v any) any {
	switch x := v.(type) {
	case map[string]any:
		for k := range x {
			x[k] = plain(x[k])
		}
	case map[any]any:
		m := map[string]any{}
		for k := range x {
			m[fmt.Sprint(k)] = plain(x[k])
		}
		return m
	case []any:
		for i := range x {
			x[i] = plain(x[i])
		}
	case int:
		return float64(x)
	}
	return v
}

// verdict is how two renderings of a template compare.
type verdict struct {
	same, equal, unknown, different int // text, objects, left out, neither
	diffs                           []string
}

func compareChart(t *testing.T, root, dir string, over ...string) (v verdict, err error) {
	t.Helper()
	want, err := byHelm(filepath.Join(root, dir), over...)
	if err != nil {
		return v, fmt.Errorf("Helm: %w", err)
	}
	tree, err := source.Open(root, source.Options{})
	if err != nil {
		return v, err
	}
	known, unknown, err := helm.Render(tree, dir, over...)
	if err != nil {
		return v, err
	}
	for _, name := range slices.Sorted(mapsKeys(want)) {
		got, ok := known[name]
		if _, hidden := unknown[name]; hidden && !ok {
			if unknown[name] == want[name] {
				v.same++
				continue
			}
			v.unknown++
			v.diffs = append(v.diffs, name+" is not known: (-Helm +ours)\n"+cmp.Diff(strings.Split(want[name], "\n"), strings.Split(unknown[name], "\n")))
			continue
		}
		switch a, errA := documents(want[name]); {
		case got == want[name]:
			v.same++
		case !ok && strings.TrimSpace(want[name]) == "":
			v.same++
		case errA != nil:
			v.unknown++ // Helm would fail
			v.diffs = append(v.diffs, name+" is not YAML: (-Helm +ours)\n"+cmp.Diff(strings.Split(want[name], "\n"), strings.Split(got, "\n")))
		default:
			b, errB := documents(got)
			if diff := cmp.Diff(a, b); diff != "" || errB != nil {
				v.different++
				v.diffs = append(v.diffs, fmt.Sprintf("%s: %v (-Helm +ours)\n%s", name, errB, cmp.Diff(strings.Split(want[name], "\n"), strings.Split(got, "\n"))))
			} else {
				v.equal++
			}
		}
	}
	return v, nil
}

func mapsKeys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func TestChartsElsewhere(t *testing.T) {
	var total verdict
	elsewhere(t, func(file string) {
		if filepath.Base(file) != "Chart.yaml" || strings.Contains(file, "/charts/") && strings.Contains(path.Dir(path.Dir(file)), "/charts/") && filepath.Base(path.Dir(path.Dir(file))) == "charts" && fileExists(filepath.Join(path.Dir(path.Dir(path.Dir(file))), "Chart.yaml")) {
			return
		}
		rel, err := filepath.Rel(*dir, path.Dir(file))
		if err != nil {
			return
		}
		v, err := compareChart(t, *dir, rel)
		if err != nil {
			t.Logf("%s: %v", rel, err)
			return
		}
		t.Logf("%s: %d alike, %d equal, %d not known, %d different", rel, v.same, v.equal, v.unknown, v.different)
		for _, d := range v.diffs {
			t.Log(d)
		}
		total.same += v.same
		total.equal += v.equal
		total.unknown += v.unknown
		total.different += v.different
	})
	t.Logf("in all: %d templates alike, %d equal as objects, %d not known, %d different", total.same, total.equal, total.unknown, total.different)
}

func fileExists(name string) bool { _, err := os.Stat(name); return err == nil }

// variants are values that go over those of the chart. Left out, since nobody writes
// them: a null over an imported value, separators of lines other than the usual one.
var variants = []string{
	"{}", "replicas: 5\nflag: no\n", "list: []\nenv: {}\n", "other: {enabled: false}\n", "other: {enabled: null}\ntags: {extra: false}\n",
	"name: 'on'\nempty: x\nnothing: {a: 1}\n", "nested: {a: null, z: [1, [2, {a: b}]]}\n", "fullnameOverride: " + strings.Repeat("x", 62) + "-y\n",
	"block: \"a\\n\\nb \\n\"\nlong: \"" + strings.Repeat("ab  c ", 40) + "\"\n", "words: [\"\\u00a0x\", \"\\u2028\", \"a\\nb\", \"\\n\", \"x\\n\\n\", \" \\n\", \"a\\n \", \"\\r\", \"---\", \"...x\", \"?x\", \"? x\", \"!x\", \"%x\", \"{x\", \"x]\", \"x: y\", \"x #\", \"+1\", \".5\", \"1_000\", \"0o7\", \"0b1\", \"1.\", \"=\", \"<<\", \"y\", \"N\"]\n",
	"taken: {more: {x: 2}}\nglobal: {registry: other}\nreplicas: 1000000\n", "text: '{{ include \"kitchen.labels\" . | nindent 2 }}'\n",
	"resources: null\nhtml: \"<>&\\\"\\\\\"\nwords: [1, true, null, 0.1]\n",
}

func TestCharts(t *testing.T) {
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS("testdata")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(root, "releases"), os.DirFS("../../detect/iac/helm/testdata/releases")); err != nil {
		t.Fatal(err)
	}
	check := func(dir string, over ...string) {
		v, err := compareChart(t, root, dir, over...)
		if err != nil {
			t.Errorf("%s with %v: %v", dir, over, err)
		}
		if v.unknown+v.different+v.equal > 0 || v.same == 0 {
			t.Errorf("%s with %v: %d the same, %d equal, %d not known, %d different\n%s", dir, over, v.same, v.equal, v.unknown, v.different, strings.Join(v.diffs, "\n"))
		}
	}
	check("releases/charts/web")
	for i, values := range variants {
		name := fmt.Sprintf("variant%d.yml", i)
		if err := os.WriteFile(filepath.Join(root, "kitchen", name), []byte(values), 0o600); err != nil {
			t.Fatal(err)
		}
		check("kitchen", name)
	}
}
