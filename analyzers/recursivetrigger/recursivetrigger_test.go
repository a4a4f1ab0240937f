package recursivetrigger

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) { archtest.Golden(t, Analyzer, archtest.Dirs(t, "")...) }

var here = arch.Range{File: "t.yaml", Start: 5, End: 9}

func system(change func(*arch.Unit)) *arch.Architecture {
	u := &arch.Unit{Name: "thumbs", Kind: arch.Function, Platform: arch.AWSLambda}
	u.Triggers = []arch.Trigger{{Kind: arch.OnStorage, From: "uploads", Filter: arch.ByDefault("", here, "no filter")}}
	u.Outbound = []arch.Call{{At: here, Protocol: "s3", Operation: "PutObject", Handler: "handler", Write: true, Always: arch.Given(true, here)}} // moved to the edge below
	change(u)
	e := &arch.Edge{From: "thumbs", To: "uploads", Style: arch.Data, Calls: u.Outbound}
	u.Outbound = nil
	return &arch.Architecture{Units: []*arch.Unit{u}, Resources: []*arch.Resource{{Name: "uploads"}}, Edges: []*arch.Edge{e}}
}

func TestJudge(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*arch.Unit)
		want   []string
	}{
		"loop":      {func(u *arch.Unit) {}, []string{"error: thumbs writes to uploads (S3 PutObject), which starts it again"}},
		"sometimes": {func(u *arch.Unit) { u.Outbound[0].Always = arch.Given(false, here) }, []string{"warning: thumbs writes to uploads (S3 PutObject), which starts it again"}},
		"unknown":   {func(u *arch.Unit) { u.Outbound[0].Always = arch.Value[bool]{} }, []string{"warning: thumbs writes to uploads (S3 PutObject), which starts it again"}},
		"queue":     {func(u *arch.Unit) { u.Triggers[0].Kind = arch.OnQueue }, []string{"warning: thumbs writes to uploads (S3 PutObject), which starts it again"}},
		"filter":    {func(u *arch.Unit) { u.Triggers[0].Filter = arch.Given("originals/*", here) }, nil},
		"hidden":    {func(u *arch.Unit) { u.Triggers[0].Filter = arch.Hide[string](here, "parameter") }, nil},
		"reads":     {func(u *arch.Unit) { u.Outbound[0].Write = false }, nil},
		"deletes":   {func(u *arch.Unit) { u.Outbound[0].Operation = "DeleteObject" }, nil},
		"elsewhere": {func(u *arch.Unit) { u.Triggers[0].From = "other" }, nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, system(c.change))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
