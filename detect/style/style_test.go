package style

import (
	"testing"

	"github.com/archvet/archvet/detect/arch"
)

func unit(name string, kind arch.UnitKind, p arch.Platform) *arch.Unit {
	return &arch.Unit{
		Name: name, Kind: kind, Platform: p, Code: name,
		Declared: []arch.Declaration{{At: arch.Range{File: "deploy.yaml", Start: 1, End: 2}}},
	}
}

func TestDecide(t *testing.T) {
	k8s, lambda := arch.Kubernetes, arch.AWSLambda
	tests := []struct {
		name  string
		units []*arch.Unit
		want  arch.Style
	}{
		{"nothing", nil, arch.NoStyle},
		{"one service", []*arch.Unit{unit("app", arch.Service, k8s)}, arch.Monolith},
		{"one service with its migration", []*arch.Unit{unit("app", arch.Service, k8s), unit("migrate", arch.Job, k8s)}, arch.Monolith},
		{"one service under load", []*arch.Unit{unit("app", arch.Service, k8s), unit("loadgenerator", arch.Service, k8s)}, arch.Monolith},
		{"two services", []*arch.Unit{unit("a", arch.Service, k8s), unit("b", arch.Service, k8s)}, arch.Microservices},
		{"functions", []*arch.Unit{unit("a", arch.Function, lambda), unit("b", arch.Function, lambda)}, arch.Serverless},
		{"a workflow alone", []*arch.Unit{unit("a", arch.Workflow, arch.StepFunctions)}, arch.Serverless},
		{"functions and a developer's service", []*arch.Unit{unit("a", arch.Function, lambda), unit("b", arch.Function, lambda), unit("mock", arch.Service, arch.Compose)}, arch.Serverless},
		{"both", []*arch.Unit{unit("a", arch.Function, lambda), unit("b", arch.Service, k8s)}, arch.Hybrid},
		{"a job alone", []*arch.Unit{unit("nightly", arch.Job, k8s)}, arch.Monolith},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := &arch.Architecture{Units: tt.units}
			Decide(a)
			if a.Style != tt.want {
				t.Errorf("got %s, want %s", a.Style, tt.want)
			}
			if len(a.Evidence) == 0 || a.Confidence <= 0 || a.Confidence > 1 {
				t.Errorf("confidence %v with evidence %v", a.Confidence, a.Evidence)
			}
			if tt.want != arch.NoStyle && a.Evidence[0].At.IsZero() {
				t.Error("the evidence names no place")
			}
		})
	}
}

func TestEvidenceNamesAnEdge(t *testing.T) {
	a := &arch.Architecture{
		Units: []*arch.Unit{unit("a", arch.Service, arch.Kubernetes), unit("b", arch.Service, arch.Kubernetes)},
		Edges: []*arch.Edge{{From: "a", To: "b", Style: arch.Sync, Evidence: []arch.Step{{At: arch.Range{File: "a.go", Start: 1, End: 2}}}}},
	}
	Decide(a)
	last := a.Evidence[len(a.Evidence)-1]
	if last.At.File != "a.go" || last.Text != "a calls b" {
		t.Errorf("got %+v", last)
	}
}
