package policy

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"

	"github.com/archvet/archvet/detect/arch"
)

// Scope is what an entry holds for: findings that fit one of its lists in each kind
// that it gives.
type Scope struct {
	Paths     []string // patterns as in .gitignore
	Units     []string // patterns with *
	Resources []string // patterns with *
}

// holds reports whether a finding is in the scope.
func (s Scope) holds(f arch.Finding) bool {
	switch {
	case len(s.Paths) > 0 && !inPaths(s.Paths, f.At.File):
	case len(s.Units) > 0 && !fits(s.Units, f.Unit):
	case len(s.Resources) > 0 && !fits(s.Resources, f.Resource):
	default:
		return true
	}
	return false
}

func inPaths(patterns []string, file string) bool {
	segments := strings.Split(file, "/")
	return slices.ContainsFunc(patterns, func(p string) bool {
		return gitignore.ParsePattern(p, nil).Match(segments, false) == gitignore.Exclude
	})
}

func fits(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		ok, err := path.Match(p, name)
		return ok && err == nil // a malformed pattern was refused when it was read
	})
}

// Severity returns the severity that the policy gives a finding, and false when the
// rule is off for it.
func (p *Policy) Severity(f arch.Finding) (arch.Severity, bool) {
	level := ""
	set := func(rules []Rule) {
		for _, r := range rules {
			if r.Name == f.Rule && r.Severity.Known() {
				level = r.Severity.V
			}
		}
	}
	set(p.Rules)
	for _, o := range p.Overrides {
		if o.holds(f) {
			set(o.Rules)
		}
	}
	for _, s := range []arch.Severity{arch.Hint, arch.Warning, arch.Error} {
		if s.String() == level {
			return s, true
		}
	}
	return f.Severity, level != off
}

// Ignores returns the entry that accepts a finding on a day, or nil.
func (p *Policy) Ignores(f arch.Finding, today time.Time) *Exception {
	for i := range p.Ignore {
		e := &p.Ignore[i]
		if e.Rule == f.Rule && !e.Expired(today) && e.holds(f) {
			return e
		}
	}
	return nil
}

// Expired reports whether the entry's last day is over.
func (e *Exception) Expired(today time.Time) bool {
	return !e.Until.IsZero() && !today.Before(e.Until.AddDate(0, 0, 1))
}

// Unknown returns a problem for each rule that the file names and rules lacks, and
// for each option that the rule does not have.
func (p *Policy) Unknown(rules map[string][]string) []arch.Problem {
	var names []string
	for name := range rules {
		names = append(names, name)
	}
	slices.Sort(names)
	var problems []arch.Problem
	report := func(at arch.Range, what string) { problems = append(problems, arch.Problem{At: at, Message: what}) }
	rule := func(r Rule) {
		options, ok := rules[r.Name]
		if !ok {
			report(r.At, unknown("rules: ", r.Name, names))
			return
		}
		for _, o := range r.Options {
			if !slices.Contains(options, o.Name) {
				report(o.Value.At, unknown("options of "+r.Name+": ", o.Name, options))
			}
		}
	}
	for _, r := range p.Rules {
		rule(r)
	}
	for _, o := range p.Overrides {
		for _, r := range o.Rules {
			rule(r)
		}
	}
	for _, e := range p.Ignore {
		rule(Rule{Name: e.Rule, At: e.At})
	}
	return problems
}
