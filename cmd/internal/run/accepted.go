package run

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/cmd/internal/baseline"
	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/detect/source"
)

// UsageError is a wrong command line that only the repository can show to be wrong.
type UsageError struct{ Err error }

// Error says what is wrong.
func (e *UsageError) Error() string { return e.Err.Error() }

// Unwrap returns what is wrong.
func (e *UsageError) Unwrap() error { return e.Err }

// accept holds back the findings that the baseline accepts.
func accept(r *report.Report, dir string, o Options) error {
	if o.NoBaseline || len(o.Rules) == 0 {
		return nil
	}
	b, err := Accepted(dir, o.Baseline)
	if err != nil || b == nil {
		return err
	}
	res := Match(r, b, o.Exclude)
	r.Findings, r.Accepted, r.Was = res.New, len(res.Accepted), b.Size()
	for _, e := range res.Stale {
		for range e.Count {
			r.Stale = append(r.Stale, e.String())
		}
	}
	return nil
}

// Accepted reads the baseline of the repository at dir, or the file that is named. It is
// nil when the repository has none; one that is named must be there.
func Accepted(dir, file string) (*baseline.Baseline, error) {
	b, err := Existing(dir, file)
	if err == nil && b == nil && file != "" {
		return nil, &UsageError{fmt.Errorf("--baseline %s: no such file; 'archvet baseline' writes one", file)}
	}
	return b, err
}

// Existing is Accepted for who is about to write the file.
func Existing(dir, file string) (*baseline.Baseline, error) {
	fsys, name := os.DirFS(filepath.Dir(file)), filepath.Base(file)
	if file == "" {
		var err error
		if fsys, err = source.Root(dir); err != nil {
			return nil, err
		}
		name = baseline.File
	}
	b, err := baseline.Read(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return b, err
}

// Root returns the directory that PATH on a command line means.
func Root(path string) string {
	dir, err := directory(path)
	if err != nil {
		return path // what is read from there will tell
	}
	return dir
}

// Match holds a baseline against the findings of a report.
func Match(r *report.Report, b *baseline.Baseline, excluded []string) baseline.Result {
	return b.Match(r, func(rule string) bool {
		there := slices.ContainsFunc(r.Rules, func(x report.Rule) bool { return x.Name == rule })
		// A rule that archvet no longer has finds nothing any more.
		return (there || !slices.Contains(RuleNames(), rule)) && !slices.Contains(r.Failed, rule)
	}, excluded)
}

// known returns the names of all rules, those of this run included.
func known(rules []*analysis.Analyzer) []string {
	names := RuleNames()
	for _, a := range rules {
		names = append(names, a.Name)
	}
	return names
}
