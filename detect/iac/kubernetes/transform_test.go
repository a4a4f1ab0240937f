package kubernetes

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/source"
)

// An overlay's labels, namespace and replacements end up in its objects; the tool
// itself is the oracle for whole overlays, in a module of its own.
func TestTransform(t *testing.T) {
	tree, err := source.New(fstest.MapFS{"o/kustomization.yaml": {Data: []byte(`resources: [a.yaml]
namespace: prod
namePrefix: p-
commonLabels: {env: prod}
replacements:
- source: {kind: Service, name: api}
  targets:
  - {select: {kind: Service, name: a.i}, fieldPaths: ["metadata.annotations.example\\.com/host"], options: {create: true}}
  - {select: {kind: Service}, reject: [{name: api}], fieldPaths: [spec.externalName]}
`)}, "o/a.yaml": {Data: []byte("apiVersion: v1\nkind: Service\nmetadata: {name: api}\nspec: {externalName: x}\n")}}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	objects, ok := Build(tree, "o")
	if !ok || len(objects) != 1 || objects[0].DeployedName() != "p-api" {
		t.Fatal(ok, objects)
	}
	want := map[string]any{
		"apiVersion": "v1", "kind": "Service",
		"metadata": map[string]any{
			"name": "api", "namespace": "prod", "labels": map[string]any{"env": "prod"}, "annotations": map[string]any{"example.com/host": "p-api"},
		},
		"spec": map[string]any{"externalName": "x", "selector": map[string]any{"env": "prod"}},
	}
	if diff := cmp.Diff(want, objects[0].Root.Plain()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestSelectors(t *testing.T) {
	tree, err := source.New(fstest.MapFS{"kustomization.yaml": {Data: []byte("resources: [a.yaml]\n")}, "a.yaml": {Data: []byte("apiVersion: v1\nkind: Service\nmetadata: {name: a, labels: {a: x, b: \"1\"}}\n")}}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	objects, _ := Build(tree, ".")
	labels := objects[0].Root.Get("metadata", "labels")
	for selector, want := range map[string]bool{
		"": true, "a": true, "!a": false, "!c": true, "a=x": true, "a==x,b=1": true, "a!=x": false, "c!=x": true,
		"a in (x, y)": true, "a notin (x, y), b": false, "c notin (x)": true, "c in (x)": false, "c=": false,
	} {
		if got := labelled(selector, labels); got != want {
			t.Errorf("%q: %v", selector, got)
		}
	}
}
