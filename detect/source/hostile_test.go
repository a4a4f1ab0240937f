package source

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// within fails a test that takes much longer than it should on the slowest machine.
func within(t *testing.T, limit time.Duration, run func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); run() }()
	select {
	case <-done:
	case <-time.After(limit):
		t.Fatalf("not done after %v", limit)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func messages(tr *Tree) string {
	var b strings.Builder
	for _, p := range tr.Problems() {
		fmt.Fprintf(&b, "%s: %s\n", p.At.File, p.Message)
	}
	for _, s := range tr.Skipped() {
		fmt.Fprintf(&b, "skipped %s: %s\n", s.File, s.Why)
	}
	return b.String()
}

func TestLinksThatGoInCircles(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "a/b/x.yaml"), "x: 1\n")
	for name, to := range map[string]string{"a/b/up": "../..", "self": "self", "ping": "pong", "pong": "ping", ".gitignore": ".gitignore", "dangling": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(root, name)); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	within(t, time.Minute, func() {
		tr, err := Open(root, Options{})
		if err != nil {
			t.Error(err)
			return
		}
		if diff := cmp.Diff([]string{"a/b/x.yaml"}, paths(tr)); diff != "" {
			t.Error(diff)
		}
		if got := messages(tr); strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, ".gitignore: cannot be read") {
			t.Errorf("problems:\n%s", got)
		}
	})
}

func TestUnreadableFile(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "a.yaml"), "x: 1\n")
	write(t, filepath.Join(root, "locked/b.yaml"), "x: 1\n")
	for _, name := range []string{"a.yaml", "locked"} {
		if err := os.Chmod(filepath.Join(root, name), 0); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(filepath.Join(root, "locked"), 0o755) //nolint:errcheck // so that it can be removed
	if _, err := os.ReadFile(filepath.Join(root, "a.yaml")); err == nil {
		t.Skip("this user may read everything")
	}
	tr, err := Open(root, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := tr.File("a.yaml").Data(); err == nil {
			t.Error("read what nobody may read")
		}
	}
	want := "a.yaml: cannot be read: permission denied\nlocked: cannot be read: permission denied\nskipped a.yaml: permission denied\n"
	if diff := cmp.Diff(want, messages(tr)); diff != "" {
		t.Error(diff)
	}
}

func TestNamesThatAreNoText(t *testing.T) {
	fsys := fstest.MapFS{"good.yaml": {}}
	for _, name := range []string{"a\nb.yaml", "c\x1b[31m.yaml", "d\xff/x.yaml", strings.Repeat("long/", 900) + "x"} {
		fsys[name] = &fstest.MapFile{}
	}
	tr, err := New(fsys, Options{MaxDepth: 2000})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"good.yaml"}, paths(tr)); diff != "" {
		t.Error(diff)
	}
	want := ": not analysed, as its name is not plain text: " + `"a\nb.yaml" and 3 more` + "\n"
	if diff := cmp.Diff(want, messages(tr)); diff != "" {
		t.Error(diff)
	}
}

func TestDeepDirectories(t *testing.T) {
	fsys := fstest.MapFS{"good.yaml": {}, strings.Repeat("d/", 1000) + "x.yaml": {}}
	tr, err := New(fsys, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "skipped " + strings.TrimSuffix(strings.Repeat("d/", 65), "/") + ": more than 64 directories deep\n"
	if diff := cmp.Diff(want, messages(tr)); diff != "" {
		t.Error(diff)
	}
	if len(tr.Files()) != 1 {
		t.Errorf("files: %v", paths(tr))
	}
}

func TestManyFiles(t *testing.T) {
	fsys := fstest.MapFS{".gitignore": {Data: []byte("*.log\n/build/\n")}}
	for i := range 100_000 {
		fsys[fmt.Sprintf("d%d/f%d.yaml", i%1000, i)] = &fstest.MapFile{}
	}
	within(t, 2*time.Minute, func() {
		tr, err := New(fsys, Options{})
		if err != nil || len(tr.Files()) != 100_001 || messages(tr) != "" {
			t.Errorf("%d files, %v, %s", len(tr.Files()), err, messages(tr))
		}
		tr, err = New(fsys, Options{MaxFiles: 500})
		if err != nil || len(tr.Files()) != 500 || messages(tr) != ": more than 500 files; the rest is not analysed\n" {
			t.Errorf("%d files, %v, %s", len(tr.Files()), err, messages(tr))
		}
	})
}

func TestHugeFile(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "big.yaml"), "x: 1\n")
	write(t, filepath.Join(root, ".gitignore"), "*.log\n")
	for _, name := range []string{"big.yaml", ".gitignore"} {
		if err := os.Truncate(filepath.Join(root, name), 200<<20); err != nil {
			t.Fatal(err)
		}
	}
	tr, err := Open(root, Options{})
	if err != nil {
		t.Fatal(err)
	}
	big := tr.File("big.yaml")
	if n := testing.AllocsPerRun(1, func() { _, _ = big.load() }); n > 100 {
		t.Errorf("%v allocations for a file that is not read", n)
	}
	_, _ = big.Data()
	want := ".gitignore: cannot be read, and ignores nothing: too large\nskipped big.yaml: too large: over 2097152 bytes\n"
	if diff := cmp.Diff(want, messages(tr)); diff != "" {
		t.Error(diff)
	}
}

func TestManyIgnoreRules(t *testing.T) {
	tr := tree(t, map[string]string{
		".gitignore": "*.log\n" + strings.Repeat("x"+strings.Repeat("y", 2000)+"\n", 3) + strings.Repeat("**/a*/**/b*\n", 2*maxPatterns),
		"a.log":      "", "a.yaml": "",
	}, Options{})
	if diff := cmp.Diff([]string{".gitignore", "a.yaml"}, paths(tr)); diff != "" {
		t.Error(diff)
	}
	if got := messages(tr); got != ".gitignore: more than 5000 ignore rules; the rest is not followed\n" {
		t.Error(got)
	}
}
