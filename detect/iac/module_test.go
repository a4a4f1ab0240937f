package iac

import (
	"strings"
	"testing"
)

func TestPlaceholders(t *testing.T) {
	values := map[string]string{"a": "1", "b": "${a}2", "loop": "${loop}", "k.1": "x"}
	lookup := func(key string) (string, bool) { v, ok := values[key]; return v, ok }
	for _, c := range []struct{ in, want string }{
		{"plain", "plain"},
		{"${a}-${b}", "1-12"},
		{"http://${host:db:5432}/x", "http://db:5432/x"},
		{"${no:${b}}", "12"},
		{"${no}", "${no}"},
		{"${open", "${open"},
		{"${k.${a}}", "${k.${a}}"},
	} {
		if got, _ := Placeholders(c.in, lookup); got != c.want {
			t.Errorf("Placeholders(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	if got, why := Placeholders("${loop}", lookup); why == "" || len(got) > maxExpanded+100 {
		t.Errorf("a property that refers to itself gives %d bytes and %q", len(got), why)
	}
	if _, why := Placeholders(strings.Repeat("${", 5000), lookup); why == "" {
		t.Error("what never ends is known")
	}
}
