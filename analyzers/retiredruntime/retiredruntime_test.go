package retiredruntime

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
	"github.com/archvet/archvet/detect/limits"
)

func TestFixtures(t *testing.T) {
	archtest.Run(t, Analyzer, archtest.Dirs(t, "")...)
}

func unit(name string, platform arch.Platform, runtime arch.Value[string]) *arch.Unit {
	return &arch.Unit{Name: name, Kind: arch.Function, Platform: platform, Settings: arch.Settings{Runtime: runtime}}
}

func TestJudge(t *testing.T) {
	at := arch.Range{File: "t.yaml", Start: 1, End: 6}
	a := &arch.Architecture{Units: []*arch.Unit{
		unit("b", arch.AWSLambda, arch.Shared("go1.x", at)),
		unit("a", arch.AWSLambda, arch.Shared("go1.x", at)),
		unit("current", arch.AWSLambda, arch.Given("provided.al2023", at)),
		unit("image", arch.AWSLambda, arch.Value[string]{}),
		unit("own", arch.AWSLambda, arch.Given("something-else", at)),
		unit("hidden", arch.AWSLambda, arch.Hide[string](at, "parameter")),
		unit("service", arch.Kubernetes, arch.Given("go1.x", at)),
	}}
	want := []string{"warning: a and b run on go1.x, which reached its end on 2024-01-08; changes are refused from 2027-03-03"}
	if diff := cmp.Diff(want, archtest.Judged(judge, a)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// Every runtime is judged by its dates, so that a new row of the table needs no
// change here.
func TestTable(t *testing.T) {
	at := arch.Range{File: "t.yaml", Start: 1, End: 6}
	for r := range limits.Runtimes() {
		got := archtest.Judged(judge, &arch.Architecture{Units: []*arch.Unit{unit("f", r.Platform, arch.Given(r.Name, at))}})
		want := "" // no finding
		switch {
		case r.Deprecated.Reached(limits.Collected) && r.Confidence == limits.Verified:
			want = "warning: "
		case r.Deprecated.Reached(limits.Collected.AddDays(soon)):
			want = "hint: "
		}
		if (want == "") != (len(got) == 0) || len(got) > 0 && !strings.HasPrefix(got[0], want) {
			t.Errorf("%s %s, end %s: got %q, want %q", r.Platform, r.Name, r.Deprecated, got, want)
		}
	}
}
