package kubernetes

import (
	"maps"
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac/kubeobjects"
	"github.com/archvet/archvet/detect/source"
)

// maxEntries bounds a generated ConfigMap; the cluster's own limit is 1 MiB.
const maxEntries = 5000

// generate adds the ConfigMaps and Secrets that the overlay makes from literals and
// files. An overlay may add to one that its base has made.
func (k *overlay) generate(r *reader, objects []kubeobjects.Object) []kubeobjects.Object {
	for _, g := range k.root.Get("configMapGenerator").Items() {
		objects = k.generateOne(r, objects, g, "ConfigMap", "data")
	}
	for _, g := range k.root.Get("secretGenerator").Items() {
		objects = k.generateOne(r, objects, g, "Secret", "stringData")
	}
	return objects
}

func (k *overlay) generateOne(r *reader, objects []kubeobjects.Object, g *kubeobjects.Node, kind, field string) []kubeobjects.Object {
	name := g.Get("name")
	if !name.IsScalar() {
		return objects
	}
	made := kubeobjects.Object{Where: k.dir, Root: generated(name, kind, field), Files: map[string]string{}}
	data := made.Root.Get(field)
	for _, from := range []string{"envs", "env"} {
		list := g.Get(from).Items()
		if len(list) == 0 && g.Get(from).IsScalar() {
			list = []*kubeobjects.Node{g.Get(from)}
		}
		for _, n := range list {
			f := r.tree.File(path.Join(k.dir, n.Text()))
			if f == nil {
				made.Open = "env file " + n.Text() + " of " + kind + " " + name.Text() + " is not in the repository"
				continue
			}
			envFile(f, data)
		}
	}
	for _, n := range g.Get("literals").Items() {
		literal(n, data)
	}
	for _, n := range g.Get("files").Items() {
		key, file, ok := strings.Cut(n.Text(), "=")
		if !ok {
			key, file = path.Base(n.Text()), n.Text()
		}
		if file = path.Join(k.dir, file); r.tree.File(file) != nil {
			made.Files[key] = file
		}
		data.Set(key, kubeobjects.List(n.At())) // there, but no value for a variable
	}
	return addGenerated(objects, made, field, g.Get("behavior").Text())
}

func generated(name *kubeobjects.Node, kind, field string) *kubeobjects.Node {
	at := name.At()
	root := kubeobjects.Map(at)
	root.Set("apiVersion", kubeobjects.Scalar("v1", at))
	root.Set("kind", kubeobjects.Scalar(kind, at))
	metadata := kubeobjects.Map(at)
	metadata.Set("name", name)
	root.Set("metadata", metadata)
	root.Set(field, kubeobjects.Map(at))
	return root
}

func addGenerated(objects []kubeobjects.Object, made kubeobjects.Object, field, behavior string) []kubeobjects.Object {
	for i, o := range objects {
		if o.Kind() != made.Kind() || o.Name() != made.Name() {
			continue
		}
		if behavior == "merge" {
			if o.Root.Get(field) == nil {
				o.Root.Put(kubeobjects.Scalar(field, o.At()), kubeobjects.Map(o.At()))
			}
			o.Root.Get(field).Merge(made.Root.Get(field))
			files := maps.Clone(made.Files)
			for key, file := range o.Files {
				if files[key] == "" {
					files[key] = file
				}
			}
			objects[i].Files = files
			if made.Open != "" {
				objects[i].Open = made.Open
			}
		} else {
			objects[i] = made
		}
		return objects
	}
	return append(objects, made)
}

// literal reads "KEY=value"; the value's place is its own as long as nothing in it
// is escaped.
func literal(n *kubeobjects.Node, data *kubeobjects.Node) {
	key, val, ok := strings.Cut(n.Text(), "=")
	if !ok || data.Len() >= maxEntries {
		return
	}
	at := n.At()
	keyAt, valAt := at, at
	if quotes := at.End - at.Start - len(n.Text()); quotes == 0 || quotes == 2 {
		keyAt.Start += quotes / 2
		keyAt.End = keyAt.Start + len(key)
		valAt.Start = keyAt.End + 1
		valAt.End -= quotes / 2
	}
	if len(val) >= 2 && (val[0] == '"' || val[0] == '\'') && val[len(val)-1] == val[0] {
		val = val[1 : len(val)-1]
	}
	data.Put(kubeobjects.Scalar(strings.TrimSpace(key), keyAt), kubeobjects.Scalar(val, valAt))
}

// envFile reads the lines of an env file.
func envFile(f *source.File, data *kubeobjects.Node) {
	text, err := f.Data()
	if err != nil {
		return // recorded by Data
	}
	pos := 0
	for line := range strings.Lines(string(text)) {
		if data.Len() >= maxEntries {
			return
		}
		start := pos
		pos += len(line)
		line = strings.TrimRight(line, "\r\n")
		key, val, ok := strings.Cut(line, "=")
		if !ok || strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		at := arch.Range{File: f.Path, Start: start + len(key) + 1, End: start + len(line)}
		data.Put(kubeobjects.Scalar(strings.TrimSpace(key), arch.Range{File: f.Path, Start: start, End: start + len(key)}), kubeobjects.Scalar(val, at))
	}
}
