package detect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// ApplyEdits returns the content of one file after edits that all lie in it. Edits
// that say the same are made once; edits that overlap, or lie outside of the file,
// are refused.
func ApplyEdits(data []byte, edits []arch.Edit) ([]byte, error) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b arch.Edit) int { return a.At.Compare(b.At) })
	edits = slices.Compact(edits)
	var out strings.Builder
	last := 0
	for _, e := range edits {
		if e.At.Start < last || e.At.End < e.At.Start || e.At.End > len(data) {
			return nil, fmt.Errorf("edit of %s, bytes %d to %d, overlaps another or leaves the file", e.At.File, e.At.Start, e.At.End)
		}
		out.Write(data[last:e.At.Start])
		out.WriteString(e.New)
		last = e.At.End
	}
	out.Write(data[last:])
	return []byte(out.String()), nil
}
