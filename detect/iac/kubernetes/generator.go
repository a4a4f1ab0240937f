package kubernetes

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// maxEntries bounds a generated ConfigMap; the cluster's own limit is 1 MiB.
const maxEntries = 5000

// generate adds the ConfigMaps that the overlay makes from literals and files. An
// overlay may add to one that its base has made.
func (k *overlay) generate(r *reader, objects []Object) []Object {
	for _, g := range k.root.Get("configMapGenerator").Items() {
		name := g.Get("name")
		if !name.isScalar() {
			continue
		}
		made := Object{Where: k.dir, Root: configMap(name)}
		data := made.Root.Get("data")
		for _, field := range []string{"envs", "env"} {
			list := g.Get(field).Items()
			if len(list) == 0 && g.Get(field).isScalar() {
				list = []*Node{g.Get(field)}
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
			at := n.At()
			data.set(key, &Node{kind: yamldoc.List, at: &at}) // there, but no value for a variable
		}
		objects = addGenerated(objects, made, g.Get("behavior").Text())
	}
	return objects
}

func configMap(name *Node) *Node {
	at := name.At()
	node := func(entries ...entry) *Node { return &Node{kind: yamldoc.Map, at: &at, entries: entries} }
	key := func(s string) *Node { return Scalar(s, at) }
	return node(
		entry{key("apiVersion"), Scalar("v1", at)}, entry{key("kind"), Scalar("ConfigMap", at)},
		entry{key("metadata"), node(entry{key("name"), name})}, entry{key("data"), node()},
	)
}

func addGenerated(objects []Object, made Object, behavior string) []Object {
	for i, o := range objects {
		if o.kind() != "ConfigMap" || o.name() != made.name() {
			continue
		}
		if behavior == "merge" {
			if o.Root.Get("data") == nil {
				o.Root.put(Scalar("data", o.at()), &Node{kind: yamldoc.Map, src: o.Root.src})
			}
			o.Root.Get("data").merge(made.Root.Get("data"))
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
func literal(n *Node, data *Node) {
	key, val, ok := strings.Cut(n.Text(), "=")
	if !ok || len(data.entries) >= maxEntries {
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
	data.put(Scalar(strings.TrimSpace(key), keyAt), Scalar(val, valAt))
}

// envFile reads the lines of an env file.
func envFile(f *source.File, data *Node) {
	text, err := f.Data()
	if err != nil {
		return // recorded by Data
	}
	pos := 0
	for line := range strings.Lines(string(text)) {
		if len(data.entries) >= maxEntries {
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
		data.put(Scalar(strings.TrimSpace(key), arch.Range{File: f.Path, Start: start, End: start + len(key)}), Scalar(val, at))
	}
}
