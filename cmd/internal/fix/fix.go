// Package fix makes the edits that findings offer.
//
// The edits of a finding are made together or not at all. A fix is refused when another
// one would edit the same place differently, when a file is no longer what was
// analysed, is a link, or leads through one, and when the outcome could not be read any
// more. Files are replaced in one step and keep their permissions.
package fix

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

// Plan is what is to change.
type Plan struct {
	Fixed   []arch.Finding // whose edits are made
	Refused []Refusal
	files   map[string]change // by path
}

// Refusal is a finding whose fix is not made, and why.
type Refusal struct {
	arch.Finding
	Why string
}

type change struct {
	old, new []byte
	mode     os.FileMode
}

// Files returns the paths of the files that change, in order.
func (p *Plan) Files() []string { return slices.Sorted(maps.Keys(p.files)) }

// Diff returns the changes in the unified format.
func (p *Plan) Diff() []byte {
	var out bytes.Buffer
	for _, name := range p.Files() {
		c := p.files[name]
		d := diff.Diff("a/"+name, c.old, "b/"+name, c.new)
		if i := bytes.Index(d, []byte("\n---")); i >= 0 { // without the line that names the command
			d = d[i+1:]
		}
		out.Write(d)
	}
	return out.Bytes()
}

// New plans the fixes of findings in a repository that was read from root.
func New(root *os.Root, repo *detect.Repository, findings []arch.Finding) *Plan {
	p := &Plan{files: map[string]change{}}
	var fixes []arch.Finding
	for _, f := range findings {
		if len(f.Fix) > 0 {
			fixes = append(fixes, f)
		}
	}
	why := make([]string, len(fixes))
	conflicts(fixes, why)
	originals := map[string]change{}
	for i, f := range fixes {
		for _, e := range f.Fix {
			if _, ok := originals[e.At.File]; !ok {
				c, err := original(root, repo, e.At.File)
				if err != nil {
					why[i] = cmp.Or(why[i], err.Error())
					continue
				}
				originals[e.At.File] = c
			}
		}
	}
	p.settle(fixes, why, originals)
	for i, f := range fixes {
		if why[i] == "" {
			p.Fixed = append(p.Fixed, f)
		} else {
			p.Refused = append(p.Refused, Refusal{f, why[i]})
		}
	}
	return p
}

// conflicts refuses both of two fixes that want different things at one place: which of
// them is right is for a person to say.
func conflicts(fixes []arch.Finding, why []string) {
	type edit struct {
		arch.Edit
		of int
	}
	var all []edit
	for i, f := range fixes {
		for _, e := range f.Fix {
			all = append(all, edit{e, i})
		}
	}
	slices.SortStableFunc(all, func(a, b edit) int { return a.At.Compare(b.At) })
	for i, a := range all {
		for _, b := range all[i+1:] {
			if b.At.File != a.At.File || b.At.Start > a.At.End {
				break
			}
			overlap := b.At.Start < a.At.End || b.At.Start == a.At.Start
			if a.Edit == b.Edit || !overlap {
				continue
			}
			why[a.of] = cmp.Or(why[a.of], "it edits the same place as the fix of "+fixes[b.of].Rule)
			why[b.of] = cmp.Or(why[b.of], "it edits the same place as the fix of "+fixes[a.of].Rule)
		}
	}
}

// original reads a file again and makes sure that it is a plain one, and still what was
// analysed.
func original(root *os.Root, repo *detect.Repository, name string) (change, error) {
	seen := repo.Tree.File(name)
	if seen == nil || !seen.Place.Own() || seen.IsGenerated() {
		return change{}, fmt.Errorf("%s is not a file of the repository's own", name)
	}
	want, err := seen.Data()
	if err != nil {
		return change{}, fmt.Errorf("%s cannot be read", name)
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if info, err := root.Lstat(dir); err != nil || !info.IsDir() {
			return change{}, fmt.Errorf("%s is reached through a link", name)
		}
	}
	info, err := root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return change{}, fmt.Errorf("%s is not a plain file", name)
	}
	now, err := root.ReadFile(name)
	if err != nil {
		return change{}, fmt.Errorf("%s cannot be read", name)
	}
	if !bytes.Equal(now, want) {
		return change{}, fmt.Errorf("%s was changed since it was read", name)
	}
	return change{old: want, mode: info.Mode().Perm()}, nil
}

// settle applies what is not refused, file by file. A file that cannot be read after
// its edits takes its fixes with it, and those take what they edit elsewhere; so it
// starts again until nothing more is refused.
func (p *Plan) settle(fixes []arch.Finding, why []string, originals map[string]change) {
	for again := true; again; {
		again = false
		clear(p.files)
		edits := map[string][]arch.Edit{}
		for i, f := range fixes {
			if why[i] == "" {
				for _, e := range f.Fix {
					edits[e.At.File] = append(edits[e.At.File], e)
				}
			}
		}
		for _, name := range slices.Sorted(maps.Keys(edits)) {
			c := originals[name]
			text, err := detect.ApplyEdits(c.old, edits[name])
			if err == nil {
				err = readable(name, c.old, text)
			}
			if err == nil {
				c.new = text
				p.files[name] = c
				continue
			}
			again = true
			for i, f := range fixes {
				if slices.ContainsFunc(f.Fix, func(e arch.Edit) bool { return e.At.File == name }) {
					why[i] = cmp.Or(why[i], strings.TrimSpace(err.Error()))
				}
			}
		}
	}
}
