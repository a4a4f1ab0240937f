package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/archvet/archvet/cmd/internal/run"
	"github.com/archvet/archvet/detect/policy"
)

// starter is the configuration that init writes: nothing in it is set, all of it is
// shown.
//
//go:embed starter.yaml
var starter []byte

// hooks tells how to run archvet unasked.
const hooks = `
For pre-commit, in .pre-commit-config.yaml:

  - repo: local
    hooks:
      - {id: archvet, name: archvet, entry: archvet -q, language: system, pass_filenames: false}

For CI, any of these; the exit status is 1 when there are findings:

  archvet
  archvet --format text --format sarif=archvet.sarif
  archvet --fail-on error --strict-baseline

To begin with what is there today and hear of new findings alone:

  archvet baseline
`

func newInit() *cobra.Command {
	return &cobra.Command{
		Use:   "init [PATH]",
		Short: "Write a starter " + policy.File + ", and show how to run archvet unasked",
		Args:  onePath,
		RunE: func(cmd *cobra.Command, args []string) error {
			root, err := os.OpenRoot(run.Root(pathOf(args)))
			if err != nil {
				return usageError{fmt.Errorf("init: %w", err)}
			}
			defer root.Close() //nolint:errcheck // nothing is written through it
			f, err := root.OpenFile(policy.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
			if errors.Is(err, fs.ErrExist) {
				return usageError{fmt.Errorf("init: there is a %s already, and it is left as it is", policy.File)}
			}
			if err != nil {
				return fmt.Errorf("init: %w", err)
			}
			_, err = f.Write(starter)
			if err = errors.Join(err, f.Close()); err != nil {
				return fmt.Errorf("init: %w", err)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "wrote %s\n%s", policy.File, hooks)
			return err
		},
	}
}
