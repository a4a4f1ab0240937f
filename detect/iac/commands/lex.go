package commands

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// text is a script together with where its lines stand in their file.
type text struct {
	file  string
	s     string
	lines []line // nil: all of it stands at whole
	whole arch.Range
}

// line is where a line of the text begins, there and in the file.
type line struct{ start, at, length int }

// plain is a text that is a part of its file as it is.
func plain(file, s string, base int) text {
	return text{file: file, s: s, lines: []line{{0, base, len(s)}}}
}

// at is the place of a part of the text.
func (t text) at(start, end int) arch.Range {
	lo, hi := 0, len(t.lines)
	for lo < hi { // the last line that begins at or before start
		if mid := (lo + hi) / 2; t.lines[mid].start <= start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return t.whole
	}
	l := t.lines[lo-1]
	from := l.at + min(start-l.start, l.length)
	return arch.Range{File: t.file, Start: from, End: max(from, l.at+min(end-l.start, l.length))}
}

// dialect is what a text's variables look like.
type dialect uint8

const (
	shell       dialect = iota
	makefile            // $(NAME) and $$
	cloud               // as the shell, and $$ for a dollar
	github              // only ${{ }}
	azure               // only $(NAME)
	azureScript         // $(NAME) beside what the shell has
	literal             // no variables at all
)

// token is a word, or an operator that ends a command.
type token struct {
	word        []piece
	end         bool // of a command
	bare        bool // no part of it is quoted
	start, stop int
}

// lexer splits a text into words as a shell does.
type lexer struct {
	t       text
	d       dialect
	pos     int
	heredoc []string // terminators that the next line break begins the text of
}

const maxTokens = 20000

// tokens returns the words of the text; those of heredocs are left out.
func tokens(t text, d dialect) []token {
	l := &lexer{t: t, d: d}
	var list []token
	for l.pos < len(t.s) && len(list) < maxTokens {
		c := t.s[l.pos]
		switch {
		case c == '\n':
			l.pos++
			l.skipHeredocs()
			list = append(list, token{end: true})
		case c == ' ' || c == '\t' || c == '\r':
			l.pos++
		case strings.HasPrefix(t.s[l.pos:], "\\\n"):
			l.pos += 2
		case strings.HasPrefix(t.s[l.pos:], "\\\r\n"):
			l.pos += 3
		case c == '#':
			l.pos += lineEnd(t.s[l.pos:])
		case c == '<' || c == '>':
			l.redirect()
		case strings.IndexByte(";&|()", c) >= 0:
			l.pos++
			list = append(list, token{end: true})
		default:
			if w := l.word(); w.word != nil {
				list = append(list, w)
			}
		}
	}
	return append(list, token{end: true})
}

func lineEnd(s string) int {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return i
	}
	return len(s)
}

// redirect passes over a redirection with its target.
func (l *lexer) redirect() {
	s := l.t.s
	if strings.HasPrefix(s[l.pos:], "<<") && !strings.HasPrefix(s[l.pos:], "<<<") {
		l.pos += 2
		rest := strings.TrimLeft(s[l.pos:], "- \t")
		n := strings.IndexAny(rest, " \t\r\n;|&>")
		if n < 0 {
			n = len(rest)
		}
		l.heredoc = append(l.heredoc, strings.Trim(rest[:n], `'"\`))
		l.pos = len(s) - len(rest) + n
		return
	}
	for l.pos < len(s) && strings.IndexByte("<>&|", s[l.pos]) >= 0 {
		l.pos++
	}
	for l.pos < len(s) && (s[l.pos] == ' ' || s[l.pos] == '\t') {
		l.pos++
	}
	if l.pos < len(s) && !strings.ContainsRune(";&|()\n<>", rune(s[l.pos])) {
		l.word()
	}
}

func (l *lexer) skipHeredocs() {
	for _, mark := range l.heredoc {
		for l.pos < len(l.t.s) {
			n := lineEnd(l.t.s[l.pos:])
			row := strings.TrimSpace(l.t.s[l.pos : l.pos+n])
			l.pos = min(l.pos+n+1, len(l.t.s))
			if row == mark {
				break
			}
		}
	}
	l.heredoc = nil
}

// word reads one word. The lexer always moves on by at least one byte.
func (l *lexer) word() token {
	w := token{bare: true, start: l.pos}
	s := l.t.s
	for l.pos < len(s) {
		c := s[l.pos]
		switch {
		case strings.IndexByte(" \t\r\n;&|()<>", c) >= 0:
			w.stop = l.pos
			return digitsOfRedirect(w, c)
		case c == '\'':
			w.bare = false
			n := strings.IndexByte(s[l.pos+1:], '\'')
			if n < 0 {
				n = len(s) - l.pos - 1
			}
			w.word = addText(w.word, s[l.pos+1:l.pos+1+n])
			l.pos = min(l.pos+n+2, len(s))
		case c == '"':
			w.bare = false
			l.pos++
			w.word = l.quoted(w.word)
		case c == '\\' && l.pos+1 < len(s):
			if s[l.pos+1] != '\n' {
				w.word = addText(w.word, s[l.pos+1:l.pos+2])
			}
			l.pos += 2
		default:
			w.word = l.one(w.word)
		}
	}
	w.stop = l.pos
	return w
}

// digitsOfRedirect turns the 2 of 2>&1 into nothing.
func digitsOfRedirect(w token, next byte) token {
	if (next == '<' || next == '>') && len(w.word) == 1 && w.word[0].name == "" && (w.word[0].text == "1" || w.word[0].text == "2") {
		w.word = nil
	}
	return w
}

// quoted reads up to the closing quote.
func (l *lexer) quoted(word []piece) []piece {
	s := l.t.s
	word = addText(word, "")
	for l.pos < len(s) {
		switch c := s[l.pos]; {
		case c == '"':
			l.pos++
			return word
		case c == '\\' && l.pos+1 < len(s):
			next := s[l.pos+1]
			if strings.IndexByte("\"\\$`\n", next) < 0 {
				word = addText(word, `\`)
			}
			if next != '\n' {
				word = addText(word, string(next))
			}
			l.pos += 2
		default:
			word = l.one(word)
		}
	}
	return word
}

// one reads a byte of text, or a variable.
func (l *lexer) one(word []piece) []piece {
	s := l.t.s[l.pos:]
	if s[0] == '`' {
		n := strings.IndexByte(s[1:], '`')
		if n < 0 {
			n = len(s) - 2
		}
		l.pos += n + 2
		return append(word, commandPiece(s[:min(n+2, len(s))]))
	}
	if s[0] == '$' {
		if p, n := variable(s, l.d); n > 0 {
			l.pos += n
			if p.name == "" && p.why == "" {
				return addText(word, p.text)
			}
			return append(word, p)
		}
	}
	l.pos++
	return addText(word, s[:1])
}

func addText(word []piece, s string) []piece {
	if n := len(word); n > 0 && word[n-1].name == "" && word[n-1].why == "" {
		word[n-1].text += s
		return word
	}
	return append(word, piece{text: s})
}
