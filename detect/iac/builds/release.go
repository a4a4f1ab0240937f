package builds

import (
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// goreleaser reads images that are made of what it compiles: the directory is that of
// the one program inside, not that of the Dockerfile, whose context has nothing else.
func (l *loader) goreleaser(f *source.File) {
	for _, doc := range yamldoc.ParseFile(l.tree, f) {
		builds := map[string]string{}
		only := ""
		for b := range doc.Get("builds").Items() {
			main := strings.TrimSuffix(b.Get("main").Text(), "/main.go")
			dir := path.Join(f.Dir(), b.Get("dir").Text(), main)
			if path.Ext(dir) == ".go" {
				dir = path.Dir(dir)
			}
			id := b.Get("id").Text()
			if id == "" {
				id = b.Get("binary").Text()
			}
			builds[id] = dir
			only = dir
		}
		for _, part := range []string{"dockers", "dockers_v2", "kos"} {
			for d := range doc.Get(part).Items() {
				l.released(d, builds, only)
			}
		}
	}
}

func (l *loader) released(d yamldoc.Node, builds map[string]string, only string) {
	dir := ""
	switch ids := d.Get("ids"); {
	case ids.Len() == 1:
		dir = builds[ids.Index(0).Text()]
	case d.Get("build").Text() != "":
		dir = builds[d.Get("build").Text()]
	case ids.Len() == 0 && len(builds) == 1:
		dir = only
	}
	if dir == "" {
		return
	}
	for _, key := range []string{"image_templates", "images", "repositories"} {
		for image := range d.Get(key).Items() {
			l.add(build{image: image.Text(), dir: dir, at: image.At()})
		}
	}
}

var (
	jibPlugin = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?s)<artifactId>(?:jib-maven-plugin|spring-boot-maven-plugin|docker-maven-plugin|dockerfile-maven-plugin)</artifactId>(.*?)</plugin>`)
	})
	jibImage = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?s)<to>.*?<image>\s*([^<\s]+)\s*</image>|<(?:name|repository)>\s*([^<\s]+)\s*</(?:name|repository)>`)
	})
	gradleImage = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?s)\bjib\s*\{.{0,900}?\bto\s*\{.{0,500}?\bimage\s*=?\s*["']([^"'\n]+)["']|\bjib\.to\.image\s*=\s*["']([^"'\n]+)["']|\bbootBuildImage\b.{0,500}?\bimageName\s*(?:=|\.set\()\s*["']([^"'\n]+)["']`)
	})
	artifactID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<artifactId>\s*([^<\s]+)\s*</artifactId>`) })
	parentPart = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?s)<(parent|dependencies|build|profiles)>.*?</(parent|dependencies|build|profiles)>`)
	})
)

// maven reads the image that a module's build plugin makes of it.
func (l *loader) maven(f *source.File) {
	data, err := f.Data()
	if err != nil || !holds(f, "<image>") && !holds(f, "-maven-plugin") {
		return // an unreadable file is recorded by Data
	}
	for _, plugin := range jibPlugin().FindAllSubmatchIndex(data, 20) {
		body := data[plugin[2]:plugin[3]]
		m := jibImage().FindSubmatchIndex(body)
		if m == nil {
			continue
		}
		from, to := m[2], m[3]
		if from < 0 {
			from, to = m[4], m[5]
		}
		image := string(body[from:to])
		for _, name := range []string{"${project.artifactId}", "${artifactId}"} {
			image = strings.ReplaceAll(image, name, moduleName(data))
		}
		l.add(build{image: image, dir: f.Dir(), at: arch.Range{File: f.Path, Start: plugin[2] + from, End: plugin[2] + to}})
	}
}

// moduleName is the module's own artifact, not that of its parent or plugins.
func moduleName(pom []byte) string {
	m := artifactID().FindSubmatch(parentPart().ReplaceAll(pom, nil))
	if m == nil {
		return "${}" // unknown
	}
	return string(m[1])
}

// gradle reads the image that a module's build makes of it.
func (l *loader) gradle(f *source.File) {
	data, err := f.Data()
	if err != nil || !holds(f, "image") {
		return // an unreadable file is recorded by Data
	}
	for _, m := range gradleImage().FindAllSubmatchIndex(data, 20) {
		for i := 2; i+1 < len(m); i += 2 {
			if m[i] < 0 {
				continue
			}
			image := strings.NewReplacer("${project.name}", path.Base(f.Dir()), "$project.name", path.Base(f.Dir())).Replace(string(data[m[i]:m[i+1]]))
			l.add(build{image: image, dir: f.Dir(), at: arch.Range{File: f.Path, Start: m[i], End: m[i+1]}})
		}
	}
}
