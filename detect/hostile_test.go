package detect

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
)

// sound is a small repository that everything hostile is put beside.
var sound = map[string]string{
	"compose.yaml": `services:
  orders:
    build: orders
    environment:
      STOCK_URL: http://stock:8080
  stock:
    build: stock
    ports: ["8080:8080"]
`,
	"go.mod":            "module example.com/shop\n\ngo 1.24\n",
	"orders/Dockerfile": "FROM golang AS build\nCOPY . .\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nCMD [\"/app\"]\n",
	"orders/main.go":    "package main\n\nimport (\n\t\"net/http\"\n\t\"os\"\n)\n\nfunc main() {\n\t_, _ = http.Get(os.Getenv(\"STOCK_URL\") + \"/items\")\n}\n",
	"stock/Dockerfile":  "FROM golang AS build\nCOPY . .\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nCMD [\"/app\"]\n",
	"stock/main.go":     "package main\n\nimport \"net/http\"\n\nfunc main() { _ = http.ListenAndServe(\":8080\", nil) }\n",
}

// formats are names that make a loader or front end read a file, each with how
// nesting looks there.
var formats = []struct{ name, open, inner, shut string }{
	{"compose.yaml", "[", "x", "]"},
	{"k8s.yaml", `{"kind":`, "1", "}"},
	{"template.yaml", "{Resources: ", "1", "}"},
	{"template.json", `{"Fn::Sub":`, "1", "}"},
	{"serverless.yml", "{functions: ", "1", "}"},
	{"func.yaml", "- ", "x", ""},
	{"stack.yml", "{functions: ", "1", "}"},
	{"values.yaml", "[", "x", "]"},
	{"Chart.yaml", "[", "x", "]"},
	{"templates/a.yaml", "{{ if (", "1", ") }}"},
	{"kustomization.yaml", "[", "x", "]"},
	{"main.tf", "x = [", "1", "]\n"},
	{"deep.tf", "a {\n", "b = 1", "\n}"},
	{"main.tf.json", `{"a":`, "1", "}"},
	{"main.bicep", "var a = [", "1", "]"},
	{"azuredeploy.json", `{"a":`, "1", "}"},
	{"azure.yaml", "{services: ", "1", "}"},
	{"host.json", `{"a":`, "1", "}"},
	{"function.json", "[", "1", "]"},
	{"nginx.conf", "server {\n", "listen 80;", "\n}"},
	{"envoy.yaml", "{static_resources: ", "1", "}"},
	{"Caddyfile", "a {\n", "b", "\n}"},
	{"traefik.yml", "{http: ", "1", "}"},
	{"httpd.conf", "<VirtualHost>\n", "", "\n</VirtualHost>"},
	{"haproxy.cfg", "backend a\n", "", ""},
	{"Dockerfile", "FROM ${a:-", "x", "}"},
	{"main.go", "package main; var a = (", "1", ")"},
	{"main.py", "a = (", "1", ")"},
	{"function_app.py", "@app.route((", "1", "))"},
	{"index.js", "a = [", "1", "]"},
	{"App.cs", "class A { ", "", "}"},
	{"openapi.json", `{"a":`, "1", "}"},
	{"package.json", `{"a":`, "1", "}"},
}

// contents are what is wrong with a file, whatever its format.
func contents() map[string]string {
	laughs := "a: &a [x]\n"
	for i := 'b'; i < 'k'; i++ {
		laughs += fmt.Sprintf("%c: &%c [%s*%c]\n", i, i, strings.Repeat(fmt.Sprintf("*%c,", i-1), 9), i-1)
	}
	return map[string]string{
		"laughs": laughs, "circle": "a: &a\n  b: *a\n  <<: *a\n",
		"utf16": "\xff\xfes\x00e\x00r\x00v\x00i\x00c\x00e\x00s\x00", "nul": "services:\n  a:\x00\n", "latin": "name: caf\xe9\n# \xff\xfe\n",
		"line": strings.Repeat("{a ", 500_000), "quote": "a = \"" + strings.Repeat("\\\"", 400_000), "heredoc": strings.Repeat("<<A\n", 200_000), "newlines": strings.Repeat("\r\n", 500_000),
		"interpolation": strings.Repeat("${", 300_000), "comment": "/*" + strings.Repeat("/*", 300_000), "empty": "", "bom": "\xef\xbb\xbf",
	}
}

func put(t *testing.T, root, name, text string) {
	t.Helper()
	file := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// hostile puts everything that is wrong beside what is sound.
func hostile(t *testing.T, root string) {
	t.Helper()
	for _, f := range formats {
		put(t, root, "deep/"+f.name+".d/"+f.name, strings.Repeat(f.open, 100_000)+f.inner+strings.Repeat(f.shut, 100_000))
		put(t, root, "nested/"+f.name+".d/"+f.name, strings.Repeat(f.open, 5_000)+f.inner+strings.Repeat(f.shut, 5_000))
		for name, text := range contents() {
			put(t, root, name+"/"+f.name+".d/"+f.name, text)
		}
	}
	put(t, root, "huge/compose.yaml", "services:\n")
	put(t, root, "huge/main.tf", "\n")
	for _, name := range []string{"huge/compose.yaml", "huge/main.tf"} {
		if err := os.Truncate(filepath.Join(root, name), 200<<20); err != nil {
			t.Fatal(err)
		}
	}
	put(t, root, strings.Repeat("d/", 500)+"compose.yaml", "services: {lost: {build: .}}\n")
	put(t, root, "odd/a\nb/compose.yaml", "services: {lost: {build: .}}\n")
	outside := t.TempDir()
	put(t, outside, "compose.yaml", "services: {secret: {build: .}}\n")
	for name, to := range map[string]string{"loop": ".", "links/compose.yaml": filepath.Join(outside, "compose.yaml"), "links/docker-compose.yml": "docker-compose.yml"} {
		if err := os.MkdirAll(filepath.Join(root, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(to, filepath.Join(root, name)); err != nil {
			t.Logf("no symbolic links here: %v", err)
		}
	}
}

// Whatever lies beside it, what is sound is read, in bounded time and memory.
func TestHostileFilesTakeNothingFromTheOthers(t *testing.T) {
	if testing.Short() {
		t.Skip("writes and reads many large files")
	}
	root := t.TempDir()
	for name, text := range sound {
		put(t, root, name, text)
	}
	load := func() *arch.Architecture {
		r, err := Load(root, Options{})
		if err != nil {
			t.Fatal(err)
		}
		loaded.drop(root)
		return r.Arch
	}
	want := load()
	hostile(t, root)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	got := load()
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	t.Logf("took %v, %d MiB", took, (after.TotalAlloc-before.TotalAlloc)>>20)
	if took > 3*time.Minute {
		t.Errorf("took %v", took)
	}
	if grown := after.Sys - before.Sys; grown > 3<<30 {
		t.Errorf("took %d MiB from the system", grown>>20)
	}
	for _, why := range got.Coverage.Incomplete {
		t.Error(why)
	}
	for name, pair := range map[string][2]any{"units": {want.Units, got.Units}, "edges": {want.Edges, got.Edges}, "resources": {want.Resources, got.Resources}} {
		if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	told := map[string]int{}
	for _, p := range got.Problems {
		if told[p.At.File]++; told[p.At.File] > 20 || len(p.Message) > 1000 {
			t.Errorf("%s: %d problems, %.200s", p.At.File, told[p.At.File], p.Message)
		}
	}
}
