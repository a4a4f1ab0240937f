package orchestratordeterminism

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) { archtest.Golden(t, Analyzer, archtest.Dirs(t, "")...) }

var here = arch.Range{File: "t.yaml", Start: 5, End: 9}

func system(change func(*arch.Unit)) *arch.Architecture {
	u := &arch.Unit{Name: "order", Kind: arch.Function, Platform: arch.AWSLambda, Handler: arch.Handler{Replayed: true, At: here}}
	u.Handler.Replays = []arch.Effect{{Kind: arch.Clock, At: here, Func: "handler", What: "Date.now"}}
	change(u)
	return &arch.Architecture{Units: []*arch.Unit{u}}
}

func TestJudge(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*arch.Unit)
		want   []string
	}{
		"clock":  {func(u *arch.Unit) {}, []string{"hint: order reads the clock outside of its steps (Date.now)"}},
		"random": {func(u *arch.Unit) { u.Handler.Replays[0].Kind, u.Handler.Replays[0].What = arch.Random, "uuid.v4" }, []string{"warning: order draws a random value outside of its steps (uuid.v4)"}},
		"other":  {func(u *arch.Unit) { u.Handler.Replays[0].Kind = arch.Build }, nil},
		"plain":  {func(u *arch.Unit) { u.Handler.Replayed = false }, nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, system(c.change))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
