package main

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// The command starts in editors and hooks many times a minute, so `archvet --version`
// is to stay below 20 ms. Time on a busy machine proves nothing; what packages
// allocate before main does, and it is the same on every machine. The usual cause is
// a regular expression at package level.
func TestStartUp(t *testing.T) {
	const (
		most    = 96 << 10 // of one of our packages
		mostAll = 3 << 19  // of all packages, ours and others'
		own     = "github.com/archvet/archvet/"
	)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "-test.run=^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	all := 0
	for line := range strings.Lines(string(out)) {
		// init PACKAGE @TIME ms, TIME ms clock, BYTES bytes, N allocs
		f := strings.Fields(line)
		if len(f) < 9 || f[0] != "init" {
			continue
		}
		bytes, err := strconv.Atoi(f[7])
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		all += bytes
		if strings.HasPrefix(f[1], own) && bytes > most {
			t.Errorf("%s allocates %d bytes before main, at most %d", f[1], bytes, most)
		}
	}
	if all == 0 || all > mostAll {
		t.Errorf("all packages allocate %d bytes before main, at most %d", all, mostAll)
	}
	t.Logf("%d bytes", all)
}
