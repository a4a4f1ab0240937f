package arch

import "strings"

// Masked returns text with the passwords of the addresses in it blanked: what is
// shown to people is kept in logs and comments as well. The text keeps its length, so
// that columns still point at the same places.
func Masked(text string) string {
	var b strings.Builder
	for {
		scheme := strings.Index(text, "://")
		if scheme < 0 {
			break
		}
		rest := text[scheme+3:]
		end := strings.IndexAny(rest, "/ \t\"'`?#,;")
		if end < 0 {
			end = len(rest)
		}
		at := strings.LastIndexByte(rest[:end], '@')
		colon := strings.IndexByte(rest[:max(at, 0)], ':')
		b.WriteString(text[:scheme+3])
		if at < 0 || colon < 0 {
			b.WriteString(rest[:end])
		} else {
			b.WriteString(rest[:colon+1] + strings.Repeat("*", at-colon-1) + rest[at:end])
		}
		text = rest[end:]
	}
	b.WriteString(text)
	return b.String()
}
