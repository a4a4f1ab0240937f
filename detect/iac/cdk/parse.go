package cdk

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code/treesitter"
	"github.com/archvet/archvet/detect/source"
)

// parse reads the files of all apps, one grammar after the other.
func parse(t *source.Tree, apps []*app) {
	byLang := map[treesitter.Language]map[*source.File]*app{}
	for _, a := range apps {
		for _, f := range a.files {
			if f.Ext() == ".go" {
				if data, err := f.Data(); err == nil {
					guarded(t, f, func() { a.modules[f.Path] = readGo(f.Path, data) })
				}
				continue
			}
			lang := languageOf(f)
			if byLang[lang] == nil {
				byLang[lang] = map[*source.File]*app{}
			}
			byLang[lang][f] = a
		}
	}
	for _, lang := range []treesitter.Language{treesitter.TypeScript, treesitter.JavaScript, treesitter.Python} {
		if len(byLang[lang]) == 0 {
			continue
		}
		if err := parseAll(t, lang, byLang[lang]); err != nil {
			t.Report(arch.Problem{Message: "CDK apps in " + string(lang) + " are not read: " + err.Error()})
		}
	}
}

func languageOf(f *source.File) treesitter.Language {
	switch ext := f.Ext(); {
	case ext == ".py":
		return treesitter.Python
	case strings.HasSuffix(ext, "ts"):
		return treesitter.TypeScript
	}
	return treesitter.JavaScript
}

func parseAll(t *source.Tree, lang treesitter.Language, files map[*source.File]*app) error {
	ctx := context.Background()
	g, err := treesitter.Open(ctx, lang)
	if err != nil {
		return err
	}
	var todo []*source.File
	for _, f := range t.Files() {
		if files[f] != nil {
			todo = append(todo, f)
		}
	}
	for i := 0; i < len(todo); i++ {
		f := todo[i]
		a := files[f]
		guarded(t, f, func() { a.modules[f.Path] = parseOne(ctx, t, g, lang, f) })
		for _, o := range nearby(t, a.modules[f.Path], lang) {
			if files[o] == nil && len(a.files) < maxFiles {
				files[o] = a
				a.files = append([]*source.File{o}, a.files...) // constants come before who uses them
				todo = append(todo, o)
			}
		}
	}
	if err := g.Close(ctx); err != nil {
		return fmt.Errorf("free the grammar: %w", err)
	}
	return nil
}

func parseOne(ctx context.Context, t *source.Tree, g *treesitter.Grammar, lang treesitter.Language, f *source.File) *module {
	data, err := f.Data()
	if err != nil {
		return nil // the tree has recorded it
	}
	tree, err := g.Parse(ctx, data)
	switch {
	case errors.Is(err, treesitter.ErrTooLarge), errors.Is(err, treesitter.ErrLongLine), errors.Is(err, treesitter.ErrTooHard):
		t.Skip(f.Path, err.Error())
		return nil
	case err != nil:
		t.Report(arch.Problem{At: arch.Range{File: f.Path}, Message: "cannot be read as a CDK app: " + err.Error()})
		return nil
	}
	if lang == treesitter.Python {
		return readPython(f.Path, tree)
	}
	return readScript(f.Path, tree)
}

// guarded runs a step for one file. A panic is a fault of ours, provoked by one input:
// it costs that input and is reported.
func guarded(t *source.Tree, f *source.File, run func()) {
	defer func() {
		if r := recover(); r != nil {
			t.Report(arch.Problem{At: arch.Range{File: f.Path}, Message: fmt.Sprintf("cannot be read as a CDK app: internal error: %v", r)})
		}
	}()
	run()
}

// maxFiles bounds the files of one app.
const maxFiles = 1000

// nearby finds the files that a module takes names from.
func nearby(t *source.Tree, m *module, lang treesitter.Language) []*source.File {
	if m == nil {
		return nil
	}
	var out []*source.File
	for _, from := range m.nearby {
		var names []string
		if lang == treesitter.Python {
			up := strings.TrimLeft(from, ".")
			dir := path.Dir(m.file)
			for range len(from) - len(up) - 1 {
				dir = path.Dir(dir)
			}
			rel := strings.ReplaceAll(up, ".", "/")
			names = []string{path.Join(dir, rel+".py"), path.Join(path.Dir(dir), rel+".py")}
		} else {
			base := path.Join(path.Dir(m.file), from)
			stem := strings.TrimSuffix(base, ".js")
			names = []string{stem + ".ts", base + ".js", base, path.Join(base, "index.ts"), path.Join(base, "index.js")}
		}
		for _, name := range names {
			if f := t.File(name); f != nil && f.Place.Own() && languageOf(f) == lang && f.Ext() != ".json" {
				out = append(out, f)
				break
			}
		}
	}
	return out
}
