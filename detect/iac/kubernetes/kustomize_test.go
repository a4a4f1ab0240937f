package kubernetes

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/source"
)

// Images get another name, tag or digest; generated Secrets give variables; what is
// elsewhere is reported once and leaves the set open.
func TestOverlay(t *testing.T) {
	tree, err := source.New(fstest.MapFS{
		"base/kustomization.yaml": {Data: []byte("resources: [app.yaml, 'https://example.com/x.yaml', 'github.com/a/b//c?ref=v1']\n")},
		"base/app.yaml": {Data: []byte(`apiVersion: apps/v1
kind: Deployment
metadata: {name: app}
spec:
  template:
    spec:
      containers:
        - {name: app, image: "shop/app:v1", envFrom: [{secretRef: {name: urls}}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: job}
spec: {template: {spec: {containers: [{name: job, image: "reg.example.com:5000/job:v1"}]}}}
`)},
		"prod/kustomization.yaml": {Data: []byte(`resources: [../base]
secretGenerator:
  - name: urls
    literals: ["CART_URL=http://user:pass@cart:80/x"]
images:
  - {name: shop/app, newTag: v2}
  - {name: "reg.example.com:5000/job", newName: job, digest: "sha256:0a"}
`)},
	}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, u := range Load(tree).Units {
		if u.Environment != "prod" {
			continue
		}
		got += u.Code.Image.V + " "
		for _, e := range u.Env {
			got += e.Name + " "
		}
	}
	if want := "shop/app:v2 CART_URL job@sha256:0a "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	why := ""
	for _, s := range tree.Skipped() {
		why += s.File + ": " + s.Why + "\n"
	}
	if strings.Count(why, "remote resource") != 2 {
		t.Errorf("skipped: %s", why)
	}
}
