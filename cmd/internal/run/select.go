package run

import (
	"cmp"
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/archvet/archvet/analyzers"
	"github.com/archvet/archvet/detect/policy"
)

// Select returns the rules that a command line asks for: those of only, all when it
// names none, without those of skip. Both are lists of names with commas.
func Select(only, skip []string) ([]analyzers.Rule, error) {
	wanted, err := names("--only", only)
	if err != nil {
		return nil, err
	}
	left, err := names("--skip", skip)
	if err != nil {
		return nil, err
	}
	var rules []analyzers.Rule
	for _, r := range analyzers.All {
		if (len(wanted) == 0 || slices.Contains(wanted, r.Name)) && !slices.Contains(left, r.Name) {
			rules = append(rules, r)
		}
	}
	if len(rules) == 0 {
		return nil, fmt.Errorf("--only and --skip leave no rule")
	}
	return rules, nil
}

func names(flag string, lists []string) ([]string, error) {
	var out []string
	for _, list := range lists {
		for name := range strings.SplitSeq(list, ",") {
			name = strings.TrimSpace(name)
			if _, ok := analyzers.Lookup(name); !ok {
				return nil, fmt.Errorf("%s %s: %w", flag, list, UnknownRule(name))
			}
			out = append(out, name)
		}
	}
	return out, nil
}

// RuleNames returns the names of all rules, in order.
func RuleNames() []string {
	var names []string
	for _, r := range analyzers.All {
		names = append(names, r.Name)
	}
	return names
}

// UnknownRule says that there is no rule of a name, and which is nearest to it.
func UnknownRule(name string) error {
	if near := policy.Nearest(name, RuleNames()); near != "" {
		return fmt.Errorf("no rule %q; did you mean %s?", name, near)
	}
	return fmt.Errorf("no rule %q; 'archvet rules' lists them", name)
}

// Set sets options of rules as a command line has them: "rule.option=value". It is for
// after the configuration, which it overrules.
func Set(rules []analyzers.Rule, options []string) error {
	for _, o := range options {
		name, value, ok := strings.Cut(o, "=")
		rule, option, dotted := strings.Cut(name, ".")
		if !ok || !dotted {
			return fmt.Errorf("--set %s: must be RULE.OPTION=VALUE", o)
		}
		i := slices.IndexFunc(rules, func(r analyzers.Rule) bool { return r.Name == rule })
		if i < 0 {
			return fmt.Errorf("--set %s: %w", o, UnknownRule(rule))
		}
		flags := &rules[i].Flags
		if flags.Lookup(option) == nil {
			return fmt.Errorf("--set %s: %s has no option %q; it has: %s", o, rule, option, cmp.Or(strings.Join(optionsOf(flags), ", "), "none"))
		}
		if err := flags.Set(option, value); err != nil {
			return fmt.Errorf("--set %s: %w", o, err)
		}
	}
	return nil
}

// optionsOf returns the names of a rule's flags, in order.
func optionsOf(flags *flag.FlagSet) []string {
	var names []string
	flags.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	return names
}
