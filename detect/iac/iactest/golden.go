// Package iactest tests loaders: golden files that show what was understood and
// where, and a fuzz target that holds them to their promises.
package iactest

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Golden loads every directory of testdata and compares what came out with the
// .golden file beside it.
func Golden(t *testing.T, load iac.Loader) {
	dirs, err := filepath.Glob("testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		if err != nil || !info.IsDir() || filepath.Base(dir) == "fuzz" {
			continue
		}
		t.Run(filepath.Base(dir), func(t *testing.T) {
			golden(t, dir, Load(t, os.DirFS(dir), load))
		})
	}
}

func golden(t *testing.T, dir, got string) {
	t.Helper()
	file := dir + ".golden"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("no golden file (-update writes it): %v", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Load runs a loader over fsys and renders what it understood.
func Load(t *testing.T, fsys fs.FS, load iac.Loader) string {
	t.Helper()
	tree, err := source.New(fsys, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := load(tree)
	r := renderer{tree: tree}
	r.value(0, "", reflect.ValueOf(d))
	for _, p := range tree.Problems() {
		fmt.Fprintf(&r.out, "problem %s: %s\n", r.place(p.At), p.Message)
	}
	for _, s := range tree.Skipped() {
		fmt.Fprintf(&r.out, "skipped %s: %s\n", s.File, s.Why)
	}
	return r.out.String()
}

// renderer prints data as indented lines and leaves out what is empty.
type renderer struct {
	tree *source.Tree
	out  strings.Builder
}

func (r *renderer) line(depth int, name, text string) {
	fmt.Fprintf(&r.out, "%s%s%s\n", strings.Repeat("  ", depth), name, text)
}

func (r *renderer) place(at arch.Range) string {
	p := r.tree.Position(at)
	return fmt.Sprintf("%s:%d:%d-%d:%d", p.File, p.Line, p.Column, p.EndLine, p.EndCol)
}

func (r *renderer) value(depth int, name string, v reflect.Value) {
	if !v.IsValid() || v.IsZero() {
		return
	}
	label := name
	if label != "" {
		label += ": "
	}
	if at, ok := v.Interface().(arch.Range); ok {
		r.line(depth, label, r.place(at))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		r.value(depth, name, v.Elem())
	case reflect.Struct:
		if source := v.FieldByName("Source"); source.IsValid() && v.FieldByName("Why").IsValid() {
			r.known(depth, label, v)
			return
		}
		if text := v.FieldByName("Value"); text.IsValid() && v.FieldByName("Parts").IsValid() {
			r.known(depth, label, text)
			if parts := v.FieldByName("Parts"); parts.Len() > 1 {
				r.value(depth+1, "parts", parts)
			}
			return
		}
		r.line(depth, name, "{}"[:min(2, 2*max(0, 1-len(name)))])
		for i := range v.NumField() {
			r.value(depth+1, strings.ToLower(v.Type().Field(i).Name), v.Field(i))
		}
	case reflect.Slice:
		if flat(v) {
			r.line(depth, label, fmt.Sprintf("%q", v.Interface()))
			return
		}
		for i := range v.Len() {
			r.value(depth, fmt.Sprintf("%s[%d]", name, i), v.Index(i))
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			r.value(depth, name+"["+k.String()+"]", v.MapIndex(k))
		}
	case reflect.String:
		r.line(depth, label, fmt.Sprintf("%q", v.Interface()))
	default:
		r.line(depth, label, fmt.Sprint(v.Interface()))
	}
}

func flat(v reflect.Value) bool { return v.Type().Elem().Kind() == reflect.String }

// known prints an arch.Value on one line.
func (r *renderer) known(depth int, label string, v reflect.Value) {
	text := fmt.Sprint(v.FieldByName("V").Interface())
	if v.FieldByName("V").Kind() == reflect.String {
		text = fmt.Sprintf("%q", text)
	}
	origin, _ := v.FieldByName("Source").Interface().(arch.Source)
	if origin == arch.Unknown {
		text = "?"
	}
	if origin != arch.Explicit {
		text += " (" + origin.String() + ")"
	}
	if why := v.FieldByName("Why").String(); why != "" {
		text += " because " + why
	}
	if at, ok := v.FieldByName("At").Interface().(arch.Range); ok && !at.IsZero() {
		text += " @" + r.place(at)
	}
	r.line(depth, label, text)
}
