package chattycalls

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
)

func at(file string, start int) arch.Range {
	return arch.Range{File: file, Start: start, End: start + 5}
}

// loopAt is a loop over data at offset 10 of shop.go in function place.
var loopAt = arch.Loop{At: at("shop.go", 10), Over: "lines", Data: true, Func: "place"}

// call is a call of place at offset from, which leads to a remote call in rpc.go.
func call(from int, op string, loops ...arch.Loop) arch.Call {
	return arch.Call{
		At: at("rpc.go", 50), Func: "reserve", Operation: op, Protocol: "grpc", Handler: "place", Waited: true, Loops: loops,
		Path: []arch.Frame{{Func: "place", At: at("shop.go", from)}, {Func: "reserve", At: at("rpc.go", 50)}},
	}
}

func system(edges ...*arch.Edge) *arch.Architecture {
	return &arch.Architecture{
		Units:     []*arch.Unit{{Name: "orders", Kind: arch.Service}, {Name: "inventory", Kind: arch.Service}, {Name: "prices", Kind: arch.Service}},
		Resources: []*arch.Resource{{Name: "orders-db", Kind: arch.Datastore, Type: "postgres"}, {Name: "files", Kind: arch.Datastore, Type: "s3"}},
		Edges:     edges,
	}
}

func edge(to string, style arch.EdgeStyle, calls ...arch.Call) *arch.Edge {
	return &arch.Edge{From: "orders", To: to, Style: style, Protocol: "grpc", Calls: calls}
}

func with(c arch.Call, change func(*arch.Call)) arch.Call {
	c.Path = slices.Clone(c.Path)
	change(&c)
	return c
}

func TestJudge(t *testing.T) {
	l := func(change func(*arch.Loop)) arch.Loop { c := loopAt; change(&c); return c }
	three := l(func(l *arch.Loop) { l.Bound = arch.Given(3, arch.Range{}) })
	outer := l(func(l *arch.Loop) { l.At, l.Over = at("shop.go", 5), "orders" })
	attempts := l(func(l *arch.Loop) { l.Data, l.Over, l.At = false, "try < 3", at("rpc.go", 40); l.Func = "reserve" })
	in := func(to string, style arch.EdgeStyle, changes ...func(*arch.Call)) *arch.Architecture {
		c := call(20, "Stock/Reserve", loopAt)
		for _, change := range changes {
			change(&c)
		}
		return system(edge(to, style, c))
	}
	tests := map[string]struct {
		a    *arch.Architecture
		want []string // "severity file:start message"
	}{
		"call per item": {in("inventory", arch.Sync), []string{"warning shop.go:20 orders calls inventory once for each of lines (gRPC Stock/Reserve)"}},
		"several calls of one loop to one unit": {
			system(edge("inventory", arch.Sync, call(30, "Stock/Get", loopAt), call(20, "Stock/Reserve", loopAt))),
			[]string{"warning shop.go:20 orders calls inventory once for each of lines (gRPC Stock/Reserve and gRPC Stock/Get)"},
		},
		"two units in one loop": {
			system(edge("inventory", arch.Sync, call(20, "Stock/Get", loopAt)), edge("prices", arch.Sync, call(30, "Prices/Get", loopAt))),
			[]string{
				"warning shop.go:20 orders calls inventory once for each of lines (gRPC Stock/Get)",
				"warning shop.go:30 orders calls prices once for each of lines (gRPC Prices/Get)",
			},
		},
		"retry inside a loop over data": {
			system(edge("inventory", arch.Sync, call(20, "Stock/Get", loopAt, attempts))),
			[]string{"warning shop.go:20 orders calls inventory once for each of lines (gRPC Stock/Get)"},
		},
		"condition": {
			system(edge("inventory", arch.Sync, call(20, "Stock/Get", l(func(l *arch.Loop) { l.Over = "i < len(lines)" })))),
			[]string{"warning shop.go:20 orders calls inventory in each round of the loop while i < len(lines) (gRPC Stock/Get)"},
		},
		"nested loops": {
			system(edge("inventory", arch.Sync, call(20, "Stock/Get", outer, loopAt))),
			[]string{"warning shop.go:20 orders calls inventory once for each of lines (gRPC Stock/Get)"},
		},
		"goroutine per item": {
			in("inventory", arch.Sync, func(c *arch.Call) { c.Concurrent = true }),
			[]string{"hint shop.go:20 orders calls inventory once for each of lines (gRPC Stock/Reserve)"},
		},
		"start-up": {
			in("inventory", arch.Sync, func(c *arch.Call) { c.Handler = "" }),
			[]string{"hint shop.go:20 orders calls inventory once for each of lines (gRPC Stock/Reserve)"},
		},
		"query per item": {
			in("orders-db", arch.Data, func(c *arch.Call) { c.Protocol, c.Operation = "postgres", "SELECT" }),
			[]string{"warning shop.go:20 orders calls orders-db once for each of lines (PostgreSQL SELECT)"},
		},
		"insert per item": {
			in("orders-db", arch.Data, func(c *arch.Call) { c.Protocol, c.Operation, c.Write = "postgres", "INSERT", true }),
			[]string{"hint shop.go:20 orders calls orders-db once for each of lines (PostgreSQL INSERT)"},
		},
		"object per item": {
			in("files", arch.Data, func(c *arch.Call) { c.Protocol, c.Operation = "s3", "GetObject" }),
			[]string{"hint shop.go:20 orders calls files once for each of lines (S3 GetObject)"},
		},
		"query per item side by side": {
			in("orders-db", arch.Data, func(c *arch.Call) { c.Protocol, c.Operation, c.Concurrent = "postgres", "SELECT", true }),
			[]string{"warning shop.go:20 orders calls orders-db once for each of lines (PostgreSQL SELECT)"},
		},
		"object per item in a brief function": {
			func() *arch.Architecture {
				a := in("files", arch.Data, func(c *arch.Call) { c.Protocol, c.Operation, c.Write = "s3", "PutObject", true })
				a.Units[0].Kind, a.Units[0].Settings.Timeout = arch.Function, arch.Given(5*time.Second, arch.Range{})
				return a
			}(),
			[]string{"warning shop.go:20 orders calls files once for each of lines (S3 PutObject)"},
		},
		"outside of the repository": {
			func() *arch.Architecture {
				a := system()
				a.Units[0].Outbound = []arch.Call{with(call(20, "GET /rates", loopAt), func(c *arch.Call) {
					c.Protocol, c.Address = "http", arch.Given("https://rates.example.com/v1", arch.Range{})
				})}
				return a
			}(),
			[]string{"hint shop.go:20 orders calls rates.example.com once for each of lines (HTTP GET /rates)"},
		},

		"no loop":             {system(edge("inventory", arch.Sync, call(20, "Stock/Reserve"))), nil},
		"three rounds":        {system(edge("inventory", arch.Sync, call(20, "Stock/Reserve", three))), nil},
		"retry":               {system(edge("inventory", arch.Sync, call(20, "Stock/Reserve", attempts))), nil},
		"what a queue brings": {system(edge("inventory", arch.Sync, call(20, "Stock/Reserve", l(func(l *arch.Loop) { l.Forever = true })))), nil},
		"itself":              {system(edge("orders", arch.Sync, call(20, "Stock/Reserve", loopAt))), nil},
		"fan-out by address": {
			system(edge("inventory", arch.Sync, call(20, "GET /health", loopAt)), edge("prices", arch.Sync, call(20, "GET /health", loopAt))), nil,
		},
		"fan-out by implementation": {
			system(edge("inventory", arch.Sync, call(20, "Stock/Ask", loopAt)), edge("prices", arch.Sync,
				with(call(20, "Prices/Ask", loopAt), func(c *arch.Call) { c.Path[1].Func, c.Path[1].At = "(*prices).Ask", at("prices.go", 9) }))), nil,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, judged(tt.a)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func judged(a *arch.Architecture) []string {
	var got []string
	judge(a, func(f arch.Finding) {
		got = append(got, fmt.Sprintf("%s %s:%d %s", f.Severity, f.At.File, f.At.Start, f.Message))
	})
	return got
}

// A loop over the modules of a program is not a loop over data.
func TestModules(t *testing.T) {
	var calls []arch.Call
	for i := range 4 {
		calls = append(calls, with(call(20, "Stock/Get", loopAt), func(c *arch.Call) {
			c.Path[1].Func, c.At = fmt.Sprintf("module%d.Start", i), at("modules.go", 10*i)
		}))
	}
	if got := judged(system(edge("inventory", arch.Sync, calls...))); got != nil {
		t.Errorf("got %q, want nothing", got)
	}
}

// A helper that asks two units for each item is no fan-out over services, even when
// both go through one HTTP client.
func TestHelperOfTwoUnits(t *testing.T) {
	enrich := func(via int) arch.Call {
		return with(call(20, "GET", loopAt), func(c *arch.Call) {
			c.Path = []arch.Frame{c.Path[0], {Func: "enrich", At: at("shop.go", via)}, {Func: "getJSON", At: at("rpc.go", 50)}}
		})
	}
	a := system(edge("inventory", arch.Sync, enrich(70)), edge("prices", arch.Sync, enrich(80)))
	if got := judged(a); len(got) != 2 {
		t.Errorf("got %q, want a finding for each unit", got)
	}
}

func TestRelated(t *testing.T) {
	c := with(call(20, "Stock/Reserve", loopAt), func(c *arch.Call) {
		c.Address = arch.Given("inventory:9090", at("k8s/orders.yaml", 33))
		c.Trail = []arch.Step{{At: at("main.go", 1), What: "os.Getenv"}, {At: at("k8s/orders.yaml", 33), What: "INVENTORY_ADDR = inventory:9090"}}
	})
	var got []arch.Finding
	judge(system(edge("inventory", arch.Sync, c)), func(f arch.Finding) { got = append(got, f) })
	want := []arch.Related{
		{Label: "loop", At: at("shop.go", 10), Message: "over lines, in place"},
		{Label: "remote call", At: at("rpc.go", 50), Message: "gRPC Stock/Reserve"},
		{Label: "address", At: at("k8s/orders.yaml", 33), Message: "INVENTORY_ADDR = inventory:9090"},
	}
	if diff := cmp.Diff(want, got[0].Related); diff != "" {
		t.Errorf("related (-want +got):\n%s", diff)
	}
}

func TestSequence(t *testing.T) {
	calls := func(n int, change func(*arch.Call)) *arch.Architecture {
		var cs []arch.Call
		for i := range n {
			c := call(20+10*i, fmt.Sprintf("Stock/Get%d", i))
			change(&c)
			cs = append(cs, c)
		}
		return system(edge("inventory", arch.Sync, cs...))
	}
	always := func(v bool) func(*arch.Call) {
		return func(c *arch.Call) { c.Always = arch.Given(v, arch.Range{}) }
	}
	tests := map[string]struct {
		a    *arch.Architecture
		want []string
	}{
		"four that every request makes": {calls(4, always(true)), []string{
			"warning shop.go:20 orders calls inventory 4 times, one after the other, to answer one request of place (gRPC Stock/Get0, gRPC Stock/Get1, gRPC Stock/Get2 and gRPC Stock/Get3)",
		}},
		"four that a request may make": {calls(4, func(*arch.Call) {}), []string{
			"hint shop.go:20 orders calls inventory 4 times, one after the other, to answer one request of place (gRPC Stock/Get0, gRPC Stock/Get1, gRPC Stock/Get2 and gRPC Stock/Get3)",
		}},
		"one of several implementations": {calls(6, func(c *arch.Call) {
			c.Path = []arch.Frame{{Func: "place", At: at("shop.go", 20)}, {Func: c.Operation, At: c.Path[0].At}}
		}), nil},
		"three":         {calls(3, always(true)), nil},
		"branches":      {calls(9, always(false)), nil},
		"side by side":  {calls(4, func(c *arch.Call) { c.Concurrent = true }), nil},
		"start-up":      {calls(4, func(c *arch.Call) { c.Handler = "" }), nil},
		"one call site": {calls(4, func(c *arch.Call) { c.Path = []arch.Frame{{Func: "place", At: at("shop.go", 20)}} }), nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, judged(tt.a)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
