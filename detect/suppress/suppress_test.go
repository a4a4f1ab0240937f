package suppress

import (
	"strings"
	"testing"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

var today = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// quiet reports whether a finding of rule at the first place that reads text is kept
// quiet.
func quiet(file, content, text, rule string) bool {
	start := strings.Index(content, text)
	at := arch.Range{File: file, Start: start, End: start + len(text)}
	line := 1 + strings.Count(content[:start], "\n")
	for _, m := range Read(file, []byte(content)) {
		if m.Holds(rule, at, line, line+strings.Count(text, "\n"), today) {
			return true
		}
	}
	return false
}

func TestComments(t *testing.T) {
	for _, c := range []struct {
		file, content string
		want          bool
	}{
		{"a.go", "call() // archvet:ignore chattycalls three at most, by contract", true},
		{"a.go", "// archvet:ignore chattycalls three at most\ncall()", true},
		{"a.go", "// archvet:ignore chattycalls three at most\n// and never more\ncall()", true},
		{"a.go", "x() // archvet:ignore chattycalls three at most\ncall()", false},
		{"a.go", "// archvet:ignore chattycalls three at most\n\ncall()", false},
		{"a.go", "call() // archvet:ignore chattycalls", false},
		{"a.go", "call() // archvet:ignore chattycalls --", false},
		{"a.go", "call() // archvet:ignore calltimeout the proxy has one", false},
		{"a.go", "call() // archvet:ignore calltimeout,chattycalls the proxy has one", true},
		{"a.go", "call() // archvet:ignore calltimeout, chattycalls the proxy has one", true},
		{"a.go", "call() /* archvet:ignore chattycalls the proxy has one */", true},
		{"a.go", "call() /* archvet:ignore chattycalls */", false},
		{"a.go", "call() // archvet:ignore chattycalls until=2026-11-01 three", true},
		{"a.go", "call() // archvet:ignore chattycalls until=2026-10-31 three", false},
		{"a.go", "call() // archvet:ignore chattycalls three (until 2026-10-31)", false},
		{"a.go", "call() // archvet:ignore chattycalls three until the batch is out", true},
		{"a.go", "call() // archvet:ignore chattycalls until=soon three", false},
		{"a.go", "call() // archvet:ignore chattycalls until=2027-03-01", false},
		{"a.go", "//\tcall() # archvet:ignore chattycalls a page that shows how", false},
		{"a.go", "call(); x(\"archvet:ignore chattycalls why\")", false},
		{"a.go", "call() //nolint:archvet // the proxy has a limit", true},
		{"a.go", "call() //nolint:errcheck,archvet // the proxy has a limit", true},
		{"a.go", "call() //nolint:archvet", false},
		{"a.go", "call() //nolint:archvetx // no", false},
		{"a.py", "call() # nolint:archvet no", false},
		{"a.py", "call()  # archvet:ignore chattycalls three", true},
		{"a.yaml", "call(): 1 # archvet:ignore chattycalls three", true},
		{"b.yaml", "  # archvet:ignore chattycalls three\n  call(): |\n    x", true},
		{"a.yaml", "*archvet:ignore chattycalls three\ncall()", false},
		{"deploy.yaml", "{{- /* archvet:ignore chattycalls three */}}\ncall()", true},
		{"a.tf", "call() // archvet:ignore chattycalls three", true},
		{"Dockerfile", "# archvet:ignore chattycalls three\nRUN call()", true},
		{"a.sql", "-- archvet:ignore chattycalls three\ncall()", true},
		{"a.xml", "<!-- archvet:ignore chattycalls three -->\n<a>call()</a>", true},
		{"a.xml", "<!-- archvet:ignore chattycalls -->\n<a>call()</a>", false},
		{"A.java", "/**\n * archvet:ignore chattycalls three\n */\ncall()", true},
		{"a.go", "call()", false},
	} {
		if got := quiet(c.file, c.content, "call()", "chattycalls"); got != c.want {
			t.Errorf("%s: %q: quiet = %v", c.file, c.content, got)
		}
	}
}

func TestCommentAnywhereInTheFinding(t *testing.T) {
	text := "for {\n\tcall() // archvet:ignore chattycalls three\n}"
	if !quiet("a.go", text, text, "chattycalls") {
		t.Error("the comment inside does not count")
	}
}

const objects = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
  annotations:
    archvet.dev/ignore-probemissing: ends when it hangs (until 2027-03-01)
    archvet.dev/ignore-calltimeout: ""
spec:
  one: 1
  last: |
    one
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: stock}
spec:
  two: 2
  template:
    metadata:
      annotations: {archvet.dev/ignore-probemissing: inner}
    three: 3
`

func TestAnnotations(t *testing.T) {
	for text, want := range map[string]bool{"one: 1": true, "kind: Deployment": true, "last": true, "two: 2": false, "three: 3": true} {
		if got := quiet("k.yaml", objects, text, "probemissing"); got != want {
			t.Errorf("%s: quiet = %v", text, got)
		}
	}
	if quiet("k.yaml", objects, "one: 1", "calltimeout") {
		t.Error("no reason, and it counts")
	}
	chart := strings.ReplaceAll(objects, "spec:", "{{- if .Values.on }}\nspec: {{ toYaml . }")
	for text, want := range map[string]bool{"one: 1": true, "name: orders": true} {
		if got := quiet("t.yaml", chart, text, "probemissing"); got != want {
			t.Errorf("in a template, %s: quiet = %v", text, got)
		}
	}
}

func TestMetadata(t *testing.T) {
	yaml := "Resources:\n  Report:\n    Type: AWS::Serverless::Function\n    Metadata:\n      archvet:\n        ignore:\n" +
		"          - {rule: triggertimeout, reason: the proxy waits, until: 2027-03-01}\n          - {rule: retiredruntime, reason: gone soon, until: 2026-01-01}\n" +
		"          - {rule: calltimeout}\n    Properties:\n      Timeout: 60\n  Other:\n    Properties: {Timeout: 50}\n"
	json := `{"Resources": {"Report": {"Metadata": {"archvet": {"ignore": [{"rule": "triggertimeout", "reason": "the proxy waits"}]}},
  "Properties": {"Timeout: 60": 60}},
"Other": {"Timeout: 50": 1}}}`
	for file, content := range map[string]string{"t.yaml": yaml, "t.json": json} {
		for text, want := range map[string]bool{"Timeout: 60": true, "Report": true, "Timeout: 50": false} {
			if got := quiet(file, content, text, "triggertimeout"); got != want {
				t.Errorf("%s, %s: quiet = %v", file, text, got)
			}
		}
	}
	for _, rule := range []string{"retiredruntime", "calltimeout"} {
		if quiet("t.yaml", yaml, "Timeout: 60", rule) {
			t.Errorf("%s: expired or without a reason, and it counts", rule)
		}
	}
}

func TestFaults(t *testing.T) {
	var got []string
	for _, m := range Read("a.py", []byte("# archvet:ignore a\n# archvet:ignore b until=x y\n# archvet:ignore c until=2027-01-02 why\n# archvet:ignored d\n# archvet:ignore\n")) {
		got = append(got, m.Rule+": "+m.Fault+m.Reason)
	}
	want := "a: no reason is given, b: until=x is not a day such as 2027-03-01until=x y, c: why"
	if strings.Join(got, ", ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
	}
}

// Every mark stands where its file says, whatever the file is.
func FuzzRead(f *testing.F) {
	f.Add("a.yaml", objects)
	f.Add("a.go", "// archvet:ignore a,b c\n//nolint:archvet // d")
	f.Add("t.json", `{"a": {"Metadata": {"archvet": {"ignore": [{"rule": "x", "reason": "y"}]}}}}`)
	f.Fuzz(func(t *testing.T, file, content string) {
		lines := len(source.LineStarts([]byte(content)))
		for _, m := range Read(file, []byte(content)) {
			if m.At.Start < 0 || m.At.End > len(content) || m.At.Start > m.At.End || m.last > lines {
				t.Errorf("%+v in %d bytes", m, len(content))
			}
		}
	})
}
