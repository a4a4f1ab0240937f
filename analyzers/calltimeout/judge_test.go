package calltimeout

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func at(file string, start int) arch.Range {
	return arch.Range{File: file, Start: start, End: start + 5}
}

func absent(at arch.Range, why string) arch.Value[time.Duration] {
	return arch.Value[time.Duration]{At: at, Source: arch.Explicit, Why: why}
}

func call(start int, deadline arch.Value[time.Duration]) arch.Call {
	return arch.Call{At: at("client.go", start), Operation: "GET /levels", Protocol: "http", Handler: "place", Waited: true, Deadline: deadline}
}

func system(kind arch.UnitKind, style arch.EdgeStyle, calls ...arch.Call) *arch.Architecture {
	u := &arch.Unit{Name: "orders", Kind: kind}
	u.Settings.Timeout = arch.Given(30*time.Second, at("template.yaml", 1))
	return &arch.Architecture{
		Units: []*arch.Unit{u, {Name: "inventory", Kind: arch.Service}},
		Edges: []*arch.Edge{{From: "orders", To: "inventory", Style: style, Protocol: "http", Calls: calls}},
	}
}

func TestJudge(t *testing.T) {
	none := absent(arch.Range{}, "http.DefaultClient has no timeout")
	client := absent(at("main.go", 3), "this http.Client has no timeout")
	bare := func(start int) arch.Call {
		return call(start, absent(at("client.go", start), "context.TODO() has no deadline"))
	}
	meshed := system(arch.Service, arch.Sync, call(10, none))
	meshed.Edges[0].Policies = []arch.Policy{{By: "istio", Timeout: arch.Given(2*time.Second, at("vs.yaml", 4))}}
	unlimited := system(arch.Service, arch.Sync, call(10, none))
	unlimited.Edges[0].Policies = []arch.Policy{{By: "istio", Timeout: arch.Given(time.Duration(0), at("vs.yaml", 4))}}
	atStart := bare(10)
	atStart.Handler = ""
	tests := map[string]struct {
		a    *arch.Architecture
		want []string
	}{
		"a mesh bounds it": {meshed, []string{"hint client.go:10 orders calls inventory with no time limit (HTTP GET /levels: http.DefaultClient has no timeout) [bounded vs.yaml:4]"}},
		"a mesh does not":  {unlimited, []string{"warning client.go:10 orders calls inventory with no time limit (HTTP GET /levels: http.DefaultClient has no timeout) []"}},
		"a handler drops its context": {system(arch.Service, arch.Data, bare(30), atStart), []string{
			"hint client.go:10 orders calls inventory with no time limit (HTTP GET /levels: context.TODO() has no deadline) []",
			"warning client.go:30 orders calls inventory with no time limit (HTTP GET /levels: context.TODO() has no deadline) []",
		}},
		"no deadline": {
			system(arch.Service, arch.Sync, call(10, none)),
			[]string{"warning client.go:10 orders calls inventory with no time limit (HTTP GET /levels: http.DefaultClient has no timeout) []"},
		},
		"many calls, one cause": {
			system(arch.Service, arch.Sync, call(30, none), call(10, none), call(20, none), call(20, none)),
			[]string{"warning client.go:10 orders calls inventory with no time limit (HTTP GET /levels and 2 more: http.DefaultClient has no timeout) [also client.go:20 also client.go:30]"},
		},
		"the client is the cause": {
			system(arch.Service, arch.Sync, call(10, client), call(20, client)),
			[]string{"warning client.go:10 orders calls inventory with no time limit (HTTP GET /levels and 1 more: this http.Client has no timeout) [no limit main.go:3 also client.go:20]"},
		},
		"a bare context in each call": {
			system(arch.Service, arch.Sync, bare(10), bare(30)),
			[]string{"warning client.go:10 orders calls inventory with no time limit (HTTP GET /levels and 1 more: context.TODO() has no deadline) [also client.go:30]"},
		},
		"two causes": {
			system(arch.Service, arch.Sync, call(10, none), call(20, client)),
			[]string{
				"warning client.go:10 orders calls inventory with no time limit (HTTP GET /levels: http.DefaultClient has no timeout) []",
				"warning client.go:20 orders calls inventory with no time limit (HTTP GET /levels: this http.Client has no timeout) [no limit main.go:3]",
			},
		},
		"datastore": {
			system(arch.Service, arch.Data, call(10, none)),
			[]string{"hint client.go:10 orders calls inventory with no time limit (HTTP GET /levels: http.DefaultClient has no timeout) []"},
		},
		"unknown":  {system(arch.Service, arch.Sync, call(10, arch.Hide[time.Duration](arch.Range{}, "the context is a parameter of an exported function"))), nil},
		"bounded":  {system(arch.Service, arch.Sync, call(10, arch.Given(time.Second, at("client.go", 5)))), nil},
		"no calls": {system(arch.Service, arch.Sync), nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			judge(tt.a, func(f arch.Finding) {
				var rs []string
				for _, r := range f.Related {
					rs = append(rs, fmt.Sprintf("%s %s:%d", r.Label, r.At.File, r.At.Start))
				}
				got = append(got, fmt.Sprintf("%s %s:%d %s %v", f.Severity, f.At.File, f.At.Start, f.Message, rs))
			})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOutbound(t *testing.T) {
	a := system(arch.Function, arch.Sync)
	c := call(10, absent(arch.Range{}, "http.DefaultClient has no timeout"))
	other := c
	other.At = at("client.go", 20)
	c.Address, other.Address = arch.Given("https://api.example.com/a", arch.Range{}), arch.Given("https://api.example.com/b", arch.Range{})
	store := c
	store.Protocol = "mongodb"
	a.Units[0].Outbound = []arch.Call{c, other, store}
	var got []arch.Finding
	judge(a, func(f arch.Finding) { got = append(got, f) })
	if len(got) != 1 {
		t.Fatalf("got %d findings, want one for the host", len(got))
	}
	want := "orders calls api.example.com with no time limit (HTTP GET /levels and 1 more: http.DefaultClient has no timeout)"
	if got[0].Message != want {
		t.Errorf("message %q, want %q", got[0].Message, want)
	}
	if want := "when the far end hangs, the function runs into its own timeout of 30 s, is billed for it, and cannot answer"; got[0].Effect != want {
		t.Errorf("effect %q, want %q", got[0].Effect, want)
	}
}

func TestSidecar(t *testing.T) {
	a := system(arch.Service, arch.Sync)
	c := call(10, absent(arch.Range{}, "axios.get sets no deadline"))
	other := c
	c.Address, other.Address = arch.Given("http://localhost:3500/order", arch.Range{}), arch.Given("http://localhost:8081/metrics", arch.Range{})
	a.Units[0].Outbound = []arch.Call{c, other}
	var got []string
	judge(a, func(f arch.Finding) { got = append(got, f.Message) })
	want := []string{"orders calls another service through Dapr with no time limit (HTTP GET /levels: axios.get sets no deadline)"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestOneLibraryOneFinding(t *testing.T) {
	made := call(30, absent(at("client.go", 5), "axios.create sets no deadline"))
	a := system(arch.Service, arch.Sync,
		call(10, absent(at("client.go", 10), "axios.get sets no deadline")),
		call(20, absent(at("client.go", 20), "axios.post sets no deadline")), made)
	want := []string{
		"warning: orders calls inventory with no time limit (HTTP GET /levels and 1 more: axios sets no deadline)",
		"warning: orders calls inventory with no time limit (HTTP GET /levels: axios.create sets no deadline)",
	}
	if diff := cmp.Diff(want, archtest.Judged(judge, a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
