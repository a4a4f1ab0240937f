package triggertimeout

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	archtest.Golden(t, Analyzer, archtest.Dirs(t, "")...)
}

var (
	here  = arch.Range{File: "t.yaml", Start: 5, End: 7}
	route = arch.Range{File: "t.yaml", Start: 50, End: 57}
)

func seconds(n int, at arch.Range) arch.Value[time.Duration] {
	return arch.Given(time.Duration(n)*time.Second, at)
}

func http(waits arch.Value[time.Duration]) arch.Trigger {
	return arch.Trigger{Kind: arch.OnHTTP, Front: "REST API", Method: "GET", Path: "/r", At: route, Async: arch.Given(false, route), Waits: waits}
}

func function(name string, timeout arch.Value[time.Duration], triggers ...arch.Trigger) *arch.Unit {
	return &arch.Unit{Name: name, Kind: arch.Function, Platform: arch.AWSLambda, Settings: arch.Settings{Timeout: timeout}, Triggers: triggers}
}

func TestJudge(t *testing.T) {
	limit := arch.ByDefault(29*time.Second, route, "aws.apigw.rest.timeout")
	queue := arch.Trigger{Kind: arch.OnQueue, Async: arch.Given(true, route)}
	async := http(limit)
	async.Async = arch.Given(true, route)
	unclear := http(limit)
	unclear.Async = arch.Hide[bool](route, "integration out of sight")
	shared := arch.Shared(time.Minute, here)
	azure := function("a", shared, http(arch.ByDefault(230*time.Second, route, "azure.functions.http_limit")))
	azure.Settings.Timeout.V, azure.Platform = 10*time.Minute, arch.AzureFunctions
	service := function("a", seconds(60, here), http(limit))
	service.Kind = arch.Service
	for name, c := range map[string]struct {
		units []*arch.Unit
		want  []string
		fix   string
	}{
		"above":                {[]*arch.Unit{function("a", seconds(60, here), http(limit))}, []string{"error: a may run 60 s, but the REST API in front of it answers for at most 29 s"}, "28"},
		"just above":           {[]*arch.Unit{function("a", seconds(30, here), http(limit))}, []string{"warning: a may run 30 s, but the REST API in front of it answers for at most 29 s"}, "28"},
		"at limit":             {[]*arch.Unit{function("a", seconds(29, here), http(limit))}, nil, ""},
		"raised":               {[]*arch.Unit{function("a", seconds(60, here), http(seconds(90, route)))}, nil, ""},
		"lowered":              {[]*arch.Unit{function("a", arch.ByDefault(3*time.Second, here, "aws.lambda.timeout"), http(seconds(2, route)))}, []string{"error: a may run 3 s (default), but the REST API in front of it answers for at most 2 s"}, ""},
		"defaults":             {[]*arch.Unit{function("a", arch.ByDefault(time.Minute, here, "x"), http(limit))}, nil, ""},
		"async":                {[]*arch.Unit{function("a", seconds(60, here), async)}, nil, ""},
		"unclear":              {[]*arch.Unit{function("a", seconds(60, here), unclear)}, nil, ""},
		"streaming":            {[]*arch.Unit{function("a", seconds(60, here), http(arch.Value[time.Duration]{}))}, nil, ""},
		"also queue":           {[]*arch.Unit{function("a", seconds(60, here), http(limit), queue)}, []string{"warning: a may run 60 s, but the REST API in front of it answers for at most 29 s"}, ""},
		"unknown":              {[]*arch.Unit{function("a", arch.Hide[time.Duration](here, "parameter"), http(limit))}, nil, ""},
		"shared":               {[]*arch.Unit{function("b", shared, http(limit)), function("a", shared, http(limit))}, []string{"error: a and b may run 60 s, but the REST API in front of them answers for at most 29 s"}, "28"},
		"shared with a worker": {[]*arch.Unit{function("a", shared, http(limit)), function("b", shared, queue)}, []string{"error: a may run 60 s, but the REST API in front of it answers for at most 29 s"}, ""},
		"azure host.json":      {[]*arch.Unit{azure}, []string{"warning: a may run 600 s, but the REST API in front of it answers for at most 230 s"}, ""},
		"service":              {[]*arch.Unit{service}, nil, ""},
	} {
		a := &arch.Architecture{Units: c.units}
		if diff := cmp.Diff(c.want, archtest.Judged(judge, a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		judge(a, func(f arch.Finding) {
			fix := ""
			if len(f.Fix) > 0 {
				fix = f.Fix[0].New
			}
			if fix != c.fix {
				t.Errorf("%s: fix is %q, want %q", name, fix, c.fix)
			}
		})
	}
}
