package compose

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// volumes are what a service mounts, with configs, which are files too. The name of a
// bind is the path of the file or directory in the repository.
func (s *service) volumes() []arch.Volume {
	var list []arch.Volume
	seen := map[string]bool{}
	add := func(v arch.Volume) {
		if !seen[v.Path] { // a layer above mounts something else there
			seen[v.Path] = true
			list = append(list, v)
		}
	}
	for _, l := range s.layers {
		for n := range l.node.Get("volumes").Items() {
			add(s.volume(n, l))
		}
		for n := range l.node.Get("configs").Items() {
			if v, ok := s.config(n, l); ok {
				add(v)
			}
		}
		for n := range l.node.Get("tmpfs").Items() {
			add(arch.Volume{Kind: "tmpfs", Path: n.Text(), At: n.At()})
		}
		if n := l.node.Get("tmpfs"); n.Text() != "" {
			add(arch.Volume{Kind: "tmpfs", Path: n.Text(), At: n.At()})
		}
	}
	return list
}

func (s *service) volume(n yamldoc.Node, from layer) arch.Volume {
	text := func(n yamldoc.Node) string {
		if v := s.project.expand(n.Text(), n.At()).Value; v.Known() {
			return v.V
		}
		return ""
	}
	v := arch.Volume{At: n.At()}
	source, kind := "", ""
	if n.Kind() == yamldoc.Map {
		source, v.Path, kind = text(n.Get("source")), text(n.Get("target")), n.Get("type").Text()
	} else {
		parts := strings.Split(text(n), ":")
		v.Path = parts[0]
		if len(parts) > 1 {
			source, v.Path = parts[0], parts[1]
		}
	}
	switch {
	case kind == "tmpfs":
		v.Kind = kind
	case strings.HasPrefix(source, ".") || strings.HasPrefix(source, "/") || strings.HasPrefix(source, "~") || kind == "bind":
		v.Kind, v.Name = "bind", bindPath(from.dir, source)
	default:
		v.Kind, v.Name = "named", source
	}
	return v
}

// bindPath is a bound path relative to the root; one on the machine itself stays.
func bindPath(dir, source string) string {
	if path.IsAbs(source) || strings.HasPrefix(source, "~") {
		return source
	}
	return path.Join(dir, source)
}

// config finds the file of a configuration that the project declares.
func (s *service) config(n yamldoc.Node, from layer) (arch.Volume, bool) {
	name, target := n.Text(), ""
	if n.Kind() == yamldoc.Map {
		name, target = n.Get("source").Text(), n.Get("target").Text()
	}
	file := s.file.root.Get("configs", name, "file").Text()
	if file == "" {
		return arch.Volume{}, false
	}
	if target == "" {
		target = "/" + name
	}
	return arch.Volume{Kind: "bind", Name: bindPath(from.dir, file), Path: target, At: n.At()}, true
}
