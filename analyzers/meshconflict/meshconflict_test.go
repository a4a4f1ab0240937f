package meshconflict

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	for _, dir := range archtest.Dirs(t, "") {
		t.Run(dir, func(t *testing.T) { archtest.Run(t, Analyzer, dir) })
	}
}

func given[T any](v T) arch.Value[T] { return arch.Given(v, arch.Range{File: "vs.yaml", Start: 9}) }

func TestJudge(t *testing.T) {
	route := func(timeout, perTry time.Duration, attempts int) arch.Policy {
		p := arch.Policy{By: "istio", At: arch.Range{File: "vs.yaml", Start: 1}, Attempts: given(attempts)}
		if timeout > 0 {
			p.Timeout = given(timeout)
		}
		if perTry > 0 {
			p.PerTry = given(perTry)
		}
		return p
	}
	loop := func(n int) func(*arch.Call) {
		return func(c *arch.Call) { c.Loops = []arch.Loop{{Exits: true, Bound: given(n)}} }
	}
	deadline := func(d time.Duration) func(*arch.Call) { return func(c *arch.Call) { c.Deadline = given(d) } }
	byItself := route(0, 0, 2)
	byItself.Attempts.Source = arch.Default
	elsewhere := route(0, 5*time.Second, 3)
	elsewhere.Path = "/admin"
	for name, tt := range map[string]struct {
		p    arch.Policy
		call func(*arch.Call)
		want []string
	}{
		"tries multiply":             {route(0, 0, 3), loop(3), []string{"shop tries a call to stock up to 3 times, and istio each of them 3 times: 9 requests for one (HTTP GET)"}},
		"client gives up first":      {route(10*time.Second, 5*time.Second, 3), deadline(2 * time.Second), []string{"shop gives up a call to stock after 2 s, but the first of 3 tries of istio may take 5 s (HTTP GET)"}},
		"one try takes all the time": {route(2*time.Second, 2*time.Second, 3), nil, []string{"istio gives each of 3 tries of a call to stock 2 s, but the whole call only 2 s"}},
		"time for all":               {route(2*time.Second, 500*time.Millisecond, 3), deadline(3 * time.Second), nil},
		"only the client retries":    {route(2*time.Second, 0, 1), loop(3), nil},
		"the mesh's own retries":     {byItself, loop(3), nil},
		"another route":              {elsewhere, deadline(time.Second), nil},
		"nothing known":              {arch.Policy{}, loop(3), nil},
		"a batch, not attempts":      {route(0, 0, 3), loop(50), nil},
	} {
		t.Run(name, func(t *testing.T) {
			c := arch.Call{At: arch.Range{File: "shop.go", Start: 4}, Protocol: "http", Operation: "GET", Address: arch.Given("http://stock/levels", arch.Range{})}
			if tt.call != nil {
				tt.call(&c)
			}
			a := &arch.Architecture{
				Units: []*arch.Unit{{Name: "shop"}, {Name: "stock"}, {Name: "other"}},
				Edges: []*arch.Edge{
					{From: "other", To: "stock", Style: arch.Sync, Policies: []arch.Policy{tt.p}},
					{From: "shop", To: "stock", Style: arch.Sync, Calls: []arch.Call{c}, Policies: []arch.Policy{tt.p}},
				},
			}
			var got []string
			judge(a, func(f arch.Finding) { got = append(got, f.Message) })
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
