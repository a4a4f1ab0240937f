// Package syntax splits the text of a Dockerfile into its instructions, as BuildKit
// does: parser directives, continuation lines with comments between them, flags, the
// JSON form, names with values, and here documents.
//
// BuildKit's own parser would do, but brings protocol buffers with it, whose
// initialisation every start of the program would pay for.
package syntax

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
)

// Instruction is one instruction with the lines that it takes up.
type Instruction struct {
	Name  string   // upper case
	Flags []string // "--from=build"
	// Args are what follows: of ENV and LABEL names and values by turns, of an ARG its
	// words, of RUN, CMD, ENTRYPOINT and SHELL in the shell form one text, of others
	// their words.
	Args      []string
	JSON      bool
	Heredocs  []Heredoc
	Sub       *Instruction // of ONBUILD
	Line, End int          // the first line and the last, from 1
}

// Heredoc is a here document of an instruction.
type Heredoc struct {
	Name, Content string
	Chomp         bool // leading tabs do not count
	Expand        bool // variables in it are replaced
}

// Error is why a text is no Dockerfile.
type Error struct {
	Line, End int
	Message   string
}

// Error implements error.
func (e *Error) Error() string { return e.Message }

// Parse splits a Dockerfile into its instructions.
func Parse(data []byte) ([]Instruction, error) {
	s := &scanner{rest: bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), escape: '\\', head: true}
	var list []Instruction
	for {
		text, start, ok, err := s.logical()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		in, err := s.instruction(text)
		if err == nil {
			err = s.heredocs(&in, text)
		}
		if err != nil {
			return nil, &Error{Line: start, End: s.line, Message: err.Error()}
		}
		in.Line, in.End = start, s.line
		list = append(list, in)
	}
	if len(list) == 0 {
		return nil, &Error{Message: "file with no instructions"}
	}
	return list, nil
}

// scanner gives the lines of a Dockerfile.
type scanner struct {
	rest   []byte
	line   int // read so far
	escape byte
	head   bool // nothing but directives so far
}

// next returns a line with its end.
func (s *scanner) next() (line []byte, ok bool) {
	if len(s.rest) == 0 {
		return nil, false
	}
	i := bytes.IndexByte(s.rest, '\n') + 1
	if i == 0 {
		i = len(s.rest)
	}
	line, s.rest = s.rest[:i], s.rest[i:]
	s.line++
	return line, true
}

// logical returns the next line that is not empty, with those that continue it.
func (s *scanner) logical() (text string, start int, ok bool, err error) {
	for {
		line, more := s.next()
		if !more {
			return "", 0, false, nil
		}
		line = bytes.TrimLeftFunc(bytes.TrimRight(line, "\r\n"), unicode.IsSpace)
		if err := s.directive(line); err != nil {
			return "", 0, false, err
		}
		if isComment(line) {
			continue
		}
		line, goesOn := s.continued(line)
		if len(line) == 0 && !goesOn {
			continue
		}
		start = s.line
		var b strings.Builder
		b.Write(line)
		for goesOn {
			if line, more = s.next(); !more {
				break
			}
			line = bytes.TrimRight(line, "\r\n")
			if isComment(line) || len(bytes.TrimLeftFunc(line, unicode.IsSpace)) == 0 {
				continue
			}
			line, goesOn = s.continued(line)
			b.Write(line)
		}
		return b.String(), start, true, nil
	}
}

func isComment(line []byte) bool {
	line = bytes.TrimLeftFunc(line, unicode.IsSpace)
	return len(line) > 0 && line[0] == '#'
}

// continued takes the mark off a line that the next one continues.
func (s *scanner) continued(line []byte) (rest []byte, goesOn bool) {
	bare := bytes.TrimRight(line, " \t")
	n := len(bare)
	if n == 0 || bare[n-1] != s.escape || n > 1 && bare[n-2] == s.escape {
		return line, false
	}
	return bare[:n-1], true
}

// directive reads a comment at the top that is one.
func (s *scanner) directive(line []byte) error {
	text, ok := bytes.CutPrefix(line, []byte("#"))
	if !s.head || !ok {
		s.head = false
		return nil
	}
	name, value, ok := strings.Cut(strings.TrimLeftFunc(string(text), unicode.IsSpace), "=")
	name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
	switch {
	case !ok || value == "" || name != "syntax" && name != "escape" && name != "check":
		s.head = false
	case name != "escape":
	case value == `\` || value == "`":
		s.escape = value[0]
	default:
		return &Error{Line: s.line, End: s.line, Message: fmt.Sprintf("invalid escape token '%s' does not match ` or \\", value)}
	}
	return nil
}
