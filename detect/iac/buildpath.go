package iac

import (
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// origin is where a file of an image came from.
type origin struct {
	stage int    // -1 for the build context
	path  string // absolute in a stage, relative in the context
}

// trace follows a path of a stage through the copies that could have put it there:
// the places that it was in on the way, ending in the build context when all is
// known.
func (m *Built) trace(stage int, name string, mounts []Copy) []origin {
	list := []origin{{stage, path.Clean(name)}}
	for range maxDepth {
		last := list[len(list)-1]
		next, ok := m.copied(last.stage, last.path, mounts)
		if !ok {
			break
		}
		mounts = nil
		list = append(list, next)
		if next.stage < 0 {
			break
		}
	}
	return list
}

// inContext is the path in the build context that a path of a stage is a copy of.
func (m *Built) inContext(stage int, name string, mounts []Copy, at arch.Range) arch.Value[string] {
	list := m.trace(stage, name, mounts)
	last := list[len(list)-1]
	switch {
	case last.stage >= 0:
		return arch.Hide[string](at, "not copied from the build context")
	case strings.Contains(last.path, "$"):
		return arch.Hide[string](at, "depends on a variable that is not set here: "+last.path)
	}
	return arch.Given(last.path, at)
}

// copied finds the copy that put name into a stage: the one with the most specific
// destination, and of several the last that brings a directory.
func (m *Built) copied(stage int, name string, mounts []Copy) (best origin, found bool) {
	longest, certain := -1, false
	try := func(c Copy, owner int) {
		dest, _ := m.expand(c.Dest, owner)
		into := strings.HasSuffix(dest, "/") || len(c.Sources) > 1
		dest = path.Clean(dest)
		rest, ok := below(dest, name)
		if !ok || len(dest) < longest {
			return
		}
		from := m.source(c, owner)
		if c.From != "" && from < 0 {
			return // out of another image
		}
		for _, src := range c.Sources {
			src, _ := m.expand(src, owner)
			p, sure, ok := under(src, rest, into)
			if !ok || len(dest) == longest && certain && !sure {
				continue
			}
			if from >= 0 {
				p = inside("/", p)
			} else {
				p = contextPath(p)
			}
			best, found, longest, certain = origin{from, p}, true, len(dest), sure
		}
	}
	for _, i := range slices.Backward(m.chain(stage)) { // what is based on a stage copies over it
		for _, c := range m.build.Stages[i].Copies {
			try(c, i)
		}
	}
	for _, c := range mounts {
		try(c, stage)
	}
	return best, found
}

// below returns what of name is within dir.
func below(dir, name string) (string, bool) {
	if dir == name {
		return "", true
	}
	return strings.CutPrefix(name, strings.TrimSuffix(dir, "/")+"/")
}

// under returns the path that a source has for rest, the part below the
// destination. sure is false when a file's name only might be a directory's.
func under(src, rest string, into bool) (p string, sure, ok bool) {
	base := path.Base(src)
	dir := src == "." || src == ".." || src == "/" || strings.HasSuffix(src, "/") || strings.HasSuffix(src, "/.") || !strings.Contains(base, ".")
	if strings.ContainsAny(base, "*?[") {
		if first, _, _ := strings.Cut(rest, "/"); first != "" {
			if hit, err := path.Match(base, first); err == nil && hit {
				return path.Join(path.Dir(src), rest), true, true
			}
		}
		if rest == "" && into {
			return path.Dir(src), false, true
		}
		return src, true, rest == ""
	}
	first, deeper, _ := strings.Cut(rest, "/")
	switch {
	case rest != "" && first == base && !dir:
		return path.Join(src, deeper), true, true
	case rest != "" && first == base && base != "." && into && !strings.HasSuffix(src, "/"):
		return src, false, deeper == "" // a file without an extension, such as a binary
	case rest == "" && !into:
		return src, true, true
	case dir:
		return path.Join(src, rest), true, true
	case rest == "":
		return path.Dir(src), false, true // the directory that the files of this one are from
	}
	return "", false, false
}

// contextPath keeps a source within the build context, as the builder does.
func contextPath(p string) string {
	p = strings.TrimPrefix(path.Clean("/"+p), "/")
	if p == "" {
		return "."
	}
	return p
}
