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

func TestStacksApart(t *testing.T) {
	logical := func(scope string) *iac.Resource {
		return &iac.Resource{ID: scope + "#OrdersTable", Scope: scope, Name: "OrdersTable", Format: "sam"}
	}
	physical := func(scope, name string) *iac.Resource {
		return &iac.Resource{ID: scope + "#OrdersTable", Scope: scope, Name: name, Format: "cloudformation", Aliases: []string{"OrdersTable"}}
	}
	compose := &iac.Resource{ID: "compose.yaml#orderstable", Scope: "compose:.", Name: "orderstable", Format: "compose"}
	for name, c := range map[string]struct {
		a, b *iac.Resource
		want bool
	}{
		"logical names of two stacks": {logical("a.yaml"), logical("b.yaml"), true},
		"one stack":                   {logical("a.yaml"), logical("a.yaml"), false},
		"one physical name":           {physical("a.yaml", "orders"), physical("b.yaml", "orders"), false},
		"two physical names":          {physical("a.yaml", "orders"), physical("b.yaml", "refunds"), true},
		"a developer's copy":          {logical("a.yaml"), compose, false},
	} {
		if got := stacksApart(c.a, c.b); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
