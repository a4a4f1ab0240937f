package busyschedule

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
	u := &arch.Unit{Name: "poll", Kind: arch.Function, Platform: arch.AWSLambda, Settings: arch.Settings{Timeout: arch.Given(2*time.Minute, here)}}
	u.Triggers = []arch.Trigger{{Kind: arch.OnSchedule, Schedule: arch.Given("rate(1 minute)", here)}}
	u.Effects = []arch.Effect{{Kind: arch.Sleep, At: here, Func: "handle", What: "time.Sleep", Handler: "handle", Duration: arch.Given(10*time.Second, here), Loops: []arch.Loop{{Forever: true}}}}
	change(u)
	return &arch.Architecture{Units: []*arch.Unit{u}}
}

func half(a *arch.Architecture, report func(arch.Finding)) { judge(a, 0.5, report) }

func TestInterval(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"rate(1 minute)": time.Minute, "rate(2 hours)": 2 * time.Hour, "cron(0/5 * * * ? *)": 5 * time.Minute, "cron(* * * * ? *)": time.Minute, "*/15 * * * *": 15 * time.Minute,
		"*/30 * * * * *": 30 * time.Second, "0 */5 * * * *": 5 * time.Minute, "every 10 minutes": 0, "cron(0 8 * * ? *)": 0, "rate(x minutes)": 0, "": 0, "rate(99999999999999 days)": 0, "*/0 * * * *": 0,
	} {
		if got, _ := interval(arch.Given(text, here)); got != want {
			t.Errorf("interval(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestJudge(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*arch.Unit)
		want   []string
	}{
		"polls":   {func(u *arch.Unit) {}, []string{"warning: poll starts every 60 s and stays for up to 120 s each time (time.Sleep in handle): it is at work 100 % of the time"}},
		"sleeps":  {func(u *arch.Unit) { u.Effects[0].Loops = []arch.Loop{{Bound: arch.Given(4, here)}} }, []string{"warning: poll starts every 60 s and stays for up to 40 s each time (time.Sleep in handle): it is at work 66 % of the time"}},
		"short":   {func(u *arch.Unit) { u.Effects[0].Loops = nil }, nil},
		"hourly":  {func(u *arch.Unit) { u.Triggers[0].Schedule.V = "rate(1 hour)" }, nil},
		"beside":  {func(u *arch.Unit) { u.Effects[0].Spawned = true }, nil},
		"hidden":  {func(u *arch.Unit) { u.Triggers[0].Schedule = arch.Hide[string](here, "parameter") }, nil},
		"timeout": {func(u *arch.Unit) { u.Settings.Timeout = arch.Value[time.Duration]{} }, nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(half, system(c.change))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
