package listenerinfunction

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) { archtest.Golden(t, Analyzer, archtest.Dirs(t, "")...) }

var here = arch.Range{File: "t.yaml", Start: 5, End: 9}

func system(change func(*arch.Unit)) *arch.Architecture {
	u := &arch.Unit{Name: "web", Kind: arch.Function, Platform: arch.AWSLambda, Scope: arch.ScopeCode, Language: "go"}
	u.Settings.Runtime = arch.Given("provided.al2023", here)
	u.Effects = []arch.Effect{{Kind: arch.Listen, At: here, Func: "main", What: "http.ListenAndServe"}}
	change(u)
	return &arch.Architecture{Units: []*arch.Unit{u}}
}

func TestJudge(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*arch.Unit)
		want   []string
	}{
		"server":  {func(u *arch.Unit) {}, []string{"warning: web listens on a port (http.ListenAndServe) and takes no events"}},
		"each":    {func(u *arch.Unit) { u.Effects[0].Handler, u.Handler.Name = "handle", "handle" }, []string{"error: web opens a port for each event (http.ListenAndServe)"}},
		"both":    {func(u *arch.Unit) { u.Handler.Name = "handle" }, nil},
		"adapter": {func(u *arch.Unit) { u.Env = []arch.Variable{{Name: "AWS_LWA_PORT"}} }, nil},
		"open":    {func(u *arch.Unit) { u.EnvOpen = "a file" }, nil},
		"image":   {func(u *arch.Unit) { u.Settings.Runtime = arch.Value[string]{} }, nil},
		"azure":   {func(u *arch.Unit) { u.Platform = arch.AzureFunctions }, nil},
		"script":  {func(u *arch.Unit) { u.Language = "javascript" }, nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, system(c.change))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
