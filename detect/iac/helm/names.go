package helm

import (
	"strings"

	"github.com/archvet/archvet/detect/iac/helm/render"
	"github.com/archvet/archvet/detect/iac/kubeobjects"
)

// pieces are what an object's name is made of.
func pieces(o kubeobjects.Object, out *render.Rendered) render.Text {
	n := o.Root.Get("metadata", "name")
	if !n.IsScalar() {
		return nil
	}
	at := n.Written()
	return out.Pieces(at.Start, at.End)
}

// shorten finds what objects are called apart from the release: their names without
// the release's, and without the values that the names of all workloads have in common.
func (r *release) shorten(objects []kubeobjects.Object) {
	in := map[*render.Origin]map[string]bool{}
	workloads := map[string]bool{}
	for i, o := range objects {
		if len(o.Containers()) == 0 {
			continue
		}
		workloads[o.Name()] = true
		for _, s := range r.names[i] {
			if s.From != nil && !s.From.At.IsZero() {
				if in[s.From] == nil {
					in[s.From] = map[string]bool{}
				}
				in[s.From][o.Name()] = true
			}
		}
	}
	for i := range objects {
		own, value, release := "", "", false
		values := map[*render.Origin]bool{}
		for _, s := range r.names[i] {
			shared := s.From != nil && len(workloads) > 1 && len(in[s.From]) == len(workloads)
			if s.From != nil && (s.From.Release || shared) {
				release = true
				continue
			}
			own += s.S
			if s.From != nil && !s.From.At.IsZero() {
				values[s.From], value = true, s.S
			}
		}
		if short := r.clean(own); release && short != "" {
			objects[i].Short = short
		}
		if value = r.clean(value); len(values) == 1 && value != "" {
			objects[i].Aliases = append(objects[i].Aliases, value)
		}
	}
}

// clean takes off what stands between the parts of a name.
func (r *release) clean(s string) string {
	s, _ = r.engine.Unmark(s)
	return strings.Trim(s, "-_.\"' ")
}
