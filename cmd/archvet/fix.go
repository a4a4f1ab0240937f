package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/archvet/archvet/cmd/internal/fix"
	"github.com/archvet/archvet/cmd/internal/output"
	"github.com/archvet/archvet/cmd/internal/output/text"
	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/run"
	"github.com/archvet/archvet/cmd/internal/terminal"
)

// fixing are the flags that make the edits which findings offer.
type fixing struct {
	apply bool
	show  bool
}

func (o *fixing) addTo(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.apply, "fix", false, "make the edits that findings offer, and report what is left")
	cmd.Flags().BoolVar(&o.show, "diff", false, "show the edits that findings offer as a diff, and change nothing")
}

// fixed checks the repository, after the edits that were asked for.
func (o *checking) fixed(path string, in run.Options, view text.Options, gate run.Gate, stdout, stderr io.Writer) error {
	if !o.fix.apply && !o.fix.show {
		return o.report(path, output.Report(), in, view, gate, stdout, stderr)
	}
	if o.fix.apply && o.fix.show {
		return usageError{fmt.Errorf("--fix and --diff: one of them at a time")}
	}
	targets, err := output.Targets(o.formats, output.Report())
	if err != nil {
		return usageError{err}
	}
	r, err := o.analyse(path, in, stderr)
	if err != nil {
		return err
	}
	tellProblems(stderr, r)
	root, err := os.OpenRoot(run.Root(path))
	if err != nil {
		return fmt.Errorf("fix: %w", err)
	}
	defer root.Close() //nolint:errcheck // nothing is written through it
	plan := fix.New(root, r.Repo, r.Findings)
	tellRefused(stderr, r, plan)
	if o.fix.show {
		if _, err := stdout.Write(plan.Diff()); err != nil {
			return fmt.Errorf("write the diff: %w", err)
		}
		return finish(r, gate, stderr)
	}
	if err := plan.Write(root); err != nil {
		return err
	}
	say(stderr, "archvet: fixed %s in %s", report.Plural(len(plan.Fixed), "finding"), report.Plural(len(plan.Files()), "file"))
	if len(plan.Fixed) > 0 {
		if r, err = o.analyse(path, in, stderr); err != nil {
			return err
		}
	}
	return o.write(r, targets, view, gate, stdout, stderr)
}

func tellRefused(w io.Writer, r *report.Report, plan *fix.Plan) {
	for _, f := range plan.Refused {
		say(w, "%s: the fix of %s is refused: %s", terminal.Printable(r.Place(f.At).String()), f.Rule, terminal.Printable(f.Why))
	}
}
