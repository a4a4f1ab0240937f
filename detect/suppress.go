package detect

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// The marks that keep a finding quiet, in a comment on its line or the line above:
// the first with the rule and a reason behind it, the second (which Go's linters
// share, and which is for all rules) with a comment that has the reason.
const (
	ignoreMark = "archvet:ignore "
	nolintMark = "nolint:archvet"
)

// suppressed reports whether a comment beside the finding keeps it quiet. A mark
// without a reason does not count: whoever comes later could not judge it.
func (r *Repository) suppressed(f arch.Finding) bool {
	line := r.Tree.Position(f.At).Line
	for _, n := range []int{line, line - 1} {
		text := r.Tree.Line(f.At.File, n)
		if n != line && !isComment(text) {
			continue
		}
		if ignores(text, f.Rule) {
			return true
		}
	}
	return false
}

// isComment reports whether a line holds nothing but a comment. What stands at the
// end of the line above is about that line.
func isComment(text string) bool {
	text = strings.TrimSpace(text)
	for _, mark := range []string{"//", "#", "--", "/*", "*", "<!--"} {
		if strings.HasPrefix(text, mark) {
			return true
		}
	}
	return false
}

func ignores(text, rule string) bool {
	if _, rest, ok := strings.Cut(text, ignoreMark); ok {
		name, reason, _ := strings.Cut(strings.TrimSpace(rest), " ")
		return name == rule && reasoned(reason)
	}
	_, reason, ok := strings.Cut(text, nolintMark)
	return ok && reasoned(reason)
}

func reasoned(text string) bool {
	return strings.Trim(text, " \t-/#*<>") != ""
}
