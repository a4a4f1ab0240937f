package treesitter

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func open(t testing.TB, lang Language) *Grammar {
	t.Helper()
	g, err := Open(context.Background(), lang)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return g
}

// show writes a tree as "(kind field: child ...)".
func show(n Node) string {
	s := n.Kind()
	if !n.IsNamed() {
		return fmt.Sprintf("%q", s)
	}
	for c := range n.Children() {
		role := ""
		if c.Field() != "" {
			role = c.Field() + ": "
		}
		s += " " + role + show(c)
	}
	return "(" + s + ")"
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		lang      Language
		src, want string
	}{
		{Python, "x = f(1, a=b)  # why\n", `(module (expression_statement (assignment left: (identifier) right: (call function: (identifier) arguments: (argument_list (integer) (keyword_argument name: (identifier) value: (identifier)))))))`},
		{Python, "", "(module)"},
		{JavaScript, "const a = await f(`x${y}`)", `(program (lexical_declaration kind: "const" (variable_declarator name: (identifier) "=" value: (await_expression "await" (call_expression function: (identifier) arguments: (arguments (template_string "` + "`" + `" (string_fragment) (template_substitution "${" (identifier)) "` + "`" + `")))))))`},
		{TypeScript, "let a: T = b", `(program (lexical_declaration kind: "let" (variable_declarator name: (identifier) type: (type_annotation (type_identifier)) "=" value: (identifier))))`},
		{TSX, "<A b={c}/>", `(program (expression_statement (jsx_self_closing_element "<" name: (identifier) attribute: (jsx_attribute (property_identifier) "=" (jsx_expression (identifier))) "/>")))`},
	} {
		tree, err := open(t, c.lang).Parse(context.Background(), []byte(c.src))
		if err != nil {
			t.Fatal(err)
		}
		got := strings.ReplaceAll(show(tree.Root()), ` "="`, "")
		if want := strings.ReplaceAll(c.want, ` "="`, ""); got != want {
			t.Errorf("%s %q:\n got %s\nwant %s", c.lang, c.src, got, want)
		}
	}
}

func TestBroken(t *testing.T) {
	tree, err := open(t, Python).Parse(context.Background(), []byte("def f():\n  x = 1\n\ndef )(\n\ndef g(): pass\n"))
	if err != nil {
		t.Fatal(err)
	}
	if root := tree.Root(); !root.HasError() || !strings.Contains(show(root), "ERROR") || !strings.HasPrefix(show(root), "(module (function_definition") {
		t.Errorf("got %s", show(root))
	}
}

// TestHostile parses what takes naive parsers down: each ends soon, with a tree or
// with an error that says why there is none.
func TestHostile(t *testing.T) {
	lines := func(s string, n int) string { return strings.Repeat(s, n) }
	for name, src := range map[string]string{
		"parentheses":      lines("(\n", 200_000),
		"closed":           lines("[\n", 10_000) + lines("]\n", 10_000),
		"blocks":           nested(1000),
		"strings":          lines("'", 60_000),
		"triple":           lines("f'''{", 10_000),
		"operators":        "x = 1" + lines("\n + 1", 100_000),
		"not utf-8":        lines("\xff\xfe\n", 100_000),
		"zeroes":           lines("\x00\n", 100_000),
		"lambda":           lines("lambda: ", 8_000),
		"print":            lines("print ", 10_000),
		"conditional":      lines("a if b else\\\n", 60_000),
		"a megabyte":       lines("x = [1, 2, 3]\n", 70_000),
		"unclosed strings": lines("\"a\n", 100_000),
		"match":            lines("match (\n", 100_000),
	} {
		t.Run(name, func(t *testing.T) {
			g := open(t, Python)
			start := time.Now()
			tree, err := g.Parse(context.Background(), []byte(src))
			if d := time.Since(start); d > time.Minute {
				t.Errorf("took %v", d)
			}
			if err == nil && tree.Root().IsZero() {
				t.Error("neither tree nor error")
			}
			if _, err := g.Parse(context.Background(), []byte("x = 1")); err != nil {
				t.Errorf("afterwards: %v", err)
			}
			t.Log(time.Since(start), err)
		})
	}
}

func nested(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "if x:\n")
	}
	return b.String()
}

func TestLimits(t *testing.T) {
	g := open(t, Python)
	for _, c := range []struct {
		src  string
		want error
	}{
		{strings.Repeat("x\n", 600_000), ErrTooLarge},
		{"y = 1\n" + strings.Repeat("x", 100_000), ErrLongLine},
		{"y = 1\n" + strings.Repeat("x", 60_000) + "\n", nil},
	} {
		if _, err := g.Parse(context.Background(), []byte(c.src)); !errors.Is(err, c.want) {
			t.Errorf("%d bytes: %v, want %v", len(c.src), err, c.want)
		}
	}
}

func TestCacheIsNotInARepository(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOME", filepath.Join(dir, "home"))
	if err := os.MkdirAll(filepath.Join(dir, ".git"), 0o750); err != nil {
		t.Fatal(err)
	}
	if !inRepository(filepath.Join(dir, "a", "b")) {
		t.Error("a directory below a work tree is taken for a place to write")
	}
	if inRepository(filepath.Join(dir, "home", ".cache")) {
		t.Error("the home directory ends the search")
	}
	if _, err := cacheIn(filepath.Join(dir, "a")); err == nil {
		t.Error("a cache was made in a work tree")
	}
	if _, err := os.Stat(filepath.Join(dir, "a")); err == nil {
		t.Error("a directory was made in a work tree")
	}
}

// TestModules checks that the embedded modules are those that the record names, made
// of the script and bridge as they are.
func TestModules(t *testing.T) {
	record, err := os.ReadFile("modules/SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(record)) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		dir := "modules"
		if !strings.HasSuffix(name, ".gz") {
			dir = "build"
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := sha256.Sum256(data); hex.EncodeToString(got[:]) != sum {
			t.Errorf("%s is not what build.sh recorded: run it again", name)
		}
	}
}

// TestRebuild builds the modules again and compares.
func TestRebuild(t *testing.T) {
	if testing.Short() {
		t.Skip("builds four grammars")
	}
	out, err := exec.Command("clang-14", "--version").Output()
	if err != nil || !strings.HasPrefix(string(out), "Debian clang version 14.0.6") {
		t.Skip("clang-14 of Debian 12 is not installed: the modules are not rebuilt")
	}
	dir := t.TempDir()
	if out, err := exec.Command("sh", "build/build.sh", dir).CombinedOutput(); err != nil {
		t.Fatalf("build.sh: %v\n%s", err, out)
	}
	want, err := os.ReadFile("modules/SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("built again:\n%s\nrecorded:\n%s", got, want)
	}
}

// BenchmarkOpen measures a start with a cache that is warm after the first round.
func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		g, err := Open(context.Background(), Python)
		if err != nil {
			b.Fatal(err)
		}
		if err := g.Close(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpenCold(b *testing.B) {
	b.Setenv("XDG_CACHE_HOME", "/dev/null")
	BenchmarkOpen(b)
}

func BenchmarkParse(b *testing.B) {
	src := []byte(strings.Repeat("def f(a, b=1):\n    x = g(a, b, timeout=5)\n    for y in x.items():\n        print(f'{y} is {a}')\n    return x\n\n", 1000))
	g := open(b, Python)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, err := g.Parse(context.Background(), src); err != nil {
			b.Fatal(err)
		}
	}
}
