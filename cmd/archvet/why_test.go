package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/archvet/archvet/cmd/internal/report/sample"
	"github.com/archvet/archvet/cmd/internal/run"
)

// TestWhy explains an edge over gRPC and HTTP, one to a function that the template
// refers to, and one that is missing.
func TestWhy(t *testing.T) {
	for _, question := range []string{"orders:inventory", "report:audit", "inventory:prices"} {
		t.Run(question, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			if status := command([]string{"detect", "--why", question, "../../testdata/shop"}, &stdout, &stderr); status != run.Clean {
				t.Errorf("exit status %d, want %d", status, run.Clean)
			}
			if stderr.Len() > 0 {
				t.Errorf("on stderr:\n%s", &stderr)
			}
			sample.Golden(t, "../../testdata/golden/why-"+strings.ReplaceAll(question, ":", "-")+".txt", stdout.Bytes())
		})
	}
}
