package helm

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/helm/render"
	"github.com/archvet/archvet/detect/iac/kubeobjects"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// Options say what a repository's own configuration adds.
type Options struct {
	Kinds kubeobjects.Kinds // kinds of its own operators that run pods
}

// Load renders all charts of a tree.
func Load(t *source.Tree) iac.Declared { return Options{}.Load(t) }

// Load is the loader with these options.
func (opts Options) Load(t *source.Tree) iac.Declared {
	cs := newCharts(t)
	cs.kinds = opts.Kinds
	var sets []kubeobjects.Set
	var remotes []*iac.Resource
	tops := cs.find()
	cs.others = cs.uses()
	for _, c := range tops {
		for _, env := range cs.environments(c) {
			r := &release{charts: cs, chart: c, env: env.name, report: env.name == ""}
			set, more := r.render(env.values)
			if len(set.Objects) > 0 {
				sets = append(sets, set)
			}
			remotes = append(remotes, more...)
		}
	}
	out := kubeobjects.Interpret(sets)
	out.Resources = append(out.Resources, remotes...)
	if len(sets) > 0 || len(remotes) > 0 {
		out.Formats = []string{"helm"}
	}
	return out
}

// release is a chart that is rendered with one set of values.
type release struct {
	charts *charts
	chart  *chart
	env    string
	report bool // problems: those of the other environments are mostly the same
	engine *render.Engine
	names  []render.Text // what the name of each object is made of
}

func (r *release) render(values render.Value) (kubeobjects.Set, []*iac.Resource) {
	cs, name := r.charts, r.chart.name()
	set := kubeobjects.Set{Scope: "helm:" + r.chart.dir, Environment: r.env, Format: "helm"}
	if r.env != "" {
		set.Scope += "@" + r.env
	}
	all := r.prepare(values)
	var remotes []*iac.Resource
	for _, in := range all {
		for _, d := range in.remote {
			if res := known(d, set, in, name); res != nil {
				remotes = append(remotes, res)
			}
		}
		if in.chart.library() {
			continue
		}
		dot := cs.context(in, name)
		objects, _ := cs.templates(in.chart)
		for _, f := range objects {
			set.Objects = append(set.Objects, r.objects(f, in, dot)...)
		}
	}
	r.shorten(set.Objects)
	if why := r.engine.Stopped(); why != "" {
		cs.tree.Report(arch.Problem{At: arch.Range{File: r.chart.file.Path}, Message: "chart not rendered to its end: " + why})
	}
	return set, remotes
}

// prepare lists the charts of the release and reads their templates, those of charts
// further in first: of templates with the same name, the last one counts.
func (r *release) prepare(values render.Value) []*instance {
	var all []*instance
	values = render.Copy(values)
	values.Dict().WithoutNulls()
	r.charts.expand(&instance{chart: r.chart, path: r.chart.name(), values: values}, 0, &all)
	r.engine = render.New()
	type template struct {
		name string
		file *source.File
	}
	var list []template
	for _, in := range all {
		objects, partial := r.charts.templates(in.chart)
		for _, f := range append(partial, objects...) {
			list = append(list, template{templateName(in, f), f})
		}
	}
	slices.SortFunc(list, func(a, b template) int {
		return cmp.Or(strings.Count(b.name, "/")-strings.Count(a.name, "/"), cmp.Compare(b.name, a.name))
	})
	for _, t := range list {
		r.parse(t.name, t.file)
	}
	return all
}

// parse adds a template.
func (r *release) parse(name string, f *source.File) {
	data, err := f.Data()
	if err != nil {
		return // recorded by Data
	}
	if err := r.engine.Parse(render.File{Path: f.Path, Name: name, Data: data}); err != nil && r.report {
		message, line := render.Message(err)
		at := arch.Range{File: f.Path}
		if starts := source.LineStarts(data); line > 0 && line <= len(starts) {
			at.Start, at.End = starts[line-1], starts[line-1]
		}
		r.problem(at, "not a valid template: "+message)
	}
}

func (r *release) problem(at arch.Range, message string) {
	at = unpacked(at)
	r.charts.tree.Report(arch.Problem{At: at, Message: message})
	r.charts.tree.Skip(at.File, message)
}

func templateName(in *instance, f *source.File) string {
	return path.Join(in.path, strings.TrimPrefix(f.Path, in.chart.dir+"/"))
}

// run renders a template.
func (r *release) run(f *source.File, in *instance, dot render.Value) *render.Rendered {
	if d, _ := dot.Dict().Get("Template"); d.Dict() != nil {
		d.Dict().Set("Name", render.String(templateName(in, f)))
	}
	return r.engine.Render(templateName(in, f), dot)
}

// objects renders a template and reads what comes out.
func (r *release) objects(f *source.File, in *instance, dot render.Value) []kubeobjects.Object {
	out := r.run(f, in, dot)
	text := out.Plain(true)
	if !bytes.Contains(text, []byte("apiVersion")) || onlyDefines(text) {
		return nil
	}
	docs, problems := yamldoc.Parse(f.Path, text)
	if len(problems) > 0 { // perhaps only for the mark of a value that is not set
		docs, problems = yamldoc.Parse(f.Path, out.Plain(false))
	}
	for _, p := range problems {
		if r.report {
			at := out.Place(p.At.Start, p.At.End)
			if at.IsZero() {
				at = arch.Range{File: f.Path}
			}
			r.problem(at, "rendered, "+p.Message)
		}
	}
	where := f.Path
	if in.alias != "" {
		where += "@" + in.alias
	}
	if r.env != "" {
		where += "@" + r.env
	}
	var list []kubeobjects.Object
	for _, doc := range docs {
		root, err := kubeobjects.FromRendered(doc, places{out, r.engine, f.Path})
		if err != nil {
			r.problem(arch.Range{File: f.Path}, "not read: "+err.Error())
			continue
		}
		o := kubeobjects.Object{Where: where, Root: root, Kinds: r.charts.kinds}
		if o.Kind() == "" || !root.Get("apiVersion").IsScalar() || isTest(root) {
			continue
		}
		for _, o := range o.Expand() {
			r.names = append(r.names, pieces(o, out))
			list = append(list, o)
		}
	}
	return list
}

// onlyDefines reports whether all objects of a text define resources, which takes up
// megabytes and says nothing about the system.
func onlyDefines(text []byte) bool {
	kinds := bytes.Count(text, []byte("\nkind:"))
	return kinds > 0 && kinds == bytes.Count(text, []byte("\nkind: CustomResourceDefinition\n")) && !bytes.HasPrefix(text, []byte("kind:"))
}

func isTest(root *kubeobjects.Node) bool {
	return strings.HasPrefix(root.Get("metadata", "annotations", "helm.sh/hook").Text(), "test")
}

// places maps rendered text to where it is written.
type places struct {
	*render.Rendered
	*render.Engine
	file string
}

// At implements kubeobjects.Places. What no file holds is at the template's beginning.
func (p places) At(at arch.Range) arch.Range {
	if found := p.Place(at.Start, at.End); !found.IsZero() {
		return unpacked(found)
	}
	return unpacked(arch.Range{File: p.file})
}

// known makes a resource of a dependency on a chart of known software.
func known(d remote, set kubeobjects.Set, in *instance, release string) *iac.Resource {
	image, ok := iac.Image(d.dependency.name)
	if !ok {
		return nil
	}
	at := unpacked(d.node.Get("name").At())
	r := &iac.Resource{
		ID: in.chart.file.Path + "#Dependency/" + d.name, Scope: set.Scope, Name: d.name, Kind: image.Kind, Type: image.Type,
		Platform: "kubernetes", Format: "helm", At: at, Environment: set.Environment,
	}
	if set.Environment != "" {
		r.ID = in.chart.file.Path + "@" + set.Environment + "#Dependency/" + d.name
	}
	full := release + "-" + d.name
	if v, ok := d.values.Dict().Get("fullnameOverride"); ok && v.Str() != "" {
		full = v.Str()
	}
	for _, suffix := range []string{"", "-master", "-primary", "-headless"} {
		r.Hosts = append(r.Hosts, iac.Host{Name: full + suffix, At: at})
	}
	return r
}
