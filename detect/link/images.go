package link

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// imageDirs maps the names of images to the directories they are built from:
// skaffold artifacts, declarations that both build and name an image, and docker
// build commands of scripts. An image built in two places is left out.
func (l *linker) imageDirs() map[string]string {
	if l.built != nil {
		return l.built
	}
	l.built = map[string]string{}
	put := func(image, dir string) {
		image = strings.ToLower(image)
		if old, ok := l.built[image]; ok && old != dir {
			dir = ""
		}
		l.built[image] = dir
	}
	for _, d := range l.decls {
		if dir := l.declaredDir(d); dir != "" && d.Code.Image.Known() && dir != "." {
			put(iac.ImageName(d.Code.Image.V), dir)
		}
	}
	for _, f := range l.in.Tree.Files() {
		if f.Place&(source.Vendored|source.Test|source.Example) != 0 {
			continue
		}
		switch {
		case strings.HasPrefix(f.Name(), "skaffold") && (f.Ext() == ".yaml" || f.Ext() == ".yml"):
			l.skaffold(f, put)
		case f.Name() == "Makefile" || f.Ext() == ".mk" || f.Ext() == ".sh" || strings.HasPrefix(f.Name(), "cloudbuild"):
			l.dockerCommands(f, put)
		}
	}
	return l.built
}

func (l *linker) skaffold(f *source.File, put func(image, dir string)) {
	for _, doc := range yamldoc.ParseFile(l.in.Tree, f) {
		for a := range doc.Get("build", "artifacts").Items() {
			image, context := a.Get("image").Text(), a.Get("context").Text()
			dir := path.Join(f.Dir(), context)
			if file := a.Get("docker", "dockerfile").Text(); file != "" && strings.Contains(file, "/") {
				if d := path.Join(dir, path.Dir(file)); l.sources.holds(d) {
					dir = d
				}
			}
			if main := a.Get("ko", "main").Text(); main != "" {
				dir = path.Join(dir, main)
			}
			if image != "" && l.in.Tree.IsDir(dir) {
				put(iac.ImageName(image), dir)
			}
		}
	}
}

var (
	dockerBuild = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`docker\s+(?:buildx\s+)?build\s+([^\n|;&]+)`) })
	imageFlag   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:-t|--tag)[ =]+"?([\w./:@-]+)`) })
	fileFlag    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:-f|--file)[ =]+"?([\w./-]+)`) })
)

// dockerCommands reads docker build commands whose image and place are plain words.
func (l *linker) dockerCommands(f *source.File, put func(image, dir string)) {
	data, err := f.Data()
	if err != nil {
		return // recorded by Data
	}
	text := strings.ReplaceAll(string(data), "\\\n", " ")
	for _, m := range dockerBuild().FindAllStringSubmatch(text, -1) {
		image := imageFlag().FindStringSubmatch(m[1])
		args := strings.Fields(m[1])
		if image == nil || len(args) == 0 {
			continue
		}
		dir := strings.Trim(args[len(args)-1], `"'`)
		if file := fileFlag().FindStringSubmatch(m[1]); file != nil && path.Dir(file[1]) != "." {
			dir = path.Dir(file[1])
		}
		if strings.ContainsAny(dir, "$`(:") || strings.HasPrefix(dir, "-") {
			continue
		}
		for _, at := range []string{path.Join(f.Dir(), dir), path.Clean(dir)} {
			if at != "." && l.sources.holds(at) {
				put(iac.ImageName(image[1]), at)
				break
			}
		}
	}
}

// onlyBuild returns the image that a declaration must mean when no name says: the
// repository's only one with an own program, or the one of its root when the image
// is named as the beginning of its siblings.
func (l *linker) onlyBuild(u *iac.Unit) *iac.Build {
	var own []*iac.Build
	for _, file := range l.dockerfiles() {
		b := l.builds[file]
		if m, ok := b.Resolve("", nil); ok && !isPublic(b, m) {
			own = append(own, b)
		}
	}
	own = slices.DeleteFunc(own, func(b *iac.Build) bool { // another unit's for certain
		return slices.ContainsFunc(l.decls, func(d *iac.Unit) bool { return d.Code.Dockerfile.V == b.Dockerfile })
	})
	if len(own) == 1 {
		return own[0]
	}
	name := iac.ImageName(u.Code.Image.V)
	prefixed := slices.ContainsFunc(l.decls, func(d *iac.Unit) bool {
		return strings.HasPrefix(iac.ImageName(d.Code.Image.V), name+"-") && registry(d.Code.Image.V) == registry(u.Code.Image.V)
	})
	for _, b := range own {
		if prefixed && path.Dir(b.Dockerfile) == "." {
			return b
		}
	}
	return nil
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
