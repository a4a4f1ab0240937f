package commands

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// Flag is the last value of a flag, under any of its names, as "--name value" or
// "--name=value".
func (c Command) Flag(names ...string) (Word, bool) {
	list := c.Flags(names...)
	if len(list) == 0 {
		return Word{}, false
	}
	return list[len(list)-1], true
}

// Flags are all values of a flag.
func (c Command) Flags(names ...string) []Word {
	var out []Word
	for i, w := range c.Words {
		name, value, joined := strings.Cut(w.Text, "=")
		if !strings.HasPrefix(name, "-") || !slices.Contains(names, name) {
			continue
		}
		switch {
		case joined:
			at := w.At
			at.Start = max(at.Start, at.End-len(value))
			out = append(out, Word{Text: value, Why: w.Why, At: at})
		case i+1 < len(c.Words):
			out = append(out, c.Words[i+1])
		}
	}
	return out
}

// Has reports whether a flag without a value is set; its place says where.
func (c Command) Has(names ...string) (arch.Range, bool) {
	for _, w := range c.Words {
		name, value, _ := strings.Cut(w.Text, "=")
		if slices.Contains(names, name) && value != "false" {
			return w.At, true
		}
	}
	return arch.Range{}, false
}

// Plain are the words from one on that are neither flags nor values of flags. switches
// are flags without a value.
func (c Command) Plain(from int, switches map[string]bool) []Word {
	var out []Word
	for i := from; i < len(c.Words); i++ {
		w := c.Words[i]
		switch {
		case !strings.HasPrefix(w.Text, "-") || w.Text == "-":
			out = append(out, w)
		case strings.Contains(w.Text, "=") || switches[w.Text] || strings.HasPrefix(w.Text, "--no-"):
		default:
			i++
		}
	}
	return out
}

// Find is where a path in a command lies in the tree, as a file or a directory: in the
// first of the directories in which it is there.
func Find(t *source.Tree, dirs []string, w Word) (string, bool) {
	if !w.Known() || w.Text == "" {
		return "", false
	}
	for _, d := range dirs {
		if at, ok := join(d, dirs, w.Text); ok && (t.IsDir(at) || t.File(at) != nil) {
			return at, true
		}
	}
	return "", false
}
