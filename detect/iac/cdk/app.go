package cdk

import (
	"path"
	"reflect"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/awscfn"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// load evaluates one app and interprets the template that it comes to.
func (a *app) load(t *source.Tree) (out iac.Declared) {
	if len(a.files) == 0 {
		return iac.Declared{}
	}
	guarded(t, a.files[0], func() {
		l := &lowering{ev: a.evaluate(), tree: t}
		l.run()
		if len(l.order) > 0 {
			out = l.interpret()
		}
	})
	return out
}

// evaluate runs the app; a second time when it makes a stack more than once, whose
// options then differ.
func (a *app) evaluate() *evaluator {
	var modules []*module
	for _, f := range a.files {
		if m := a.modules[f.Path]; m != nil {
			modules = append(modules, m)
		}
	}
	ev := newEvaluator(a.dir, modules)
	ev.run()
	again := newEvaluator(a.dir, modules)
	for c, n := range ev.count {
		if n > 1 && ev.isStack(c, 0) {
			again.repeated[c] = true
		}
	}
	if len(again.repeated) == 0 {
		return ev
	}
	again.run()
	return again
}

// interpret prints the template, reads it as any other, and puts the places of the
// source into what comes out.
func (l *lowering) interpret() iac.Declared {
	resources := mapping(arch.Range{})
	for _, r := range l.order {
		body := mapping(r.at).set("Type", r.at, str(r.typ, r.at)).set("Properties", r.at, r.props)
		resources.set(r.logical, r.at, body)
	}
	var p printed
	p.node(mapping(arch.Range{}).set("Resources", arch.Range{}, resources), 0)
	file := virtual + l.ev.dir
	docs, _ := yamldoc.Parse(file, []byte(p.b.String()))
	if len(docs) == 0 {
		return iac.Declared{}
	}
	repo := awscfn.NewRepo(l.tree)
	scope := scopePrefix + l.ev.dir
	s := repo.NewStack(awscfn.Options{Scope: scope, File: path.Join(l.ev.dir, "cdk.json"), Format: Format, Vars: hides{}})
	s.AddTemplate(s.View(docs[0]))
	awscfn.Interpret([]*awscfn.Stack{s})
	out := awscfn.Collect([]*awscfn.Stack{s})
	p.relocate(reflect.ValueOf(&out).Elem(), file, 0)
	l.finish(&out, scope)
	return out
}

// virtual begins the name of the template, which no file of a tree can have.
const virtual = "\x00cdk:"

// hides makes hidden values of the scalars that stand for them.
type hides struct{}

// Expand implements [awscfn.Variables].
func (hides) Expand(n yamldoc.Node) (awscfn.Expansion, bool) {
	why, ok := strings.CutPrefix(n.Text(), hiddenMark)
	return awscfn.Expansion{Why: why}, ok
}

// finish adds what a template cannot say: where code lies, and which queues the
// containers of a pattern read.
func (l *lowering) finish(out *iac.Declared, scope string) {
	byID := map[string]*iac.Unit{}
	for _, u := range out.Units {
		byID[u.ID] = u
		logical := strings.TrimPrefix(u.ID, scope+"#")
		if d := l.details[logical]; d != nil {
			d.describe(u)
		} else if u.Platform == arch.AWSLambda {
			u.Code.Dir = arch.Hide[string](u.At, "the code is not written here")
		}
		if n, ok := strings.CutPrefix(u.Code.Image.V, imageMark); ok {
			if i, err := strconv.Atoi(n); err == nil && i >= 0 && i < len(l.images) {
				u.Code.Image = arch.Value[string]{}
				l.images[i].describe(u)
			}
		}
	}
	for _, p := range l.polls {
		u := byID[scope+"#"+p.service.logical]
		if u == nil {
			continue
		}
		from := scope + "#" + p.queue.logical
		u.Triggers = append(u.Triggers, arch.Trigger{Kind: arch.OnQueue, At: p.service.at, From: from, Async: arch.Given(true, p.service.at)})
		out.Links = append(out.Links, iac.Link{From: from, To: u.ID, Scope: scope, Style: arch.Async, Protocol: "sqs", At: p.service.at, What: "queue of the service"})
	}
	for _, r := range l.order {
		if u := byID[scope+"#"+r.logical]; u != nil && r.path != r.logical && !strings.Contains(r.path, "#") {
			u.Aliases = append(u.Aliases, r.path)
		}
	}
}

// describe puts the place of the code into a unit.
func (c *code) describe(u *iac.Unit) {
	if c.language != "" {
		u.Code.Language = c.language
	}
	u.Code.Inline = c.inline
	switch {
	case c.why != "":
		u.Code.Dir = arch.Hide[string](c.at, c.why)
		return
	case c.dir != "":
		u.Code.Dir = arch.Given(c.dir, c.at)
	}
	if c.dockerfile != "" {
		u.Code.Dockerfile = arch.Given(c.dockerfile, c.at)
	}
	if c.target != "" {
		u.Code.Target = arch.Given(c.target, c.at)
	}
	for name, v := range c.args {
		if u.Code.BuildArgs == nil {
			u.Code.BuildArgs = map[string]arch.Value[string]{}
		}
		u.Code.BuildArgs[name] = arch.Given(v, c.at)
	}
}
