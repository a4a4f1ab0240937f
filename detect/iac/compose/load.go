package compose

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// fileName matches compose files and takes out what tells them apart:
// "docker-compose.prod.yml", "compose-full.yaml", "dev.docker-compose.yml".
var fileName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:(.*?)[._-])??(?:docker-compose|compose|docker-stack)(?:[._-](.*))?\.ya?ml$`)
})

// testVariants are file variants that run tests, not the system.
var testVariants = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(^|[._-])(tests?|testing|ci|e2e|integration|sut)($|[._-])`)
})

const (
	maxNesting  = 16  // of services that extend others
	maxIncluded = 100 // files of one project
)

// Load reads all compose projects of a tree.
func Load(t *source.Tree) iac.Declared {
	r := &reader{tree: t, files: map[string]*file{}, included: map[string]bool{}}
	var dirs []string
	byDir := map[string][]*file{}
	for _, f := range t.Files() {
		if !f.Place.Own() || path.Base(f.Dir()) == ".devcontainer" {
			continue
		}
		if _, ok := variantOf(f.Name()); !ok {
			continue
		}
		if c := r.file(f); c != nil {
			if len(byDir[c.dir]) == 0 {
				dirs = append(dirs, c.dir)
			}
			byDir[c.dir] = append(byDir[c.dir], c)
		}
	}
	var out iac.Declared
	if len(dirs) > 0 {
		out.Formats = []string{"compose"}
	}
	for _, dir := range dirs {
		for _, f := range byDir[dir] {
			f.noteIncludes(r)
		}
	}
	for _, dir := range dirs {
		p := newProject(r, dir, byDir[dir])
		p.declare(&out)
	}
	return out
}

// variantOf returns what a file's name says besides being a compose file; ok is
// false for other files and for those that run tests.
func variantOf(name string) (variant string, ok bool) {
	m := fileName().FindStringSubmatch(strings.ToLower(name))
	if m == nil {
		return "", false
	}
	variant = strings.Trim(m[1]+"."+m[2], ".")
	return variant, !testVariants().MatchString(variant)
}

type reader struct {
	tree     *source.Tree
	files    map[string]*file
	included map[string]bool // files that another one includes
}

// file is one compose file.
type file struct {
	path     string
	dir      string
	variant  string
	services yamldoc.Node
	root     yamldoc.Node
}

// file parses a compose file once; nil when it is something else.
func (r *reader) file(f *source.File) *file {
	if c, ok := r.files[f.Path]; ok {
		return c
	}
	r.files[f.Path] = nil
	data, err := f.Data()
	about := func(word string) bool { return bytes.Contains(data, []byte(word)) }
	if err != nil || !slices.ContainsFunc([]string{"image", "build", "services", "include"}, about) {
		return nil
	}
	docs := yamldoc.ParseFile(r.tree, f)
	if len(docs) == 0 {
		return nil
	}
	c := &file{path: f.Path, dir: f.Dir(), root: docs[0], services: docs[0].Get("services")}
	c.variant, _ = variantOf(f.Name())
	if c.services.Kind() != yamldoc.Map {
		if c.services.Exists() || !firstVersion(docs[0]) && !docs[0].Get("include").Exists() {
			return nil
		}
		if !docs[0].Get("include").Exists() {
			c.services = docs[0]
		}
	}
	r.files[f.Path] = c
	return c
}

// firstVersion tells the oldest layout, in which the services are the top level.
func firstVersion(root yamldoc.Node) bool {
	if root.Kind() != yamldoc.Map || root.Len() == 0 || root.Get("apiVersion").Exists() {
		return false
	}
	for _, v := range root.Pairs() {
		if !v.Get("image").Exists() && !v.Get("build").Exists() {
			return false
		}
	}
	return true
}

// within joins a path written in dir; ok is false when it leads out of the root.
func within(dir, name string) (string, bool) {
	if path.IsAbs(name) {
		return "", false
	}
	p := path.Join(dir, name)
	return p, p != ".." && !strings.HasPrefix(p, "../")
}

// noteIncludes remembers which files are only parts of this one.
func (f *file) noteIncludes(r *reader) {
	for _, inc := range f.includes(r) {
		r.included[inc.path] = true
	}
}

// includes returns the files that the include element names.
func (f *file) includes(r *reader) []*file {
	var list []*file
	add := func(n yamldoc.Node) {
		p, ok := within(f.dir, n.Text())
		if n.Text() == "" || !ok {
			return
		}
		sf := r.tree.File(p)
		if sf == nil {
			r.tree.Report(arch.Problem{At: n.At(), Message: "included file " + n.Text() + " is not in the repository"})
			return
		}
		if inc := r.file(sf); inc != nil && inc != f {
			list = append(list, inc)
		}
	}
	for item := range f.root.Get("include").Items() {
		add(item)
		add(item.Get("path"))
		for p := range item.Get("path").Items() {
			add(p)
		}
	}
	return list
}
