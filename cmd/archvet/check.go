package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/archvet/archvet/analyzers"
	"github.com/archvet/archvet/cmd/internal/output"
	"github.com/archvet/archvet/cmd/internal/output/text"
	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/run"
	"github.com/archvet/archvet/cmd/internal/terminal"
	"github.com/archvet/archvet/detect/arch"
)

// reading are the flags of every command that analyses a repository.
type reading struct {
	formats     []string
	exclude     []string
	minCoverage float64
	verbose     bool
	colour      colour
}

func (o *reading) addTo(cmd *cobra.Command, formats []output.Format) {
	f := cmd.Flags()
	f.StringArrayVar(&o.formats, "format", []string{"text"}, "`NAME[=FILE]`, repeatable: "+output.Names(formats))
	f.StringArrayVar(&o.exclude, "exclude", nil, "leave out `DIR`, relative to PATH; repeatable")
	f.Float64Var(&o.minCoverage, "min-coverage", 0, "exit with 3 when less than this `PERCENT` of the files that matter could be read")
	f.BoolVar(&o.verbose, "verbose", false, "also show, file by file, what was read, skipped or stayed unknown, and why")
	o.colour.addTo(cmd)
}

// report analyses the repository and writes what there is to say of it.
func (o *reading) report(path string, formats []output.Format, in run.Options, view text.Options, gate run.Gate, stdout, stderr io.Writer) error {
	targets, err := output.Targets(o.formats, formats)
	if err != nil {
		return usageError{err}
	}
	if in.Exclude, err = run.Excluded(path, o.exclude); err != nil {
		return usageError{err}
	}
	if o.minCoverage < 0 || o.minCoverage > 100 {
		return usageError{fmt.Errorf("--min-coverage %g: must be between 0 and 100", o.minCoverage)}
	}
	in.Path, in.Version, gate.MinCoverage = path, version(), o.minCoverage
	done := progress(stderr, path)
	r, err := run.Analyse(in)
	done()
	if err != nil {
		return err
	}
	tellProblems(stderr, r)
	view.Verbose, view.Palette, view.Width = o.verbose, o.colour.palette(stdout), widthOf(stdout)
	for _, t := range targets {
		if err := t.WriteTo(stdout, r, view); err != nil {
			return err
		}
	}
	return finish(r, gate, stderr)
}

func finish(r *report.Report, gate run.Gate, stderr io.Writer) error {
	status, why := gate.Status(r)
	for _, w := range why {
		say(stderr, "archvet: incomplete: %s", terminal.Printable(w))
	}
	if status == run.Clean {
		return nil
	}
	return statusError(status)
}

// checking are the flags of check alone.
type checking struct {
	reading
	failOn   string
	persona  string
	exitZero bool
	quiet    bool
}

// asCheck makes cmd the check command; the root command is one, too.
func asCheck(cmd *cobra.Command, stderr io.Writer) {
	var o checking
	o.addTo(cmd, output.Report())
	f := cmd.Flags()
	f.StringVar(&o.failOn, "fail-on", "warning", "exit with 1 from this `SEVERITY` on: error, warning or hint")
	f.StringVar(&o.persona, "persona", "default", "`WHO` reads: default hides hints, pedantic shows them")
	f.BoolVar(&o.exitZero, "exit-zero", false, "exit with 0 in spite of findings")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "show findings only")
	cmd.Args = onePath
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := o.configured(cmd, pathOf(args)); err != nil {
			return err
		}
		failOn, err := severity(o.failOn)
		if err != nil {
			return usageError{err}
		}
		if !slices.Contains([]string{"default", "pedantic"}, o.persona) {
			return usageError{fmt.Errorf("--persona %s: must be default or pedantic", o.persona)}
		}
		in := run.Options{
			Rules: analyzers.All,
			// To fail on what is not shown would leave the user without a reason.
			Hints: o.persona == "pedantic" || failOn == arch.Hint,
		}
		gate := run.Gate{FailOn: failOn, ExitZero: o.exitZero}
		return o.report(pathOf(args), output.Report(), in, text.Options{Quiet: o.quiet}, gate, cmd.OutOrStdout(), stderr)
	}
}

// configured takes from the repository's configuration what the command line does not
// say.
func (o *checking) configured(cmd *cobra.Command, path string) error {
	own, err := run.Policy(path)
	if err != nil {
		return err
	}
	said := cmd.Flags().Changed
	if own.FailOn.Known() && !said("fail-on") {
		o.failOn = own.FailOn.V
	}
	if own.Persona.Known() && !said("persona") {
		o.persona = own.Persona.V
	}
	if own.MinCoverage.Known() && !said("min-coverage") {
		o.minCoverage = float64(own.MinCoverage.V)
	}
	return nil
}

func severity(word string) (arch.Severity, error) {
	for _, s := range []arch.Severity{arch.Hint, arch.Warning, arch.Error} {
		if s.String() == word {
			return s, nil
		}
	}
	return 0, fmt.Errorf("--fail-on %s: must be error, warning or hint", word)
}
