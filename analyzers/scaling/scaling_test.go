package scaling

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	archtest.Run(t, Analyzer, archtest.Dirs(t, "")...)
}

func at(line int) arch.Range { return arch.Range{File: "k8s.yaml", Start: line, End: line + 1} }

// system is a service of Kubernetes behind a Service, with one instance and no probe.
func system(change func(u *arch.Unit)) *arch.Architecture {
	u := &arch.Unit{
		Name: "shop", Kind: arch.Service, Platform: arch.Kubernetes, Code: "shop",
		Settings: arch.Settings{
			Replicas: arch.Given(1, at(9)), CPU: arch.ByDefault(0, at(1), "k8s.resources"),
			Endpoints: []arch.Endpoint{{Kind: "Service", Name: "shop", At: at(20)}},
		},
	}
	u.Declared = []arch.Declaration{{At: at(1), Platform: arch.Kubernetes}}
	change(u)
	u.Declared[0].Settings = u.Settings
	return &arch.Architecture{Units: []*arch.Unit{u}, Edges: []*arch.Edge{{From: "web", To: "shop", Style: arch.Sync}}}
}

const (
	single  = "warning: shop answers requests with a single instance, and nothing scales it"
	noProbe = "warning: shop answers requests and has no readiness or liveness probe"
)

func TestJudge(t *testing.T) {
	hpa := arch.Autoscaler{By: "HorizontalPodAutoscaler", Metrics: []string{"cpu"}, At: at(40)}
	uncalled := system(func(*arch.Unit) {})
	uncalled.Edges = nil
	for name, c := range map[string]struct {
		a    *arch.Architecture
		want []string
	}{
		"nothing": {system(func(*arch.Unit) {}), []string{noProbe, single}},
		"by default": {system(func(u *arch.Unit) { u.Settings.Replicas = arch.ByDefault(1, at(1), "") }), []string{
			"warning: shop answers requests with a single instance (default), and nothing scales it", noProbe,
		}},
		"probed":              {system(func(u *arch.Unit) { u.Settings.Probes = []arch.Probe{{Kind: arch.Readiness}} }), []string{single}},
		"several":             {system(func(u *arch.Unit) { u.Settings.Replicas = arch.Given(2, at(9)) }), []string{noProbe}},
		"scaled without need": {system(func(u *arch.Unit) { u.Settings.Autoscalers = []arch.Autoscaler{hpa} }), []string{noProbe, "warning: an autoscaler follows the CPU of shop, which requests none"}},
		"scaled": {system(func(u *arch.Unit) {
			u.Settings.Autoscalers, u.Settings.CPU = []arch.Autoscaler{hpa}, arch.Given(100, at(12))
		}), []string{noProbe}},
		"another stage scales": {system(func(u *arch.Unit) {
			u.Declared = append(u.Declared, arch.Declaration{Platform: arch.Kubernetes, Settings: arch.Settings{Autoscalers: []arch.Autoscaler{hpa}}})
		}), []string{noProbe}},
		"compose beside it": {system(func(u *arch.Unit) {
			u.Declared = append(u.Declared, arch.Declaration{Platform: arch.Compose, Settings: arch.Settings{Probes: []arch.Probe{{Kind: arch.Liveness}}}})
		}), []string{noProbe, single}},
		"out of sight":   {system(func(u *arch.Unit) { u.Settings.Open = "a remote base" }), nil},
		"unknown":        {system(func(u *arch.Unit) { u.Settings.Replicas = arch.Hide[int](at(9), "a value") }), []string{noProbe}},
		"nobody calls":   {uncalled, nil},
		"job":            {system(func(u *arch.Unit) { u.Kind = arch.Job }), nil},
		"code elsewhere": {system(func(u *arch.Unit) { u.Code = "" }), nil},
		"compose":        {system(func(u *arch.Unit) { u.Platform = arch.Compose }), nil},
		"no more than one": {system(func(u *arch.Unit) {
			u.Settings.Replicas, u.Settings.MaxReplicas = arch.Value[int]{}, arch.Given(1, at(9))
		}), []string{noProbe, "warning: shop answers requests with a single instance, and no more are allowed"}},
		"a platform's most": {system(func(u *arch.Unit) {
			u.Settings.Replicas, u.Settings.MaxReplicas = arch.Value[int]{}, arch.ByDefault(1, at(9), "")
		}), []string{noProbe}},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, c.a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestOneSystemOneFinding(t *testing.T) {
	a := system(func(*arch.Unit) {})
	shop := a.Units[0]
	for _, name := range []string{"alone", "prices"} {
		u := *shop
		place := at(100 + len(name))
		place.File = name + "/k8s.yaml"
		u.Name, u.Declared = name, []arch.Declaration{{At: place, Platform: arch.Kubernetes}}
		u.Settings.Probes = []arch.Probe{{Kind: arch.Readiness}}
		u.Settings.Replicas.At = at(110 + len(name))
		a.Units = append(a.Units, &u)
	}
	a.Units[1].Triggers = []arch.Trigger{{Kind: arch.OnHTTP}}
	a.Edges = append(a.Edges, &arch.Edge{From: "shop", To: "prices", Style: arch.Sync})
	var got []string
	judge(a, func(f arch.Finding) {
		for _, r := range f.Related {
			got = append(got, f.Unit+": "+r.Label+" "+r.Message)
		}
	})
	want := []string{"shop: also prices", "shop: service requests come through shop"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("related (-want +got):\n%s", diff)
	}
	if got := len(archtest.Judged(judge, a)); got != 3 {
		t.Errorf("%d findings, want one for each of two systems and one for a probe", got)
	}
}

func TestOneDirectoryOneFinding(t *testing.T) {
	a := system(func(*arch.Unit) {})
	u := *a.Units[0]
	u.Name, u.Declared = "stock", []arch.Declaration{{At: at(60), Platform: arch.Kubernetes}}
	a.Units = append(a.Units, &u)
	a.Edges = append(a.Edges, &arch.Edge{From: "elsewhere", To: "stock", Style: arch.Sync})
	want := []string{
		"warning: shop and stock answer requests and have no readiness or liveness probe",
		"warning: shop and stock answer requests with a single instance each, and nothing scales them",
	}
	if diff := cmp.Diff(want, archtest.Judged(judge, a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOneLayoutOneFinding(t *testing.T) {
	a := &arch.Architecture{}
	for _, name := range []string{"shop", "stock"} {
		one := system(func(u *arch.Unit) {
			u.Name, u.Settings.Probes = name, []arch.Probe{{Kind: arch.Readiness}}
			u.Settings.Replicas.At.File = "apps/" + name + "/k8s/deployment.yaml"
		})
		one.Units[0].Declared[0].At.File = "apps/" + name + "/k8s/deployment.yaml"
		one.Edges[0].To, one.Edges[0].From = name, name+"-web"
		a.Units, a.Edges = append(a.Units, one.Units...), append(a.Edges, one.Edges...)
	}
	want := []string{"warning: shop and stock answer requests with a single instance each, and nothing scales them"}
	if diff := cmp.Diff(want, archtest.Judged(judge, a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestChosenLimit(t *testing.T) {
	for from, want := range map[string]string{"": "hint", "web": "warning"} {
		a := system(func(u *arch.Unit) {
			u.Platform, u.Triggers = arch.CloudRun, []arch.Trigger{{Kind: arch.OnHTTP}}
			u.Settings.Replicas, u.Settings.MaxReplicas = arch.Value[int]{}, arch.Given(1, at(9))
		})
		if a.Edges[0].From = from; from == "" {
			a.Edges = nil
		}
		all := []string{want + ": shop answers requests with a single instance, and no more are allowed"}
		if diff := cmp.Diff(all, archtest.Judged(judge, a)); diff != "" {
			t.Errorf("called by %q (-want +got):\n%s", from, diff)
		}
	}
}

func TestCallerLeads(t *testing.T) {
	a := system(func(*arch.Unit) {})
	u := *a.Units[0]
	u.Name = "till"
	a.Units = append(a.Units, &arch.Unit{Name: "web", Kind: arch.Job}, &arch.Unit{Name: "bot", Kind: arch.Job})
	a.Units = append(a.Units, &u)
	a.Edges = append(a.Edges, &arch.Edge{From: "bot", To: "till", Style: arch.Sync}, &arch.Edge{From: "till", To: "web", Style: arch.Sync})
	judge(a, func(f arch.Finding) {
		if f.Unit != "till" {
			t.Errorf("%s leads, want the one that calls others: %s", f.Unit, f.Message)
		}
	})
}
