package portenv

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	archtest.Run(t, Analyzer, archtest.Dirs(t, "")...)
}

func unit(p arch.Platform, addresses ...arch.Value[string]) *arch.Unit {
	u := &arch.Unit{
		Name: "shop", Kind: arch.Service, Platform: p, Scope: arch.ScopeCode,
		Settings: arch.Settings{Endpoints: []arch.Endpoint{{Kind: "container port", Target: arch.Given(8080, arch.Range{})}}},
	}
	for _, a := range addresses {
		u.Effects = append(u.Effects, arch.Effect{Kind: arch.Listen, Address: a})
	}
	return u
}

func TestJudge(t *testing.T) {
	here := arch.Range{File: "main.go"}
	lonely := unit(arch.Kubernetes, arch.Given("127.0.0.1:9000", here))
	lonely.Settings.Endpoints = nil
	for name, c := range map[string]struct {
		u    *arch.Unit
		want []string
	}{
		"fixed":            {unit(arch.CloudRun, arch.Given(":9000", here)), []string{"warning: shop always listens at port 9000, but cloud-run sends its requests to port 8080"}},
		"loopback":         {unit(arch.Kubernetes, arch.Given("127.0.0.1:8080", here)), []string{"warning: shop listens at 127.0.0.1:8080, where nothing outside of its container reaches it"}},
		"loopback by name": {unit(arch.CloudRun, arch.Given("localhost:8080", here)), []string{"warning: shop listens at localhost:8080, where nothing outside of its container reaches it"}},
		"same":             {unit(arch.CloudRun, arch.Given("0.0.0.0:8080", here)), nil},
		"default":          {unit(arch.CloudRun, arch.ByDefault(":9000", here, "")), nil},
		"unknown":          {unit(arch.CloudRun, arch.Value[string]{}), nil},
		"second listener":  {unit(arch.CloudRun, arch.Given(":9000", here), arch.Given(":8080", here)), nil},
		"kubernetes":       {unit(arch.Kubernetes, arch.Given(":9000", here)), nil},
		"debug listener":   {lonely, nil},
		"virtual machine":  {unit(arch.VM, arch.Given("127.0.0.1:9000", here)), nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, &arch.Architecture{Units: []*arch.Unit{c.u}})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
