package wording

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
)

func TestShared(t *testing.T) {
	at := func(start int) arch.Range { return arch.Range{File: "a.go", Start: start} }
	declared := []arch.Declaration{{At: arch.Range{File: "k8s.yaml"}}}
	s := NewShared(&arch.Architecture{Units: []*arch.Unit{{Name: "a"}, {Name: "b", Declared: declared}}})
	s.Add(arch.Finding{Unit: "b", At: at(1), Key: "k", Severity: arch.Warning})
	s.Add(arch.Finding{Unit: "a", At: at(1), Key: "k", Severity: arch.Hint})
	s.Add(arch.Finding{Unit: "b", At: at(1), Key: "other"})
	s.Add(arch.Finding{Unit: "a", At: at(0), Key: "k"})
	var got []arch.Finding
	s.Report(func(f arch.Finding) { got = append(got, f) })
	want := []arch.Finding{
		{Unit: "a", At: at(0), Key: "k"},
		{Unit: "a", At: at(1), Key: "k", Severity: arch.Warning, Related: []arch.Related{{Label: "shared", At: arch.Range{File: "k8s.yaml"}, Message: "b runs the same code"}}},
		{Unit: "b", At: at(1), Key: "other"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
