package limits_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/archvet/archvet/detect/limits"
	"github.com/google/go-cmp/cmp"
)

// counted are the units that name the things counted.
var counted = map[limits.Unit]bool{
	"attempts": true, "batches/shard": true, "connections": true, "count": true, "cpu-units": true, "deliveries": true,
	"environments": true, "environments/10s": true, "errors": true, "events": true, "executions": true, "failures": true,
	"GB-s/day": true, "instances": true, "instances/revision": true, "iterations": true, "jobs": true, "messages": true,
	"pods": true, "pollers": true, "receives": true, "records": true, "replicas": true, "requests": true,
	"requests/instance": true, "requests/pod": true, "requests/replica": true, "requests/s": true, "retries": true,
	"retries/task": true, "streams": true, "tasks": true, "tries": true, "vCPU": true,
	limits.Percent: true, limits.Ratio: true, limits.Times: true,
}

var words = map[limits.Unit]bool{
	limits.Switch: true, limits.Choice: true, limits.Text: true, limits.Day: true, limits.Rule: true, limits.Object: true, limits.ARN: true,
}

var (
	idForm   = regexp.MustCompile(`^[a-z0-9_]+(\.[a-z0-9_]+)+$`)
	dateForm = regexp.MustCompile(`^(\d{4}(-\d\d(-\d\d)?)?)?$`)
)

func TestEveryLimit(t *testing.T) {
	seen := map[string]bool{}
	for l := range limits.All() {
		if !idForm.MatchString(l.ID) || seen[l.ID] {
			t.Errorf("%q: malformed or used twice", l.ID)
		}
		seen[l.ID] = true
		if l.Platform == "" || l.Resource == "" || l.Attribute == "" || l.Source == "" {
			t.Errorf("%s: platform, resource, attribute and source are required", l.ID)
		}
		checkOrigin(t, l.ID, l.Confidence, l.AsOf)
		checkQuantities(t, l)
		if got, ok := limits.Get(l.ID); !ok || got.ID != l.ID {
			t.Errorf("%s: Get does not find it: the table is not sorted", l.ID)
		}
	}
	if len(seen) < 300 {
		t.Errorf("%d limits: some were lost", len(seen))
	}
}

func checkOrigin(t *testing.T, id string, c limits.Confidence, asOf limits.Date) {
	t.Helper()
	if c != limits.Verified && c != limits.Unverified {
		t.Errorf("%s: confidence %q", id, c)
	}
	if !dateForm.MatchString(string(asOf)) || asOf > limits.Collected {
		t.Errorf("%s: as_of %q is no date or lies after the collection", id, asOf)
	}
}

func checkQuantities(t *testing.T, l limits.Limit) {
	t.Helper()
	_, isTime := l.Default.Duration()
	_, isSize := l.Default.Size()
	number, isNumber := l.Default.Number()
	if _, isWord := l.Default.Word(); isWord && !words[l.Unit] {
		t.Errorf("%s: the default %s is a word, but the unit is %q", l.ID, l.Default, l.Unit)
	}
	if isNumber && !isTime && !isSize && !counted[l.Unit] {
		t.Errorf("%s: unknown unit %q", l.ID, l.Unit)
	}
	if l.Unit == "" {
		t.Errorf("%s: no unit", l.ID)
	}
	low, hasLow := l.Min.Number()
	high, hasHigh := l.Max.Number()
	if hasLow && hasHigh && low > high {
		t.Errorf("%s: min %s is above max %s", l.ID, l.Min, l.Max)
	}
	// A default below the minimum is a platform's word for "unset" (-1, 0), one above the maximum is a slip.
	if isNumber && hasHigh && number > high {
		t.Errorf("%s: the default %s is above max %s", l.ID, l.Default, l.Max)
	}
}

func TestEveryRuntime(t *testing.T) {
	for r := range limits.Runtimes() {
		id := string(r.Platform) + " " + r.Name
		if got, ok := limits.GetRuntime(r.Platform, r.Name); !ok || got != r {
			t.Errorf("%s: not found or listed twice", id)
		}
		if r.Source == "" || r.Deprecated == "" {
			t.Errorf("%s: source and deprecation date are required", id)
		}
		checkOrigin(t, id, r.Confidence, r.AsOf)
		for _, d := range []limits.Date{r.Deprecated, r.CreateBlocked, r.UpdateBlocked} {
			if _, ok := d.Time(); d != "" && !ok {
				t.Errorf("%s: %q is no date", id, d)
			}
		}
		// The newest versions need no row of their own until their end is known.
		if next, ok := limits.GetRuntime(r.Platform, r.Successor); ok && next.Deprecated < r.Deprecated {
			t.Errorf("%s: its successor %s ends earlier", id, r.Successor)
		}
	}
}

// TestIDs keeps the constants and the data together.
func TestIDs(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "ids.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok {
			id, err := strconv.Unquote(lit.Value)
			if _, found := limits.Get(id); err != nil || !found {
				t.Errorf("ids.go: %s is not in the table", lit.Value)
			}
			checked++
		}
		return true
	})
	if checked == 0 {
		t.Error("no constant found")
	}
}

func TestWhatRulesAskFirst(t *testing.T) {
	type times struct{ Default, Min, Max time.Duration }
	tests := map[string]times{
		limits.LambdaTimeout:           {3 * time.Second, time.Second, 15 * time.Minute},
		limits.LambdaTimeoutServerless: {6 * time.Second, time.Second, 15 * time.Minute},
		limits.FunctionURLTimeout:      {0, time.Second, 15 * time.Minute},
		limits.RESTAPITimeout:          {29 * time.Second, 50 * time.Millisecond, 29 * time.Second},
		limits.HTTPAPITimeout:          {30 * time.Second, 50 * time.Millisecond, 30 * time.Second},
		limits.ALBIdleTimeout:          {time.Minute, time.Second, 4000 * time.Second},
		limits.SQSVisibility:           {30 * time.Second, 0, 12 * time.Hour},
		limits.AzureTimeoutConsumption: {5 * time.Minute, 0, 10 * time.Minute},
		limits.AzureHTTPLimit:          {0, 0, 230 * time.Second},
		limits.CloudRunTimeout:         {5 * time.Minute, time.Second, time.Hour},
	}
	for id, want := range tests {
		l, ok := limits.Get(id)
		if !ok {
			t.Errorf("%s: missing", id)
			continue
		}
		var got times
		got.Default, _ = l.Default.Duration()
		got.Min, _ = l.Min.Duration()
		got.Max, _ = l.Max.Duration()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
}

func TestQuantity(t *testing.T) {
	rest, _ := limits.Get(limits.RESTAPITimeout)
	if got := rest.Max.String(); got != "29 s" {
		t.Errorf("String of 29000 ms = %q", got)
	}
	if got := rest.Words("raisable_for"); !cmp.Equal(got, []string{"REGIONAL", "PRIVATE"}) {
		t.Errorf("Words = %q", got)
	}
	memory, _ := limits.Get(limits.LambdaMemory)
	if got, ok := memory.Default.Size(); !ok || got != 128<<20 {
		t.Errorf("Size of 128 MB = %d, %t", got, ok)
	}
	if _, ok := memory.Default.Duration(); ok {
		t.Error("a size is no duration")
	}
	if q := (limits.Quantity{}); q.Known() || q.String() != "" {
		t.Error("the zero quantity must be absent")
	}
}

func TestRuntime(t *testing.T) {
	r, ok := limits.GetRuntime("aws-lambda", "nodejs18.x")
	if !ok || r.Deprecated != "2025-09-01" || r.Successor != "nodejs24.x" {
		t.Errorf("nodejs18.x = %+v, %t", r, ok)
	}
	if !r.Deprecated.Reached(limits.Collected) || r.UpdateBlocked.Reached(limits.Collected) {
		t.Error("nodejs18.x is deprecated, and updates are still accepted")
	}
	if limits.Date("").Reached(limits.Collected) {
		t.Error("an unknown day is never reached")
	}
	if got := limits.Date("2026-12-30").AddDays(3); got != "2027-01-02" {
		t.Errorf("AddDays = %s", got)
	}
}
