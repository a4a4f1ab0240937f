package azurefunctions

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// text is a source file with a copy in which comments and the insides of strings are
// blank, so that brackets and words found there belong to the program.
type text struct {
	file *source.File
	lang string
	data []byte
	code []byte // as long as data

	pairs   []int32 // of brackets, when first asked for
	classes []class // when first asked for
}

// syntax is what tells comments and strings of a language apart.
type syntax struct {
	line   string // begins a comment that ends with the line
	block  bool   // /* */
	quotes string
	triple bool // three quotes hold several lines
	long   byte // a quote that holds several lines by itself
}

var syntaxes = map[string]syntax{
	"csharp":     {line: "//", block: true, quotes: `"'`, triple: true},
	"java":       {line: "//", block: true, quotes: `"'`, triple: true},
	"python":     {line: "#", quotes: `"'`, triple: true},
	"javascript": {line: "//", block: true, quotes: "\"'`", long: '`'},
	"typescript": {line: "//", block: true, quotes: "\"'`", long: '`'},
}

func newText(f *source.File, lang string, data []byte) *text {
	return &text{file: f, lang: lang, data: data, code: blank(data, syntaxes[lang])}
}

func blank(data []byte, s syntax) []byte {
	code := bytes.Clone(data)
	wipe := func(from, to int) {
		for i := from; i < to; i++ {
			if code[i] != '\n' {
				code[i] = ' '
			}
		}
	}
	for i := 0; i < len(data); {
		rest := data[i:]
		switch {
		case bytes.HasPrefix(rest, []byte(s.line)):
			end := i + lineEnd(rest)
			wipe(i, end)
			i = end
		case s.block && bytes.HasPrefix(rest, []byte("/*")):
			end := i + len(rest)
			if n := bytes.Index(rest[2:], []byte("*/")); n >= 0 {
				end = i + n + 4
			}
			wipe(i, end)
			i = end
		case strings.IndexByte(s.quotes, data[i]) >= 0:
			open, end := s.stringEnd(data, i)
			wipe(i+open, end-open)
			i = end
		default:
			i++
		}
	}
	return code
}

// stringEnd finds the end of the string that begins at i, and how long its quotes are.
func (s syntax) stringEnd(data []byte, i int) (quotes, end int) {
	q := data[i]
	if mark := []byte{q, q, q}; s.triple && bytes.HasPrefix(data[i:], mark) {
		if n := bytes.Index(data[i+3:], mark); n >= 0 {
			return 3, i + n + 6
		}
		return 0, len(data)
	}
	verbatim := i > 0 && data[i-1] == '@' || i > 1 && data[i-1] == '$' && data[i-2] == '@'
	for j := i + 1; j < len(data); j++ {
		switch {
		case data[j] == q:
			return 1, j + 1
		case data[j] == '\\' && !verbatim:
			j++
		case data[j] == '\n' && q != s.long && !verbatim:
			return 0, i + 1 // it was none, or is broken
		}
	}
	return 0, len(data)
}

func lineEnd(b []byte) int {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return i
	}
	return len(b)
}

func (t *text) at(start, end int) arch.Range { return t.file.Range(start, end) }

// mentions reports whether the file has any of these words, wherever.
func (t *text) mentions(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return bytes.Contains(t.data, []byte(w)) })
}

// closing finds the bracket that closes the one at i, or the one that it closes; -1
// when there is none.
func (t *text) closing(i int) int {
	if t.pairs == nil {
		t.pairs = pairs(t.code)
	}
	if i < 0 || i >= len(t.pairs) {
		return -1
	}
	return int(t.pairs[i]) - 1
}

// pairs tells of every bracket where its counterpart is, one further than that; 0
// for none. Files are read as they are: a wrong bracket only makes the text behind it
// useless.
func pairs(code []byte) []int32 {
	out := make([]int32, len(code))
	var open []int32
	for i, c := range code {
		switch c {
		case '(', '[', '{':
			open = append(open, int32(i))
		case ')', ']', '}':
			if n := len(open); n > 0 {
				out[i], out[open[n-1]] = open[n-1]+1, int32(i)+1
				open = open[:n-1]
			}
		}
	}
	return out
}

// skip passes over white space.
func (t *text) skip(i int) int {
	for i < len(t.code) && isSpace(t.code[i]) {
		i++
	}
	return i
}

// before is the last place in front of i that is not white space; -1 for none.
func (t *text) before(i int) int {
	i--
	for i >= 0 && isSpace(t.code[i]) {
		i--
	}
	return i
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80
}

// argument is one of a list of arguments or entries.
type argument struct {
	name       string // lower case, without underscores; "" for one by its place
	start, end int    // of its value
}

// named matches the beginning of an argument with a name: "x = 1", "x: 1", `"x": 1`.
var named = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^["']?([A-Za-z_]\w*)["']?\s*(?:=|:)`) })

// What is read of one call, and of one file: more than any that people write.
const (
	maxArguments = 200
	maxSpan      = 1 << 16
	maxMatches   = 1000
)

// arguments splits what is between the bracket at i and the one that closes it.
func (t *text) arguments(i int) (list []argument, end int) {
	end = t.closing(i)
	if end < i || end-i > maxSpan {
		return nil, -1
	}
	add := func(from, to int) {
		for from < to && isSpace(t.data[from]) {
			from++
		}
		for to > from && isSpace(t.data[to-1]) {
			to--
		}
		if from == to || len(list) >= maxArguments {
			return
		}
		a := argument{start: from, end: to}
		if m := named().FindSubmatchIndex(t.data[from:to]); m != nil && !comparison(t.data[from+m[1]:to]) {
			a.name = plain(string(t.data[from+m[2] : from+m[3]]))
			a.start = min(t.skip(from+m[1]), to)
		}
		list = append(list, a)
	}
	depth, from := 0, i+1
	for j := i + 1; j < end; j++ {
		switch t.code[j] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case ',':
			if depth == 0 {
				add(from, j)
				from = j + 1
			}
		}
	}
	add(from, end)
	return list, end
}

// comparison reports whether what follows a "=" or ":" makes it another operator.
func comparison(rest []byte) bool {
	return len(rest) > 0 && (rest[0] == '=' || rest[0] == ':' || rest[0] == '>')
}

// plain is a name without case and underscores, the same in all languages.
func plain(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }
