package report

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// Fingerprints returns a name for each finding that survives edits elsewhere in its
// file: it is made of rule, unit, file, the finding's key and the text of its line,
// and never of a line number. Findings that agree in all of these are told apart by
// their order.
func (r *Report) Fingerprints() []string {
	prints := make([]string, len(r.Findings))
	seen := map[string]int{}
	for i, f := range r.Findings {
		line := ""
		if at := r.Place(f.At); at.Line > 0 {
			line = strings.Join(strings.Fields(r.Repo.Tree.Line(f.At.File, at.Line)), " ")
		}
		same := strings.Join([]string{f.Rule, f.Unit, f.At.File, f.Key, line}, "\x00")
		sum := sha256.Sum256([]byte(same + "\x00" + strconv.Itoa(seen[same])))
		seen[same]++
		prints[i] = hex.EncodeToString(sum[:16])
	}
	return prints
}
