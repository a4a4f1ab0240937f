package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

const long = `archvet reads a repository, its code and its IaC, and answers three questions:
which architecture is this, where does the code not fit it, and what are the
steps to a better fit.

PATH is a directory, by default the current one; "./..." is understood.

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or configuration,
3 the analysis could not be done or is incomplete.`

func newRoot(stdout, stderr io.Writer) *cobra.Command {
	root := &cobra.Command{
		Use:           "archvet [flags] [PATH]",
		Short:         "Lint a repository's code and IaC against the architecture they make",
		Long:          long,
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       version(),
	}
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.SetVersionTemplate("archvet {{.Version}}\n")
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	asCheck(root, stderr)
	check := &cobra.Command{Use: "check [flags] [PATH]", Short: "Analyse a repository: architecture, findings, coverage (the default)"}
	asCheck(check, stderr)
	root.AddCommand(check, newDetect(stderr), newExplain(), newRules(), newConfig(), newBaseline(stderr), newInit())
	return root
}

// onePath takes at most one argument; without any it is the current directory.
func onePath(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usageError{fmt.Errorf("one PATH at a time, got %d", len(args))}
	}
	return nil
}

func pathOf(args []string) string {
	if len(args) == 0 || args[0] == "" {
		return "."
	}
	return args[0]
}
