package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

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
	r, err := o.analyse(path, in, stderr)
	if err != nil {
		return err
	}
	tellProblems(stderr, r)
	return o.write(r, targets, view, gate, stdout, stderr)
}

// analyse reads the repository, with a sign of life for who waits.
func (o *reading) analyse(path string, in run.Options, stderr io.Writer) (*report.Report, error) {
	var err error
	if in.Exclude, err = run.Excluded(path, o.exclude); err != nil {
		return nil, usageError{err}
	}
	if o.minCoverage < 0 || o.minCoverage > 100 {
		return nil, usageError{fmt.Errorf("--min-coverage %g: must be between 0 and 100", o.minCoverage)}
	}
	in.Path, in.Version = path, version()
	done := progress(stderr, path)
	defer done()
	return run.Analyse(in)
}

func (o *reading) write(r *report.Report, targets []output.Target, view text.Options, gate run.Gate, stdout, stderr io.Writer) error {
	gate.MinCoverage = o.minCoverage
	view.Verbose, view.Palette, view.Width = o.verbose, o.colour.palette(stdout), widthOf(stdout)
	for _, t := range targets {
		if err := t.WriteTo(stdout, r, view); err != nil {
			return err
		}
	}
	return finish(r, gate, stderr)
}

func finish(r *report.Report, gate run.Gate, stderr io.Writer) error {
	for _, line := range r.Stale {
		if gate.Stale {
			say(stderr, "%s", terminal.Printable(line))
		}
	}
	status, why := gate.Status(r)
	for _, w := range why {
		say(stderr, "archvet: incomplete: %s", terminal.Printable(w))
	}
	if status == run.Clean {
		return nil
	}
	return statusError(status)
}

// personas are the values of --persona.
var personas = []string{"default", "pedantic"}

// checking are the flags of check alone.
type checking struct {
	reading
	failOn   string
	persona  string
	exitZero bool
	quiet    bool
	only     []string
	skip     []string
	set      []string
	accepted accepting
	fix      fixing
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
	f.StringArrayVar(&o.only, "only", nil, "run these rules alone: `RULE,...`")
	f.StringArrayVar(&o.skip, "skip", nil, "run all but these rules: `RULE,...`")
	f.StringArrayVar(&o.set, "set", nil, "set an option of a rule: `RULE.OPTION=VALUE`; repeatable")
	o.accepted.addTo(cmd)
	o.fix.addTo(cmd)
	cmd.Args = onePath
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := o.configured(cmd, pathOf(args)); err != nil {
			return err
		}
		failOn, err := severity(o.failOn)
		if err != nil {
			return usageError{err}
		}
		if !slices.Contains(personas, o.persona) {
			return usageError{fmt.Errorf("--persona %s: must be default or pedantic", o.persona)}
		}
		if o.accepted.file != "" && o.accepted.none {
			return usageError{fmt.Errorf("--baseline and --no-baseline: one of them at a time")}
		}
		rules, err := run.Select(o.only, o.skip)
		if err != nil {
			return usageError{err}
		}
		in := run.Options{
			Rules: rules,
			// To fail on what is not shown would leave the user without a reason.
			Hints: o.persona == "pedantic" || failOn == arch.Hint,
			Set:   o.set, Baseline: o.accepted.file, NoBaseline: o.accepted.none,
		}
		gate := run.Gate{FailOn: failOn, ExitZero: o.exitZero, Stale: o.accepted.strict}
		view := text.Options{Quiet: o.quiet, Pedantic: o.persona == "pedantic"}
		return o.fixed(pathOf(args), in, view, gate, cmd.OutOrStdout(), stderr)
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
