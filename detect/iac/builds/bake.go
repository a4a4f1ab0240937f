package builds

import (
	"path"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac/hcldoc"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// target is a target of a bake file.
type target struct {
	from       []string
	tags       []string
	at         []arch.Range // of the tags
	context    string
	dockerfile string
	stage      string
	args       map[string]string
}

// bake reads the targets of Docker Buildx. Paths are relative to the directory that
// the command is run in, which is the file's own, as a rule.
func (l *loader) bake(f *source.File) {
	targets := map[string]*target{}
	var order []string
	if f.Ext() == ".json" {
		for _, doc := range yamldoc.ParseFile(l.tree, f) {
			for k, v := range doc.Get("target").Pairs() {
				targets[k.Text()] = jsonTarget(v)
				order = append(order, k.Text())
			}
		}
	} else if doc, ok := hcldoc.ParseFile(l.tree, f); ok {
		for _, b := range doc.Blocks("target") {
			targets[b.Label()] = hclTarget(b)
			order = append(order, b.Label())
		}
	}
	for _, name := range order {
		t := resolved(targets, name, 0)
		b := build{dir: path.Join(f.Dir(), t.context), target: t.stage, args: t.args}
		if t.dockerfile != "" {
			b.dockerfile = path.Join(b.dir, t.dockerfile)
		}
		for i, tag := range t.tags {
			b.image, b.at = tag, t.at[i]
			l.add(b)
		}
	}
}

func hclTarget(b hcldoc.Block) *target {
	t := &target{args: map[string]string{}}
	for _, a := range b.Attr("inherits").List() {
		t.from = append(t.from, a.String().V)
	}
	for _, a := range b.Attr("tags").List() {
		text := ""
		for _, p := range a.Text().Parts {
			if p.Why != "" {
				text += "${}" // unknown
				continue
			}
			text += p.Literal
		}
		t.tags, t.at = append(t.tags, text), append(t.at, a.At())
	}
	t.context, t.dockerfile, t.stage = b.Attr("context").String().V, b.Attr("dockerfile").String().V, b.Attr("target").String().V
	for _, e := range b.Attr("args").Entries() {
		if v := e.String(); v.Known() {
			t.args[e.Name.Text] = v.V
		}
	}
	return t
}

func jsonTarget(n yamldoc.Node) *target {
	t := &target{context: n.Get("context").Text(), dockerfile: n.Get("dockerfile").Text(), stage: n.Get("target").Text(), args: map[string]string{}}
	for v := range n.Get("inherits").Items() {
		t.from = append(t.from, v.Text())
	}
	for v := range n.Get("tags").Items() {
		t.tags, t.at = append(t.tags, v.Text()), append(t.at, v.At())
	}
	for k, v := range n.Get("args").Pairs() {
		t.args[k.Text()] = v.Text()
	}
	return t
}

// resolved is a target with what it inherits; the last of several says most.
func resolved(all map[string]*target, name string, depth int) target {
	own := all[name]
	if own == nil || depth > 8 {
		return target{}
	}
	var t target
	for i, from := range own.from {
		if i >= 8 {
			break
		}
		t.take(resolved(all, from, depth+1))
	}
	t.take(*own)
	if depth == 0 && t.context == "" {
		t.context = "."
	}
	return t
}

func (t *target) take(o target) {
	if len(o.tags) > 0 {
		t.tags, t.at = o.tags, o.at
	}
	for _, s := range []struct{ to, from *string }{{&t.context, &o.context}, {&t.dockerfile, &o.dockerfile}, {&t.stage, &o.stage}} {
		if *s.from != "" {
			*s.to = *s.from
		}
	}
	for k, v := range o.args {
		if t.args == nil {
			t.args = map[string]string{}
		}
		t.args[k] = v
	}
}
