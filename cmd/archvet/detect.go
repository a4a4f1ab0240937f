package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/archvet/archvet/cmd/internal/output"
	"github.com/archvet/archvet/cmd/internal/output/text"
	"github.com/archvet/archvet/cmd/internal/output/why"
	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/run"
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/policy"
)

func newDetect(stderr io.Writer) *cobra.Command {
	var o reading
	var asked string
	cmd := &cobra.Command{
		Use:   "detect [flags] [PATH]",
		Short: "Show the architecture alone: as a tree, JSON or a drawing",
		Args:  onePath,
		RunE: func(cmd *cobra.Command, args []string) error {
			formats, in := output.Architecture(), run.Options{}
			if cmd.Flags().Changed("why") {
				q, err := question(asked)
				if err != nil {
					return usageError{err}
				}
				in.Asked = []arch.Question{q}
				formats = []output.Format{{Name: "text", Write: explained}}
			}
			return o.report(pathOf(args), formats, in, text.Options{}, run.Gate{}, cmd.OutOrStdout(), stderr)
		},
	}
	o.addTo(cmd, output.Architecture())
	cmd.Flags().StringVar(&asked, "why", "", "tell why `FROM:TO` is an edge, or where the trail of one that is missing goes cold; text only")
	return cmd
}

func question(s string) (arch.Question, error) {
	from, to, ok := strings.Cut(s, ":")
	if !ok || from == "" || to == "" {
		return arch.Question{}, fmt.Errorf("--why %s: must be FROM:TO, two names of units or resources", s)
	}
	return arch.Question{From: from, To: to}, nil
}

// explained writes the answers. A name that nothing goes by is the user's to put right.
func explained(w io.Writer, r *report.Report, o text.Options) error {
	for _, x := range r.Repo.Arch.Explained {
		switch {
		case x.From == "":
			return usageError{unknownName(x.Asked.From, x.Names)}
		case x.To == "":
			return usageError{unknownName(x.Asked.To, x.Names)}
		}
	}
	return why.Write(w, r, o)
}

func unknownName(name string, names []string) error {
	err := fmt.Errorf("--why: no unit or resource is called %q", name)
	bare := map[string]string{}
	var compared []string
	for _, n := range names {
		b := strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(n))
		if _, ok := bare[b]; !ok {
			bare[b] = n
			compared = append(compared, b)
		}
	}
	if near := policy.Nearest(name, compared); near != "" {
		return fmt.Errorf("%w, did you mean %q?", err, bare[near])
	}
	if len(names) == 0 {
		return fmt.Errorf("%w: nothing that could be deployed was found", err)
	}
	return fmt.Errorf("%w; there are %s", err, strings.Join(names, ", "))
}
