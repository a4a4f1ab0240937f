package builds

import (
	"bytes"
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/commands"
	"github.com/archvet/archvet/detect/source"
)

// loader gathers the hints of one tree.
type loader struct {
	tree  *source.Tree
	hints []iac.Hint
	main  map[string]string // directories of modules by their path, see ko
}

// maxHints bounds what matrices and loops can make.
const maxHints = 5000

// Load reads everything that says how images are built.
func Load(t *source.Tree) iac.Declared {
	l := &loader{tree: t, main: map[string]string{}}
	for _, f := range t.Files() {
		if f.Place&(source.Vendored|source.Test|source.Example) == 0 {
			l.read(f)
		}
	}
	l.koReferences()
	l.commands(commands.Read(t, needles...))
	slices.SortStableFunc(l.hints, compare)
	l.hints = slices.CompactFunc(l.hints, func(a, b iac.Hint) bool { return compare(a, b) == 0 && maps.Equal(a.BuildArgs, b.BuildArgs) })
	return iac.Declared{Hints: l.hints}
}

func compare(a, b iac.Hint) int {
	return cmp.Or(cmp.Compare(a.Image, b.Image), cmp.Compare(a.Dir, b.Dir), cmp.Compare(a.Dockerfile, b.Dockerfile), cmp.Compare(a.Target, b.Target), a.At.Compare(b.At))
}

func (l *loader) read(f *source.File) {
	name, ext := f.Name(), f.Ext()
	isYAML := ext == ".yaml" || ext == ".yml"
	switch {
	case strings.HasPrefix(name, "skaffold") && isYAML:
		l.skaffold(f)
	case name == "Tiltfile" || strings.HasPrefix(name, "Tiltfile."):
		l.tilt(f)
	case strings.HasPrefix(name, "docker-bake") && (ext == ".hcl" || ext == ".json"):
		l.bake(f)
	case strings.TrimSuffix(strings.TrimPrefix(name, "."), ext) == "goreleaser" && isYAML:
		l.goreleaser(f)
	case name == ".ko.yaml" || name == ".ko.yml":
		l.koConfig(f)
	case name == "pom.xml":
		l.maven(f)
	case name == "build.gradle" || name == "build.gradle.kts":
		l.gradle(f)
	case name == "Earthfile":
		l.earthly(f)
	}
}

// holds reports whether a file's text has a word; a file that cannot be read has none.
func holds(f *source.File, word string) bool {
	data, err := f.Data()
	return err == nil && bytes.Contains(data, []byte(word))
}

// build is a hint in the making.
type build struct {
	image      string // as written
	dir        string // relative to the root
	dockerfile string // relative to the root; "" for the context's own
	target     string
	args       map[string]string
	at         arch.Range
}

// add keeps a hint whose image has a name and whose place is in the tree.
func (l *loader) add(b build) {
	image := imageOf(b.image)
	if image == "" || len(l.hints) >= maxHints {
		return
	}
	if b.dir == "" || path.IsAbs(b.dir) {
		return
	}
	dir := path.Clean(b.dir)
	if dir == ".." || strings.HasPrefix(dir, "../") || !l.tree.IsDir(dir) {
		return
	}
	if b.dockerfile != "" {
		if b.dockerfile = path.Clean(b.dockerfile); l.tree.File(b.dockerfile) == nil {
			return
		}
	} else if own := path.Join(dir, "Dockerfile"); l.tree.File(own) != nil {
		b.dockerfile = own
	}
	l.hints = append(l.hints, iac.Hint{Image: image, Dir: dir, Dockerfile: b.dockerfile, Target: b.target, BuildArgs: b.args, At: b.at})
}

// imageOf is the image's name without its tag, and without leading parts that are not
// known; "" when its last part is not.
func imageOf(text string) string {
	text = strings.Trim(text, `"' `)
	name, tail := "", text
	if i := lastSlash(text); i >= 0 {
		name, tail = text[:i+1], text[i+1:]
	}
	tail, _, _ = strings.Cut(tail, "@")
	if i := strings.IndexByte(tail, ':'); i >= 0 {
		tail = tail[:i]
	}
	if tail == "" || unknown(tail) || strings.ContainsAny(tail, " \t\"'(),;|&") {
		return ""
	}
	for unknown(name) {
		i := strings.IndexByte(name, '/')
		if open := strings.Index(name, "{{"); open >= 0 && open < i {
			i = max(i, strings.Index(name, "}}")+2)
			i += strings.IndexByte(name[min(i, len(name)):], '/')
		}
		if i < 0 || i+1 >= len(name) {
			return tail
		}
		name = name[i+1:]
	}
	return name + tail
}

// unknown reports whether a variable or template is in a text.
func unknown(text string) bool { return strings.ContainsAny(text, "${}<>%`") }

// lastSlash is the last slash outside of braces.
func lastSlash(text string) int {
	level := 0
	for i := len(text) - 1; i >= 0; i-- {
		switch text[i] {
		case '}':
			level++
		case '{':
			level--
		case '/':
			if level <= 0 {
				return i
			}
		}
	}
	return -1
}
