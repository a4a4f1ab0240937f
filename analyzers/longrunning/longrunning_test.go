package longrunning

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	archtest.Run(t, Analyzer, archtest.Dirs(t, "")...)
}

var at = arch.Range{File: "main.go", Start: 5, End: 7}

func function(name string, effects ...arch.Effect) *arch.Unit {
	timeout := arch.Given(time.Minute, arch.Range{File: "t.yaml"})
	return &arch.Unit{Name: name, Kind: arch.Function, Settings: arch.Settings{Timeout: timeout}, Effects: effects}
}

func sleep(seconds int, loops ...arch.Loop) arch.Effect {
	return arch.Effect{
		Kind: arch.Sleep, At: at, Func: "poll", What: "time.Sleep", Handler: "handle", Loops: loops,
		Duration: arch.Given(time.Duration(seconds)*time.Second, at),
	}
}

func changed(e arch.Effect, change func(*arch.Effect)) arch.Effect {
	change(&e)
	return e
}

var (
	forever = arch.Loop{At: at, Forever: true, Exits: true, Func: "poll"}
	state   = arch.Loop{At: at, Over: `status != "DONE"`, Func: "poll"}
	clock   = arch.Loop{At: at, Over: "time.Since(start) < limit", Func: "poll"}
	data    = arch.Loop{At: at, Data: true, Over: "records", Func: "poll"}
	count   = arch.Loop{At: at, Over: "i := 0; i != n; i++", Func: "poll"}
	five    = arch.Loop{At: at, Bound: arch.Given(5, at), Func: "poll"}
)

func TestWeigh(t *testing.T) {
	long := arch.Value[time.Duration]{}
	for name, c := range map[string]struct {
		effect arch.Effect
		want   string
	}{
		"half":                  {sleep(30), "f waits 30 s in time.Sleep, and the timeout is 60 s"},
		"less":                  {sleep(29), ""},
		"short":                 {sleep(1), ""},
		"for ever":              {sleep(2, forever), "f polls: time.Sleep in a loop with no bound but the timeout of 60 s"},
		"for a state":           {sleep(2, state), "f polls: time.Sleep in a loop with no bound but the timeout of 60 s"},
		"against a clock":       {sleep(2, clock), ""},
		"over data":             {sleep(2, data), ""},
		"counted":               {sleep(2, count), ""},
		"five times":            {sleep(2, five), ""},
		"five long times":       {sleep(13, five), "f may wait 5 times 13 s in time.Sleep, and the timeout is 60 s"},
		"start-up":              {changed(sleep(30), func(e *arch.Effect) { e.Handler = "" }), ""},
		"beside":                {changed(sleep(2, forever), func(e *arch.Effect) { e.Spawned = true }), ""},
		"with context":          {changed(sleep(2, forever), func(e *arch.Effect) { e.EndsWithContext = true }), ""},
		"too long all the same": {changed(sleep(90), func(e *arch.Effect) { e.EndsWithContext = true }), "f waits 90 s in time.Sleep, and the timeout is 60 s"},
		"unknown length":        {changed(sleep(0), func(e *arch.Effect) { e.Duration = long }), ""},
		"waiter": {
			arch.Effect{Kind: arch.Wait, At: at, What: "FunctionActiveWaiter.Wait", Handler: "handle"},
			"f waits in FunctionActiveWaiter.Wait for something outside, with no bound but the timeout of 60 s",
		},
		"spin":   {arch.Effect{Kind: arch.Spin, At: at, Func: "run", Handler: "handle", Loops: []arch.Loop{{At: at, Forever: true}}}, "f goes round in a loop that nothing ends, in run"},
		"paging": {arch.Effect{Kind: arch.Spin, At: at, Func: "run", Handler: "handle", Loops: []arch.Loop{forever}}, ""},
		"ticker": {changed(sleep(45), func(e *arch.Effect) { e.Kind, e.What = arch.Wait, "time.NewTicker" }), ""},
		"ticks": {
			arch.Effect{Kind: arch.Spin, At: at, Func: "run", Handler: "handle", Loops: []arch.Loop{{At: at, Forever: true, Over: "ticker.C", Exits: true}}},
			"f polls at each tick of a clock with no bound, in run",
		},
		"ffmpeg":      {arch.Effect{Kind: arch.Exec, At: at, What: "exec.Command /opt/bin/ffmpeg", Handler: "handle"}, "f runs media conversion as a child process with no time limit (exec.Command /opt/bin/ffmpeg)"},
		"ffmpeg, ctx": {arch.Effect{Kind: arch.Exec, At: at, What: "exec.CommandContext ffmpeg", Handler: "handle", EndsWithContext: true}, ""},
		"git":         {arch.Effect{Kind: arch.Exec, At: at, What: "exec.Command git", Handler: "handle"}, ""},
		"spawn":       {arch.Effect{Kind: arch.Spawn, At: at, Handler: "handle"}, ""},
	} {
		var want []string
		if c.want != "" {
			want = []string{"warning: " + c.want}
		}
		if diff := cmp.Diff(want, archtest.Judged(judge, &arch.Architecture{Units: []*arch.Unit{function("f", c.effect)}})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestSharedCodeAndServices(t *testing.T) {
	service := function("s", sleep(45))
	service.Kind = arch.Service
	a := &arch.Architecture{Units: []*arch.Unit{function("g", sleep(45)), function("f", sleep(45)), service}}
	want := []string{"warning: f and g wait 45 s in time.Sleep, and the timeout is 60 s"}
	if diff := cmp.Diff(want, archtest.Judged(judge, a)); diff != "" {
		t.Errorf("code that two functions and a service share (-want +got):\n%s", diff)
	}
}

func TestUnknownTimeout(t *testing.T) {
	u := function("f", sleep(45), changed(sleep(1, forever), func(e *arch.Effect) { e.At.Start++ }))
	u.Settings.Timeout = arch.Value[time.Duration]{}
	want := []string{"warning: f polls: time.Sleep in a loop with no bound"}
	if diff := cmp.Diff(want, archtest.Judged(judge, &arch.Architecture{Units: []*arch.Unit{u}})); diff != "" {
		t.Errorf("a function whose timeout is not known (-want +got):\n%s", diff)
	}
}

func TestSleepInEndlessLoop(t *testing.T) {
	loop := arch.Loop{At: arch.Range{File: "main.go", Start: 1, End: 4}, Forever: true, Func: "poll"}
	spin := arch.Effect{Kind: arch.Spin, At: loop.At, Func: "poll", Handler: "handle"}
	want := []string{"warning: f polls: time.Sleep in a loop with no bound but the timeout of 60 s"}
	if diff := cmp.Diff(want, archtest.Judged(judge, &arch.Architecture{Units: []*arch.Unit{function("f", spin, sleep(1, loop))}})); diff != "" {
		t.Errorf("one loop is one finding (-want +got):\n%s", diff)
	}
}
