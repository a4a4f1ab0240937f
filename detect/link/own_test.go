package link

import (
	"testing"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

func TestTakesNothing(t *testing.T) {
	base := arch.Given("golang:1.26", arch.Range{File: "Dockerfile"})
	copied := iac.Copy{Sources: []string{"src"}, Dest: "."}
	for name, c := range map[string]struct {
		stages []iac.Stage
		want   bool
	}{
		"fetched":       {[]iac.Stage{{Base: base}, {Base: base, Copies: []iac.Copy{{From: "builder", Sources: []string{"/app"}}}}}, true},
		"own source":    {[]iac.Stage{{Base: base, Copies: []iac.Copy{copied}}, {Base: base}}, false},
		"takes by base": {[]iac.Stage{{Base: arch.Given("node:6-onbuild", arch.Range{File: "Dockerfile"})}}, false},
		"unknown base":  {[]iac.Stage{{Base: arch.Hide[string](arch.Range{File: "Dockerfile"}, "argument")}}, false},
		"no stage":      {nil, false},
	} {
		if got := takesNothing(&iac.Build{Stages: c.stages}); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestTelling(t *testing.T) {
	for path, name := range map[string]string{
		"app/cart/service/cmd/server": "cart-service", "api/services/auth": "auth", "cmd/order-worker": "order-worker",
	} {
		a, b := telling(words(path)), telling(words(name))
		if len(a) == 0 || len(a) != len(b) || a[0] != b[0] {
			t.Errorf("%s is not told to be %s: %v, %v", path, name, a, b)
		}
	}
	if got := telling(words("cmd/server")); len(got) != 0 {
		t.Errorf("cmd/server tells %v", got)
	}
}
