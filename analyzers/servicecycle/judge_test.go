package servicecycle

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
)

// system reads edges such as "a>b" (sync), "a~b" (async) and "a-b" (sent and
// forgotten). Units are those that stand in them.
func system(edges ...string) *arch.Architecture {
	a := &arch.Architecture{}
	unit := func(name string) {
		if a.Unit(name) == nil && name != "gateway" {
			a.Units = append(a.Units, &arch.Unit{Name: name, Kind: arch.Service})
		}
	}
	for _, e := range edges {
		i := strings.IndexAny(e, ">~-")
		from, to := e[:i], e[i+1:]
		unit(from)
		unit(to)
		style := arch.Sync
		if e[i] == '~' {
			style = arch.Async
		}
		edge := &arch.Edge{From: from, To: to, Style: style, Protocol: "grpc"}
		if i := slices.IndexFunc(a.Edges, func(e *arch.Edge) bool { return e.From == from && e.To == to }); i >= 0 {
			edge = a.Edges[i]
		} else {
			a.Edges = append(a.Edges, edge)
		}
		at := arch.Range{File: from + ".go", Start: int(to[0]), End: int(to[0]) + len(edge.Calls)}
		edge.Calls = append(edge.Calls, arch.Call{At: at, Protocol: "grpc", Operation: to + "/Get", Waited: e[i] != '-'})
	}
	return a
}

func TestJudge(t *testing.T) {
	tests := map[string]struct {
		edges string
		want  []string
	}{
		"two":                  {"a>b b>a", []string{"b.go b calls a back and waits: a -> b -> a"}},
		"thin edge":            {"a>b b>a b>a", []string{"a.go a calls b back and waits: b -> a -> b"}},
		"entered at b":         {"a>b b>a gateway>b", []string{"a.go a calls b back and waits: b -> a -> b"}},
		"three":                {"a>b b>c c>a", []string{"c.go c calls a back and waits: a -> b -> c -> a"}},
		"two circles in one":   {"a>b b>a b>c c>b", []string{"b.go b calls a back and waits: a -> b -> a (c in further circles with them)"}},
		"two apart":            {"a>b b>a c>d d>c", []string{"b.go b calls a back and waits: a -> b -> a", "d.go d calls c back and waits: c -> d -> c"}},
		"order does not count": {"b>a a>b", []string{"b.go b calls a back and waits: a -> b -> a"}},

		"chain":             {"a>b b>c a>c", nil},
		"itself":            {"a>a", nil},
		"queue on the way":  {"a>b b~a", nil},
		"nobody waits":      {"a>b b-a", nil},
		"through a gateway": {"a>gateway gateway>a", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			judge(system(strings.Fields(tt.edges)...), func(f arch.Finding) {
				got = append(got, fmt.Sprintf("%s %s", f.At.File, f.Message))
			})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRelatedAreTheOtherCalls(t *testing.T) {
	var got []arch.Finding
	judge(system("a>b", "b>c", "c>a"), func(f arch.Finding) { got = append(got, f) })
	want := []arch.Related{
		{Label: "call", At: arch.Range{File: "a.go", Start: 'b', End: 'b'}, Message: "a calls b: gRPC b/Get"},
		{Label: "call", At: arch.Range{File: "b.go", Start: 'c', End: 'c'}, Message: "b calls c: gRPC c/Get"},
	}
	if diff := cmp.Diff(want, got[0].Related); diff != "" {
		t.Errorf("related (-want +got):\n%s", diff)
	}
}

// A long chain must not overflow, and a dense graph must not take for ever.
func TestBigGraphs(t *testing.T) {
	var chain, dense []string
	name := func(i int) string { return fmt.Sprintf("u%04d", i) }
	for i := range 2000 {
		chain = append(chain, name(i)+">"+name((i+1)%2000))
	}
	for i := range 60 {
		for j := range 60 {
			dense = append(dense, name(i)+">"+name(j))
		}
	}
	for _, edges := range [][]string{chain, dense} {
		n := 0
		judge(system(edges...), func(arch.Finding) { n++ })
		if n != 1 {
			t.Errorf("%d findings, want 1", n)
		}
	}
}
