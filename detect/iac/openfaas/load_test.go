package openfaas

import (
	"testing"

	"github.com/archvet/archvet/detect/iac/iactest"
)

func TestLoad(t *testing.T) { iactest.Golden(t, Load) }

func FuzzLoad(f *testing.F) { iactest.Fuzz(f, Load) }

func TestLanguage(t *testing.T) {
	for template, want := range map[string]string{
		"golang-middleware": "go", "go": "go", "python3-http": "python", "node18": "javascript", "node18-ts": "typescript",
		"java11-vert-x": "java", "csharp-httprequest": "csharp", "dockerfile": "", "bash-streaming": "other", "": "",
	} {
		if got := language(template); got != want {
			t.Errorf("%q: got %q, want %q", template, got, want)
		}
	}
}
