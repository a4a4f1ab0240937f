package grpcbalancing

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	archtest.Run(t, Analyzer, archtest.Dirs(t, "")...)
}

// system is a gRPC client and a server with three instances behind a Service.
func system(change func(client, server *arch.Unit, e *arch.Edge, a *arch.Architecture)) *arch.Architecture {
	client := &arch.Unit{Name: "shop", Kind: arch.Service, Platform: arch.Kubernetes}
	server := &arch.Unit{Name: "stock", Kind: arch.Service, Platform: arch.Kubernetes, Settings: arch.Settings{
		Replicas:  arch.Given(3, arch.Range{}),
		Endpoints: []arch.Endpoint{{Kind: "Service", Name: "stock", Headless: arch.Given(false, arch.Range{})}},
	}}
	e := &arch.Edge{From: "shop", To: "stock", Style: arch.Sync, Protocol: "grpc", Calls: []arch.Call{{Protocol: "grpc", Address: arch.Given("stock:9090", arch.Range{})}}}
	a := &arch.Architecture{Units: []*arch.Unit{client, server}, Edges: []*arch.Edge{e}}
	change(client, server, e, a)
	return a
}

func TestJudge(t *testing.T) {
	type (
		unit = *arch.Unit
		edge = *arch.Edge
		all  = *arch.Architecture
	)
	uneven := []string{"warning: gRPC clients of stock keep one connection each through the Service stock, which gives it to one of several instances"}
	for name, c := range map[string]struct {
		change func(client, server unit, e edge, a all)
		want   []string
	}{
		"several": {func(_, _ unit, _ edge, _ all) {}, uneven},
		"single": {func(_, s unit, _ edge, _ all) { s.Settings.Replicas.V = 1 }, []string{
			"hint: gRPC clients of stock keep one connection each through the Service stock: a second instance would get few calls or none",
		}},
		"scaled": {func(_, s unit, _ edge, _ all) {
			s.Settings.Replicas.V, s.Settings.Autoscalers = 1, []arch.Autoscaler{{}}
		}, uneven},
		"no proxy beside": {func(c, _ unit, _ edge, a all) {
			a.Mesh, c.Settings.Injected = []string{"istio"}, arch.Given("", arch.Range{})
		}, uneven},
		"headless":        {func(_, s unit, _ edge, _ all) { s.Settings.Endpoints[0].Headless.V = true }, nil},
		"proxy":           {func(c, _ unit, _ edge, _ all) { c.Settings.Injected = arch.Given("linkerd", arch.Range{}) }, nil},
		"mesh somewhere":  {func(_, _ unit, _ edge, a all) { a.Mesh = []string{"istio"} }, nil},
		"own resolver":    {func(_, _ unit, e edge, _ all) { e.Calls[0].Address.V = "xds:///stock" }, nil},
		"unknown address": {func(_, _ unit, e edge, _ all) { e.Calls[0].Address = arch.Value[string]{} }, nil},
		"http":            {func(_, _ unit, e edge, _ all) { e.Protocol = "http" }, nil},
		"compose":         {func(_, s unit, _ edge, _ all) { s.Platform = arch.Compose }, nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, system(c.change))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
