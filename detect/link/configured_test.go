package link_test

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/link"
	"github.com/archvet/archvet/detect/source"
)

// A proxy's routes begin at what is built with its configuration or mounts it, with
// the variables that are set for it; a file that nobody runs with is a gateway of its
// own, if it leads anywhere.
func TestConfigurationBelongsToWhatRunsWithIt(t *testing.T) {
	tree, err := source.New(fstest.MapFS{"web/Dockerfile": {}, "web/main.js": {}, "web/nginx.conf": {}, "gate/gate.conf": {}}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	unit := func(name string) *iac.Unit {
		return &iac.Unit{ID: "#" + name, Scope: "s", Name: name, Kind: arch.Service, Platform: arch.Compose, Hosts: []iac.Host{{Name: name}}}
	}
	web := unit("web")
	web.Code = iac.Code{Dir: arch.Given("web", arch.Range{}), Dockerfile: arch.Given("web/Dockerfile", arch.Range{})}
	web.Env = []iac.Env{{Name: "CART", Value: iac.Literal("cart", arch.Range{})}}
	config := func(file string) *iac.Resource {
		return &iac.Resource{ID: file, Scope: file, Name: file, Kind: arch.Gateway, Type: "nginx", Config: file}
	}
	route := func(file, host string) iac.Link { return iac.Link{From: file, ToHost: host, Scope: file} }
	a := link.Link(link.Input{Tree: tree, Table: code.Libraries(), Declared: []iac.Declared{{
		Units: []*iac.Unit{web, unit("cart"), unit("stock")},
		Resources: []*iac.Resource{
			config("web/nginx.conf"), config("gate/gate.conf"), config("alone.conf"), config("stale.conf"),
			{ID: "#gate", Scope: "s", Name: "gate", Kind: arch.Gateway, Type: "nginx", Volumes: []arch.Volume{{Kind: "bind", Name: "gate", Path: "/etc/nginx/conf.d"}}},
		},
		Links: []iac.Link{
			route("web/nginx.conf", "${CART}:8080"), route("web/nginx.conf", "${STOCK}:8080"),
			route("gate/gate.conf", "stock"), route("alone.conf", "http://cart/x"), route("stale.conf", "elsewhere"),
		},
		Builds: []*iac.Build{{Dockerfile: "web/Dockerfile", Stages: []iac.Stage{{
			From: -1, Base: arch.Given("nginx", arch.Range{}), BaseText: "nginx",
			Copies: []iac.Copy{{Sources: []string{"nginx.conf"}, Dest: "/etc/nginx/"}, {Sources: []string{"main.js"}, Dest: "/srv/"}},
		}}}},
		Policies: []iac.Policy{{From: "web/nginx.conf", ToHost: "${CART}:8080", Scope: "web", Policy: arch.Policy{By: "nginx", Timeout: arch.Given(time.Minute, arch.Range{})}}},
	}}})
	got := map[string]int{}
	for _, e := range a.Edges {
		got[e.From+" "+e.To] = len(e.Policies)
	}
	if diff := cmp.Diff(map[string]int{"web cart": 1, "gate stock": 0, "alone.conf cart": 0}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, r := range a.Resources {
		if r.Name == "stale.conf" || r.Name == "web/nginx.conf" {
			t.Errorf("%s is a resource", r.Name)
		}
	}
}
