package spring

import "strings"

// kind tells tokens apart.
type kind uint8

const (
	nameToken kind = iota
	textToken      // a string literal; its content as written
	markToken
)

type token struct {
	kind       kind
	text       string
	start, end int
}

// maxTokens bounds what is read of one file.
const maxTokens = 200_000

// tokens splits Java or Kotlin source into words, strings and the rest; comments,
// numbers and characters in quotes are left out.
func tokens(src string) []token {
	var out []token
	for i := 0; i < len(src) && len(out) < maxTokens; {
		c := src[i]
		switch {
		case strings.HasPrefix(src[i:], "//"):
			i = skipTo(src, i, "\n")
		case strings.HasPrefix(src[i:], "/*"):
			i = skipTo(src, i+2, "*/")
		case strings.HasPrefix(src[i:], `"""`):
			end := skipTo(src, i+3, `"""`)
			out = append(out, token{textToken, strings.TrimSuffix(src[i+3:end], `"""`), i, end})
			i = end
		case c == '"':
			end := quoted(src, i, '"')
			out = append(out, token{textToken, strings.TrimSuffix(src[i+1:end], `"`), i, end})
			i = end
		case c == '\'':
			i = quoted(src, i, '\'')
		case isLetter(c):
			end := i
			for end < len(src) && (isLetter(src[end]) || src[end] >= '0' && src[end] <= '9') {
				end++
			}
			out = append(out, token{nameToken, src[i:end], i, end})
			i = end
		case strings.IndexByte("@(){}[],;=+.:<>&|!?-", c) >= 0:
			out = append(out, token{markToken, src[i : i+1], i, i + 1})
			i++
		default:
			i++
		}
	}
	return out
}

func skipTo(src string, i int, mark string) int {
	i = min(i, len(src))
	if j := strings.Index(src[i:], mark); j >= 0 {
		return i + j + len(mark)
	}
	return len(src)
}

// quoted is the end of a literal that begins at i; a line break ends it too.
func quoted(src string, i int, quote byte) int {
	for j := i + 1; j < len(src); j++ {
		switch src[j] {
		case '\\':
			j++
		case quote:
			return j + 1
		case '\n':
			return j
		}
	}
	return len(src)
}

func isLetter(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '$' || c >= 0x80
}
