package terraform

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
)

// foreignImage reports whether an image is somebody else's software.
func foreignImage(image iac.Text) (iac.KnownImage, bool) {
	if !image.Known() {
		return iac.KnownImage{}, false
	}
	return iac.Image(image.V)
}

// ownContainer picks the container that a unit is about: the first whose image is not
// a known sidecar's. foreign is set when all of them are somebody else's.
func ownContainer(list []eval.Node) (n eval.Node, known iac.KnownImage, foreign bool) {
	for i := len(list) - 1; i >= 0; i-- {
		k, ok := foreignImage(list[i].Get("image").Text())
		if !ok {
			n, foreign = list[i], false
			known = iac.KnownImage{}
			continue
		}
		if !n.Exists() || foreign {
			n, known, foreign = list[i], k, true
		}
	}
	return n, known, foreign
}

// foreign adds a workload that runs somebody else's image as a resource.
func (r *root) foreign(v view, known iac.KnownImage, platform string, name eval.Node) *iac.Resource {
	res := r.store(v, kindInfo{kind: known.Kind, typ: known.Type, platform: platform})
	res.Name, res.Aliases = names(v, name)
	return res
}

// container reads what the providers of Google, Azure and Kubernetes spell alike.
func (r *root) container(u *iac.Unit, n eval.Node) {
	r.image(u, n.Get("image").Text())
	u.Env = append(u.Env, envList(n.All("env"))...)
	if why := n.Open("env"); why != "" {
		u.EnvOpen = why
	}
	u.Code.Command = append(u.Code.Command, stringsOf(n.Get("command"))...)
	u.Code.Args = append(u.Code.Args, stringsOf(n.Get("args"))...)
	for _, attr := range []string{"ports", "port"} {
		for _, p := range n.All(attr) {
			number := p.Get("container_port")
			if number.Exists() || number.Hidden() {
				u.Ports = append(u.Ports, arch.Port{Name: p.Get("name").String().V, Number: number.Int()})
			}
		}
	}
	u.Settings.Memory = mebibytes(n.Path("resources", "limits", "memory"))
	u.Settings.CPU = integer(n.Path("resources", "limits", "cpu"), inCores)
}

func stringsOf(n eval.Node) []arch.Value[string] {
	var out []arch.Value[string]
	for _, e := range n.List() {
		out = append(out, e.String())
	}
	return out
}
