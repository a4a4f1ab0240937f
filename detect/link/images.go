package link

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// imageHints are the hints by the last element of their images' names, together with
// what declarations say that both build and name an image.
func (l *linker) imageHints() map[string][]iac.Hint {
	if l.hints != nil {
		return l.hints
	}
	l.hints = map[string][]iac.Hint{}
	var all []iac.Hint
	for _, d := range l.decls {
		if dir := l.declaredDir(d); dir != "" && d.Code.Image.Known() && dir != "." {
			all = append(all, iac.Hint{Image: d.Code.Image.V, Dir: dir, Dockerfile: d.Code.Dockerfile.V, Target: d.Code.Target.V, At: d.At})
		}
	}
	for _, d := range l.in.Declared {
		all = append(all, d.Hints...)
	}
	slices.SortStableFunc(all, func(a, b iac.Hint) int {
		return cmp.Or(cmp.Compare(a.Image, b.Image), cmp.Compare(a.Dir, b.Dir), cmp.Compare(a.Dockerfile, b.Dockerfile), a.At.Compare(b.At))
	})
	for _, h := range all {
		if f := l.in.Tree.File(h.At.File); f == nil || f.Place&(source.Vendored|source.Test|source.Example) == 0 {
			name := strings.ToLower(iac.ImageName(h.Image))
			l.hints[name] = append(l.hints[name], h)
		}
	}
	return l.hints
}

// hintFor is the hint for an image: of those with its name, the ones that agree with
// most of what is in front of the name. Hints that lead to several places lead to none.
func (l *linker) hintFor(image string) (iac.Hint, bool) {
	var best []iac.Hint
	shared := 0
	for _, h := range l.imageHints()[strings.ToLower(iac.ImageName(image))] {
		n := sharedTail(h.Image, image)
		if n > shared {
			best, shared = nil, n
		}
		if n == shared {
			best = append(best, h)
		}
	}
	if len(best) == 0 {
		return iac.Hint{}, false
	}
	for _, h := range best {
		if l.hintedPlace(h) != l.hintedPlace(best[0]) {
			return iac.Hint{}, false
		}
	}
	return best[0], true
}

// sharedTail counts the path elements that two image names end in alike.
func sharedTail(a, b string) int {
	x, y := strings.Split(strings.ToLower(a), "/"), strings.Split(strings.ToLower(b), "/")
	x[len(x)-1], y[len(y)-1] = iac.ImageName(a), iac.ImageName(b)
	n := 0
	for n < min(len(x), len(y)) && x[len(x)-1-n] == y[len(y)-1-n] {
		n++
	}
	return n
}

// hintedPlace is where a hint says that an image comes from: the directory of its
// Dockerfile where that has sources, else what the build sees.
func (l *linker) hintedPlace(h iac.Hint) string {
	if at := path.Dir(h.Dockerfile); h.Dockerfile != "" && at != "." && l.sources.holds(at) {
		return at
	}
	return h.Dir
}

// hinted gives the declarations that only name an image what hints say of how it is
// built, as if they had said so themselves.
func (l *linker) hinted() {
	for i, d := range l.decls {
		if d.Kind != arch.Service && d.Kind != arch.Job || d.Code.Inline || !d.Code.Image.Known() || said(d.Code.Dir) || said(d.Code.Dockerfile) {
			continue
		}
		h, ok := l.hintFor(d.Code.Image.V)
		if !ok || l.hintedPlace(h) == "." && l.builds[h.Dockerfile] == nil {
			continue
		}
		u := *d
		u.Code.Dir = arch.ByDefault(h.Dir, h.At, hintWhy)
		if h.Dockerfile != "" {
			u.Code.Dockerfile = arch.ByDefault(h.Dockerfile, h.At, hintWhy)
		}
		if h.Target != "" {
			u.Code.Target = arch.ByDefault(h.Target, h.At, hintWhy)
		}
		u.Code.BuildArgs = map[string]arch.Value[string]{}
		for name, value := range h.BuildArgs {
			u.Code.BuildArgs[name] = arch.ByDefault(value, h.At, hintWhy)
		}
		l.decls[i] = &u
	}
}

const hintWhy = "how the image is built"

// isHint reports whether the place of a declaration's source comes from a hint.
func isHint(u *iac.Unit) bool { return u.Code.Dir.Why == hintWhy }

func said(v arch.Value[string]) bool { return v.Known() || v.Hidden() }

// onlyBuild returns the image that a declaration must mean when no name says: the
// repository's only one with an own program, or the one of its root when the image
// is named as the beginning of its siblings.
func (l *linker) onlyBuild(u *iac.Unit) *iac.Build {
	own := l.unclaimed()
	if len(own) == 1 {
		return own[0]
	}
	for _, b := range own {
		if path.Dir(b.Dockerfile) == "." && l.hasSiblings(u.Code.Image.V) {
			return b
		}
	}
	return nil
}

// unclaimed are the own images that are no declaration's for certain.
func (l *linker) unclaimed() []*iac.Build {
	if l.free != nil {
		return *l.free
	}
	claimed := map[string]bool{}
	for _, d := range l.decls {
		claimed[d.Code.Dockerfile.V] = true
	}
	own := []*iac.Build{}
	for _, file := range l.dockerfiles() {
		b := l.builds[file]
		if m, ok := b.Resolve("", nil); ok && !isPublic(b, m) && !claimed[file] {
			own = append(own, b)
		}
	}
	l.free = &own
	return own
}

// hasSiblings reports whether the name of another image of the registry begins as one
// does: shop-web is of the same system as shop.
func (l *linker) hasSiblings(image string) bool {
	if l.published == nil {
		l.published = map[string][]string{}
		for _, d := range l.decls {
			where := registry(d.Code.Image.V)
			l.published[where] = append(l.published[where], iac.ImageName(d.Code.Image.V))
		}
		for _, names := range l.published {
			slices.Sort(names)
		}
	}
	names, prefix := l.published[registry(image)], iac.ImageName(image)+"-"
	i, _ := slices.BinarySearch(names, prefix)
	return i < len(names) && strings.HasPrefix(names[i], prefix)
}

// dockerfiles returns the repository's own Dockerfiles, in order.
func (l *linker) dockerfiles() []string {
	var list []string
	for file := range l.builds {
		if f := l.in.Tree.File(file); f != nil && f.Place.Own() {
			list = append(list, file)
		}
	}
	slices.Sort(list)
	return list
}
