package functionchain

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	archtest.Run(t, Analyzer, archtest.Dirs(t, "")...)
}

func TestJudge(t *testing.T) {
	at := arch.Range{File: "main.go", Start: 5, End: 7}
	call := arch.Call{At: at, Protocol: "invoke", Waited: true, Handler: "handle"}
	event, start := call, call
	event.Waited, start.Handler = false, ""
	seconds := func(n int) arch.Settings {
		return arch.Settings{Timeout: arch.Given(time.Duration(n)*time.Second, arch.Range{File: "t.yaml", Start: n, End: n + 2})}
	}
	chain := "warning: checkout invokes the function pricing and waits for it (Invoke call)"
	for name, c := range map[string]struct {
		from, to  arch.UnitKind
		mine, its arch.Settings
		style     arch.EdgeStyle
		calls     []arch.Call
		want      []string
	}{
		"waits":         {arch.Function, arch.Function, arch.Settings{}, arch.Settings{}, arch.Sync, []arch.Call{call, call}, []string{chain}},
		"slower callee": {arch.Function, arch.Function, seconds(10), seconds(30), arch.Sync, []arch.Call{call}, []string{chain + ": pricing may take 30 s, and checkout has 10 s in all"}},
		"event":         {arch.Function, arch.Function, arch.Settings{}, arch.Settings{}, arch.Sync, []arch.Call{event}, nil},
		"async edge":    {arch.Function, arch.Function, arch.Settings{}, arch.Settings{}, arch.Async, []arch.Call{call}, nil},
		"start-up":      {arch.Function, arch.Function, arch.Settings{}, arch.Settings{}, arch.Sync, []arch.Call{start}, nil},
		"no code":       {arch.Function, arch.Function, arch.Settings{}, arch.Settings{}, arch.Sync, nil, nil},
		"workflow":      {arch.Workflow, arch.Function, arch.Settings{}, arch.Settings{}, arch.Sync, []arch.Call{call}, nil},
		"to service":    {arch.Function, arch.Service, arch.Settings{}, arch.Settings{}, arch.Sync, []arch.Call{call}, nil},
	} {
		a := &arch.Architecture{
			Units: []*arch.Unit{{Name: "checkout", Kind: c.from, Settings: c.mine}, {Name: "pricing", Kind: c.to, Settings: c.its}},
			Edges: []*arch.Edge{{From: "checkout", To: "pricing", Style: c.style, Calls: c.calls}},
		}
		if diff := cmp.Diff(c.want, archtest.Judged(judge, a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestItself(t *testing.T) {
	a := &arch.Architecture{
		Units: []*arch.Unit{{Name: "f", Kind: arch.Function}},
		Edges: []*arch.Edge{{From: "f", To: "f", Style: arch.Sync, Calls: []arch.Call{{Waited: true, Handler: "h"}}}},
	}
	if got := archtest.Judged(judge, a); len(got) > 0 {
		t.Errorf("a function that invokes itself is for recursivetrigger: %q", got)
	}
}

func TestThroughAPI(t *testing.T) {
	route := func(method, path string) []arch.Trigger {
		return []arch.Trigger{{Kind: arch.OnHTTP, From: "shop", Front: "HTTP API", Method: method, Path: path}, {Kind: arch.OnHTTP, From: "shop", Path: path}}
	}
	for name, c := range map[string]struct {
		operation string
		items     []arch.Trigger
		want      []string
	}{
		"one function":       {"GET", nil, []string{"warning: checkout invokes the function pricing through shop and waits for it (GET)"}},
		"one of this method": {"GET", route("POST", "/items"), []string{"warning: checkout invokes the function pricing through shop and waits for it (GET)"}},
		"one of this path":   {"GET /price", route("GET", "/items"), []string{"warning: checkout invokes the function pricing through shop and waits for it (GET /price)"}},
		"either":             {"GET", route("GET", "/items"), nil},
		"any method":         {"GET", route("ANY", "/items"), nil},
	} {
		a := &arch.Architecture{
			Units: []*arch.Unit{
				{Name: "checkout", Kind: arch.Function},
				{Name: "pricing", Kind: arch.Function, Triggers: route("GET", "/price")},
				{Name: "items", Kind: arch.Function, Triggers: c.items},
			},
			Resources: []*arch.Resource{{Name: "shop", Kind: arch.Gateway}},
			Edges:     []*arch.Edge{{From: "checkout", To: "shop", Style: arch.Sync, Calls: []arch.Call{{Waited: true, Handler: "h", Operation: c.operation}}}},
		}
		if diff := cmp.Diff(c.want, archtest.Judged(judge, a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
