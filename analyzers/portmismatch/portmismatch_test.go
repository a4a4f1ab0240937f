package portmismatch

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	archtest.Run(t, Analyzer, archtest.Dirs(t, "")...)
}

func at(line int) arch.Range { return arch.Range{File: "f", Start: line, End: line + 1} }

func listens(address arch.Value[string]) arch.Effect {
	return arch.Effect{Kind: arch.Listen, What: "http.ListenAndServe", Address: address}
}

func unit(target int, effects ...arch.Effect) *arch.Unit {
	return &arch.Unit{
		Name: "shop", Kind: arch.Service, Scope: arch.ScopeCode, Effects: effects,
		Settings: arch.Settings{Endpoints: []arch.Endpoint{{Kind: "Service", Name: "shop", Target: arch.Given(target, at(3))}}},
	}
}

func TestJudge(t *testing.T) {
	literal := arch.Given(":8080", at(1))
	fallback := arch.ByDefault(":8080", at(1), "")
	open := unit(3000, listens(fallback))
	open.EnvOpen = "a secret"
	meshed := unit(3000, listens(literal))
	meshed.Settings.Injected = arch.Given("istio", at(2))
	dapr := unit(3000, listens(literal))
	dapr.Settings.Endpoints = append(dapr.Settings.Endpoints, arch.Endpoint{Kind: "Dapr app port"})
	said := unit(3000, listens(literal))
	said.Ports = []arch.Port{{Number: arch.Given(3000, at(2))}}
	wrong := []string{"warning: Service shop of shop expects it at port 3000, but it listens at 8080"}
	for name, c := range map[string]struct {
		u    *arch.Unit
		want []string
	}{
		"differs":               {unit(3000, listens(literal)), wrong},
		"alone":                 {unit(3000, listens(arch.Given("8080", at(1)))), wrong},
		"serves on it":          {unit(3000, listens(literal), arch.Effect{Kind: arch.Listen, What: "grpc.Serve"}), wrong},
		"default, nothing set":  {unit(3000, listens(fallback)), wrong},
		"same":                  {unit(8080, listens(literal)), nil},
		"another listener":      {unit(3000, listens(literal), listens(arch.Given("0.0.0.0:3000", at(2)))), nil},
		"unknown listener":      {unit(3000, listens(literal), listens(arch.Value[string]{})), nil},
		"may be overridden":     {open, nil},
		"no listener":           {unit(3000), nil},
		"Dapr beside it":        {dapr, nil},
		"the container says so": {said, nil},
		"mesh":                  {meshed, nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, &arch.Architecture{Units: []*arch.Unit{c.u}})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
