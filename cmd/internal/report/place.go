package report

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/archvet/archvet/detect/arch"
)

// Place is where a range begins and ends, in lines and columns. Line is 0 when only
// the file is known.
type Place struct {
	File            string
	Line, Column    int
	EndLine, EndCol int
}

// Place returns where a range stands. A file that is not in the tree, or could not
// be read, has no lines to point at.
func (r *Report) Place(at arch.Range) Place {
	f := r.Repo.Tree.File(at.File)
	if at.IsZero() || f == nil {
		return Place{File: at.File}
	}
	if _, err := f.Data(); err != nil {
		return Place{File: at.File}
	}
	p := r.Repo.Tree.Position(at)
	return Place{File: p.File, Line: p.Line, Column: p.Column, EndLine: p.EndLine, EndCol: p.EndCol}
}

// String returns file:line:column, the form that editors and terminals link.
func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return p.File + ":" + p.LineColumn()
}

// LineColumn returns line:column.
func (p Place) LineColumn() string { return strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column) }

// Short returns file:line, for evidence, where the column says nothing.
func (p Place) Short() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// compareAll compares pairs of strings in turn.
func compareAll(pairs ...string) int {
	for i := 0; i+1 < len(pairs); i += 2 {
		if c := cmp.Compare(pairs[i], pairs[i+1]); c != 0 {
			return c
		}
	}
	return 0
}
