package kubernetes

import (
	"path"
	"slices"
	"strings"
)

// environments are directory names that tell copies of a system apart.
var environments = map[string]bool{
	"dev": true, "develop": true, "development": true, "test": true, "testing": true, "qa": true, "uat": true, "int": true,
	"integration": true, "stage": true, "staging": true, "preprod": true, "pre-prod": true, "prod": true, "production": true,
	"live": true, "local": true, "minikube": true, "kind": true, "sandbox": true, "demo": true, "canary": true,
}

// partition sorts manifests into sets: directories belong together as far up as no
// two of them declare the same object.
func partition(files []manifest) []Set {
	dirs := map[string]*directory{}
	root := dirOf(dirs, ".")
	for _, f := range files {
		d := dirOf(dirs, path.Clean(f.dir))
		d.objects = append(d.objects, f.objects...)
	}
	var sets []Set
	for _, g := range root.groups() {
		if len(g.objects) == 0 {
			continue
		}
		s := Set{Scope: "kubernetes:" + g.dir, Format: "kubernetes", Objects: g.objects}
		if base := strings.ToLower(path.Base(g.dir)); environments[base] {
			s.Environment = base
		}
		sets = append(sets, s)
	}
	return sets
}

type directory struct {
	path     string
	children []*directory
	objects  []Object
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
	dir     string
	objects []Object
	keys    map[string]bool
}

// groups merges what is in and below a directory, unless that declares something
// twice: then each part stays on its own.
func (d *directory) groups() []*group {
	own := &group{dir: d.path, objects: d.objects, keys: map[string]bool{}}
	for _, o := range d.objects {
		if k := o.key(); k != "" {
			own.keys[k] = true
		}
	}
	parts := []*group{own}
	for _, c := range d.children {
		parts = append(parts, c.groups()...)
	}
	merged := &group{dir: d.path, keys: map[string]bool{}}
	for _, p := range parts {
		for k := range p.keys {
			if merged.keys[k] {
				return slices.DeleteFunc(parts, func(g *group) bool { return len(g.objects) == 0 })
			}
			merged.keys[k] = true
		}
		merged.objects = append(merged.objects, p.objects...)
	}
	return []*group{merged}
}
