package source

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// gitRepository makes a repository that tracks some of its ignored files.
func gitRepository(t *testing.T, format, version string) string {
	t.Helper()
	root := t.TempDir()
	for _, name := range []string{"main.go", "kustomize/base/a.yaml", "kustomize/base/b.yaml", "kustomize/own.yaml", "kustomize/new.yaml", "build/x.yaml", "a.log"} {
		write(t, filepath.Join(root, name), "")
	}
	write(t, filepath.Join(root, ".gitignore"), "kustomize/\nbuild\n*.log\n")
	write(t, filepath.Join(root, ".archvetignore"), "own.yaml\n")
	for _, args := range [][]string{
		{"init", "-q", "--object-format=" + format},
		{"add", "-f", "main.go", "kustomize/base", "kustomize/own.yaml", "a.log"},
		{"update-index", "--index-version=" + version},
	} {
		cmd := exec.Command("git", append([]string{"-C", root}, args...)...)
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("git %s: %v %s", strings.Join(args, " "), err, out)
		}
	}
	return root
}

func TestTrackedFilesAreThereThoughIgnored(t *testing.T) {
	for _, format := range []string{"sha1", "sha256"} {
		for _, version := range []string{"2", "4"} {
			t.Run(format+" "+version, func(t *testing.T) {
				tr, err := Open(gitRepository(t, format, version), Options{})
				if err != nil {
					t.Fatal(err)
				}
				want := []string{".archvetignore", ".gitignore", "a.log", "kustomize/base/a.yaml", "kustomize/base/b.yaml", "main.go"}
				if diff := cmp.Diff(want, paths(tr)); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

func TestBrokenIndexTracksNothing(t *testing.T) {
	whole, err := os.ReadFile(filepath.Join(gitRepository(t, "sha1", "4"), ".git/index"))
	if err != nil {
		t.Fatal(err)
	}
	if got := parseIndex(whole, 20); len(got) != 5 {
		t.Fatalf("got %q", got)
	}
	for _, text := range []string{"", "DIRC", "DIRC\x00\x00\x00\x02\xff\xff\xff\xff" + strings.Repeat("\x00", 100), string(whole[:len(whole)/2])} {
		if got := parseIndex([]byte(text), 20); got != nil {
			t.Errorf("%.20q: got %q", text, got)
		}
	}
}

func FuzzIndex(f *testing.F) {
	f.Add([]byte("DIRC\x00\x00\x00\x02\x00\x00\x00\x01" + strings.Repeat("\x00", 24) + "\x00\x00\x81\xa4" + strings.Repeat("\x00", 32) + "\x00\x01a\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, hash := range []int{20, 32} {
			parseIndex(data, hash).has("a", true)
		}
	})
}
