package detect

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPage(t *testing.T) {
	const src = "// Copyright.\n\n// Package x does.\n//\n// # Analyzer x\n//\n// x: does a thing\n//\n//\tcode\n//\n// The end.\npackage x\n\n// # Analyzer x\n// not this\n"
	if got, want := Page(src, "x"), "x: does a thing\n\n\tcode\n\nThe end."; got != want {
		t.Errorf("Page = %q, want %q", got, want)
	}
	if got := Page(src, "y"); !strings.Contains(got, "no page") {
		t.Errorf("page of another rule: %q", got)
	}
}

// Page must see in each rule's file what Go's own tools see.
func TestPageAsGoDoc(t *testing.T) {
	files, err := filepath.Glob("../analyzers/*/doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		rule := filepath.Base(filepath.Dir(name))
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ParseComments|parser.PackageClauseOnly)
		if err != nil {
			t.Fatal(err)
		}
		_, want, ok := strings.Cut(f.Doc.Text(), "# Analyzer "+rule+"\n")
		if !ok {
			continue // not a rule
		}
		if got := Page(string(src), rule); got != strings.TrimSpace(want) {
			t.Errorf("%s: page is %q, go doc says %q", name, got, want)
		}
	}
}
