package lambdalith

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) { archtest.Golden(t, Analyzer, archtest.Dirs(t, "")...) }

var here = arch.Range{File: "t.yaml", Start: 5, End: 9}

func system(change func(*arch.Unit)) *arch.Architecture {
	u := &arch.Unit{Name: "api", Kind: arch.Function, Platform: arch.AWSLambda, Handler: arch.Handler{Routes: 8}}
	u.Triggers = []arch.Trigger{{Kind: arch.OnHTTP, At: here, Path: "/{proxy+}"}}
	change(u)
	return &arch.Architecture{Units: []*arch.Unit{u}, Edges: []*arch.Edge{{From: "api", To: "orders"}, {From: "api", To: "mails"}}}
}

func six(a *arch.Architecture, report func(arch.Finding)) { judge(a, 6, report) }

func TestJudge(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*arch.Unit)
		want   []string
	}{
		"many":    {func(u *arch.Unit) {}, []string{"hint: api serves 8 routes with a router of its own behind the route /{proxy+}, and reaches mails and orders"}},
		"few":     {func(u *arch.Unit) { u.Handler.Routes = 3 }, nil},
		"one":     {func(u *arch.Unit) { u.Triggers[0].Path = "/orders/{id}" }, nil},
		"service": {func(u *arch.Unit) { u.Kind = arch.Service }, nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(six, system(c.change))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
