// Archvet reads a repository, its code and its IaC, and answers three questions:
// which architecture is this, where does the code not fit it, and what are the steps
// to a better fit. It never executes or fetches anything of the repository, and writes
// to it only where that is what it is asked for: --fix, init and baseline.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/archvet/archvet/cmd/internal/run"
	"github.com/archvet/archvet/cmd/internal/terminal"
)

func main() {
	if asVettool(os.Args[1:]) {
		vettool()
		return
	}
	os.Exit(command(os.Args[1:], os.Stdout, os.Stderr))
}

// usageError is a wrong command line.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// statusError carries an exit status past the command line library; what there is to
// say has been said.
type statusError int

func (e statusError) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// command runs a command line and returns its exit status. A crash is an analysis
// that could not be done, never a clean run.
func command(args []string, stdout, stderr io.Writer) (status int) {
	defer func() {
		if r := recover(); r != nil {
			say(stderr, "archvet: internal error: %v\n%s", r, debug.Stack())
			status = run.Incomplete
		}
	}()
	root := newRoot(stdout, stderr)
	root.SetArgs(args)
	err := root.Execute()
	var exit statusError
	var usage usageError
	var late *run.UsageError
	var wrong interface { // a file of the user's that has mistakes
		error
		Lines() []string
	}
	switch {
	case err == nil:
		return run.Clean
	case errors.As(err, &exit):
		return int(exit)
	case errors.As(err, &wrong):
		for _, line := range wrong.Lines() {
			say(stderr, "%s", terminal.Printable(line))
		}
		return run.Usage
	case errors.As(err, &usage), errors.As(err, &late):
		say(stderr, "archvet: %v\nRun 'archvet --help' for usage.", err)
		return run.Usage
	}
	say(stderr, "archvet: %v", err)
	return run.Incomplete
}

// say writes a line for people. There is nobody to tell when that fails.
func say(w io.Writer, format string, args ...any) {
	_, _ = fmt.Fprintf(w, format+"\n", args...) // see above
}
