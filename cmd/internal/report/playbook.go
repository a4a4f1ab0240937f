package report

import (
	"regexp"
	"strings"
	"sync"
)

// Playbook is a rule's migration playbook: Markdown with a title and a numbered list.
type Playbook string

// patterns are compiled when they are first needed: at start-up they would cost every
// run, also one that only prints its version.
var patterns = sync.OnceValue(func() (p struct{ numbered, emphasis, checks *regexp.Regexp }) {
	p.numbered = regexp.MustCompile(`^\d+[.)]\s+(.*)`)
	p.emphasis = regexp.MustCompile(`\*\*?([^*\s][^*]*)\*\*?`)
	p.checks = regexp.MustCompile(`\s*\b(Verify|Back):.*`)
	return p
})

// Steps returns the items of the first numbered list, in order, each on one line and
// without its notes on how to verify and how to go back, which the whole text has.
func (p Playbook) Steps() []string {
	steps := []string{}
	for line := range strings.Lines(string(p)) {
		line = strings.TrimRight(line, "\r\n")
		indented := strings.HasPrefix(line, "  ") || strings.HasPrefix(line, "\t")
		switch m := patterns().numbered.FindStringSubmatch(line); {
		case m != nil:
			steps = append(steps, m[1])
		case len(steps) == 0 || strings.TrimSpace(line) == "":
		case indented:
			steps[len(steps)-1] += " " + strings.TrimPrefix(strings.TrimSpace(line), "- ")
		default:
			return plain(steps) // text at the margin ends the list
		}
	}
	return plain(steps)
}

func plain(steps []string) []string {
	for i, s := range steps {
		s = patterns().emphasis.ReplaceAllString(strings.ReplaceAll(s, "`", ""), "$1")
		steps[i] = patterns().checks.ReplaceAllString(s, "")
	}
	return steps
}
