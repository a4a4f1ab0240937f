package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/archvet/archvet/analyzers"
	"github.com/archvet/archvet/cmd/internal/baseline"
	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/run"
	"github.com/archvet/archvet/cmd/internal/terminal"
	"github.com/archvet/archvet/detect/arch"
)

// accepting are the flags that say which findings are accepted.
type accepting struct {
	file   string
	none   bool
	strict bool
}

func (o *accepting) addTo(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.file, "baseline", "", "hide the findings that `FILE` accepts; "+baseline.File+" is read unasked")
	f.BoolVar(&o.none, "no-baseline", false, "show accepted findings, too")
	f.BoolVar(&o.strict, "strict-baseline", false, "exit with 1 when the baseline accepts findings that are gone")
}

func newBaseline(stderr io.Writer) *cobra.Command {
	var o checking
	var u update
	cmd := &cobra.Command{
		Use:   "baseline [flags] [PATH]",
		Short: "Accept the findings of today, so that only new ones are shown",
		Long: "Writes " + baseline.File + " with the findings of PATH. One that is there only shrinks: entries whose\n" +
			"findings are gone leave it, and new findings are refused unless --grow is given.",
		Args: onePath,
	}
	f := cmd.Flags()
	f.StringArrayVar(&o.exclude, "exclude", nil, "leave out `DIR`, relative to PATH; repeatable")
	f.StringVar(&o.persona, "persona", "default", "`WHO` reads: pedantic accepts hints, too")
	f.StringVar(&u.name, "baseline", "", "write `FILE` in the place of "+baseline.File)
	f.BoolVar(&u.prune, "prune", false, "only take out entries whose findings are gone")
	f.BoolVar(&u.grow, "grow", false, "also accept findings that are new")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		path := pathOf(args)
		if u.prune && u.grow {
			return usageError{fmt.Errorf("--prune and --grow: one of them at a time")}
		}
		if err := o.configured(cmd, path); err != nil {
			return err
		}
		if !slices.Contains(personas, o.persona) {
			return usageError{fmt.Errorf("--persona %s: must be default or pedantic", o.persona)}
		}
		r, err := o.analyse(path, run.Options{Rules: analyzers.All, Hints: true, NoBaseline: true}, stderr)
		if err != nil {
			return err
		}
		tellProblems(stderr, r)
		if len(r.Incomplete) > 0 {
			return finish(r, run.Gate{}, stderr) // what was not seen would be taken for gone
		}
		if u.old, err = run.Existing(run.Root(path), u.name); err != nil {
			return err
		}
		if u.name == "" {
			u.name = filepath.Join(run.Root(path), baseline.File)
		}
		u.hints = o.persona == "pedantic"
		if u.excluded, err = run.Excluded(path, o.exclude); err != nil {
			return usageError{err}
		}
		return u.write(r, cmd.OutOrStdout(), stderr)
	}
	return cmd
}

// update is a baseline that is written.
type update struct {
	name               string
	old                *baseline.Baseline // nil when there is none
	excluded           []string
	prune, grow, hints bool
}

func (u update) write(r *report.Report, stdout, stderr io.Writer) error {
	was := 0
	if u.old == nil {
		if u.prune {
			return usageError{fmt.Errorf("--prune: there is no %s", u.name)}
		}
		u.old, u.grow = &baseline.Baseline{}, true
	} else {
		was = u.old.Size()
	}
	res := run.Match(r, u.old, u.excluded)
	fresh := slices.DeleteFunc(res.New, func(f arch.Finding) bool { return f.Severity <= arch.Hint && !u.hints })
	if len(fresh) > 0 && !u.grow && !u.prune {
		for _, f := range fresh {
			say(stderr, "%s: new: %s [%s]", terminal.Printable(r.Place(f.At).String()), terminal.Printable(f.Message), f.Rule)
		}
		return usageError{fmt.Errorf("the baseline would grow by %s: put them right, or accept them with --grow; --prune leaves them out", report.Plural(len(fresh), "finding"))}
	}
	kept := res.Accepted
	if u.grow {
		kept = append(kept, fresh...)
	}
	b := baseline.Of(r, kept)
	b.Keep(u.old, u.excluded)
	if err := b.Write(u.name); err != nil {
		return err
	}
	line := fmt.Sprintf("%s accepted", report.Plural(b.Size(), "finding"))
	if was > 0 {
		line += fmt.Sprintf(" (was %d)", was)
	}
	_, err := fmt.Fprintf(stdout, "%s in %s\n", line, u.name)
	return err
}
