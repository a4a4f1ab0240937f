package kubernetes

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac/kubeobjects"
	"github.com/archvet/archvet/detect/source"
)

const good = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: a, image: own/web}]}}}\n"

// bomb nests aliases: nine levels of nine.
func bomb() string {
	text := "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bomb}\ndata:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for i := range 9 {
		text += fmt.Sprintf("  a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 9), ", "))
	}
	return text
}

func staircase(depth int) string {
	var b strings.Builder
	b.WriteString("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: deep}\ndata:\n")
	for i := range depth { // sequences in sequences need no indentation
		b.WriteString(strings.Repeat("- ", i%2) + "- ")
	}
	b.WriteString("x\n")
	return b.String()
}

func nested(depth int) string {
	list := strings.Repeat("{apiVersion: v1, kind: List, items: [", depth)
	return list + strings.TrimSuffix(strings.ReplaceAll(good, "\n", ", "), ", ") + strings.Repeat("]}", depth)
}

// Whatever stands beside it, a good document is read in bounded time.
func TestHostile(t *testing.T) {
	var keys strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&keys, "  key%d: \"0123456789 0123456789\"\n", i)
	}
	wide := "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: wide}\ndata:\n" + keys.String()
	huge := wide + strings.Repeat("  # 0123456789 0123456789 0123456789 0123456789\n", 1<<20)
	cases := map[string]struct {
		text     string
		problems bool
	}{
		"aliases":         {bomb(), true},
		"alias of itself": {"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: &d {a: *d}\n", true},
		"flow nesting":    {"apiVersion: v1\nkind: ConfigMap\ndata: " + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000), true},
		"open nesting":    {"apiVersion: v1\nkind: ConfigMap\ndata: " + strings.Repeat("{a: ", 100_000), true},
		"block nesting":   {staircase(100_000), true},
		"lists in lists":  {nested(2000), false},
		"many nodes":      {wide, true},
		"over the limit":  {huge, false}, // counted as skipped
		"many, unwanted":  {strings.Replace(wide, "ConfigMap", "Dashboard", 1), false},
		"unknown anchor":  {"apiVersion: v1\nkind: ConfigMap\ndata: *nowhere\n", true},
		"repeated keys":   {good + "kind: Service\nkind: Pod\n", false},
		"invalid UTF-8":   {"apiVersion: v1\nkind: ConfigMap\ndata: {a: \"\xff\xfe\"}\n", true},
		"no object":       {"apiVersion: [v1]\nkind: {a: b}\nmetadata: 3\n", false},
		"all scalars":     {"apiVersion: apps/v1\nkind: Deployment\nmetadata: x\nspec: y\n---\napiVersion: v1\nkind: Service\nspec: [1]\n", false},
		"windows":         {strings.ReplaceAll(strings.Replace(good, "web", "crlf", 2), "\n", "\r\n"), false},
		"byte order mark": {"\ufeff" + strings.Replace(good, "web", "bom", 2), false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			fsys := fstest.MapFS{"bad.yaml": {Data: []byte(c.text)}, "good.yaml": {Data: []byte(good)}}
			tree, err := source.New(fsys, source.Options{MaxSize: 8 << 20})
			if err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			d := Load(tree)
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %v", took)
			}
			found := 0
			for _, u := range d.Units {
				if u.At.File == "good.yaml" {
					found++
				}
				if text := string(fsys[u.At.File].Data[u.At.Start:u.At.End]); text != u.Name {
					t.Errorf("the place of %s is %q", u.Name, text)
				}
			}
			if found != 1 {
				t.Errorf("the good unit was found %d times", found)
			}
			if (name == "over the limit") != (len(tree.Skipped()) > 0 && len(tree.Problems()) == 0) {
				t.Errorf("skipped: %v", tree.Skipped())
			}
			if got := len(tree.Problems()) > 0; got != c.problems {
				t.Errorf("problems: %v", tree.Problems())
			}
		})
	}
}

// A configuration may name kinds of a repository's own operator.
func TestOwnKinds(t *testing.T) {
	text := "apiVersion: shop.example.com/v1\nkind: WebApp\nmetadata: {name: web}\nspec: {pods: {spec: {containers: [{name: a, image: own/web}]}}}\n" +
		"---\napiVersion: other.example.com/v1\nkind: WebApp\nmetadata: {name: no}\nspec: {pods: {spec: {containers: [{name: a, image: own/no}]}}}\n"
	opts := Options{Kinds: kubeobjects.Kinds{"WebApp": {Group: "shop.example.com", Pod: []string{"spec", "pods"}, Runs: arch.Service}}}
	for want, load := range []func(*source.Tree) int{
		func(t *source.Tree) int { return len(Load(t).Units) },
		func(t *source.Tree) int { return len(opts.Load(t).Units) },
	} {
		tree, err := source.New(fstest.MapFS{"a.yaml": {Data: []byte(text)}}, source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := load(tree); got != want {
			t.Errorf("%d units, want %d", got, want)
		}
	}
}
