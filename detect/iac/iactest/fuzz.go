package iactest

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// mark begins a file in the text of a fuzz case.
const mark = "-- "

// Fuzz holds a loader to this: whatever a tree holds, it returns, twice the same,
// and every range lies inside its file. A case is one text in which lines of the
// form "-- name" begin a file.
func Fuzz(f *testing.F, load iac.Loader) {
	dirs, err := filepath.Glob("testdata/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, dir := range dirs {
		if info, err := os.Stat(dir); err == nil && info.IsDir() && filepath.Base(dir) != "fuzz" {
			f.Add(archive(f, dir))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		files := unpack(text)
		tree, err := source.New(files, source.Options{MaxDepth: 8})
		if err != nil {
			t.Skip()
		}
		d := load(tree)
		inside(t, tree, reflect.ValueOf(d), 0)
		for _, p := range tree.Problems() {
			inside(t, tree, reflect.ValueOf(p), 0)
		}
		if len(text) < 4<<10 {
			if one, two := Load(t, files, load), Load(t, files, load); one != two {
				t.Errorf("not the same twice:\n%s\n%s", one, two)
			}
		}
	})
}

func archive(f *testing.F, dir string) string {
	var b strings.Builder
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		b.WriteString(mark + name + "\n" + string(data) + "\n")
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	return b.String()
}

func unpack(text string) fstest.MapFS {
	files := fstest.MapFS{}
	var cur *fstest.MapFile
	for line := range strings.Lines(text) {
		name, ok := strings.CutPrefix(line, mark)
		name = strings.TrimSpace(name)
		if ok && fs.ValidPath(name) && name != "." && len(files) < 50 {
			cur = &fstest.MapFile{}
			files[name] = cur
			continue
		}
		if cur != nil {
			cur.Data = append(cur.Data, line...)
		}
	}
	return files
}

func inside(t *testing.T, tree *source.Tree, v reflect.Value, depth int) {
	if !v.IsValid() || depth > 12 {
		return
	}
	if at, ok := v.Interface().(arch.Range); ok {
		checkRange(t, tree, at)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			inside(t, tree, v.Elem(), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			inside(t, tree, v.Field(i), depth+1)
		}
	case reflect.Slice:
		for i := range v.Len() {
			inside(t, tree, v.Index(i), depth+1)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			inside(t, tree, v.MapIndex(k), depth+1)
		}
	}
}

func checkRange(t *testing.T, tree *source.Tree, at arch.Range) {
	if at.IsZero() {
		return
	}
	f := tree.File(at.File)
	if f == nil {
		if !tree.IsDir(at.File) {
			t.Fatalf("range in a file that is not there: %+v", at)
		}
		return
	}
	data, err := f.Data()
	if err != nil {
		return
	}
	if at.Start < 0 || at.Start > at.End || at.End > len(data) {
		t.Fatalf("range outside of its file of %d bytes: %+v", len(data), at)
	}
}
