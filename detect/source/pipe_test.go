//go:build unix

package source

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Opening a pipe waits until somebody writes into it, which nobody does here.
func TestPipesAreNotOpened(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "a.yaml"), "x: 1\n")
	for _, name := range []string{"compose.yaml", ".gitignore", ".archvetignore"} {
		if err := syscall.Mkfifo(filepath.Join(root, name), 0o600); err != nil {
			t.Skipf("no pipes here: %v", err)
		}
	}
	within(t, time.Minute, func() {
		tr, err := Open(root, Options{})
		if err != nil {
			t.Error(err)
			return
		}
		if diff := cmp.Diff([]string{"a.yaml"}, paths(tr)); diff != "" {
			t.Error(diff)
		}
		want := ".archvetignore: cannot be read, and ignores nothing: not a regular file\n.gitignore: cannot be read, and ignores nothing: not a regular file\n"
		if diff := cmp.Diff(want, messages(tr)); diff != "" {
			t.Error(diff)
		}
	})
}
