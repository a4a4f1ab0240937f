package dualwrite

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	for _, dir := range archtest.Dirs(t, "") {
		t.Run(dir, func(t *testing.T) { archtest.Run(t, Analyzer, dir) })
	}
}

func at(start int) arch.Range { return arch.Range{File: "shop.go", Start: start, End: start + 5} }

func call(start int, change ...func(*arch.Call)) arch.Call {
	c := arch.Call{At: at(start + 500), Handler: "place", Write: true, Waited: true, Operation: "op", Path: []arch.Frame{{Func: "place", At: at(1)}, {Func: "store", At: at(start)}}}
	for _, f := range change {
		f(&c)
	}
	return c
}

func system(write, message arch.Call) *arch.Architecture {
	return &arch.Architecture{
		Units:     []*arch.Unit{{Name: "orders", Kind: arch.Service}},
		Resources: []*arch.Resource{{Name: "db", Kind: arch.Datastore, Type: "postgres"}, {Name: "bus", Kind: arch.Broker}},
		Edges: []*arch.Edge{
			{From: "orders", To: "db", Style: arch.Data, Protocol: "sql", Calls: []arch.Call{write}},
			{From: "orders", To: "bus", Style: arch.Async, Protocol: "sqs", Calls: []arch.Call{message}},
		},
	}
}

func TestJudge(t *testing.T) {
	branch := func(c *arch.Call) { c.Always = arch.Given(false, arch.Range{}) }
	begun := system(call(10, branch), call(20, branch))
	begun.Units[0].Effects = []arch.Effect{{Kind: arch.Lock, What: "sql.Begin", Func: "store", At: at(5)}}
	cache := system(call(10), call(20))
	cache.Resources[0].Type, cache.Edges[0].Protocol = "redis", "redis"
	queued := system(call(10), call(20))
	queued.Units[0].Kind, queued.Units[0].Triggers = arch.Function, []arch.Trigger{{Kind: arch.OnQueue}}
	for name, tt := range map[string]struct {
		a    *arch.Architecture
		want string
	}{
		"write, then message":     {system(call(10), call(20)), "warning 20 [write 10 message 520]"},
		"message in a branch":     {system(call(10), call(20, branch)), "warning 20 [write 10 message 520]"},
		"in one transaction":      {begun, "warning 20 [write 10 message 520]"},
		"function on a queue":     {queued, "hint 20 [write 10 message 520]"},
		"exclusive branches":      {system(call(10, branch), call(20, branch)), ""},
		"message first":           {system(call(20), call(10)), ""},
		"read":                    {system(call(10, func(c *arch.Call) { c.Write = false }), call(20)), ""},
		"outbox":                  {system(call(10, func(c *arch.Call) { c.Table = "order_outbox" }), call(20)), ""},
		"another handler":         {system(call(10, func(c *arch.Call) { c.Handler = "cancel" }), call(20)), ""},
		"functions of their own":  {system(call(10), call(20, func(c *arch.Call) { c.Path[1].Func = "other" })), ""},
		"cache":                   {cache, ""},
		"nothing known of a path": {system(call(10, func(c *arch.Call) { c.Path = nil }), call(20)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := ""
			judge(tt.a, func(f arch.Finding) {
				var rs []string
				for _, r := range f.Related {
					rs = append(rs, fmt.Sprintf("%s %d", r.Label, r.At.Start))
				}
				got += fmt.Sprintf("%s %d %v", f.Severity, f.At.Start, rs)
			})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
