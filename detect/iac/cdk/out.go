package cdk

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/awscfn"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// assembly is a directory that a synthesis wrote: a manifest, templates, and lists of
// assets.
type assembly struct {
	dir    string
	app    string // directory that the app ran in
	images map[string]yamldoc.Node
}

// loadOut adds what synthesized apps declare whose source gave no units.
func loadOut(t *source.Tree, out *iac.Declared) {
	read := map[string]bool{}
	for _, u := range out.Units {
		read[strings.TrimPrefix(u.Scope, scopePrefix)] = true
	}
	repo := awscfn.NewRepo(t)
	var stacks []*awscfn.Stack
	homes := map[*awscfn.Stack]*assembly{}
	docs := map[*awscfn.Stack]yamldoc.Node{}
	for _, f := range t.Files() {
		if f.Name() != "manifest.json" || t.File(path.Join(f.Dir(), "cdk.out")) == nil {
			continue
		}
		a := newAssembly(t, f.Dir())
		if read[a.app] {
			continue
		}
		for _, template := range t.In(a.dir) {
			if !strings.HasSuffix(template.Name(), ".template.json") {
				continue
			}
			parsed := yamldoc.ParseFile(t, template)
			if len(parsed) == 0 {
				continue
			}
			s := repo.NewStack(awscfn.Options{Scope: template.Path, File: template.Path, Format: Format})
			s.AddTemplate(s.View(parsed[0]))
			stacks = append(stacks, s)
			homes[s], docs[s] = a, parsed[0]
		}
	}
	for _, s := range stacks {
		s.Publish()
	}
	awscfn.Interpret(stacks)
	for _, s := range stacks {
		d := s.Declared()
		homes[s].name(&d, docs[s])
		join(out, d)
	}
}

const scopePrefix = "cdk:"

func newAssembly(t *source.Tree, dir string) *assembly {
	a := &assembly{dir: dir, images: map[string]yamldoc.Node{}}
	top := dir
	for up := dir; up != "."; up = path.Dir(up) {
		if t.File(path.Join(up, "cdk.out")) != nil {
			top = up // a stage has an assembly of its own inside
		}
	}
	a.app = path.Dir(top)
	for _, f := range t.In(dir) {
		if !strings.HasSuffix(f.Name(), ".assets.json") {
			continue
		}
		for _, doc := range yamldoc.ParseFile(t, f) {
			for hash, image := range doc.Get("dockerImages").Pairs() {
				a.images[hash.Text()] = image.Get("source")
			}
		}
	}
	return a
}

// name gives what a template declares the names of the constructs that it was made by,
// and the source that its assets were made from.
func (a *assembly) name(d *iac.Declared, doc yamldoc.Node) {
	for _, u := range d.Units {
		logical := u.ID[strings.LastIndexByte(u.ID, '#')+1:]
		r := doc.Get("Resources", logical)
		u.Name, u.Aliases = constructName(r, logical, u.Name, u.Aliases)
		a.original(u, r)
		if u.Code.Dir.V == "" && !u.Code.Inline {
			a.image(u, r, doc)
		}
	}
	for _, res := range d.Resources {
		logical := res.ID[strings.LastIndexByte(res.ID, '#')+1:]
		res.Name, res.Aliases = constructName(doc.Get("Resources", logical), logical, res.Name, res.Aliases)
	}
}

// constructName is the id of the construct that a person wrote: the last part of the
// path that the library does not add itself.
func constructName(r yamldoc.Node, logical, name string, aliases []string) (string, []string) {
	words := strings.Split(r.Get("Metadata", "aws:cdk:path").Text(), "/")
	for len(words) > 2 && (words[len(words)-1] == "Resource" || words[len(words)-1] == "Default" || words[len(words)-1] == "Service") {
		words = words[:len(words)-1]
	}
	if len(words) < 2 || name != logical {
		return name, aliases
	}
	return words[len(words)-1], append(aliases, logical)
}

// original finds the directory that an asset was copied from; the copy is in the
// assembly, often as a build made it.
func (a *assembly) original(u *iac.Unit, r yamldoc.Node) {
	meta := r.Get("Metadata")
	from := meta.Get("aws:asset:original-path")
	if text := from.Text(); text != "" && !path.IsAbs(text) {
		if p := path.Join(a.app, text); p != ".." && !strings.HasPrefix(p, "../") {
			u.Code.Dir = arch.Given(p, from.At())
		}
	}
	if file := meta.Get("aws:asset:dockerfile-path"); file.Exists() && u.Code.Dir.Known() {
		u.Code.Dockerfile = arch.Given(path.Join(u.Code.Dir.V, file.Text()), file.At())
	}
}

// image finds the build of a container's image by the hash in its tag.
func (a *assembly) image(u *iac.Unit, r, doc yamldoc.Node) {
	task := r
	if ref := r.Get("Properties", "TaskDefinition", "Ref").Text(); ref != "" {
		task = doc.Get("Resources", ref)
	}
	for c := range task.Get("Properties", "ContainerDefinitions").Items() {
		image := c.Get("Image")
		tag := image.Get("Fn::Sub").Text()
		src, ok := a.images[tag[strings.LastIndexByte(tag, ':')+1:]]
		if !ok {
			continue
		}
		dir := src.Get("directory")
		p := path.Join(a.dir, dir.Text())
		if dir.Text() == "" || path.IsAbs(dir.Text()) || p == ".." || strings.HasPrefix(p, "../") {
			return
		}
		u.Code.Dir, u.Code.Image = arch.Given(p, dir.At()), arch.Value[string]{}
		file := src.Get("dockerFile").Text()
		u.Code.Dockerfile = arch.Given(path.Join(p, orElse(file, "Dockerfile")), dir.At())
		return
	}
}
