package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/archvet/archvet/analyzers"
	"github.com/archvet/archvet/cmd/internal/explain"
	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/run"
)

func newRules() *cobra.Command {
	var c colour
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List every rule in a line",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var rules []report.Rule
			for _, r := range analyzers.All {
				rules = append(rules, report.RuleOf(r.Analyzer, r.Playbook))
			}
			out := cmd.OutOrStdout()
			return explain.List(out, rules, c.palette(out), widthOf(out))
		},
	}
	c.addTo(cmd)
	return cmd
}

func newExplain() *cobra.Command {
	var c colour
	cmd := &cobra.Command{
		Use:   "explain RULE",
		Short: "Show a rule's page and the steps out of its findings",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{fmt.Errorf("explain takes one RULE; 'archvet rules' lists them")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			rule, ok := analyzers.Lookup(args[0])
			if !ok {
				return usageError{run.UnknownRule(args[0])}
			}
			out := cmd.OutOrStdout()
			return explain.Write(out, report.RuleOf(rule.Analyzer, rule.Playbook), c.palette(out))
		},
	}
	c.addTo(cmd)
	return cmd
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("%s takes no arguments", cmd.Name())}
	}
	return nil
}
