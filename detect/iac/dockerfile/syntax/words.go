package syntax

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// form is how the arguments of an instruction are written.
type form uint8

const (
	unknown form = iota
	words        // split at white space
	whole        // one text
	command      // JSON, else one text
	paths        // JSON, else split at white space
	pairs        // names with values
	names        // words that may have quotes
	health       // a type, then a command
	trigger      // another instruction
)

func formOf(name string) form {
	switch name {
	case "FROM", "EXPOSE":
		return words
	case "MAINTAINER", "STOPSIGNAL", "USER", "WORKDIR":
		return whole
	case "RUN", "CMD", "ENTRYPOINT", "SHELL":
		return command
	case "ADD", "COPY", "VOLUME":
		return paths
	case "ENV", "LABEL":
		return pairs
	case "ARG":
		return names
	case "HEALTHCHECK":
		return health
	case "ONBUILD":
		return trigger
	}
	return unknown
}

func isBlank(r rune) bool { return strings.ContainsRune("\t\v\f\r ", r) }

// instruction reads one logical line.
func (s *scanner) instruction(text string) (Instruction, error) {
	text = strings.TrimSpace(text)
	name, rest := text, ""
	if i := strings.IndexFunc(text, isBlank); i >= 0 {
		name, rest = text[:i], strings.TrimLeftFunc(text[i:], isBlank)
	}
	in := Instruction{Name: strings.ToUpper(name)}
	rest, in.Flags = s.flags(rest)
	rest = strings.TrimSpace(rest)
	var err error
	switch formOf(in.Name) {
	case unknown:
		return in, errors.New("unknown instruction: " + name)
	case words:
		in.Args = split(rest)
	case whole:
		in.Args = single(rest)
	case command:
		if in.Args, in.JSON, err = list(rest); !in.JSON {
			in.Args = single(rest)
		}
	case paths:
		if in.Args, in.JSON, err = list(rest); !in.JSON {
			in.Args = split(rest)
		}
	case pairs:
		in.Args, err = s.pairs(in.Name, rest)
	case names:
		in.Args = s.words(rest)
	case health:
		kind, test := rest, ""
		if i := strings.IndexFunc(rest, unicode.IsSpace); i >= 0 {
			kind, test = rest[:i], strings.TrimSpace(rest[i:])
		}
		if in.Args, in.JSON, err = list(test); !in.JSON {
			in.Args = single(test)
		}
		in.Args = append(single(strings.ToUpper(kind)), in.Args...)
	case trigger:
		return s.onbuild(in, rest)
	}
	return in, err
}

func (s *scanner) onbuild(in Instruction, rest string) (Instruction, error) {
	switch first, _, _ := strings.Cut(rest, " "); strings.ToUpper(first) {
	case "":
		return in, errors.New("ONBUILD requires at least one argument")
	case "ONBUILD", "FROM", "MAINTAINER": // and the first would nest without end
		return in, errors.New(strings.ToUpper(first) + " isn't allowed as an ONBUILD trigger")
	}
	sub, err := s.instruction(rest)
	in.Sub = &sub
	return in, err
}

func single(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

func split(text string) []string {
	return strings.FieldsFunc(text, isBlank)
}

// list reads the JSON form; ok is false when the text is in the other one.
func list(text string) (args []string, ok bool, err error) {
	if !strings.HasPrefix(text, "[") {
		return nil, false, nil
	}
	var items []any
	if json.Unmarshal([]byte(text), &items) != nil {
		return nil, false, nil
	}
	for _, item := range items {
		s, ok := item.(string)
		if !ok {
			return nil, false, errors.New("when using JSON array syntax, arrays must be comprised of strings only")
		}
		args = append(args, s)
	}
	return args, true, nil
}

// pairs reads "name=value ..." or the old "name value".
func (s *scanner) pairs(instruction, text string) ([]string, error) {
	list := s.words(text)
	if len(list) == 0 {
		return nil, nil
	}
	if !strings.Contains(list[0], "=") {
		i := strings.IndexFunc(text, isBlank)
		if i < 0 {
			return nil, errors.New(instruction + " must have two arguments")
		}
		return []string{text[:i], strings.TrimLeftFunc(text[i:], isBlank)}, nil
	}
	var args []string
	for _, w := range list {
		name, value, ok := strings.Cut(w, "=")
		if !ok {
			return nil, fmt.Errorf("syntax error - can't find = in %q; must be of the form: name=value", w)
		}
		args = append(args, name, value)
	}
	return args, nil
}

// words splits a text at white space outside of quotes, which stay.
func (s *scanner) words(text string) []string {
	var list []string
	var word strings.Builder
	quote, started := byte(0), false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == s.escape && quote != '\'':
			if i+1 == len(text) {
				continue
			}
			word.WriteByte(c)
			i++
			c = text[i]
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case isSpace(c):
			if started {
				list = append(list, word.String())
			}
			word.Reset()
			started = false
			continue
		}
		word.WriteByte(c)
		started = true
	}
	if started {
		list = append(list, word.String())
	}
	return list
}

func isSpace(c byte) bool { return unicode.IsSpace(rune(c)) && c < 0x80 }

// flags takes the words with two dashes off the beginning.
func (s *scanner) flags(text string) (rest string, flags []string) {
	for {
		text = strings.TrimLeftFunc(text, unicode.IsSpace)
		if !strings.HasPrefix(text, "--") {
			return text, flags
		}
		flag, n := s.flag(text)
		text = text[n:]
		if flag == "--" {
			return text, flags
		}
		flags = append(flags, flag)
	}
}

// flag reads one flag without its quotes.
func (s *scanner) flag(text string) (flag string, length int) {
	var b strings.Builder
	quote := byte(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == s.escape:
			if i++; i == len(text) {
				return b.String(), i
			}
			c = text[i]
		case quote != 0 && c == quote:
			quote = 0
			continue
		case quote != 0:
		case c == '"' || c == '\'':
			quote = c
			continue
		case isSpace(c):
			return b.String(), i
		}
		b.WriteByte(c)
	}
	return b.String(), len(text)
}
