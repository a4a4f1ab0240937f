package kubernetes

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac/kubeobjects"
	"github.com/archvet/archvet/detect/source"
)

// maxEntries bounds a generated ConfigMap; the cluster's own limit is 1 MiB.
const maxEntries = 5000

// generate adds the ConfigMaps that the overlay makes from literals and files. An
// overlay may add to one that its base has made.
func (k *overlay) generate(r *reader, objects []kubeobjects.Object) []kubeobjects.Object {
	for _, g := range k.root.Get("configMapGenerator").Items() {
		name := g.Get("name")
		if !name.IsScalar() {
			continue
		}
		made := kubeobjects.Object{Where: k.dir, Root: configMap(name)}
		data := made.Root.Get("data")
		for _, field := range []string{"envs", "env"} {
			list := g.Get(field).Items()
			if len(list) == 0 && g.Get(field).IsScalar() {
				list = []*kubeobjects.Node{g.Get(field)}
			}
			for _, n := range list {
				f := r.tree.File(path.Join(k.dir, n.Text()))
				if f == nil {
					made.Open = "env file " + n.Text() + " of ConfigMap " + name.Text() + " is not in the repository"
					continue
				}
				envFile(f, data)
			}
		}
		for _, n := range g.Get("literals").Items() {
			literal(n, data)
		}
		for _, n := range g.Get("files").Items() {
			key, _, ok := strings.Cut(n.Text(), "=")
			if !ok {
				key = path.Base(n.Text())
			}
			data.Set(key, kubeobjects.List(n.At())) // there, but no value for a variable
		}
		objects = addGenerated(objects, made, g.Get("behavior").Text())
	}
	return objects
}

func configMap(name *kubeobjects.Node) *kubeobjects.Node {
	at := name.At()
	root := kubeobjects.Map(at)
	root.Set("apiVersion", kubeobjects.Scalar("v1", at))
	root.Set("kind", kubeobjects.Scalar("ConfigMap", at))
	metadata := kubeobjects.Map(at)
	metadata.Set("name", name)
	root.Set("metadata", metadata)
	root.Set("data", kubeobjects.Map(at))
	return root
}

func addGenerated(objects []kubeobjects.Object, made kubeobjects.Object, behavior string) []kubeobjects.Object {
	for i, o := range objects {
		if o.Kind() != "ConfigMap" || o.Name() != made.Name() {
			continue
		}
		if behavior == "merge" {
			if o.Root.Get("data") == nil {
				o.Root.Put(kubeobjects.Scalar("data", o.At()), kubeobjects.Map(o.At()))
			}
			o.Root.Get("data").Merge(made.Root.Get("data"))
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
