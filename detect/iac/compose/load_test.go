package compose

import (
	"testing"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac/iactest"
)

func TestLoad(t *testing.T) { iactest.Golden(t, Load) }

func FuzzLoad(f *testing.F) { iactest.Fuzz(f, Load) }

func TestVariantOf(t *testing.T) {
	for _, c := range []struct {
		name, want string
		ok         bool
	}{
		{"docker-compose.yml", "", true},
		{"compose.yaml", "", true},
		{"docker-compose.prod.yml", "prod", true},
		{"docker-compose-full.yaml", "full", true},
		{"dev.docker-compose.yml", "dev", true},
		{"docker-stack.yml", "", true},
		{"compose.grafana.micro.yaml", "grafana.micro", true},
		{"docker-compose.ci.yml", "", false},
		{"decompose.yml", "", false},
		{"composer.yaml", "", false},
		{"kustomization.yaml", "", false},
	} {
		got, ok := variantOf(c.name)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("variantOf(%q) = %q, %v", c.name, got, ok)
		}
	}
}

func TestExpand(t *testing.T) {
	p := &project{vars: map[string]setting{"A": {value: "1"}, "E": {}, "N": {value: "<$A>"}, "R": {value: "$A", raw: true}, "X": {value: "$Y$Y"}, "Y": {value: "$X$X"}}}
	for _, c := range []struct{ text, want string }{
		{"$A-${A}", "1-1"},
		{"${E-d}", ""},
		{"${E:-d}", "d"},
		{"${U-a${A}}", "a1"},
		{"${U:-${V:-x}}", "x"},
		{"$$A", "$A"},
		{"100$", "100$"},
		{"${", "${"},
		{"$1", "$1"},
		{"${A:+y}", "y"},
		{"$N", "<1>"},
		{"$R", "$A"},
		{"${A:?why}", "1"},
		{"${U}", "?"},
		{"${U:?why}", "?"},
		{"${U:+y}", "?"},
		{"$X", "?"},
	} {
		got := p.expand(c.text, arch.Range{File: "f"})
		text := got.V
		if !got.Known() {
			text = "?"
		}
		if text != c.want {
			t.Errorf("%s = %q (%s), want %q", c.text, text, got.Why, c.want)
		}
	}
}
