package awscfn

import (
	"slices"

	"github.com/archvet/archvet/detect/iac"
)

// MeshName is what an App Mesh is called in a list of meshes.
const MeshName = "app-mesh"

// Claim reserves a scope for a template; it is false when another stack has it.
func (r *Repo) Claim(scope string) bool {
	taken := r.scopes[scope]
	r.scopes[scope] = true
	return !taken
}

// Collect joins what the stacks declare.
func Collect(stacks []*Stack) iac.Declared {
	var d iac.Declared
	for _, s := range stacks {
		if !slices.Contains(d.Formats, s.opts.Format) {
			d.Formats = append(d.Formats, s.opts.Format)
		}
		d.Units = append(d.Units, s.out.Units...)
		d.Resources = append(d.Resources, s.out.Resources...)
		d.Links = append(d.Links, s.out.Links...)
		d.Policies = append(d.Policies, s.out.Policies...)
		if s.HasMesh() && len(d.Mesh) == 0 {
			d.Mesh = []string{MeshName}
		}
	}
	slices.Sort(d.Formats)
	return d
}
