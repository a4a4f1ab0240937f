package flow_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/code/golang"
	"github.com/archvet/archvet/detect/flow"
	"github.com/archvet/archvet/detect/source"
)

const stepping = `package main

import (
	"net/http"
	"time"
)

func main() {
	from, to := time.Now(), time.Now().AddDate(0, 1, 0)
	for from.Before(to) {
		http.Get("http://a/day")
		from = from.AddDate(0, 0, 1)
	}
	for time.Now().Before(to) {
		http.Get("http://a/ready")
	}
}
`

// TestSteps tells a loop over the days of a span, whose rounds grow with data, from one
// that waits for a moment.
func TestSteps(t *testing.T) {
	tree, err := source.New(fstest.MapFS{"go.mod": {Data: []byte("module shop\n\ngo 1.26\n")}, "main.go": {Data: []byte(stepping)}}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, o := range flow.New(code.GoTable(), golang.Load(tree)).View(flow.Entry{Funcs: []string{"shop.main"}}).Operations() {
		for _, p := range o.Paths {
			for _, l := range p.Loops {
				got[l.Over] = l.Data
			}
		}
	}
	want := map[string]bool{"from.Before(to)": true, "time.Now().Before(to)": false}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("loops over data (-want +got):\n%s", diff)
	}
}
