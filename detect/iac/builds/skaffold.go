package builds

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// skaffold reads the artifacts of a configuration, and of its profiles where it has
// none of that image itself.
func (l *loader) skaffold(f *source.File) {
	for _, doc := range yamldoc.ParseFile(l.tree, f) {
		own := map[string]bool{}
		for a := range doc.Get("build", "artifacts").Items() {
			own[a.Get("image").Text()] = true
			l.artifact(f, a)
		}
		for p := range doc.Get("profiles").Items() {
			for a := range p.Get("build", "artifacts").Items() {
				if !own[a.Get("image").Text()] {
					l.artifact(f, a)
				}
			}
		}
		for r := range doc.Get("requires").Items() {
			l.required(f, r.Get("path").Text())
		}
	}
}

// required reads a file that another one requires and whose name does not say what it
// is; the others are read anyhow.
func (l *loader) required(f *source.File, name string) {
	other := l.tree.File(path.Join(f.Dir(), name))
	if name == "" || other == nil || other == f || strings.HasPrefix(other.Name(), "skaffold") {
		return
	}
	for _, doc := range yamldoc.ParseFile(l.tree, other) {
		for a := range doc.Get("build", "artifacts").Items() {
			l.artifact(other, a)
		}
	}
}

func (l *loader) artifact(f *source.File, a yamldoc.Node) {
	image := a.Get("image")
	b := build{image: image.Text(), dir: path.Join(f.Dir(), a.Get("context").Text()), at: image.At()}
	for _, builder := range []string{"docker", "kaniko"} {
		d := a.Get(builder)
		if file := d.Get("dockerfile").Text(); file != "" {
			b.dockerfile = path.Join(b.dir, file)
		}
		if target := d.Get("target").Text(); target != "" {
			b.target = target
		}
		for k, v := range d.Get("buildArgs").Pairs() {
			if b.args == nil {
				b.args = map[string]string{}
			}
			if !unknown(v.Text()) {
				b.args[k.Text()] = v.Text()
			}
		}
	}
	for _, inner := range []string{a.Get("ko", "dir").Text(), a.Get("ko", "main").Text(), moduleDir(a.Get("jib", "project").Text())} {
		b.dir = path.Join(b.dir, inner)
	}
	if file := a.Get("custom", "dependencies", "dockerfile", "path").Text(); file != "" {
		b.dockerfile = path.Join(b.dir, file)
	}
	if strings.HasPrefix(b.image, "ko://") {
		return // a reference, see koReferences
	}
	l.add(b)
}

// moduleDir is where a module of Gradle (":shop:cart") or Maven ("shop/cart") lies.
func moduleDir(module string) string {
	return strings.ReplaceAll(strings.TrimPrefix(module, ":"), ":", "/")
}
