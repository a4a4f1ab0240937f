package iac

import "strings"

// Words splits a command line as a shell does: at spaces outside of quotes, with
// backslashes taken off. It expands nothing.
func Words(line string) []string {
	var words []string
	var cur strings.Builder
	open, quote := false, rune(0)
	escaped := false
	for _, r := range line {
		switch {
		case escaped:
			if quote == '"' && !strings.ContainsRune("\"\\$`\n", r) {
				cur.WriteByte('\\')
			}
			if r != '\n' { // a continued line
				cur.WriteRune(r)
				open = true
			}
			escaped = false
		case r == '\\' && quote != '\'':
			escaped = true
		case quote != 0:
			if r == quote {
				quote = 0
			} else {
				cur.WriteRune(r)
			}
		case r == '"' || r == '\'':
			quote, open = r, true
		case r == ' ' || r == '\t' || r == '\n' || r == '\r':
			if open {
				words = append(words, cur.String())
				cur.Reset()
				open = false
			}
		default:
			cur.WriteRune(r)
			open = true
		}
	}
	if open {
		words = append(words, cur.String())
	}
	return words
}
