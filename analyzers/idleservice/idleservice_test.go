package idleservice

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	archtest.Run(t, Analyzer, archtest.Dirs(t, "")...)
}

func TestJudge(t *testing.T) {
	idle := []string{"hint: kitchen is always on and only takes messages from broker"}
	for name, c := range map[string]struct {
		change func(u *arch.Unit, a *arch.Architecture)
		want   []string
	}{
		"consumer":      {func(*arch.Unit, *arch.Architecture) {}, idle},
		"unnamed queue": {func(u *arch.Unit, _ *arch.Architecture) { u.Triggers[0].From = "" }, []string{"hint: kitchen is always on and only takes messages from a queue"}},
		"serves":        {func(u *arch.Unit, _ *arch.Architecture) { u.Effects = []arch.Effect{{Kind: arch.Listen}} }, nil},
		"called": {func(_ *arch.Unit, a *arch.Architecture) {
			a.Edges = []*arch.Edge{{From: "shop", To: "kitchen", Style: arch.Sync}}
		}, nil},
		"scaled":  {func(u *arch.Unit, _ *arch.Architecture) { u.Settings.Autoscalers = []arch.Autoscaler{{}} }, nil},
		"several": {func(u *arch.Unit, _ *arch.Architecture) { u.Settings.Replicas = arch.Given(2, arch.Range{}) }, nil},
		"open":    {func(u *arch.Unit, _ *arch.Architecture) { u.Settings.Open = "a remote base" }, nil},
		"http too": {func(u *arch.Unit, _ *arch.Architecture) {
			u.Triggers = append(u.Triggers, arch.Trigger{Kind: arch.OnHTTP})
		}, nil},
		"mentions": {func(u *arch.Unit, _ *arch.Architecture) { u.Scope = arch.ScopeMentions }, nil},
		"function": {func(u *arch.Unit, _ *arch.Architecture) { u.Kind = arch.Function }, nil},
	} {
		u := &arch.Unit{
			Name: "kitchen", Kind: arch.Service, Platform: arch.Kubernetes, Scope: arch.ScopeCode, Declared: []arch.Declaration{{}},
			Triggers: []arch.Trigger{{Kind: arch.OnQueue, From: "broker"}},
		}
		a := &arch.Architecture{Units: []*arch.Unit{u}}
		c.change(u, a)
		if diff := cmp.Diff(c.want, archtest.Judged(judge, a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
