package serverless

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanner cuts a program into the tokens that literals are made of.
type scanner struct {
	text string
	pos  int
	read int // bytes passed over so far, again and again
}

// maxRead bounds the work on one program, whose constants may be read many times.
const maxRead = 32 << 20

type tokenKind uint8

const (
	eof tokenKind = iota
	word
	number
	quotedText
	mark
)

// token is a piece of a program; value is what a text stands for.
type token struct {
	kind  tokenKind
	start int
	text  string
	value string
}

func (t token) is(s string) bool { return t.text == s && t.kind != quotedText && t.kind != eof }

func (t token) quote() byte {
	if t.kind == quotedText && t.text[0] != '`' {
		return t.text[0]
	}
	return 0
}

func (s *scanner) peek() token {
	from := s.pos
	t := s.next()
	s.pos = from
	return t
}

// accept passes over a token if it is the next one.
func (s *scanner) accept(what string) bool {
	from := s.pos
	if s.next().is(what) {
		return true
	}
	s.pos = from
	return false
}

func (s *scanner) next() token {
	from := s.pos
	defer func() { s.read += s.pos - from }()
	s.blank()
	start := s.pos
	if start >= len(s.text) || s.read > maxRead {
		s.pos = len(s.text)
		return token{kind: eof, start: len(s.text)}
	}
	switch c := s.text[start]; {
	case c == '"' || c == '\'' || c == '`':
		value := s.quoted(c)
		return token{kind: quotedText, start: start, text: s.text[start:s.pos], value: value}
	case c >= '0' && c <= '9', c == '-' && start+1 < len(s.text) && s.text[start+1] >= '0' && s.text[start+1] <= '9':
		s.pos++
		s.while(func(r rune) bool { return unicode.IsDigit(r) || unicode.IsLetter(r) || r == '.' || r == '_' })
		return token{kind: number, start: start, text: strings.ReplaceAll(s.text[start:s.pos], "_", "")}
	}
	s.while(func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '$' })
	if s.pos > start {
		return token{kind: word, start: start, text: s.text[start:s.pos]}
	}
	_, size := utf8.DecodeRuneInString(s.text[start:])
	s.pos += size
	return token{kind: mark, start: start, text: s.text[start:s.pos]}
}

func (s *scanner) while(ok func(rune) bool) {
	for s.pos < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.pos:])
		if !ok(r) {
			return
		}
		s.pos += size
	}
}

// blank passes over space and comments.
func (s *scanner) blank() {
	for {
		s.while(func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
		rest := s.text[s.pos:]
		end := 0
		switch {
		case strings.HasPrefix(rest, "//"), s.pos == 0 && strings.HasPrefix(rest, "#!"):
			if end = strings.IndexByte(rest, '\n'); end < 0 {
				end = len(rest)
			}
		case strings.HasPrefix(rest, "/*"):
			if end = strings.Index(rest, "*/") + 2; end < 2 {
				end = len(rest)
			}
		default:
			return
		}
		s.pos += end
	}
}

// quoted reads a text; what a template puts in by code is a variable that nobody can
// resolve.
func (s *scanner) quoted(quote byte) string {
	var b strings.Builder
	for s.pos++; s.pos < len(s.text); s.pos++ {
		c := s.text[s.pos]
		switch {
		case c == quote:
			s.pos++
			return b.String()
		case c == '\\' && s.pos+1 < len(s.text):
			s.pos++
			if e := s.text[s.pos]; e == 'n' {
				b.WriteByte('\n')
			} else if e == 't' {
				b.WriteByte('\t')
			} else if e != '\n' && e != '\r' {
				b.WriteByte(e)
			}
		case quote == '`' && strings.HasPrefix(s.text[s.pos:], "${"):
			s.pos += s.inserted()
			b.WriteString(unknownCode)
		case c == '\n' && quote != '`':
			return b.String()
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// inserted returns how far the code in a template goes, up to its closing brace.
func (s *scanner) inserted() int {
	depth := 0
	for i := s.pos; i < len(s.text); i++ {
		switch s.text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i - s.pos
			}
		}
	}
	return len(s.text) - s.pos - 1
}
