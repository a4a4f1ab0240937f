package partialbatch

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) { archtest.Golden(t, Analyzer, archtest.Dirs(t, "")...) }

var here = arch.Range{File: "t.py", Start: 5, End: 9}

func system(change func(*arch.Unit, *arch.Trigger)) *arch.Architecture {
	u := &arch.Unit{Name: "worker", Kind: arch.Function, Platform: arch.AWSLambda, Scope: arch.ScopeCode, Handler: arch.Handler{Items: arch.Given(false, here)}}
	t := arch.Trigger{Kind: arch.OnQueue, From: "orders", BatchSize: arch.Given(10, here), PartialResult: arch.Given(false, here)}
	u.Outbound = []arch.Call{{At: here, Protocol: "http", Operation: "POST /x", Handler: "handler", Write: true, Loops: []arch.Loop{{Over: "event['Records']", Data: true}}}}
	change(u, &t)
	u.Triggers = []arch.Trigger{t}
	return &arch.Architecture{Units: []*arch.Unit{u}}
}

func TestJudge(t *testing.T) {
	first := func(u *arch.Unit, t *arch.Trigger) { u.Handler.First = here }
	for name, c := range map[string]struct {
		change func(*arch.Unit, *arch.Trigger)
		want   []string
	}{
		"again":   {func(*arch.Unit, *arch.Trigger) {}, []string{"warning: worker does HTTP POST /x for each of up to 10 records of orders and answers for all of them at once: one that fails is lost, or brings the others back"}},
		"reads":   {func(u *arch.Unit, _ *arch.Trigger) { u.Outbound[0].Write = false }, nil},
		"stream":  {func(_ *arch.Unit, t *arch.Trigger) { t.Kind = arch.OnStream }, nil},
		"first":   {first, []string{"warning: worker takes only the first record of a batch of up to 10 from orders: the others are lost"}},
		"one":     {func(u *arch.Unit, t *arch.Trigger) { first(u, t); t.BatchSize.V = 1 }, nil},
		"topic":   {func(u *arch.Unit, t *arch.Trigger) { first(u, t); t.Kind = arch.OnTopic }, nil},
		"ignored": {func(u *arch.Unit, _ *arch.Trigger) { u.Handler.Items.V = true }, []string{"warning: worker reports the records of orders that failed, but the mapping does not ask for it: they are lost"}},
		"fits":    {func(u *arch.Unit, t *arch.Trigger) { u.Handler.Items.V, t.PartialResult.V = true, true }, nil},
		"parameter": {func(u *arch.Unit, t *arch.Trigger) {
			u.Handler.Items.V, t.PartialResult = true, arch.Hide[bool](here, "parameter")
		}, nil},
		"mentions": {func(u *arch.Unit, t *arch.Trigger) { first(u, t); u.Scope = arch.ScopeMentions }, nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, system(c.change))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
