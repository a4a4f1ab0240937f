// Package run does the work of the commands: it loads a repository, applies the
// rules, and decides which findings to show and which exit status the run earns.
package run

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/analyzers"
	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// Options say what is analysed and what of the result is shown.
type Options struct {
	Path    string // directory; a trailing "/..." is allowed
	Exclude []string
	Rules   []analyzers.Rule // none for the architecture alone
	Hints   bool             // show hints, too
	Version string
	Asked   []arch.Question // see arch.Architecture.Explained
	Set     []string        // options of rules, as "rule.option=value"; they overrule the configuration
	// Baseline is the file of accepted findings, in the place of the repository's own.
	Baseline   string
	NoBaseline bool
}

// Analyse runs the rules over the repository at o.Path. An error means that there is
// no result at all; what failed inside the analysis is in the report.
func Analyse(o Options) (*report.Report, error) {
	dir, err := directory(o.Path)
	if err != nil {
		return nil, err
	}
	repo, err := load(dir, o)
	if err != nil {
		return nil, err
	}
	if err := obey(repo.Policy); err != nil {
		return nil, err
	}
	if err := Set(analyzers.All, o.Set); err != nil {
		return nil, &UsageError{err}
	}
	r := &report.Report{Repo: repo, Prefix: prefix(dir), Version: o.Version}
	r.Incomplete = slices.Clone(repo.Arch.Coverage.Incomplete)
	var rules []*analysis.Analyzer
	for _, rule := range o.Rules {
		rules = append(rules, rule.Analyzer)
		r.Rules = append(r.Rules, report.RuleOf(rule.Analyzer, rule.Playbook))
	}
	if len(rules) > 0 {
		judge(r, rules)
		r.Suppressions = repo.Suppressions(known(rules))
	}
	if err := accept(r, dir, o); err != nil {
		return nil, err
	}
	r.Findings = slices.DeleteFunc(r.Findings, func(f arch.Finding) bool {
		hide := f.Severity <= arch.Hint && !o.Hints
		if hide {
			r.Hidden++
		}
		return hide
	})
	note(r)
	return r, nil
}

// note puts what failed in order. A problem of no file is one of the repository as a
// whole: some of it was not seen.
func note(r *report.Report) {
	for _, p := range r.Repo.Arch.Problems {
		if p.At.IsZero() {
			r.Incomplete = append(r.Incomplete, p.Message)
		}
	}
	slices.Sort(r.Failed)
	slices.Sort(r.Incomplete)
	r.Incomplete = slices.Compact(r.Incomplete)
}

// judge runs the rules. One that fails takes nothing from the others.
func judge(r *report.Report, rules []*analysis.Analyzer) {
	found, err := detect.Run(r.Repo, rules)
	r.Findings = found
	for _, err := range unjoin(err) {
		var failed *detect.RuleError
		if errors.As(err, &failed) {
			r.Failed = append(r.Failed, failed.Rule)
			name := "rule " + failed.Rule + ": "
			r.Incomplete = append(r.Incomplete, name+strings.TrimPrefix(firstLine(failed.Err), name))
			continue
		}
		r.Incomplete = append(r.Incomplete, firstLine(err))
	}
}

func unjoin(err error) []error {
	var joined interface{ Unwrap() []error }
	switch {
	case err == nil:
		return nil
	case errors.As(err, &joined):
		return joined.Unwrap()
	}
	return []error{err}
}

// firstLine leaves out the stack of a crash: where the code stood is no news to the
// user, and addresses in it would differ from run to run.
func firstLine(err error) string {
	first, _, _ := strings.Cut(err.Error(), "\n")
	return first
}

func load(dir string, o Options) (repo *detect.Repository, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("internal error: %v\n%s", r, debug.Stack())
		}
	}()
	return detect.Load(dir, detect.Options{Source: source.Options{Exclude: o.Exclude}, Asked: o.Asked})
}

// directory returns the absolute path of the directory to analyse.
func directory(path string) (string, error) {
	dir, all := strings.CutSuffix(filepath.ToSlash(path), "/...")
	if path == "..." {
		dir, all = ".", true
	}
	if all && dir == "" {
		dir = "/"
	}
	info, err := os.Stat(dir)
	var pe *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("%s: no such directory", path)
	case errors.As(err, &pe):
		return "", fmt.Errorf("%s: %w", path, pe.Err)
	case !info.IsDir():
		return "", fmt.Errorf("%s: not a directory", path)
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("%s: %w", path, err)
	}
	return abs, nil
}

// prefix returns the way from the root of the version control down to dir.
func prefix(dir string) string {
	for root := dir; ; root = filepath.Dir(root) {
		if _, err := os.Lstat(filepath.Join(root, ".git")); err == nil {
			rel, err := filepath.Rel(root, dir)
			if err != nil || rel == "." {
				return ""
			}
			return filepath.ToSlash(rel) + "/"
		}
		if root == filepath.Dir(root) {
			return ""
		}
	}
}
