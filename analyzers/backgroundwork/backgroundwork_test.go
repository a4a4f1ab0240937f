package backgroundwork

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	archtest.Run(t, Analyzer, archtest.Dirs(t, "")...)
}

var at = arch.Range{File: "main.go", Start: 5, End: 7}

func spawn(joined arch.Value[bool]) arch.Effect {
	return arch.Effect{Kind: arch.Spawn, At: at, Func: "handle", What: "audit", Handler: "handle", Joined: joined}
}

func TestJudge(t *testing.T) {
	left := spawn(arch.Given(false, at))
	start := left
	start.Handler = ""
	yes, no, zero, one := arch.Given(true, at), arch.Given(false, at), arch.Given(0, at), arch.Given(1, at)
	for name, c := range map[string]struct {
		platform arch.Platform
		kind     arch.UnitKind
		settings arch.Settings
		effect   arch.Effect
		want     string
	}{
		"function":        {arch.AWSLambda, arch.Function, arch.Settings{}, left, "AWS Lambda freezes the function after the answer"},
		"joined":          {arch.AWSLambda, arch.Function, arch.Settings{}, spawn(yes), ""},
		"joined, perhaps": {arch.AWSLambda, arch.Function, arch.Settings{}, spawn(arch.Value[bool]{}), ""},
		"start-up":        {arch.AWSLambda, arch.Function, arch.Settings{}, start, ""},
		"kubernetes":      {arch.Kubernetes, arch.Service, arch.Settings{}, left, ""},
		"openfaas":        {arch.OpenFaaS, arch.Function, arch.Settings{}, left, ""},
		"cpu on request":  {arch.CloudRun, arch.Service, arch.Settings{AlwaysCPU: no, MinReplicas: one}, left, "the container has CPU only while it serves requests"},
		"cpu always":      {arch.CloudRun, arch.Service, arch.Settings{AlwaysCPU: yes, MinReplicas: one}, left, ""},
		"scale to zero":   {arch.CloudRun, arch.Service, arch.Settings{AlwaysCPU: yes, MinReplicas: zero}, left, "the container is scaled to zero when no request is served"},
		"not known":       {arch.CloudRun, arch.Service, arch.Settings{}, left, ""},
		"job":             {arch.CloudRun, arch.Job, arch.Settings{AlwaysCPU: no}, left, ""},
		"azure":           {arch.AzureFunctions, arch.Function, arch.Settings{}, left, "the platform may take the CPU or the instance away after the answer"},
	} {
		u := &arch.Unit{Name: "f", Kind: c.kind, Platform: c.platform, Settings: c.settings, Effects: []arch.Effect{c.effect}}
		var want []string
		if c.want != "" {
			want = []string{"warning: f starts work in handle that nothing waits for before the answer (audit), and " + c.want}
		}
		if diff := cmp.Diff(want, archtest.Judged(judge, &arch.Architecture{Units: []*arch.Unit{u}})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestSharedCode(t *testing.T) {
	e := spawn(arch.Given(false, at))
	a := &arch.Architecture{}
	for _, name := range []string{"g", "f"} {
		a.Units = append(a.Units, &arch.Unit{Name: name, Kind: arch.Function, Platform: arch.AWSLambda, Effects: []arch.Effect{e, e}})
	}
	want := []string{"warning: f and g start work in handle that nothing waits for before the answer (audit), and AWS Lambda freezes the function after the answer"}
	if diff := cmp.Diff(want, archtest.Judged(judge, a)); diff != "" {
		t.Errorf("code that two functions share (-want +got):\n%s", diff)
	}
}

func TestBesideTheServer(t *testing.T) {
	start := arch.Range{File: "main.go", Start: 90, End: 99}
	spawn := arch.Effect{Kind: arch.Spawn, At: start, Func: "main", Joined: arch.Given(false, start)}
	wait := arch.Effect{Kind: arch.Sleep, At: at, Func: "refresh", What: "time.Sleep", Spawned: true, Path: []arch.Frame{{Func: "main", At: start}, {Func: "refresh", At: at}}}
	second, alone, other := wait, wait, wait
	second.At.Start++
	alone.Spawned = false
	other.Path = []arch.Frame{{Func: "refresh", At: at}}
	for name, c := range map[string]struct {
		platform arch.Platform
		effects  []arch.Effect
		want     []string
	}{
		"cloud run":      {arch.CloudRun, []arch.Effect{spawn, wait, second}, []string{"warning: f keeps work beside the requests (time.Sleep in refresh), and the container has CPU only while it serves requests"}},
		"does not wait":  {arch.CloudRun, []arch.Effect{spawn}, nil},
		"start-up":       {arch.CloudRun, []arch.Effect{spawn, alone}, nil},
		"start not seen": {arch.CloudRun, []arch.Effect{spawn, other}, nil},
		"kubernetes":     {arch.Kubernetes, []arch.Effect{spawn, wait}, nil},
		"function":       {arch.AWSLambda, []arch.Effect{spawn, wait}, nil},
	} {
		settings := arch.Settings{AlwaysCPU: arch.Given(false, at)}
		u := &arch.Unit{Name: "f", Kind: arch.Service, Platform: c.platform, Settings: settings, Effects: c.effects}
		if diff := cmp.Diff(c.want, archtest.Judged(judge, &arch.Architecture{Units: []*arch.Unit{u}})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
