package main

import (
	"strings"
	"testing"
)

func TestDeclarations(t *testing.T) {
	text, err := declarations([]string{"errors", "sync"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"-- errors --\npackage errors\n",
		"func Is(err error, target error) bool\n",
		"func (*Mutex) Lock()\n",
		"func OnceValue[T any](f func() T) func() T",
		"type Pool struct{ New func() any }\n",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(string(text), "noCopy") {
		t.Error("unexported fields are written")
	}
}
