package detect

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/arch"
)

// TestOwnKinds wants custom resources that the configuration names to be units, in
// manifests and in charts.
func TestOwnKinds(t *testing.T) {
	const object = "apiVersion: shop.example/v1\nkind: WebApp\nmetadata: {name: NAME}\nspec:\n  pod:\n    spec:\n      containers: [{name: web, image: registry.example/NAME}]\n"
	named := func(name string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("# " + name + "\n" + strings.ReplaceAll(object, "NAME", name))}
	}
	files := fstest.MapFS{
		"k8s/web.yaml":             named("web"),
		"chart/Chart.yaml":         {Data: []byte("apiVersion: v2\nname: shop\nversion: 1.0.0\n")},
		"chart/templates/app.yaml": named("admin"),
	}
	units := func() (names []string) {
		repo, err := LoadFS(files, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range repo.Arch.Units {
			if u.Platform == arch.Kubernetes {
				names = append(names, u.Name)
			}
		}
		return names
	}
	if got := units(); len(got) != 0 {
		t.Errorf("without configuration: %v", got)
	}
	files[".archvet.yaml"] = &fstest.MapFile{Data: []byte("version: 1\nkubernetes:\n  workloads:\n    - {kind: WebApp, group: shop.example, template: spec.pod}\n")}
	if got := units(); len(got) != 2 || got[0] != "admin" || got[1] != "web" {
		t.Errorf("with it: %v", got)
	}
}
