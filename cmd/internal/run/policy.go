package run

import (
	"flag"

	"github.com/archvet/archvet/analyzers"
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/policy"
	"github.com/archvet/archvet/detect/source"
)

// Policy reads the configuration of the repository at path and checks it whole.
func Policy(path string) (*policy.Policy, error) {
	dir, err := directory(path)
	if err != nil {
		return nil, err
	}
	fsys, err := source.Root(dir)
	if err != nil {
		return nil, err
	}
	own, err := policy.Read(fsys)
	if err != nil {
		return nil, err
	}
	return own, obey(own)
}

// obey sets the options of rules and refuses those that no rule has.
func obey(own *policy.Policy) error {
	flags := map[string]*flag.FlagSet{}
	options := map[string][]string{}
	for _, rule := range analyzers.All {
		a := rule.Analyzer
		flags[a.Name], options[a.Name] = &a.Flags, optionsOf(&a.Flags)
	}
	problems := own.Unknown(options)
	if len(problems) > 0 {
		return own.Wrong(problems)
	}
	for _, rule := range own.Rules {
		for _, o := range rule.Options {
			if err := flags[rule.Name].Set(o.Name, o.Value.V); err != nil {
				problems = append(problems, arch.Problem{At: o.Value.At, Message: rule.Name + "." + o.Name + ": " + err.Error()})
			}
		}
	}
	return own.Wrong(problems)
}
