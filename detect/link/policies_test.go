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

// TestPoliciesGovernEdges holds a policy to the edges that lead to its target, from
// whom it names.
func TestPoliciesGovernEdges(t *testing.T) {
	tree, err := source.New(fstest.MapFS{"k8s.yaml": {Data: []byte("kind: Deployment\n")}}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	unit := func(name string) *iac.Unit {
		return &iac.Unit{ID: "#" + name, Scope: "s", Name: name, Kind: arch.Service, Platform: arch.Kubernetes, Hosts: []iac.Host{{Name: name}}}
	}
	policy := func(seconds int, from, to, host string) iac.Policy {
		return iac.Policy{
			Policy: arch.Policy{By: "istio", Timeout: arch.Given(time.Duration(seconds)*time.Second, arch.Range{})},
			From:   from, To: to, ToHost: host, Scope: "s",
		}
	}
	a := link.Link(link.Input{Tree: tree, Table: code.Libraries(), Declared: []iac.Declared{{
		Units: []*iac.Unit{unit("web"), unit("cart"), unit("stock")},
		Links: []iac.Link{{From: "#web", To: "#cart", Scope: "s"}, {From: "#cart", To: "#stock", Scope: "s"}, {From: "#web", To: "#stock", Scope: "s"}},
		Policies: []iac.Policy{
			policy(1, "", "", "cart.default.svc.cluster.local:80"),
			policy(2, "#web", "#stock", ""),
			policy(3, "#gone", "#stock", ""),
			policy(4, "", "", "elsewhere"),
		},
	}}})
	got := map[string][]float64{}
	for _, e := range a.Edges {
		for _, p := range e.Policies {
			got[e.From+" "+e.To] = append(got[e.From+" "+e.To], p.Timeout.V.Seconds())
		}
	}
	if diff := cmp.Diff(map[string][]float64{"web cart": {1}, "web stock": {2}}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
