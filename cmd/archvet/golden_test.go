package main

import (
	"bytes"
	"os"
	"strings"
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

// TestReadme keeps the output that the README shows true: every line of it is in the
// golden file, in that order. Three dots stand for what is left out.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	golden, err := os.ReadFile("../../testdata/golden/shop.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, shown, _ := strings.Cut(string(readme), "$ go run ./cmd/archvet testdata/shop\n")
	shown, _, ok := strings.Cut(shown, "```")
	if !ok {
		t.Fatal("the README shows no output of testdata/shop")
	}
	rest := string(golden)
	for line := range strings.Lines(shown) {
		if line == "...\n" {
			continue
		}
		_, after, found := strings.Cut("\n"+rest, "\n"+line)
		if !found {
			t.Errorf("the README shows a line that is not in testdata/golden/shop.txt, or not in that order:\n%s", line)
			continue
		}
		rest = after
	}
}
