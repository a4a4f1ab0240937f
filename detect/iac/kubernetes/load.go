package kubernetes

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/kubeobjects"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// Options say what a repository's own configuration adds.
type Options struct {
	Kinds kubeobjects.Kinds // kinds of its own operators that run pods
}

// Load reads all manifests and overlays of a tree.
func Load(t *source.Tree) iac.Declared { return Options{}.Load(t) }

// Load is the loader with these options.
func (opts Options) Load(t *source.Tree) iac.Declared {
	r := &reader{tree: t, opts: opts, parsed: map[string][]kubeobjects.Object{}, docs: map[string][]*kubeobjects.Node{}}
	overlays := findOverlays(r)
	claimed := map[string]bool{}
	for _, k := range overlays {
		k.claim(r, claimed)
	}
	var files []manifest
	add := func(f *source.File) {
		if !claimed[f.Path] && !isKustomization(f.Name()) && isManifestName(f) && !r.inChart(f) {
			claimed[f.Path] = true
			if objects := r.objects(f); len(objects) > 0 {
				files = append(files, manifest{f.Path, objects})
			}
		}
	}
	for _, f := range t.Files() {
		if f.Place.Own() {
			add(f)
		}
	}
	r.deployed(files, add)
	slices.SortFunc(files, func(a, b manifest) int { return cmp.Compare(a.path, b.path) })
	sets := append(render(r, overlays), partition(files)...)
	out := kubeobjects.Interpret(sets)
	if r.shown || slices.ContainsFunc(sets, hasManifests) {
		out.Formats = append(out.Formats, "kubernetes")
	}
	if len(overlays) > 0 {
		out.Formats = append(out.Formats, "kustomize")
	}
	return out
}

func hasManifests(s kubeobjects.Set) bool {
	return slices.ContainsFunc(s.Objects, func(o kubeobjects.Object) bool {
		return o.Shows()
	})
}

// reader parses each file once, however many overlays name it.
type reader struct {
	tree   *source.Tree
	opts   Options
	parsed map[string][]kubeobjects.Object
	docs   map[string][]*kubeobjects.Node // of patch files
	spent  int                            // nodes of rendered overlays so far
	shown  bool                           // a document that need not be read is a manifest
	every  bool                           // documents that say nothing about the system are read too
}

func isManifestName(f *source.File) bool {
	switch f.Ext() {
	case ".yaml", ".yml", ".json":
		return true
	}
	return false
}

// objects returns what a manifest file declares.
func (r *reader) objects(f *source.File) []kubeobjects.Object {
	if objects, ok := r.parsed[f.Path]; ok {
		return objects
	}
	r.parsed[f.Path] = nil
	data, err := f.Data()
	if err != nil || !bytes.Contains(data, []byte("apiVersion")) || !bytes.Contains(data, []byte("kind")) {
		return nil
	}
	docs, problems := yamldoc.ParseSome(f.Path, data, r.wanted)
	if len(problems) > 0 && bytes.Contains(data, []byte("{{")) && !strings.HasSuffix(f.Name(), ".json") {
		r.tree.Skip(f.Path, "a template, not plain YAML")
		return nil
	}
	for _, p := range problems {
		r.tree.Report(p)
		r.tree.Skip(f.Path, p.Message)
	}
	var list []kubeobjects.Object
	for _, root := range r.nodes(docs) {
		o := kubeobjects.Object{Where: f.Path, Root: root, Kinds: r.opts.Kinds}
		if o.Kind() == "" || !root.Get("apiVersion").IsScalar() {
			continue
		}
		list = append(list, o.Expand()...)
	}
	r.parsed[f.Path] = list
	return list
}

// documents returns what a patch file holds.
func (r *reader) documents(f *source.File) []*kubeobjects.Node {
	if _, ok := r.docs[f.Path]; !ok {
		r.docs[f.Path] = r.nodes(yamldoc.ParseFile(r.tree, f))
	}
	return r.docs[f.Path]
}

func (r *reader) nodes(docs []yamldoc.Node) []*kubeobjects.Node {
	var list []*kubeobjects.Node
	for _, d := range docs {
		root, err := kubeobjects.FromYAML(d)
		if err != nil {
			at := d.At()
			at.End = at.Start
			r.tree.Report(arch.Problem{At: at, Message: "not read: " + err.Error()})
			continue
		}
		list = append(list, root)
	}
	return list
}

// inChart reports whether a file is a chart's template, whatever is in it: the chart's
// values decide if it is deployed.
func (r *reader) inChart(f *source.File) bool {
	for dir := f.Dir(); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if path.Base(dir) == "templates" && r.tree.File(path.Join(path.Dir(dir), "Chart.yaml")) != nil {
			return true
		}
	}
	return false
}

// manifest is one file with its objects.
type manifest struct {
	path    string
	objects []kubeobjects.Object
}
