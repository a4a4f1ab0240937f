package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/archvet/archvet/cmd/internal/output"
	"github.com/archvet/archvet/cmd/internal/output/text"
	"github.com/archvet/archvet/cmd/internal/run"
)

func newDetect(stderr io.Writer) *cobra.Command {
	var o reading
	cmd := &cobra.Command{
		Use:   "detect [flags] [PATH]",
		Short: "Show the architecture alone: as a tree, JSON or a drawing",
		Args:  onePath,
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.report(pathOf(args), output.Architecture(), run.Options{}, text.Options{}, run.Gate{}, cmd.OutOrStdout(), stderr)
		},
	}
	o.addTo(cmd, output.Architecture())
	return cmd
}
