package queueconcurrency

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) { archtest.Golden(t, Analyzer, archtest.Dirs(t, "")...) }

func given(n int) arch.Value[int] {
	return arch.Given(n, arch.Range{File: "t.yaml", Start: n, End: n + 1})
}

func system(reserved arch.Value[int], most ...arch.Value[int]) *arch.Architecture {
	u := &arch.Unit{Name: "worker", Kind: arch.Function, Platform: arch.AWSLambda, Settings: arch.Settings{ReservedConcurrency: reserved}}
	a := &arch.Architecture{Units: []*arch.Unit{u}}
	for i, m := range most {
		name := "queue" + string(rune('A'+i))
		a.Resources = append(a.Resources, &arch.Resource{Name: name, Type: "sqs"})
		u.Triggers = append(u.Triggers, arch.Trigger{Kind: arch.OnQueue, From: name, MaxConcurrency: m})
	}
	return a
}

func TestJudge(t *testing.T) {
	none := arch.Value[int]{}
	fifo := system(given(1), none)
	fifo.Resources[0].Queue.FIFO = arch.Given(true, arch.Range{})
	topic := system(given(1), none)
	topic.Units[0].Triggers[0].Kind = arch.OnTopic
	raised := system(given(5), none)
	raised.Limits = []arch.Limit{{ID: "aws.esm.sqs.scaling", Default: "20"}}
	for name, c := range map[string]struct {
		a    *arch.Architecture
		want []string
	}{
		"one":       {system(given(1), none), []string{"warning: worker may run 1 at once, but queueA starts with 5 pollers and has no maximum concurrency"}},
		"several":   {system(given(8), given(5), none), []string{"warning: worker may run 8 at once, but queueB starts with 5 pollers and has no maximum concurrency"}},
		"scales":    {system(given(10), none), []string{"hint: worker may run 10 at once, and nothing keeps the pollers of queueA from handing out more"}},
		"override":  {raised, []string{"warning: worker may run 5 at once, but queueA starts with 20 pollers and has no maximum concurrency"}},
		"above":     {system(given(10), given(50)), []string{"warning: worker may run 10 at once, but its queues may hand out 50 at once"}},
		"sum":       {system(given(10), given(6), given(6)), []string{"warning: worker may run 10 at once, but its queues may hand out 12 at once"}},
		"equal":     {system(given(10), given(10)), nil},
		"off":       {system(given(0), none), nil},
		"nothing":   {system(none, none), nil},
		"parameter": {system(given(1), arch.Hide[int](arch.Range{}, "parameter")), nil},
		"fifo":      {fifo, nil},
		"topic":     {topic, nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, c.a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
