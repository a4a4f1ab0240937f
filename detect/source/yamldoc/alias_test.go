package yamldoc

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// bomb nests lists of aliases in lists of aliases.
func bomb(levels, width int) string {
	var b strings.Builder
	b.WriteString("l0: &l0 [x]\n")
	for i := 1; i <= levels; i++ {
		fmt.Fprintf(&b, "l%d: &l%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*l%d,", i-1), width), ","))
	}
	return b.String()
}

func TestWhatIsTooMuchIsOneProblem(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"laughs":      {bomb(9, 10), "not valid YAML: its aliases stand for too many values"},
		"wide":        {bomb(3, 2000), "not valid YAML: its aliases stand for too many values"},
		"circle":      {"a: &a\n  b: [*a]\n", "not valid YAML: an anchor that contains itself"},
		"circles":     {"a: &a [&b [*a, *b]]\n", "not valid YAML: an anchor that contains itself"},
		"merge":       {"a: &a\n  <<: *a\n", "not valid YAML: an anchor that contains itself"},
		"deep flow":   {"a: " + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000), "not valid YAML: exceeded max depth of 10000"},
		"deep JSON":   {strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_000), "not valid YAML: exceeded max depth of 10000"},
		"deep blocks": {strings.Repeat("- ", 100_000) + "x", "not valid YAML: exceeded max depth of 10000"},
		"UTF-16":      {"\xff\xfea\x00:\x00 \x001\x00", "not valid YAML: not valid UTF-8"},
		"NUL":         {"a: \x00", "not valid YAML: control characters are not allowed"},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			docs, problems := Parse("a.yaml", []byte("ok: 1\n---\n"+c.text+"\n---\nok: 2\n"))
			if len(problems) != 1 || problems[0].Message != c.want || len(docs) != 2 {
				t.Errorf("%d documents, %.200v", len(docs), problems)
			}
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// Chains of aliases that people write are read to their end.
func TestAliasesInAliases(t *testing.T) {
	docs, problems := Parse("a.yaml", []byte("\ufeffa: &a {x: 1}\r\nb: &b {<<: *a}\r\nc: &c {<<: *b}\r\nd: &d {<<: *c}\r\ne: &e {<<: *d}\r\nf: *e\r\n"))
	if len(problems) > 0 || len(docs) != 1 {
		t.Fatal(problems)
	}
	if got := docs[0].Get("f", "x").Text(); got != "1" {
		t.Errorf("got %q", got)
	}
}
