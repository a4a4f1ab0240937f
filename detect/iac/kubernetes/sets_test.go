package kubernetes

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/source"
)

const deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: NAME}\nspec: {template: {spec: {containers: [{name: c, image: own/NAME}]}}}\n"

// Copies of a system stay apart; what has no copy stays together.
func TestScopes(t *testing.T) {
	for _, c := range []struct {
		name  string
		files []string // the base name is the Deployment's
		want  []string
	}{
		{"a directory for each service", []string{"k8s/a/a", "k8s/b/b"}, []string{"kubernetes:.", "kubernetes:."}},
		{"a release bundle beside", []string{"k8s/a", "release/a", "other/b"}, []string{"kubernetes:k8s", "kubernetes:release", "kubernetes:."}},
		{"two files of one directory", []string{"x/one+a", "x/two+a", "x/b"}, []string{"kubernetes:x/one+a.yaml", "kubernetes:x/two+a.yaml", "kubernetes:."}},
	} {
		fsys := fstest.MapFS{}
		for _, f := range c.files {
			name := f[strings.LastIndexAny(f, "/+")+1:]
			fsys[f+".yaml"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(deployment, "NAME", name))}
		}
		tree, err := source.New(fsys, source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, u := range Load(tree).Units {
			got = append(got, u.Scope)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
