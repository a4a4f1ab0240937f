package policy

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/limits"
)

const whole = `version: 1
fail-on: error
persona: pedantic
min-coverage: 90
exclude: [legacy/]
rules:
  lambdalith: off
  chattycalls: {severity: error, options: {min: 5}}
overrides:
  - paths: ["services/legacy/**"]
    units: ["pay*"]
    rules: {calltimeout: off, chattycalls: hint}
ignore:
  - {rule: shareddatabase, resources: [orders-db], reason: split in spring, until: 2027-03-01}
limits:
  aws.apigw.rest.timeout: 60s
  aws.lambda.timeout: {max: 15m}
kubernetes:
  workloads: [{kind: CloneSet, group: apps.kruise.io, template: spec.template}]
architecture:
  style: microservices
  units:
    orders: {kind: service, calls: [], uses: [orders-db]}
`

func parse(t *testing.T, text string) *Policy {
	t.Helper()
	p, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWhole(t *testing.T) {
	p := parse(t, whole)
	if p.FailOn.V != "error" || p.Persona.V != "pedantic" || p.MinCoverage.V != 90 {
		t.Errorf("top: %+v", p)
	}
	if diff := cmp.Diff([]string{"legacy"}, p.Exclude); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Workload{{Kind: "CloneSet", Group: "apps.kruise.io", Template: []string{"spec", "template"}}}, p.Workloads); diff != "" {
		t.Error(diff)
	}
	u := p.Intended.Units[0]
	if p.Intended.Style.V != "microservices" || u.Name.V != "orders" || u.Calls == nil || len(u.Calls) != 0 || len(u.Uses) != 1 {
		t.Errorf("intended: %+v", p.Intended)
	}
	if o := p.Rules[1].Options; len(o) != 1 || o[0].Name != "min" || o[0].Value.V != "5" {
		t.Errorf("options: %+v", p.Rules)
	}
}

func TestAbsentFileIsNoPolicy(t *testing.T) {
	p, err := Read(fstest.MapFS{})
	if err != nil || p.Present {
		t.Errorf("%+v, %v", p, err)
	}
	f := arch.Finding{Rule: "x", Severity: arch.Warning}
	if s, on := p.Severity(f); !on || s != arch.Warning || p.Ignores(f, time.Now()) != nil {
		t.Error("a repository without configuration changes findings")
	}
}

// TestMistakes wants each mistake told with its place and the nearest name.
func TestMistakes(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"unknown key":      {"version: 1\nfail_on: error\n", `.archvet.yaml:2:1: unknown "fail_on", did you mean "fail-on"?`},
		"unknown word":     {"version: 1\npersona: pedant\n", `.archvet.yaml:2:10: persona: unknown "pedant", did you mean "pedantic"?`},
		"no version":       {"persona: default\n", `version is required`},
		"another version":  {"version: 2\n", `.archvet.yaml:1:10: version: unknown "2", did you mean "1"?`},
		"empty":            {"", `must hold one YAML document`},
		"two documents":    {"version: 1\n---\nversion: 1\n", `must hold one YAML document`},
		"no mapping":       {"- 1\n", `must be a mapping`},
		"severity":         {"version: 1\nrules: {a: loud}\n", `.archvet.yaml:2:12: rules.a: unknown "loud", must be one of error, warning, hint, off`},
		"not a list":       {"version: 1\nexclude: legacy\n", `.archvet.yaml:2:10: exclude: must be a list`},
		"outside":          {"version: 1\nexclude: [../x]\n", `../x must name a directory inside`},
		"coverage":         {"version: 1\nmin-coverage: 101\n", `must be between 0 and 100`},
		"no number":        {"version: 1\nmin-coverage: most\n", `"most" is not a number`},
		"no reason":        {"version: 1\nignore: [{rule: a, paths: [b]}]\n", `ignore.reason is required`},
		"blank reason":     {"version: 1\nignore: [{rule: a, paths: [b], reason: ' '}]\n", `a reason is required`},
		"no scope":         {"version: 1\nignore: [{rule: a, reason: b}]\n", `must say for which paths, units or resources`},
		"no day":           {"version: 1\nignore: [{rule: a, units: [b], reason: c, until: soon}]\n", `soon is not a day`},
		"pattern":          {"version: 1\nignore: [{rule: a, units: ['['], reason: c}]\n", `malformed pattern [`},
		"limit":            {"version: 1\nlimits: {aws.apigw.rest.timeot: 60s}\n", `did you mean "aws.apigw.rest.timeout"?`},
		"limit's unit":     {"version: 1\nlimits: {aws.apigw.rest.timeout: 60 MB}\n", `"60 MB" is not a value in`},
		"options of parts": {"version: 1\noverrides: [{units: [a], rules: {b: {options: {c: 1}}}}]\n", `options of b hold for the whole repository`},
		"broken YAML":      {"version: [\n", `not valid YAML`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse([]byte(tt.text))
			var wrong *Error
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestUnknownRules(t *testing.T) {
	p := parse(t, whole)
	err := p.Wrong(p.Unknown(map[string][]string{"chattycalls": {"loop"}, "calltimeout": nil, "shareddatabase": nil}))
	want := ".archvet.yaml:7:3: rules: unknown \"lambdalith\", must be one of calltimeout, chattycalls, shareddatabase\n" +
		".archvet.yaml:8:49: options of chattycalls: unknown \"min\", must be one of loop"
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	if err := p.Wrong(p.Unknown(map[string][]string{"chattycalls": {"min"}, "calltimeout": nil, "shareddatabase": nil, "lambdalith": nil})); err != nil {
		t.Error(err)
	}
}

func TestSeverity(t *testing.T) {
	p := parse(t, whole)
	at := func(rule, file, unit string) arch.Finding {
		return arch.Finding{Rule: rule, Severity: arch.Warning, At: arch.Range{File: file}, Unit: unit}
	}
	for name, tt := range map[string]struct {
		finding arch.Finding
		want    arch.Severity
		on      bool
	}{
		"set":               {at("chattycalls", "a.go", "orders"), arch.Error, true},
		"overridden":        {at("chattycalls", "services/legacy/x/a.go", "payments"), arch.Hint, true},
		"path alone":        {at("chattycalls", "services/legacy/x/a.go", "orders"), arch.Error, true},
		"off":               {at("lambdalith", "a.go", ""), arch.Warning, false},
		"off there":         {at("calltimeout", "services/legacy/a.go", "pay"), arch.Warning, false},
		"not spoken of":     {at("calltimeout", "a.go", "pay"), arch.Warning, true},
		"of another's rule": {at("servicecycle", "services/legacy/a.go", "pay"), arch.Warning, true},
	} {
		if got, on := p.Severity(tt.finding); got != tt.want || on != tt.on {
			t.Errorf("%s: %v, %v", name, got, on)
		}
	}
}

func TestIgnoreEndsAfterItsDay(t *testing.T) {
	p := parse(t, whole)
	f := arch.Finding{Rule: "shareddatabase", Resource: "orders-db"}
	day := func(d int) time.Time { return time.Date(2027, 3, d, 23, 0, 0, 0, time.UTC) }
	if p.Ignores(f, day(1)) == nil || p.Ignores(f, day(2)) != nil {
		t.Error("the last day is not the last")
	}
	f.Resource = "stock-db"
	if p.Ignores(f, day(1)) != nil {
		t.Error("another resource is ignored, too")
	}
}

func TestLimits(t *testing.T) {
	a := &arch.Architecture{Limits: parse(t, whole).Limits}
	rest, _ := limits.For(a, limits.RESTAPITimeout)
	if d, _ := rest.Default.Duration(); d != time.Minute {
		t.Errorf("default %v", d)
	}
	lambda, _ := limits.For(a, limits.LambdaTimeout)
	if d, _ := lambda.Max.Duration(); d != 15*time.Minute {
		t.Errorf("max %v", d)
	}
	plain, _ := limits.Get(limits.LambdaTimeout)
	if lambda.Default != plain.Default {
		t.Error("a part that is not named changed")
	}
}

func TestSchemaIsJSON(t *testing.T) {
	out, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var s struct {
		Properties map[string]any
		Required   []string
	}
	if err := json.Unmarshal(out, &s); err != nil {
		t.Fatal(err)
	}
	if len(s.Properties) != len(file().fields) || len(s.Required) != 1 {
		t.Errorf("%d properties, %v required", len(s.Properties), s.Required)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("version: 1\nlimits: {aws.lambda.timeout: 9e99}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Parse(data)
		if (p == nil) == (err == nil) {
			t.Errorf("%v, %v", p, err)
		}
	})
}
