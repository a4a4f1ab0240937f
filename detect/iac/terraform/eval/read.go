package eval

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// isConfig reports whether a file is part of a configuration, and whether it changes
// what the other files say. OpenTofu's files stand in front of Terraform's.
func isConfig(name string) (base string, tofu, override, ok bool) {
	for _, ext := range []string{".tf", ".tofu", ".tf.json", ".tofu.json"} {
		if base, ok := strings.CutSuffix(name, ext); ok && base != "" {
			tofu := strings.HasPrefix(ext, ".tofu")
			return base + strings.TrimPrefix(strings.TrimPrefix(ext, ".tofu"), ".tf"), tofu, base == "override" || strings.HasSuffix(base, "_override"), true
		}
	}
	return "", false, false, false
}

// configFile is a file of a directory's configuration.
type configFile struct {
	*source.File
	override bool
}

// listFiles gathers the configuration files of the tree, by directory; within one,
// those that change others come last.
func (l *loader) listFiles() {
	tofu := map[string]bool{}
	for _, f := range l.tree.Files() {
		if base, is, _, ok := isConfig(f.Name()); ok && is {
			tofu[f.Dir()+"/"+base] = true
		}
	}
	for _, f := range l.tree.Files() {
		base, is, override, ok := isConfig(f.Name())
		if !ok || !is && tofu[f.Dir()+"/"+base] {
			continue
		}
		dir := f.Dir()
		if l.files[dir] == nil {
			l.dirs = append(l.dirs, dir)
		}
		l.files[dir] = append(l.files[dir], configFile{f, override})
	}
	slices.Sort(l.dirs)
	for _, files := range l.files {
		slices.SortStableFunc(files, func(a, b configFile) int {
			switch {
			case a.override == b.override:
				return 0
			case b.override:
				return -1
			}
			return 1
		})
	}
}

// config reads the configuration of a directory, nil when there is none.
func (l *loader) config(dir string) *config {
	if c, ok := l.configs[dir]; ok {
		return c
	}
	files := l.files[dir]
	if files == nil {
		return nil
	}
	c := newConfig(dir)
	l.configs[dir] = c
	for _, f := range files {
		c.own = c.own || f.Place.Own()
		l.read(c, f)
	}
	l.complete(c)
	return c
}

// pendingBlock is a block that nothing has asked for yet.
type pendingBlock struct {
	chunk
	file configFile
}

// skipped are the blocks that say nothing about what is deployed.
var skipped = map[string]bool{"provider": true, "import": true, "check": true, "removed": true, "ephemeral": true}

func (l *loader) read(c *config, f configFile) {
	data, ok := l.text(f.File)
	if !ok {
		return
	}
	if strings.HasSuffix(f.Path, ".json") {
		for _, b := range l.jsonBlocks(f.File, data) {
			l.add(c, b, f.override)
		}
		return
	}
	chunks := split(data)
	if chunks == nil || l.matters == nil {
		chunks = []chunk{{text: data, start: hcl.InitialPos}}
	}
	for _, k := range chunks {
		key, wanted := l.key(k)
		switch {
		case wanted:
			l.parse(c, pendingBlock{k, f})
		case key != "":
			c.pending[key] = append(c.pending[key], pendingBlock{k, f})
		}
	}
}

// key is the name under which a block is asked for; wanted is true for one that is
// parsed whether anything asks or not.
func (l *loader) key(k chunk) (key string, wanted bool) {
	switch n := len(k.labels); {
	case skipped[k.kind]:
		return "", false
	case k.kind == "terraform":
		return "", bytes.Contains(k.text, []byte("backend")) || bytes.Contains(k.text, []byte("cloud"))
	case k.kind == "variable" && n == 1:
		return "var." + k.labels[0], false
	case k.kind == "resource" && n == 2:
		return k.labels[0] + "." + k.labels[1], l.matters(k.labels[0])
	case k.kind == "data" && n == 2:
		return "data." + k.labels[0] + "." + k.labels[1], l.matters("data." + k.labels[0])
	}
	return "", true
}

// complete parses what the parsed blocks refer to, until there is no more.
func (l *loader) complete(c *config) {
	for len(c.shapes.asked) > 0 && len(c.pending) > 0 {
		asked := c.shapes.asked
		c.shapes.asked = nil
		for _, key := range asked {
			l.ask(c, key)
		}
	}
}

func (l *loader) ask(c *config, key string) {
	if key == "var" { // the object of all
		for _, k := range sorted(c.pending) {
			if strings.HasPrefix(k, "var.") {
				l.ask(c, k)
			}
		}
		return
	}
	blocks := c.pending[key]
	delete(c.pending, key)
	for _, b := range blocks {
		l.parse(c, b)
	}
}

// parse reads the blocks of a chunk.
func (l *loader) parse(c *config, b pendingBlock) {
	file, diags := hclsyntax.ParseConfig(b.text, b.file.Path, b.start)
	l.report(b.file.File, diags)
	if file == nil {
		return
	}
	if body, ok := file.Body.(*hclsyntax.Body); ok {
		for _, in := range body.Blocks {
			l.add(c, in, b.file.override)
		}
	}
}

func (l *loader) add(c *config, b *hclsyntax.Block, override bool) {
	l.rewrite(b.Body)
	c.add(b, override)
}

func (l *loader) rewrite(n hclsyntax.Node) {
	(&rewriter{tokens: l.tokens, budget: &l.budget}).rewrite(n)
}

// text returns the content of a file that may be parsed.
func (l *loader) text(f *source.File) ([]byte, bool) {
	data, err := f.Data()
	if err != nil {
		return nil, false // recorded by Data
	}
	if err := checkText(data); err != nil {
		l.tree.Report(arch.Problem{At: arch.Range{File: f.Path}, Message: err.Error()})
		l.tree.Skip(f.Path, err.Error())
		return nil, false
	}
	return data, true
}

// report records the first fault of a file: those after it are mostly its echoes.
func (l *loader) report(f *source.File, diags hcl.Diagnostics) {
	for _, d := range diags {
		if d.Severity != hcl.DiagError || l.faulty[f.Path] {
			continue
		}
		l.faulty[f.Path] = true
		at := arch.Range{File: f.Path}
		if d.Subject != nil {
			at = rangeOf(*d.Subject)
		}
		msg := strings.TrimSuffix(d.Summary, ".")
		if d.Detail != "" {
			msg += ": " + firstSentence(d.Detail)
		}
		l.tree.Report(arch.Problem{At: at, Message: msg})
		l.tree.Skip(f.Path, msg)
	}
}

func firstSentence(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	s, _, _ = strings.Cut(s, ". ")
	return strings.TrimSuffix(s, ".")
}
