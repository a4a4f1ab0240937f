package eval

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// config is what the files of one directory declare.
type config struct {
	dir       string
	own       bool // holds files that are the repository's own
	variables map[string]*variable
	locals    map[string]*hcl.Attribute
	resources map[string]*block // by "type.name", data sources by "data.type.name"
	calls     map[string]*block
	outputs   map[string]*block
	shapes    *shapes
}

// block is a resource, data source, module call or output.
type block struct {
	kind, typ, name string
	body            hcl.Body
	at              arch.Range // its header
	attrs           hcl.Attributes
}

var topLevel = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
	{Type: "variable", LabelNames: []string{"name"}},
	{Type: "locals"},
	{Type: "resource", LabelNames: []string{"type", "name"}},
	{Type: "data", LabelNames: []string{"type", "name"}},
	{Type: "module", LabelNames: []string{"name"}},
	{Type: "output", LabelNames: []string{"name"}},
}}

// isConfig reports whether a file is part of a configuration. Override files stand
// for a developer's own machine, and are left out.
func isConfig(name string) bool {
	for _, ext := range []string{".tf", ".tofu", ".tf.json", ".tofu.json"} {
		if base, ok := strings.CutSuffix(name, ext); ok {
			return base != "override" && !strings.HasSuffix(base, "_override")
		}
	}
	return false
}

// readConfigs parses every configuration of the tree, by directory.
func (l *loader) readConfigs() {
	for _, f := range l.tree.Files() {
		if !isConfig(f.Name()) {
			continue
		}
		dir := f.Dir()
		c := l.configs[dir]
		if c == nil {
			c = &config{
				dir: dir, variables: map[string]*variable{}, locals: map[string]*hcl.Attribute{}, resources: map[string]*block{},
				calls: map[string]*block{}, outputs: map[string]*block{}, shapes: newShapes(),
			}
			l.configs[dir] = c
			l.dirs = append(l.dirs, dir)
		}
		c.own = c.own || f.Place.Own()
		if body := l.parse(f); body != nil {
			l.collect(c, body)
		}
	}
}

// parse returns what is readable of a file, and reports the rest.
func (l *loader) parse(f *source.File) hcl.Body {
	data, err := f.Data()
	if err != nil {
		return nil // recorded by Data
	}
	if err := checkText(data); err != nil {
		l.tree.Report(arch.Problem{At: arch.Range{File: f.Path}, Message: err.Error()})
		l.tree.Skip(f.Path, err.Error())
		return nil
	}
	var file *hcl.File
	var diags hcl.Diagnostics
	if strings.HasSuffix(f.Path, ".json") {
		file, diags = json.Parse(data, f.Path)
	} else {
		file, diags = hclsyntax.ParseConfig(data, f.Path, hcl.InitialPos)
	}
	l.report(f, diags)
	if file == nil || file.Body == nil {
		return nil
	}
	if body, ok := file.Body.(*hclsyntax.Body); ok {
		(&rewriter{tokens: l.tokens, rounds: &l.rounds}).rewrite(body)
	}
	return file.Body
}

// report records the first fault of a file: those after it are mostly its echoes.
func (l *loader) report(f *source.File, diags hcl.Diagnostics) {
	for _, d := range diags {
		if d.Severity != hcl.DiagError {
			continue
		}
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
		return
	}
}

func firstSentence(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	s, _, _ = strings.Cut(s, ". ")
	return strings.TrimSuffix(s, ".")
}

func (l *loader) collect(c *config, body hcl.Body) {
	content, _, diags := body.PartialContent(topLevel)
	_ = diags // a block with the wrong labels is left out; terraform itself names it
	if content == nil {
		return
	}
	for _, b := range content.Blocks {
		at := rangeOf(b.DefRange)
		switch b.Type {
		case "variable":
			c.variables[b.Labels[0]] = newVariable(b.Labels[0], b.Body, at)
		case "locals":
			attrs, _ := b.Body.JustAttributes() // nested blocks are faults of their own
			for name, a := range attrs {
				c.locals[name] = a
			}
		case "resource":
			c.resources[b.Labels[0]+"."+b.Labels[1]] = newBlock(b, b.Labels[0], b.Labels[1])
		case "data":
			c.resources["data."+b.Labels[0]+"."+b.Labels[1]] = newBlock(b, b.Labels[0], b.Labels[1])
		case "module":
			c.calls[b.Labels[0]] = newBlock(b, "", b.Labels[0])
		case "output":
			c.outputs[b.Labels[0]] = newBlock(b, "", b.Labels[0])
		}
	}
	if native, ok := body.(*hclsyntax.Body); ok {
		c.shapes.learn(native)
	}
}

func newBlock(b *hcl.Block, typ, name string) *block {
	out := &block{kind: b.Type, typ: typ, name: name, body: b.Body, at: rangeOf(b.DefRange)}
	out.attrs = attributes(b.Body)
	return out
}

// attributes returns the attributes of a body that may hold blocks as well.
func attributes(body hcl.Body) hcl.Attributes {
	native, ok := body.(*hclsyntax.Body)
	if !ok {
		attrs, _ := body.JustAttributes() // in JSON everything is one
		return attrs
	}
	attrs := make(hcl.Attributes, len(native.Attributes))
	for name, a := range native.Attributes {
		attrs[name] = a.AsHCLAttribute()
	}
	return attrs
}

// local returns the directory that a module call means when it is a local one.
func (b *block) local(from string) (dir string, ok bool) {
	source := b.source()
	if !strings.HasPrefix(source, "./") && !strings.HasPrefix(source, "../") && source != "." && source != ".." {
		return "", false
	}
	dir = path.Join(from, source)
	return dir, dir != ".." && !strings.HasPrefix(dir, "../")
}

func (b *block) source() string {
	a := b.attrs["source"]
	if a == nil {
		return ""
	}
	v, diags := a.Expr.Value(nil)
	if diags.HasErrors() {
		return ""
	}
	s, _ := asString(v)
	return s
}

func rangeOf(r hcl.Range) arch.Range {
	return arch.Range{File: r.Filename, Start: r.Start.Byte, End: max(r.Start.Byte, r.End.Byte)}
}
