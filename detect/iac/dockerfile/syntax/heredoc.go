package syntax

import (
	"bytes"
	"errors"
	"strings"
)

// heredocs reads the here documents that an instruction announces.
func (s *scanner) heredocs(in *Instruction, text string) error {
	by := in
	if in.Sub != nil {
		by = in.Sub
	}
	if by.JSON || by.Name != "RUN" && by.Name != "COPY" && by.Name != "ADD" || !strings.Contains(text, "<<") {
		return nil
	}
	for _, word := range shellWords(text) {
		doc, ok := Announced(word)
		if !ok {
			continue
		}
		var content bytes.Buffer
		for {
			line, more := s.next()
			if !more {
				return errors.New("unterminated heredoc")
			}
			end := bytes.TrimRight(line, "\r\n")
			if doc.Chomp {
				end = bytes.TrimLeft(end, "\t")
			}
			if string(end) == doc.Name {
				break
			}
			content.Write(line)
		}
		doc.Content = content.String()
		by.Heredocs = append(by.Heredocs, doc)
	}
	return nil
}

// Announced reads a word such as "<<EOF" or "3<<-'EOF'".
func Announced(word string) (Heredoc, bool) {
	rest, ok := strings.CutPrefix(strings.TrimLeft(word, "0123456789"), "<<")
	if !ok || strings.Contains(rest, "<") {
		return Heredoc{}, false
	}
	name, chomp := strings.CutPrefix(rest, "-")
	name = strings.TrimSpace(name)
	plain := unquote(name)
	if name == "" || len(shellWords(name)) != 1 {
		return Heredoc{}, false
	}
	return Heredoc{Name: plain, Chomp: chomp, Expand: strings.Count(plain, `'`)+strings.Count(plain, `"`) == strings.Count(name, `'`)+strings.Count(name, `"`)}, true
}

// shellWords splits a text as a shell does and keeps quotes and escapes; a quote that
// is not closed makes it none.
func shellWords(text string) []string {
	var list []string
	start, quote := -1, byte(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		if start < 0 && !isSpace(c) {
			start = i
		}
		switch {
		case c == '\\' && quote != '\'':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case isSpace(c) && start >= 0:
			list = append(list, text[start:i])
			start = -1
		}
	}
	switch {
	case quote != 0:
		return nil
	case start >= 0:
		list = append(list, text[start:])
	}
	return list
}

func unquote(word string) string {
	var b strings.Builder
	quote := byte(0)
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch {
		case c == '\\' && quote != '\'' && i+1 < len(word):
			i++
			c = word[i]
		case quote != 0 && c == quote:
			quote = 0
			continue
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
