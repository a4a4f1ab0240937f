package source

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/archvet/archvet/detect/arch"
)

// Position is a range as people and editors speak of it: lines and columns count
// from 1, columns in bytes as Go's tools do.
type Position struct {
	File            string
	Line, Column    int
	EndLine, EndCol int
}

type lineTable struct {
	once   sync.Once
	starts []int
}

func (f *File) lineStarts() []int {
	f.lines.once.Do(func() {
		data, _ := f.Data() // an unreadable file has one empty line
		f.lines.starts = LineStarts(data)
	})
	return f.lines.starts
}

// LineStarts returns the byte offset of the start of every line.
func LineStarts(data []byte) []int {
	starts := []int{0}
	for i, b := range data {
		if b == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// Position returns where r begins and ends. A range outside its file, or in a file
// that the tree lacks, is clamped to what there is.
func (t *Tree) Position(r arch.Range) Position {
	p := Position{File: r.File, Line: 1, Column: 1, EndLine: 1, EndCol: 1}
	f := t.byPath[r.File]
	if f == nil {
		return p
	}
	p.Line, p.Column = f.locate(r.Start)
	p.EndLine, p.EndCol = f.locate(max(r.Start, r.End))
	return p
}

func (f *File) locate(offset int) (line, col int) {
	starts := f.lineStarts() // reads the file, so before its length is asked for
	offset = max(0, min(offset, len(f.data)))
	i := sort.Search(len(starts), func(i int) bool { return starts[i] > offset }) - 1
	return i + 1, offset - starts[i] + 1
}

// Line returns the text of a line, counted from 1, without its end, and made
// printable: invalid UTF-8 and control characters are replaced.
func (t *Tree) Line(file string, n int) string {
	f := t.byPath[file]
	if f == nil {
		return ""
	}
	starts := f.lineStarts()
	if n < 1 || n > len(starts) {
		return ""
	}
	end := len(f.data)
	if n < len(starts) {
		end = starts[n] - 1
	}
	return printable(strings.TrimSuffix(string(f.data[starts[n-1]:end]), "\r"))
}

func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || (r < ' ' && r != '\t') || r == 0x7f || (r >= 0x80 && r < 0xa0) {
			return '.'
		}
		return r
	}, s)
}
