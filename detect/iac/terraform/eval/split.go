package eval

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
)

// chunk is one block at the top of a file, found without parsing it: most blocks of a
// configuration (permissions, alarms, descriptions) are never asked for.
type chunk struct {
	kind   string
	labels []string
	text   []byte
	start  hcl.Pos
}

// split finds the blocks of a configuration. It is nil for a text that it cannot take
// apart with certainty, which the parser then gets as a whole.
func split(data []byte) []chunk {
	s := &splitter{data: data, line: 1}
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		s.at = 3
	}
	var out []chunk
	for {
		s.blank()
		if s.at == len(data) {
			return out
		}
		c, ok := s.block()
		if !ok {
			return nil
		}
		out = append(out, c)
	}
}

type splitter struct {
	data    []byte
	at      int
	line    int // of counted
	counted int
	stack   []byte
}

// blank skips spaces and comments.
func (s *splitter) blank() {
	for s.at < len(s.data) {
		switch s.data[s.at] {
		case ' ', '\t', '\r', '\n':
			s.at++
		default:
			if !s.comment() {
				return
			}
		}
	}
}

// comment skips a comment, if there is one.
func (s *splitter) comment() bool {
	rest := s.data[s.at:]
	switch {
	case rest[0] == '#', bytes.HasPrefix(rest, []byte("//")):
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			s.at += i
		} else {
			s.at = len(s.data)
		}
		return true
	case bytes.HasPrefix(rest, []byte("/*")):
		if i := bytes.Index(rest[2:], []byte("*/")); i >= 0 {
			s.at += i + 4
			return true
		}
	}
	return false
}

func (s *splitter) block() (c chunk, ok bool) {
	from := s.at
	s.line += bytes.Count(s.data[s.counted:from], []byte("\n"))
	s.counted = from
	c.start = hcl.Pos{Line: s.line, Column: from - bytes.LastIndexByte(s.data[:from], '\n'), Byte: from}
	if c.kind = s.word(); c.kind == "" {
		return c, false
	}
	for {
		for s.at < len(s.data) && (s.data[s.at] == ' ' || s.data[s.at] == '\t') {
			s.at++
		}
		if s.at == len(s.data) {
			return c, false
		}
		switch b := s.data[s.at]; b {
		case '"':
			end := bytes.IndexAny(s.data[s.at+1:], "\"\\$%\n")
			if end < 0 || s.data[s.at+1+end] != '"' {
				return c, false
			}
			c.labels = append(c.labels, string(s.data[s.at+1:s.at+1+end]))
			s.at += end + 2
		case '{':
			s.at++
			s.stack = append(s.stack[:0], '}')
			if !s.code() || !s.lineEnds() {
				return c, false
			}
			c.text = s.data[from:s.at]
			return c, true
		default:
			label := s.word()
			if label == "" {
				return c, false
			}
			c.labels = append(c.labels, label)
		}
	}
}

// lineEnds reports whether nothing but a comment follows on the line.
func (s *splitter) lineEnds() bool {
	rest := bytes.TrimLeft(s.data[s.at:], " \t\r")
	return len(rest) == 0 || rest[0] == '\n' || rest[0] == '#' || bytes.HasPrefix(rest, []byte("//"))
}

func (s *splitter) word() string {
	from := s.at
	for s.at < len(s.data) && wordByte(s.data[s.at]) {
		s.at++
	}
	return string(s.data[from:s.at])
}

func wordByte(b byte) bool {
	return b == '_' || b == '-' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9'
}

var closers = [256]byte{'{': '}', '[': ']', '(': ')'}

// code goes on to the end of the bracket on top of the stack, over whatever is
// between. A '"' on the stack is the string to go back to after an interpolation.
func (s *splitter) code() bool {
	for s.at < len(s.data) {
		b := s.data[s.at]
		s.at++
		switch b {
		case '{', '[', '(':
			s.stack = append(s.stack, closers[b])
		case '}', ']', ')':
			top := len(s.stack) - 1
			if s.stack[top] != b {
				return false
			}
			s.stack = s.stack[:top]
			if top == 0 {
				return true
			}
			if s.stack[top-1] == '"' && !s.text() {
				return false
			}
		case '"':
			s.stack = append(s.stack, '"')
			if !s.text() {
				return false
			}
		case '<':
			if s.at < len(s.data) && s.data[s.at] == '<' && !s.heredoc() {
				return false
			}
		case '#', '/':
			s.at--
			if !s.comment() {
				s.at++
			}
		}
	}
	return false
}

// text goes on to the end of a quoted string, or into its next interpolation.
func (s *splitter) text() bool {
	for s.at < len(s.data) {
		b := s.data[s.at]
		s.at++
		switch b {
		case '"':
			s.stack = s.stack[:len(s.stack)-1]
			return true
		case '\\':
			s.at++
		case '\n':
			return false
		case '$', '%':
			switch rest := s.data[s.at:]; {
			case len(rest) > 1 && rest[0] == b && rest[1] == '{':
				s.at += 2
			case len(rest) > 0 && rest[0] == '{':
				s.at++
				s.stack = append(s.stack, '}')
				return true
			}
		}
	}
	return false
}

// heredoc goes over a heredoc to the line with its mark.
func (s *splitter) heredoc() bool {
	s.at++
	if s.at < len(s.data) && s.data[s.at] == '-' {
		s.at++
	}
	mark := s.word()
	end := bytes.IndexByte(s.data[s.at:], '\n')
	if mark == "" || end < 0 {
		return false
	}
	s.at += end + 1
	for s.at < len(s.data) {
		line := s.data[s.at:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i]
		}
		s.at += len(line)
		if string(bytes.TrimSpace(line)) == mark {
			return true
		}
		s.at++
	}
	return false
}
