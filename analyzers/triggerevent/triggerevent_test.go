package triggerevent

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) { archtest.Golden(t, Analyzer, archtest.Dirs(t, "")...) }

var here = arch.Range{File: "t.yaml", Start: 5, End: 9}

func system(change func(*arch.Unit)) *arch.Architecture {
	u := &arch.Unit{Name: "worker", Kind: arch.Function, Platform: arch.AWSLambda, Declared: []arch.Declaration{{At: here}}}
	u.Handler.Event = arch.Given("events.SNSEvent", here)
	u.Triggers = []arch.Trigger{{Kind: arch.OnQueue, From: "orders"}}
	change(u)
	return &arch.Architecture{Units: []*arch.Unit{u}}
}

func TestJudge(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*arch.Unit)
		want   []string
	}{
		"other":   {func(u *arch.Unit) {}, []string{"warning: the handler of worker takes events.SNSEvent, but its trigger is the queue orders"}},
		"fits":    {func(u *arch.Unit) { u.Handler.Event.V = "events.SQSEvent" }, nil},
		"own":     {func(u *arch.Unit) { u.Handler.Event.V = "main.Order" }, nil},
		"several": {func(u *arch.Unit) { u.Triggers = append(u.Triggers, arch.Trigger{Kind: arch.OnTopic}) }, nil},
		"bus":     {func(u *arch.Unit) { u.Triggers[0].Kind = arch.OnOther }, nil},
		"none":    {func(u *arch.Unit) { u.Handler.Event = arch.Value[string]{} }, nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, system(c.change))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
