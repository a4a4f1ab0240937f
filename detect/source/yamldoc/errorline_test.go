package yamldoc

import (
	"strings"
	"testing"
)

// The line of a problem is the one that a person has to look at: where the broken
// node begins, or where the text stops making sense.
func TestLineOfProblem(t *testing.T) {
	for text, want := range map[string]int{
		"kind: Deployment\nmetadata: {name: a\nspec: 1\n": 2, // begins there
		"a: 1\nb: [1, 2\nc: 3\n":                          2,
		"a:\n  b: 1\n c: 2\n":                             3,
		"a: 1\n\tb: 2\n":                                  2,
		"a: 1\nb: c: d\n":                                 2,
		"{a: b\n":                                         2, // stops making sense there
		"x: 1\n---\na: 1\nb: [1, 2\n":                     4,
	} {
		_, problems := Parse("a.yaml", []byte(text))
		if len(problems) != 1 {
			t.Errorf("%q: problems %v", text, problems)
			continue
		}
		if got := 1 + strings.Count(text[:problems[0].At.Start], "\n"); got != want {
			t.Errorf("%q: problem in line %d, want %d (%s)", text, got, want, problems[0].Message)
		}
	}
}
