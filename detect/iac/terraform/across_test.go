package terraform

import (
	"os"
	"testing"

	"github.com/archvet/archvet/detect/source"
)

// TestAcross follows references into other roots of the repository.
func TestAcross(t *testing.T) {
	tree, err := source.New(os.DirFS("testdata/states"), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"QUEUE_URL": "network#aws_sqs_queue.orders", "JOBS_URL": "live/prod/jobs#aws_sqs_queue.jobs"}
	for _, u := range Load(tree).Units {
		for _, e := range u.Env {
			if got := e.Value.Parts[0].Ref; got != want[e.Name] {
				t.Errorf("%s: refers to %q, want %q", e.Name, got, want[e.Name])
			}
			delete(want, e.Name)
		}
	}
	if len(want) > 0 {
		t.Errorf("not there: %v", want)
	}
}
