package iac

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	for _, c := range []struct {
		line string
		want []string
	}{
		{"", nil},
		{"  a  b ", []string{"a", "b"}},
		{`sh -c "a b" 'c "d"'`, []string{"sh", "-c", "a b", `c "d"`}},
		{`a\ b "c\"d" "\x" ''`, []string{"a b", `c"d`, `\x`, ""}},
		{"go build \\\n  -o x", []string{"go", "build", "-o", "x"}},
		{`open "quote`, []string{"open", "quote"}},
		{`-X=main.v="$V"`, []string{"-X=main.v=$V"}},
	} {
		if diff := cmp.Diff(c.want, Words(c.line)); diff != "" {
			t.Errorf("%q: %s", c.line, diff)
		}
	}
}
