package detect

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// Two passes over packages of one repository must not analyse it twice, nor see two
// different results.
func TestLoadOnce(t *testing.T) {
	root := t.TempDir()
	var wg sync.WaitGroup
	got := make([]*Repository, 8)
	for i := range got {
		wg.Go(func() {
			r, err := loaded.once(root)
			if err != nil {
				t.Error(err)
			}
			got[i] = r
		})
	}
	wg.Wait()
	for _, r := range got {
		if r == nil || r != got[0] {
			t.Fatalf("several results for one root: %v", got)
		}
	}
}

func TestDigest(t *testing.T) {
	root := t.TempDir()
	digest := func() string {
		t.Helper()
		d, err := Digest(root)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("a.yaml", "x: 1")
	first := digest()
	write("a.yaml", "x: 2")
	second := digest()
	write("a.yaml", "x: 1")
	if first == second || first != digest() {
		t.Error("the digest does not follow the content")
	}
	if err := os.Rename(filepath.Join(root, "a.yaml"), filepath.Join(root, "b.yaml")); err != nil {
		t.Fatal(err)
	}
	if digest() == first {
		t.Error("the digest does not follow the names")
	}
}
