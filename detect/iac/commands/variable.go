package commands

import "strings"

// pieces splits a text that is one value, not words, into text and variables.
func pieces(s string, d dialect) []piece {
	var list []piece
	for s != "" {
		i := strings.IndexByte(s, '$')
		if i < 0 || d == literal {
			return addText(list, s)
		}
		if i > 0 {
			list = addText(list, s[:i])
			s = s[i:]
		}
		p, n := variable(s, d)
		switch {
		case n == 0:
			list = addText(list, "$")
			n = 1
		case p.name == "" && p.why == "":
			list = addText(list, p.text)
		default:
			list = append(list, p)
		}
		s = s[n:]
	}
	return list
}

// variable reads the variable that s begins with, and tells how long it is; 0 when
// the dollar is only a dollar.
func variable(s string, d dialect) (piece, int) {
	if strings.HasPrefix(s, "${{") {
		return expression(s)
	}
	switch {
	case d == github || d == literal || len(s) < 2:
		return piece{}, 0
	case d == azure:
		if !strings.HasPrefix(s, "$(") {
			return piece{}, 0
		}
	}
	if (d == makefile || d == cloud) && s[1] == '$' {
		p, n := variable(s[1:], shell)
		if n == 0 {
			return piece{text: "$"}, 2
		}
		return p, n + 1
	}
	switch c := s[1]; {
	case c == '{':
		return braced(s, d)
	case c == '(':
		return parenthesized(s, d)
	case c == '@' && d == makefile:
		return piece{text: "$@", name: "@"}, 2
	case c == '@' || c == '*':
		return piece{text: s[:2], why: "all arguments"}, 2
	case c >= '0' && c <= '9':
		return piece{text: s[:2], name: s[1:2]}, 2
	}
	n := identifier(s[1:])
	if n == 0 {
		return piece{}, 0
	}
	if d == makefile {
		n = 1 // $NAME is $N followed by AME
	}
	return piece{text: s[:n+1], name: s[1 : n+1]}, n + 1
}

func identifier(s string) int {
	n := 0
	for n < len(s) && (s[n] == '_' || s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || n > 0 && s[n] >= '0' && s[n] <= '9') {
		n++
	}
	return n
}

// expression reads ${{ matrix.name }} and its like.
func expression(s string) (piece, int) {
	end := strings.Index(s, "}}")
	if end < 0 {
		return piece{}, 0
	}
	inner := strings.TrimSpace(s[3:end])
	all := s[:end+2]
	if name, ok := strings.CutPrefix(inner, "env."); ok {
		inner = name
	}
	if strings.HasPrefix(inner, "github.workspace") {
		return piece{text: rootMark}, end + 2
	}
	if strings.ContainsAny(inner, " ()|&[") || inner == "" {
		return piece{text: all, why: "an expression of the workflow"}, end + 2
	}
	return piece{text: all, name: inner}, end + 2
}

// braced reads ${NAME}, with a default or an alternative.
func braced(s string, d dialect) (piece, int) {
	end := closing(s[1:], '{', '}')
	if end < 0 {
		return piece{}, 0
	}
	inner, all := s[2:end+1], s[:end+2]
	n := identifier(inner)
	if n == 0 {
		n = digits(inner)
	}
	p := piece{text: all, name: inner[:n]}
	rest := inner[n:]
	rest = strings.TrimPrefix(rest, ":")
	switch {
	case n == 0:
		return piece{text: all, why: "an operation of the shell"}, end + 2
	case strings.HasPrefix(inner[n:], "[0]") && inner[:n] == "BASH_SOURCE":
		return piece{text: all, why: "the script's own name"}, end + 2
	case rest == "":
	case rest[0] == '-' || rest[0] == '=':
		p.op, p.or = '-', pieces(strings.Trim(rest[1:], `"'`), d)
	case rest[0] == '+':
		p.op, p.or = '+', pieces(strings.Trim(rest[1:], `"'`), d)
	case rest[0] == '?':
	default:
		return piece{text: all, why: "an operation on variable " + inner[:n]}, end + 2
	}
	return p, end + 2
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// parenthesized reads $(...): a variable of make or a pipeline, else the output of a
// command.
func parenthesized(s string, d dialect) (piece, int) {
	end := closing(s[1:], '(', ')')
	if end < 0 {
		return piece{text: s, why: "the output of a command"}, len(s)
	}
	inner, all := s[2:end+1], s[:end+2]
	if d == makefile || d == azure || d == azureScript {
		name := strings.TrimSpace(inner)
		if identifier(name) == len(name) && name != "" || d != makefile && !strings.ContainsAny(name, " \t$") {
			return piece{text: all, name: name}, end + 2
		}
		if !strings.HasPrefix(name, "shell ") {
			return piece{text: all, why: "a function of make"}, end + 2
		}
	}
	return commandPiece(all), end + 2
}

// Marks that begin paths whose place is known whatever the working directory is.
const (
	rootMark = "/\x01root"
	hereMark = "/\x01here"
)

// commandPiece is the output of a command: unknown, but for the places that scripts
// ask for.
func commandPiece(s string) piece {
	inner := strings.Trim(s, "$()` ")
	switch {
	case strings.Contains(inner, "dirname") && (strings.Contains(inner, "$0") || strings.Contains(inner, "BASH_SOURCE") || strings.Contains(inner, "${0}")):
		if strings.Contains(inner, "..") {
			return piece{text: hereMark + "/.."}
		}
		return piece{text: hereMark}
	case strings.Contains(inner, "rev-parse --show-toplevel"):
		return piece{text: rootMark}
	case inner == "pwd":
		return piece{text: "."}
	}
	return piece{text: s, op: '(', or: pieces(inner, shell), why: "the output of a command"}
}

// closing finds the end of the bracket that s begins with; -1 when there is none.
func closing(s string, open, end byte) int {
	level := 0
	for i := range min(len(s), maxText) {
		switch s[i] {
		case open:
			level++
		case end:
			if level--; level == 0 {
				return i
			}
		}
	}
	return -1
}
