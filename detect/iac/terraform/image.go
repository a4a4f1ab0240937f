package terraform

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
)

// imageMakers are resource types that make or name an image: the attribute with its
// name, and the scheme that it is written with.
var imageMakers = map[string]struct{ attr, scheme string }{
	"aws_ecr_repository":                    {"name", ""},
	"aws_ecrpublic_repository":              {"repository_name", ""},
	"aws_ecr_image":                         {"repository_name", ""},
	"google_container_registry_image":       {"name", ""},
	"google_artifact_registry_docker_image": {"image_name", ""},
	"docker_image":                          {"name", ""},
	"docker_registry_image":                 {"name", ""},
	"docker_tag":                            {"target_image", ""},
	"ko_build":                              {"importpath", "ko://"},
	"ko_image":                              {"importpath", "ko://"},
	"cosign_sign":                           {"image", ""},
	"apko_build":                            {"repo", ""},
}

// image sets a unit's image, and the context that it is built from when that is
// declared. What is out of sight before the last path element does not matter: the
// name and tag stand at the end.
func (r *root) image(u *iac.Unit, text iac.Text) { r.imageDepth(u, text, 0) }

func (r *root) imageDepth(u *iac.Unit, text iac.Text, depth int) {
	for _, id := range text.Refs() {
		v, ok := r.byID[id]
		maker, makes := imageMakers[v.kind]
		if !ok || !makes || depth > 4 {
			continue
		}
		if v.kind == "docker_image" {
			r.buildContext(u, v)
		}
		if maker.scheme == "ko://" {
			r.mainPackage(u, v)
		}
		name := v.get(maker.attr).Text()
		if maker.scheme == "" && len(name.Refs()) > 0 {
			r.imageDepth(u, name, depth+1)
			return
		}
		if name.Known() {
			u.Code.Image = arch.Value[string]{V: maker.scheme + name.V, At: text.At, Source: arch.Explicit}
			return
		}
	}
	if text.Known() {
		u.Code.Image = text.Value
		return
	}
	u.Code.Image = partialImage(text)
}

// partialImage keeps the end of an image name whose registry is out of sight.
func partialImage(t iac.Text) arch.Value[string] {
	s := ""
	for _, p := range t.Parts {
		if p.Literal == "" && (p.Ref != "" || p.Why != "") {
			s += "${}"
			continue
		}
		s += p.Literal
	}
	base := path.Base(s)
	name, _, _ := strings.Cut(base, ":")
	name, _, _ = strings.Cut(name, "@")
	if !strings.Contains(s, "/") || name == "" || strings.Contains(name, "${}") {
		return arch.Value[string]{At: t.At, Why: t.Why}
	}
	return arch.Given(base, t.At)
}

// buildContext reads the build block of a docker_image.
func (r *root) buildContext(u *iac.Unit, v view) {
	ctx := v.get("build.context").String()
	if !ctx.Known() {
		return
	}
	dir, ok := r.Rel(ctx.V)
	if !ok {
		return
	}
	u.Code.Dir = arch.Value[string]{V: dir, At: ctx.At, Source: ctx.Source}
	if f := v.get("build.dockerfile").String(); f.Known() {
		u.Code.Dockerfile = arch.Value[string]{V: path.Join(dir, f.V), At: f.At, Source: f.Source}
	}
	if s := v.get("build.target").String(); s.Known() {
		u.Code.Target = s
	}
}

// mainPackage takes the directory that ko builds, when it is named by its path.
func (r *root) mainPackage(u *iac.Unit, v view) {
	r.koSource(u, v.get("importpath"), v.get("working_dir"))
}

// koSource takes the package of an import path, which is a directory when it begins
// with a dot, and the image's name otherwise.
func (r *root) koSource(u *iac.Unit, importpath, workingDir eval.Node) {
	s := importpath.String()
	if !s.Known() || s.V == "" {
		return
	}
	u.Code.Language = "go"
	if !strings.HasPrefix(s.V, ".") {
		u.Code.Image = arch.Value[string]{V: "ko://" + s.V, At: s.At, Source: s.Source}
		return
	}
	dir := s.V
	if wd := workingDir.String(); wd.Known() {
		dir = path.Join(wd.V, dir)
	}
	if name, ok := r.Rel(dir); ok && r.tree.IsDir(name) {
		u.Code.Dir = arch.Value[string]{V: name, At: s.At, Source: s.Source}
	}
}
