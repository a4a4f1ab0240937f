package kubernetes

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/kubeobjects"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// Load reads all manifests and overlays of a tree.
func Load(t *source.Tree) iac.Declared {
	r := &reader{tree: t, parsed: map[string][]kubeobjects.Object{}, docs: map[string][]*kubeobjects.Node{}}
	overlays := findOverlays(r)
	claimed := map[string]bool{}
	for _, k := range overlays {
		k.claim(r, claimed)
	}
	var files []manifest
	for _, f := range t.Files() {
		if f.Place.Own() && !claimed[f.Path] && !isKustomization(f.Name()) && isManifestName(f) && !r.inChart(f) {
			if objects := r.objects(f); len(objects) > 0 {
				files = append(files, manifest{f.Path, objects})
			}
		}
	}
	sets := append(render(r, overlays), partition(files)...)
	out := kubeobjects.Interpret(sets)
	if slices.ContainsFunc(sets, hasManifests) {
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
	parsed map[string][]kubeobjects.Object
	docs   map[string][]*kubeobjects.Node // of patch files
	spent  int                            // nodes of rendered overlays so far
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
	if bytes.Contains(data, []byte("{{")) && r.isTemplate(f, data) {
		return nil
	}
	var list []kubeobjects.Object
	for _, root := range r.nodes(yamldoc.ParseFile(r.tree, f)) {
		o := kubeobjects.Object{Where: f.Path, Root: root}
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

// isTemplate reports whether a file with "{{" in it is text for a template engine:
// a chart's, which is another format, or one that is not YAML before it has run.
func (r *reader) isTemplate(f *source.File, data []byte) bool {
	if r.inChart(f) {
		return true
	}
	if strings.HasSuffix(f.Name(), ".json") {
		return false
	}
	if _, problems := yamldoc.Parse(f.Path, data); len(problems) > 0 {
		r.tree.Skip(f.Path, "a template, not plain YAML")
		return true
	}
	return false
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
