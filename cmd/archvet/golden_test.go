package main

import (
	"bytes"
	"testing"

	"github.com/archvet/archvet/cmd/internal/report/sample"
	"github.com/archvet/archvet/cmd/internal/run"
)

// TestShop is the README's main command. The golden file is what a user sees first,
// so a change of it is to be read, not only accepted.
func TestShop(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if status := command([]string{"../../testdata/shop"}, &stdout, &stderr); status != run.Found {
		t.Errorf("exit status %d, want %d", status, run.Found)
	}
	if stderr.Len() > 0 {
		t.Errorf("on stderr:\n%s", &stderr)
	}
	sample.Golden(t, "../../testdata/golden/shop.txt", stdout.Bytes())
}
