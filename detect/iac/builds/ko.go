package builds

import (
	"bytes"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac/commands"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

var koReference = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`ko://([\w./~-]+)`) })

// koReferences reads the ko:// images of manifests, whose import path says where the
// program is.
func (l *loader) koReferences() {
	var files []*source.File
	for _, f := range l.tree.Files() {
		if ext := f.Ext(); (ext == ".yaml" || ext == ".yml") && f.Place.Own() && holds(f, "ko://") {
			files = append(files, f)
		}
	}
	for _, f := range files {
		data, err := f.Data()
		if err != nil {
			continue // recorded by Data
		}
		for _, m := range koReference().FindAllSubmatchIndex(data, maxHints) {
			if dir, ok := l.packageDir(string(data[m[2]:m[3]])); ok {
				l.add(build{image: string(data[m[0]:m[1]]), dir: dir, at: arch.Range{File: f.Path, Start: m[0], End: m[1]}})
			}
		}
	}
}

// packageDir is where a Go package of the repository's own modules lies.
func (l *loader) packageDir(importPath string) (string, bool) {
	if len(l.main) == 0 {
		l.main[""] = ""
		for _, f := range l.tree.Files() {
			if f.Name() != "go.mod" || !f.Place.Own() {
				continue
			}
			data, err := f.Data()
			if err != nil {
				continue // recorded by Data
			}
			for row := range bytes.Lines(data) {
				if name, ok := strings.CutPrefix(strings.TrimSpace(string(row)), "module "); ok {
					l.main[strings.Trim(strings.TrimSpace(name), `"`)] = f.Dir()
					break
				}
			}
		}
	}
	for module := importPath; module != "." && module != "/"; module = path.Dir(module) {
		if dir, ok := l.main[module]; ok && module != "" {
			at := path.Join(dir, strings.TrimPrefix(importPath, module))
			return at, l.tree.IsDir(at)
		}
	}
	return "", false
}

// koConfig reads builds that .ko.yaml describes: ko calls an image by its package.
func (l *loader) koConfig(f *source.File) {
	for _, doc := range yamldoc.ParseFile(l.tree, f) {
		for b := range doc.Get("builds").Items() {
			main := b.Get("main")
			dir := path.Join(f.Dir(), b.Get("dir").Text(), strings.TrimSuffix(main.Text(), "/main.go"))
			if main.Text() != "" && path.Base(dir) != "." {
				l.add(build{image: path.Base(dir), dir: dir, at: main.At()})
			}
		}
	}
}

// koCommand reads ko build and its older names: an image for each package.
func (l *loader) koCommand(c commands.Command) {
	if len(c.Words) < 3 || c.Words[1].Text != "build" && c.Words[1].Text != "publish" {
		return
	}
	for _, w := range c.Plain(2, switches) {
		w.Text = strings.TrimPrefix(w.Text, "ko://")
		dir, ok := commands.Find(l.tree, c.Dirs, w)
		if !ok && w.Known() {
			dir, ok = l.packageDir(w.Text)
		}
		if ok && dir != "." {
			l.add(build{image: path.Base(dir), dir: dir, at: w.At})
		}
	}
}
