package builds

import (
	"testing"

	"github.com/archvet/archvet/detect/iac/iactest"
)

func TestLoad(t *testing.T) { iactest.Golden(t, Load) }

func FuzzLoad(f *testing.F) { iactest.Fuzz(f, Load) }

func TestImageOf(t *testing.T) {
	for in, want := range map[string]string{
		"gcr.io/p/cart:v1":                       "gcr.io/p/cart",
		"$REG/shop/cart:$TAG":                    "shop/cart",
		"${{ env.A/B }}/cart:${{ github.sha }}":  "cart",
		"cart@sha256:aa":                         "cart",
		"localhost:5000/cart":                    "localhost:5000/cart",
		"$IMAGE":                                 "",
		"repo/$SERVICE:1":                        "",
		"{{ .Registry }}/cart:{{ .Tag }}":        "cart",
		"ko://example.com/shop/cmd/cart":         "ko://example.com/shop/cmd/cart",
		"us-docker.pkg.dev/$PROJECT_ID/r/cart:x": "r/cart",
		"":                                       "",
	} {
		if got := imageOf(in); got != want {
			t.Errorf("imageOf(%q) = %q, want %q", in, got, want)
		}
	}
}
