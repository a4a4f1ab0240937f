package undeclaredenv

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
	unit := func(change func(u *arch.Unit)) *arch.Architecture {
		u := &arch.Unit{
			Name: "shop", Platform: arch.Kubernetes, Declared: []arch.Declaration{{At: arch.Range{File: "k8s.yaml"}}},
			Effects: []arch.Effect{{Kind: arch.ReadEnv, What: "STOCK_ADDR", At: arch.Range{File: "main.go"}}},
		}
		change(u)
		return &arch.Architecture{Units: []*arch.Unit{u}}
	}
	for name, c := range map[string]struct {
		a    *arch.Architecture
		want []string
	}{
		"not set":     {unit(func(*arch.Unit) {}), []string{"warning: shop calls an address from STOCK_ADDR, which its deployment does not set"}},
		"read twice":  {unit(func(u *arch.Unit) { u.Effects = append(u.Effects, u.Effects[0]) }), []string{"warning: shop calls an address from STOCK_ADDR, which its deployment does not set"}},
		"set":         {unit(func(u *arch.Unit) { u.Env = []arch.Variable{{Name: "STOCK_ADDR"}} }), nil},
		"open":        {unit(func(u *arch.Unit) { u.EnvOpen = "a secret" }), nil},
		"no IaC":      {unit(func(u *arch.Unit) { u.Platform = "" }), nil},
		"by platform": {unit(func(u *arch.Unit) { u.Effects[0].What = "AWS_REGION" }), nil},
		"credential":  {unit(func(u *arch.Unit) { u.Effects[0].What = "STOCK_API_TOKEN" }), nil},
		"service":     {unit(func(u *arch.Unit) { u.Effects[0].What = "STOCK_SERVICE_HOST" }), nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, c.a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
