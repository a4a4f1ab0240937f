package clientperinvocation

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	archtest.Run(t, Analyzer, archtest.Dirs(t, "")...)
}

func build(start int, what string, kept arch.Value[bool]) arch.Effect {
	return arch.Effect{Kind: arch.Build, At: arch.Range{File: "a.go", Start: start, End: start + 1}, Func: "open", What: what, Handler: "handle", Kept: kept}
}

func TestJudge(t *testing.T) {
	no, yes := arch.Given(false, arch.Range{}), arch.Given(true, arch.Range{})
	start := build(1, "sql.Open", no)
	start.Handler = ""
	on := func(kinds ...arch.TriggerKind) (out []arch.Trigger) {
		for _, k := range kinds {
			out = append(out, arch.Trigger{Kind: k})
		}
		return out
	}
	for name, c := range map[string]struct {
		unit arch.Unit
		want []string
	}{
		"function":       {arch.Unit{Kind: arch.Function, Effects: []arch.Effect{build(1, "sql.Open", no)}}, []string{"warning: f builds sql.Open anew on each invocation (handle)"}},
		"service":        {arch.Unit{Kind: arch.Service, Effects: []arch.Effect{build(1, "sql.Open", no)}}, []string{"warning: f builds sql.Open anew for each request (handle)"}},
		"several":        {arch.Unit{Kind: arch.Service, Effects: []arch.Effect{build(9, "grpc.Dial", no), build(1, "sql.Open", no), build(9, "grpc.Dial", no)}}, []string{"warning: f builds sql.Open and grpc.Dial anew for each request (handle)"}},
		"kept":           {arch.Unit{Kind: arch.Function, Effects: []arch.Effect{build(1, "sql.Open", yes)}}, nil},
		"not known":      {arch.Unit{Kind: arch.Function, Effects: []arch.Effect{build(1, "sql.Open", arch.Value[bool]{})}}, nil},
		"start-up":       {arch.Unit{Kind: arch.Function, Effects: []arch.Effect{start}}, nil},
		"job":            {arch.Unit{Kind: arch.Job, Effects: []arch.Effect{build(1, "sql.Open", no)}}, nil},
		"schedule":       {arch.Unit{Kind: arch.Function, Triggers: on(arch.OnSchedule), Effects: []arch.Effect{build(1, "sql.Open", no)}}, nil},
		"rotation":       {arch.Unit{Kind: arch.Function, Triggers: on(arch.OnOther, arch.OnSchedule), Effects: []arch.Effect{build(1, "sql.Open", no)}}, nil},
		"other alone":    {arch.Unit{Kind: arch.Function, Triggers: on(arch.OnOther), Effects: []arch.Effect{build(1, "sql.Open", no)}}, []string{"warning: f builds sql.Open anew on each invocation (handle)"}},
		"schedule, http": {arch.Unit{Kind: arch.Function, Triggers: on(arch.OnSchedule, arch.OnHTTP), Effects: []arch.Effect{build(1, "sql.Open", no)}}, []string{"warning: f builds sql.Open anew on each invocation (handle)"}},
	} {
		c.unit.Name = "f"
		if diff := cmp.Diff(c.want, archtest.Judged(judge, &arch.Architecture{Units: []*arch.Unit{&c.unit}})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestSharedCode(t *testing.T) {
	a := &arch.Architecture{}
	for _, name := range []string{"g", "f"} {
		a.Units = append(a.Units, &arch.Unit{Name: name, Kind: arch.Function, Effects: []arch.Effect{build(1, "sql.Open", arch.Given(false, arch.Range{}))}})
	}
	want := []string{"warning: f and g build sql.Open anew on each invocation (handle)"}
	if diff := cmp.Diff(want, archtest.Judged(judge, a)); diff != "" {
		t.Errorf("code that two functions share (-want +got):\n%s", diff)
	}
}
