package compose

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// code says where the service's program comes from.
func (s *service) code() iac.Code {
	c := iac.Code{Image: s.image(), Command: s.words("command")}
	if entry := s.words("entrypoint"); len(entry) > 0 {
		c.Args, c.Command = c.Command, entry
	} else {
		c.Args, c.Command = c.Command, nil
	}
	build, from := s.find("build")
	if !build.Exists() || build.IsNull() {
		return c
	}
	context := build
	if build.Kind() == yamldoc.Map {
		context, from = s.find("build", "context")
		if !context.Exists() {
			context, from = build, s.layers[0]
			c.Dir = arch.Given(path.Clean(from.dir), build.At())
		}
	}
	if context.Kind() == yamldoc.Scalar {
		c.Dir = s.contextDir(context, from)
	}
	c.Dockerfile = s.dockerfile(c.Dir, build.At())
	c.Inline = s.get("build", "dockerfile_inline").Exists()
	c.Target = s.text("build", "target")
	for _, e := range s.pairs("build", "args") {
		if c.BuildArgs == nil {
			c.BuildArgs = map[string]arch.Value[string]{}
		}
		c.BuildArgs[e.name] = e.value.Value
	}
	return c
}

func (s *service) contextDir(n yamldoc.Node, from layer) arch.Value[string] {
	v := s.project.expand(n.Text(), n.At()).Value
	if !v.Known() {
		return v
	}
	if strings.Contains(v.V, "://") || strings.HasPrefix(v.V, "git@") || strings.HasPrefix(v.V, "github.com/") {
		return arch.Hide[string](v.At, "source is elsewhere: "+v.V)
	}
	dir, ok := within(from.dir, v.V)
	if !ok {
		return arch.Hide[string](v.At, "outside of the repository: "+v.V)
	}
	return arch.Given(dir, v.At)
}

// dockerfile is relative to the context, which is "Dockerfile" when nothing says.
func (s *service) dockerfile(dir arch.Value[string], at arch.Range) arch.Value[string] {
	v := s.text("build", "dockerfile")
	switch {
	case v.Hidden() && !v.Known():
		return v
	case !dir.Known():
		return arch.Hide[string](at, dir.Why)
	case !v.Known():
		return arch.ByDefault(path.Join(dir.V, "Dockerfile"), at, "the file's usual name")
	}
	file, ok := within(dir.V, v.V)
	if !ok {
		return arch.Hide[string](v.At, "outside of the repository: "+v.V)
	}
	return arch.Given(file, v.At)
}

// words returns a command, which is written as a line or as a list.
func (s *service) words(key string) []arch.Value[string] {
	n := s.get(key)
	var list []arch.Value[string]
	for item := range n.Items() {
		list = append(list, s.project.expand(item.Text(), item.At()).Value)
	}
	if n.Kind() != yamldoc.Scalar || n.IsNull() {
		return list
	}
	for _, w := range iac.Words(n.Text()) {
		list = append(list, s.project.expand(w, n.At()).Value)
	}
	return list
}
