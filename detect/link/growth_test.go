package link

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// many are declarations of n services in each of two scopes, every tenth with a
// database, and of the calls between them.
func many(n int) Input {
	var d iac.Declared
	for _, scope := range []string{"compose", "kubernetes"} {
		for i := range n {
			at := arch.Range{File: scope + ".yaml", Start: i, End: i + 1}
			name := fmt.Sprintf("svc%d", i)
			host := []iac.Host{{Name: name, Ports: []int{80}}}
			if i%10 == 0 {
				d.Resources = append(d.Resources, &iac.Resource{ID: scope + "#db" + name, Scope: scope, Name: "db" + name, Kind: arch.Datastore, Type: "postgres", At: at})
			}
			d.Units = append(d.Units, &iac.Unit{
				ID: scope + "#" + name, Scope: scope, Name: name, Kind: arch.Service, Platform: arch.Platform(scope), At: at, Hosts: host,
				Ports: []arch.Port{{Number: arch.Given(80, at)}}, Code: iac.Code{Image: arch.Given("acme/"+name+":1", at)},
			})
			d.Links = append(d.Links, iac.Link{From: scope + "#" + name, Scope: scope, ToHost: fmt.Sprintf("svc%d:80", (i+1)%n), At: at})
		}
	}
	tree, err := source.New(fstest.MapFS{}, source.Options{})
	if err != nil {
		panic(err)
	}
	return Input{Tree: tree, Declared: []iac.Declared{d}}
}

// Whatever can be compared with a declaration is found by a key that few share: the
// work grows with the number of declarations, not with its square.
func TestComparisons(t *testing.T) {
	const n = 300
	l := &linker{in: many(n), builds: map[string]*iac.Build{}, dirs: map[*iac.Unit]string{}}
	l.sources = newSources(l.in.Tree)
	l.declared()
	m := newMerger(l)
	for _, decls := range byScope(l.decls) {
		m.add(decls)
	}
	if len(m.nodes) != n {
		t.Errorf("%d units, want %d", len(m.nodes), n)
	}
	for _, by := range []*lookup{m.byName, m.byBare, m.byHost, m.byDir, m.byImage, m.byProgram, m.byScope} {
		for key, list := range by.at {
			if len(list) > 1 {
				t.Errorf("%d units are compared with %q", len(list), key)
			}
		}
	}
	s := newStock(l)
	s.addResources(l.stores[:n/10])
	s.addResources(l.stores[n/10:])
	if len(s.nodes) != n/10 {
		t.Errorf("%d resources, want %d", len(s.nodes), n/10)
	}
	for key, list := range s.at {
		if len(list) > 1 && key.by != "type" {
			t.Errorf("%d resources are compared with %v", len(list), key)
		}
	}
}

// Names that are taken are not tried again.
func TestFreeNames(t *testing.T) {
	s := names{taken: map[string]bool{}, next: map[string]int{}}
	got := []string{}
	for _, name := range []string{"a", "a", "a-3", "a", "a", "b"} {
		got = append(got, s.free(name))
	}
	if got := strings.Join(got, " "); got != "a a-2 a-3 a-4 a-5 b" {
		t.Error(got)
	}
}

// BenchmarkLink reports the time for each unit at two sizes: the same, but for what
// sorting and caches cost, when linking takes them one by one.
func BenchmarkLink(b *testing.B) {
	for _, n := range []int{2000, 8000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			in := many(n)
			for b.Loop() {
				if a := Link(in); len(a.Units) != n || len(a.Edges) != n {
					b.Fatalf("%d units, %d edges", len(a.Units), len(a.Edges))
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/unit")
		})
	}
}
