package main

import (
	"bytes"
	"os"
	"testing"
	"testing/fstest"
)

func TestTableIsCurrent(t *testing.T) {
	want, err := generate(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../table.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("table.go is not what the data says: run go generate ./detect/limits")
	}
}

func TestUnknownFieldIsRefused(t *testing.T) {
	data := fstest.MapFS{
		"x.yaml":     {Data: []byte("- id: x\n  maximum: 3\n")},
		runtimesFile: {Data: []byte("[]\n")},
	}
	if _, err := generate(data); err == nil {
		t.Error("a misspelled field was accepted")
	}
}
