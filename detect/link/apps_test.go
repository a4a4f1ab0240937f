package link_test

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/link"
	"github.com/archvet/archvet/detect/source"
)

// What a template says of a function app holds for its functions, unless two say it.
func TestFunctionsTakeWhatTheirAppSays(t *testing.T) {
	tree, err := source.New(fstest.MapFS{"api/host.json": {Data: []byte("{}")}, "main.bicep": {Data: []byte("resource")}}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	at := arch.Range{File: "api/host.json", Start: 0, End: 1}
	app := func(dir string) iac.App {
		return iac.App{Dir: dir, Scope: "main.bicep", Settings: arch.Settings{
			Plan: arch.Given("Premium", arch.Range{File: "main.bicep"}), Timeout: arch.ByDefault(30*time.Minute, arch.Range{File: "main.bicep"}, "plan"),
		}}
	}
	for name, c := range map[string]struct {
		apps []iac.App
		want string
	}{"its own": {[]iac.App{app("api"), app("other")}, "Premium"}, "only one": {[]iac.App{app("")}, "Premium"}, "two": {[]iac.App{app(""), app("")}, ""}} {
		u := &iac.Unit{ID: "api#F", Scope: "api", Name: "F", Kind: arch.Function, Platform: arch.AzureFunctions, Format: "azure-functions", At: at}
		u.Settings.Timeout = arch.Hide[time.Duration](at, "the plan decides")
		a := link.Link(link.Input{Tree: tree, Table: code.Libraries(), Declared: []iac.Declared{{Units: []*iac.Unit{u}}, {Apps: c.apps}}})
		s := a.Units[0].Settings
		if s.Plan.V != c.want || s.Timeout.Known() != (c.want != "") {
			t.Errorf("%s: plan %+v, timeout %+v", name, s.Plan, s.Timeout)
		}
	}
}
