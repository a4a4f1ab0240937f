// Package baseline keeps the findings that a team has accepted, so that a run tells
// about new ones alone.
//
// The file stands beside the configuration. An entry names a finding by its rule, file,
// unit, resource and key, and by the text it stands at: never by a line number. So it
// survives lines that move, code that is laid out anew and neighbours that get other
// names; when the text itself changes, somebody was there, and the finding is shown
// again. An entry whose finding is gone is stale: the file only ever shrinks, unless
// growing is asked for.
package baseline

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/detect/arch"
)

// File is the name of the file, at the root of what is analysed.
const File = ".archvet-baseline.json"

// Entry is an accepted finding. The order of the fields is the order in the file.
type Entry struct {
	Rule     string `json:"rule"`
	File     string `json:"file"`
	Unit     string `json:"unit,omitempty"`
	Resource string `json:"resource,omitempty"`
	Key      string `json:"key,omitempty"`
	Line     string `json:"line"`           // text of the line, without what layout changes
	Code     string `json:"code,omitempty"` // text of the finding itself, likewise
	Count    int    `json:"count"`          // of findings that are alike in all of this

	line int // of the file, for messages; 0 for one that was not read
}

// Baseline is the content of the file.
type Baseline struct {
	Entries []Entry
}

// Size is how many findings the baseline accepts.
func (b *Baseline) Size() int {
	n := 0
	for _, e := range b.Entries {
		n += e.Count
	}
	return n
}

// Of returns the baseline that accepts findings of a report.
func Of(r *report.Report, findings []arch.Finding) *Baseline {
	b := &Baseline{}
	for _, f := range findings {
		b.Entries = append(b.Entries, entryOf(r, f))
	}
	slices.SortFunc(b.Entries, compare)
	out := b.Entries[:0]
	for _, e := range b.Entries {
		if n := len(out); n > 0 && compare(out[n-1], e) == 0 {
			out[n-1].Count++
			continue
		}
		out = append(out, e)
	}
	b.Entries = out
	return b
}

func compare(a, b Entry) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Resource, b.Resource),
		cmp.Compare(a.Key, b.Key), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Code, b.Code))
}

func entryOf(r *report.Report, f arch.Finding) Entry {
	e := Entry{Rule: f.Rule, File: f.At.File, Unit: f.Unit, Resource: f.Resource, Key: f.Key, Count: 1}
	if at := r.Place(f.At); at.Line > 0 {
		e.Line = normal(r.Repo.Tree.Line(f.At.File, at.Line))
	}
	if file := r.Repo.Tree.File(f.At.File); file != nil {
		if data, err := file.Data(); err == nil && 0 <= f.At.Start && f.At.Start <= f.At.End && f.At.End <= len(data) {
			e.Code = normal(string(data[f.At.Start:f.At.End]))
		}
	}
	return e
}

// maxText bounds the texts of an entry: what follows does not tell findings apart.
const maxText = 160

// normal takes out of a text what formatters add and remove, and passwords.
func normal(text string) string {
	if len(text) > 16*maxText {
		text = text[:16*maxText]
	}
	text = strings.Map(func(c rune) rune {
		if strings.ContainsRune(" \t\r\n\"'`,;", c) {
			return -1
		}
		return c
	}, strings.ToValidUTF8(arch.Masked(text), "?"))
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	return text
}

// Keep takes over the entries of an older baseline that are in directories which were
// left out: nobody looked whether their findings are gone.
func (b *Baseline) Keep(old *Baseline, excluded []string) {
	for _, e := range old.Entries {
		if below(e.File, excluded) {
			b.Entries = append(b.Entries, e)
		}
	}
	slices.SortStableFunc(b.Entries, compare)
}

func below(file string, dirs []string) bool {
	return slices.ContainsFunc(dirs, func(dir string) bool { return strings.HasPrefix(file, dir+"/") })
}
