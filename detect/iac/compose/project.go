package compose

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// project is the compose files of one directory.
type project struct {
	reader *reader
	dir    string
	base   *file   // what runs when no file is named
	over   []*file // applied to base without being named
	others []*file // alternatives and overlays, each named on the command line
	vars   map[string]setting
	ids    map[string]bool
	budget int // variables that may still be listed: anchors and env files multiply
}

const maxListed = 200_000

// layer is one mapping that says something about a service.
type layer struct {
	node yamldoc.Node
	dir  string // that its paths start from
}

// service is a service with everything that is said about it, the strongest first.
type service struct {
	project *project
	file    *file // that it is declared in
	name    string
	key     yamldoc.Node
	layers  []layer
}

func newProject(r *reader, dir string, files []*file) *project {
	p := &project{reader: r, dir: dir, ids: map[string]bool{}, budget: maxListed}
	p.vars = readVars(r.tree.File(dir + "/.env"))
	for _, f := range files {
		switch {
		case r.included[f.path]:
		case f.variant == "" && p.base == nil:
			p.base = f
		case f.variant == "override":
			p.over = append(p.over, f)
		default:
			p.others = append(p.others, f)
		}
	}
	if p.base == nil {
		p.others, p.over = append(p.over, p.others...), nil
	}
	return p
}

func (p *project) scope() string { return "compose:" + p.dir }

// declare gives the units and resources of the project: of what runs by default,
// and of each other file, in which a service may say only what is different.
func (p *project) declare(out *iac.Declared) {
	var base []*service
	if p.base != nil {
		base = p.services(p.base, map[*file]bool{})
		for _, f := range p.over {
			base = override(base, p.services(f, map[*file]bool{}))
		}
		p.emit(out, base, "")
	}
	for _, f := range p.others {
		own := p.services(f, map[*file]bool{})
		if overlays(own, base) {
			below := byName(base)
			for _, s := range own {
				if b := below[s.name]; b != nil {
					s.layers = append(s.layers, b.layers...)
				}
			}
		}
		env := f.variant
		if p.base == nil && len(p.others) == 1 {
			env = ""
		}
		p.emit(out, own, env)
	}
}

// overlays reports whether a file only makes sense on top of the base: one of its
// services does not say what it runs, and the base does.
func overlays(own, base []*service) bool {
	below := byName(base)
	return slices.ContainsFunc(own, func(s *service) bool {
		b := below[s.name]
		return !s.runs() && b != nil && b.runs()
	})
}

func byName(services []*service) map[string]*service {
	names := map[string]*service{}
	for _, s := range services {
		names[s.name] = s
	}
	return names
}

// services returns what a file declares, with what it includes.
func (p *project) services(f *file, seen map[*file]bool) []*service {
	seen[f] = true
	var list []*service
	for k, v := range f.services.Pairs() {
		if v.Kind() != yamldoc.Map || strings.HasPrefix(k.Text(), "x-") || k.Text() == "" {
			continue
		}
		s := &service{project: p, file: f, name: k.Text(), key: k}
		s.layers = p.extend(f, v, 0)
		list = append(list, s)
	}
	for _, inc := range f.includes(p.reader) {
		if !seen[inc] && len(seen) < maxIncluded {
			list = override(p.services(inc, seen), list)
		}
	}
	return list
}

// extend returns a service's mapping and those that it extends.
func (p *project) extend(f *file, node yamldoc.Node, depth int) []layer {
	layers := []layer{{node, f.dir}}
	ext := node.Get("extends")
	name := ext.Text()
	if name == "" {
		name = ext.Get("service").Text()
	}
	if name == "" || depth >= maxNesting {
		return layers
	}
	from := f
	if n := ext.Get("file"); n.Text() != "" {
		path, ok := within(f.dir, n.Text())
		sf := p.reader.tree.File(path)
		if !ok || sf == nil {
			p.reader.tree.Report(arch.Problem{At: n.At(), Message: "extended file " + n.Text() + " is not in the repository"})
			return layers
		}
		if from = p.reader.file(sf); from == nil {
			return layers
		}
	}
	below := from.services.Get(name)
	if below.Kind() != yamldoc.Map {
		return layers
	}
	return append(layers, p.extend(from, below, depth+1)...)
}

// override puts the layers of over on those of base, and adds what base lacks.
func override(base, over []*service) []*service {
	below := byName(base)
	for _, s := range over {
		b := below[s.name]
		if b == nil {
			base = append(base, s)
			continue
		}
		b.layers = append(slices.Clone(s.layers), b.layers...)
	}
	return base
}

// runs reports whether it is said what the service runs.
func (s *service) runs() bool {
	return s.get("image").Exists() || s.get("build").Exists()
}

// get returns what the strongest layer says of a key.
func (s *service) get(keys ...string) yamldoc.Node {
	n, _ := s.find(keys...)
	return n
}

func (s *service) find(keys ...string) (yamldoc.Node, layer) {
	for _, l := range s.layers {
		switch n, end := l.at(keys...); {
		case end && n.Tag() != "!override":
			return yamldoc.Node{}, layer{}
		case n.Exists() || end:
			return n, l
		}
	}
	return yamldoc.Node{}, layer{}
}

// at follows keys in a layer. It is the end when the layer takes away what the weaker
// ones say, there or further up.
func (l layer) at(keys ...string) (n yamldoc.Node, end bool) {
	n = l.node
	for _, key := range keys {
		if n = n.Get(key); n.Tag() == "!reset" {
			return yamldoc.Node{}, true
		}
		end = end || n.Tag() == "!override"
	}
	return n, end
}

// items returns the elements of a list in all layers, the strongest last, each once.
func (s *service) items(keys ...string) []yamldoc.Node {
	var list []yamldoc.Node
	seen := map[string]bool{}
	for i := range s.layers {
		n, end := s.layers[i].at(keys...)
		var own []yamldoc.Node
		for item := range n.Items() {
			if text := item.Text(); text == "" || !seen[text] {
				seen[text] = true
				own = append(own, item)
			}
		}
		list = append(own, list...)
		if end {
			break
		}
	}
	return list
}

// id is unique: a service that a second file declares has that file's path.
func (s *service) id() string { return s.file.path + "#" + s.name }

func (p *project) emit(out *iac.Declared, services []*service, env string) {
	var running []*service
	for _, s := range services {
		if s.runs() && !p.ids[s.id()] {
			p.ids[s.id()] = true
			running = append(running, s)
		}
	}
	links := aliases(running)
	public := map[string]bool{}
	proxy := ""
	for _, s := range running {
		image := s.image()
		known, ok := iac.Image(image.V)
		if !image.Known() || !ok || s.get("build").Exists() {
			continue
		}
		public[s.name] = true
		r := s.resource(known)
		r.Environment = env
		r.Hosts = append(r.Hosts, links[s.name]...)
		out.Resources = append(out.Resources, r)
		if known.Type == "traefik" {
			proxy = r.ID
		}
	}
	ids := map[string]string{}
	for _, s := range running {
		ids[s.name] = s.id()
	}
	for _, s := range running {
		if public[s.name] {
			continue
		}
		u := s.unit()
		u.Environment = env
		u.Hosts = append(u.Hosts, links[s.name]...)
		u.DependsOn = s.dependsOn(ids)
		out.Units = append(out.Units, u)
		out.Links = append(append(out.Links, s.proxied(u, proxy)...), s.logged(u, running)...)
	}
}

// aliases returns the names that the links of some services give to others.
func aliases(services []*service) map[string][]iac.Host {
	names := map[string][]iac.Host{}
	for _, s := range services {
		for n := range s.get("links").Items() {
			if to, alias, ok := strings.Cut(n.Text(), ":"); ok && alias != to {
				names[to] = append(names[to], iac.Host{Name: alias, At: n.At()})
			}
		}
	}
	return names
}
