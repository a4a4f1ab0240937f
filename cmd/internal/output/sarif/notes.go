package sarif

import (
	"slices"

	"github.com/archvet/archvet/detect/arch"
)

// fix gives a finding's edits, one change for each file.
func (w writer) fix(f arch.Finding) fix {
	out := fix{Description: text{Text: f.WayOut}}
	for _, e := range f.Fix {
		in := w.artifact(e.At.File)
		i := slices.IndexFunc(out.Changes, func(c change) bool { return c.Artifact == in })
		if i < 0 {
			i = len(out.Changes)
			out.Changes = append(out.Changes, change{Artifact: in})
		}
		out.Changes[i].Replacements = append(out.Changes[i].Replacements, replacement{Deleted: w.region(e.At), Inserted: text{Text: e.New}})
	}
	return out
}

// invocation says whether the analysis was whole, and what it could not read. Times
// and the machine are left out: the same input gives the same bytes.
func (w writer) invocation() invocation {
	inv := invocation{ExecutionSuccessful: len(w.Incomplete) == 0}
	for _, what := range w.Incomplete {
		inv.Notifications = append(inv.Notifications, notification{Level: "error", Message: text{Text: escape(what)}})
	}
	for _, p := range w.Repo.Arch.Problems {
		n := notification{Level: "warning", Message: text{Text: escape(p.Message)}}
		if !p.At.IsZero() {
			n.Locations = []location{{Physical: w.physical(p.At)}}
		}
		inv.Notifications = append(inv.Notifications, n)
	}
	return inv
}
