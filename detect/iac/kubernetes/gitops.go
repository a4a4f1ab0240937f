package kubernetes

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/iac/kubeobjects"
	"github.com/archvet/archvet/detect/source"
)

// maxDeployed bounds the directories that a repository deploys from itself.
const maxDeployed = 200

// deployed adds the files below the directories that an Argo CD Application or a Flux
// Kustomization of the repository points to: what is deployed is no sample, whatever
// its directory is called.
func (r *reader) deployed(files []manifest, add func(*source.File)) {
	seen := map[string]bool{}
	for _, m := range files {
		for _, o := range m.objects {
			for _, dir := range sourcePaths(o) {
				dir = path.Clean(strings.TrimPrefix(dir, "/"))
				if dir == "." || seen[dir] || len(seen) >= maxDeployed || !r.tree.IsDir(dir) {
					continue
				}
				seen[dir] = true
				for f := range r.tree.Below(dir) {
					if f.Place&^source.Example == 0 {
						add(f)
					}
				}
			}
		}
	}
}

// sourcePaths are the directories of a Git repository that an object has deployed.
func sourcePaths(o kubeobjects.Object) []string {
	spec := o.Root.Get("spec")
	switch group, _, _ := strings.Cut(o.Root.Get("apiVersion").Text(), "/"); {
	case group == "kustomize.toolkit.fluxcd.io" && o.Kind() == "Kustomization":
		return []string{spec.Get("path").Text()}
	case group != "argoproj.io":
		return nil
	case o.Kind() == "ApplicationSet":
		spec = spec.Get("template", "spec")
	case o.Kind() != "Application":
		return nil
	}
	paths := []string{spec.Get("source", "path").Text()}
	for _, s := range spec.Get("sources").Items() {
		paths = append(paths, s.Get("path").Text())
	}
	return paths
}
