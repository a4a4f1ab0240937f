package workflowtimeout

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) { archtest.Golden(t, Analyzer, archtest.Dirs(t, "")...) }

var here = arch.Range{File: "t.yaml", Start: 5, End: 9}

func system(change func(*arch.Unit)) *arch.Architecture {
	at := arch.Given(time.Duration(0), here)
	u := &arch.Unit{Name: "order", Kind: arch.Workflow, Platform: arch.StepFunctions, Settings: arch.Settings{Plan: arch.Given("STANDARD", here)}}
	u.Tasks = []arch.Task{{Name: "Approve", Target: "sqs", At: here, Timeout: at, Heartbeat: at, Callback: true}}
	change(u)
	work := &arch.Unit{Name: "work", Kind: arch.Function, Platform: arch.AWSLambda, Settings: arch.Settings{Timeout: arch.Given(10*time.Minute, here)}}
	return &arch.Architecture{Units: []*arch.Unit{u, work}}
}

func TestJudge(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*arch.Unit)
		want   []string
	}{
		"callback":  {func(u *arch.Unit) {}, []string{"warning: order waits in Approve for an answer that somebody must send, with no timeout and no heartbeat"}},
		"heartbeat": {func(u *arch.Unit) { u.Tasks[0].Heartbeat.V = time.Minute }, nil},
		"input":     {func(u *arch.Unit) { u.Tasks[0].Timeout = arch.Hide[time.Duration](here, "input") }, nil},
		"whole":     {func(u *arch.Unit) { u.Settings.Timeout = arch.Given(time.Hour, here) }, nil},
		"task":      {func(u *arch.Unit) { u.Tasks[0].Callback = false }, nil},
		"express":   {func(u *arch.Unit) { u.Settings.Plan.V = "EXPRESS" }, []string{"error: order waits in Approve for the end of other work, which EXPRESS workflows cannot"}},
		"function": {func(u *arch.Unit) {
			u.Settings.Plan.V = "EXPRESS"
			u.Tasks[0].Callback, u.Tasks[0].Target = false, "work"
		}, []string{"warning: order calls work in Approve, which may run 600 s, and an EXPRESS workflow ends after 300 s"}},
		"plan": {func(u *arch.Unit) {
			u.Settings.Plan = arch.Value[string]{}
			u.Tasks[0].Callback, u.Tasks[0].Target = false, "work"
		}, nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, system(c.change))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
