package proxies

import (
	"strings"
)

// word is one word of a configuration with its place.
type word struct {
	text       string
	start, end int
}

// directive is a line or block of a configuration.
type directive struct {
	words []word
	body  []*directive
	block bool
}

func (d *directive) name() string { return d.words[0].text }

// arg returns the text of an argument, "" when there are fewer.
func (d *directive) arg(i int) string {
	if i+1 < len(d.words) {
		return d.words[i+1].text
	}
	return ""
}

func (d *directive) args() []string {
	var out []string
	for _, w := range d.words[1:] {
		out = append(out, w.text)
	}
	return out
}

// span is where the words of a directive stand.
func (d *directive) span() (start, end int) {
	return d.words[0].start, d.words[len(d.words)-1].end
}

// maxNested bounds blocks in blocks. Nobody nests that deep.
const maxNested = 50

// builder makes a tree of directives out of words and braces.
type builder struct {
	stack []*directive
	words []word
	lost  int // blocks opened below the limit
}

func newBuilder() *builder { return &builder{stack: []*directive{{}}} }

func (b *builder) top() *directive { return b.stack[len(b.stack)-1] }

func (b *builder) end() {
	if len(b.words) > 0 {
		b.top().body = append(b.top().body, &directive{words: b.words})
	}
	b.words = nil
}

func (b *builder) open() {
	if len(b.words) == 0 {
		b.words = []word{{}} // the block of global options in a Caddyfile has no name
	}
	if b.lost > 0 || len(b.stack) > maxNested {
		b.lost++
		b.words = nil
		return
	}
	d := &directive{words: b.words, block: true}
	b.top().body = append(b.top().body, d)
	b.stack = append(b.stack, d)
	b.words = nil
}

func (b *builder) shut() {
	b.end()
	switch {
	case b.lost > 0:
		b.lost--
	case len(b.stack) > 1:
		b.stack = b.stack[:len(b.stack)-1]
	}
}

// braces reads what ends its directives with semicolons and opens blocks anywhere.
func braces(text string) []*directive {
	b := newBuilder()
	for i := 0; i < len(text); {
		switch text[i] {
		case ' ', '\t', '\n', '\r':
			i++
		case '#':
			i = lineEnd(text, i)
		case ';':
			b.end()
			i++
		case '{':
			if len(b.words) > 0 && strings.HasSuffix(b.words[0].text, "_by_lua_block") {
				i = balanced(text, i)
				b.end()
				continue
			}
			b.open()
			i++
		case '}':
			b.shut()
			i++
		default:
			var w word
			w, i = bracesWord(text, i)
			b.words = append(b.words, w)
		}
	}
	b.end()
	return b.stack[0].body
}

func bracesWord(text string, i int) (word, int) {
	if q := text[i]; q == '"' || q == '\'' {
		var out strings.Builder
		j := i + 1
		for ; j < len(text) && text[j] != q; j++ {
			if text[j] == '\\' && j+1 < len(text) {
				j++
			}
			out.WriteByte(text[j])
		}
		j = min(j+1, len(text))
		return word{out.String(), i, j}, j
	}
	j := i
	for j < len(text) && !strings.ContainsRune(" \t\r\n;", rune(text[j])) {
		if text[j] == '\\' {
			j++
		} else if text[j] == '$' && j+1 < len(text) && text[j+1] == '{' {
			for j < len(text) && text[j] != '}' && text[j] != '\n' {
				j++
			}
		} else if text[j] == '{' || text[j] == '}' {
			if text[i] != '^' && text[i] != '~' { // a quantifier of an expression
				break
			}
			if text[j] == '{' && (j+1 >= len(text) || text[j+1] < '0' || text[j+1] > '9') {
				break
			}
		}
		j++
	}
	j = min(max(j, i+1), len(text))
	return word{text[i:j], i, j}, j
}

func lineEnd(text string, i int) int {
	if n := strings.IndexByte(text[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(text)
}

// balanced passes over a block of another language.
func balanced(text string, i int) int {
	level := 0
	for ; i < len(text); i++ {
		switch text[i] {
		case '{':
			level++
		case '}':
			if level--; level == 0 {
				return i + 1
			}
		}
	}
	return i
}
