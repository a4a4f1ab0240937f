package kubernetes

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/iac/kubeobjects"
)

// environments are directory names that tell copies of a system apart.
var environments = map[string]bool{
	"dev": true, "develop": true, "development": true, "test": true, "testing": true, "qa": true, "uat": true, "int": true,
	"integration": true, "stage": true, "staging": true, "preprod": true, "pre-prod": true, "prod": true, "production": true,
	"live": true, "local": true, "minikube": true, "kind": true, "sandbox": true, "demo": true, "canary": true,
}

// partition sorts manifests into sets: files and directories belong together as far
// up as no two of them declare the same object.
func partition(files []manifest) []kubeobjects.Set {
	dirs := map[string]*directory{}
	root := dirOf(dirs, ".")
	for _, f := range files {
		d := dirOf(dirs, path.Dir(f.path))
		d.files = append(d.files, newGroup(f.path, f.objects))
	}
	var sets []kubeobjects.Set
	for _, g := range root.groups() {
		s := kubeobjects.Set{Scope: "kubernetes:" + g.path, Format: "kubernetes", Objects: g.objects}
		if base := strings.ToLower(path.Base(g.path)); environments[base] {
			s.Environment = base
		}
		sets = append(sets, s)
	}
	return sets
}

type directory struct {
	path     string
	children []*directory
	files    []*group
}

func dirOf(dirs map[string]*directory, name string) *directory {
	if d, ok := dirs[name]; ok {
		return d
	}
	d := &directory{path: name}
	dirs[name] = d
	if name != "." {
		parent := dirOf(dirs, path.Dir(name))
		parent.children = append(parent.children, d)
	}
	return d
}

// group is a set in the making.
type group struct {
	path    string // the directory or file that holds all of it
	objects []kubeobjects.Object
	keys    map[string]bool
}

func newGroup(path string, objects []kubeobjects.Object) *group {
	g := &group{path: path, objects: objects, keys: map[string]bool{}}
	for _, o := range objects {
		if k := o.Key(); k != "" {
			g.keys[k] = true
		}
	}
	return g
}

// groups puts together what is in and below a directory. A part that declares
// something a second time stays on its own: it is another copy of the system.
func (d *directory) groups() []*group {
	parts := d.files
	for _, c := range d.children {
		parts = append(parts, c.groups()...)
	}
	declared := map[string]int{}
	for _, p := range parts {
		for k := range p.keys {
			declared[k]++
		}
	}
	merged := &group{path: d.path, keys: map[string]bool{}}
	var alone []*group
	for _, p := range parts {
		if slices.ContainsFunc(slices.Collect(maps.Keys(p.keys)), func(k string) bool { return declared[k] > 1 }) {
			alone = append(alone, p)
			continue
		}
		merged.objects = append(merged.objects, p.objects...)
		maps.Copy(merged.keys, p.keys)
	}
	if len(merged.objects) == 0 {
		return alone
	}
	return append(alone, merged)
}
