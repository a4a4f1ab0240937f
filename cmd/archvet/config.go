package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/archvet/archvet/cmd/internal/run"
	"github.com/archvet/archvet/detect/policy"
)

func newConfig() *cobra.Command {
	config := &cobra.Command{Use: "config", Short: "Check " + policy.File + ", or print its schema"}
	verify := &cobra.Command{
		Use:   "verify [PATH]",
		Short: "Check the configuration of the repository at PATH",
		Args:  onePath,
		RunE: func(cmd *cobra.Command, args []string) error {
			own, err := run.Policy(pathOf(args))
			if err != nil {
				return err
			}
			line := policy.File + " is in order"
			if !own.Present {
				line = "there is no " + policy.File + ", and none is needed"
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), line)
			return err
		},
	}
	schema := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of " + policy.File,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			out, err := policy.Schema()
			if err != nil {
				return fmt.Errorf("make the schema: %w", err)
			}
			_, err = cmd.OutOrStdout().Write(out)
			return err
		},
	}
	config.AddCommand(verify, schema)
	return config
}
