package vetunit

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/archvet/archvet/detect"
)

// The kept model is the model: a rule must not be able to tell.
func TestKeptModelIsTheModel(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	root, err := filepath.Abs("../../../testdata/shop")
	if err != nil {
		t.Fatal(err)
	}
	repo, err := detect.Load(root, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	file, err := place(root)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := read(file); ok {
		t.Fatal("a model before there was one")
	}
	write(file, repo.Arch)
	got, ok := read(file)
	if !ok {
		t.Fatal("the model was not kept")
	}
	if diff := cmp.Diff(repo.Arch, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("kept model differs (-want +got):\n%s", diff)
	}
}

func TestPrepareFollowsTheFiles(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	t.Setenv("HOME", cache)
	root := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		file := filepath.Join(root, name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	models := func() int {
		t.Helper()
		dir, err := os.UserCacheDir()
		if err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(dir, "archvet", "vet", "*.gob"))
		if err != nil {
			t.Fatal(err)
		}
		return len(files)
	}
	goFile := write("main.go", "package main\n\nfunc main() {}\n")
	data, err := json.Marshal(unit{GoFiles: []string{goFile}})
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(t.TempDir(), "unit.cfg")
	if err := os.WriteFile(config, data, 0o644); err != nil {
		t.Fatal(err)
	}
	for i, text := range []string{"a: 1", "a: 1", "a: 2"} {
		write("x.yaml", text)
		Prepare(config)
		if want := []int{1, 1, 2}[i]; models() != want {
			t.Errorf("after step %d: %d models kept, want %d", i, models(), want)
		}
	}
	Prepare(filepath.Join(root, "no.cfg")) // must not fail
}
