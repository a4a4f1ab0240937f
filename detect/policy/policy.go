package policy

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// File is the name of the file, at the root of what is analysed.
const File = ".archvet.yaml"

// maxSize bounds the file: nobody writes a longer one by hand.
const maxSize = 1 << 20

// Policy is what the file says. The zero Policy is that of a repository without one.
type Policy struct {
	Present     bool
	FailOn      arch.Value[string] // a severity's word
	Persona     arch.Value[string]
	MinCoverage arch.Value[int]
	Exclude     []string
	Rules       []Rule
	Overrides   []Override
	Ignore      []Exception
	Limits      []arch.Limit
	Workloads   []Workload
	Intended    Intended

	lines []int // where the lines of the file begin
}

// Rule is what is set for one rule.
type Rule struct {
	Name     string
	At       arch.Range
	Severity arch.Value[string] // a severity's word or off
	Options  []Option
}

// Option is one flag of a rule.
type Option struct {
	Name  string
	Value arch.Value[string]
}

// Override sets rules for some files or units.
type Override struct {
	Scope
	Rules []Rule
}

// Exception keeps a rule quiet for some files, units or resources.
type Exception struct {
	Scope
	Rule   string
	At     arch.Range
	Reason string
	Until  time.Time // its last day; the zero time for ever
}

// Workload is a kind of custom resource that runs pods.
type Workload struct {
	Kind, Group string
	Template    []string // path to the pod template
	Job         bool     // its pods run to their end
}

// Intended is what the system is meant to be.
type Intended struct {
	Style arch.Value[string]
	Units []IntendedUnit
}

// IntendedUnit is what one unit is meant to be. Calls and Uses are nil where nothing
// is said about them.
type IntendedUnit struct {
	Name           arch.Value[string]
	Kind, Platform arch.Value[string]
	Calls, Uses    []arch.Value[string]
}

// Error is what is wrong with the file, problem after problem.
type Error struct {
	Problems []arch.Problem
	lines    []string
}

// Error returns a line for each problem.
func (e *Error) Error() string { return strings.Join(e.lines, "\n") }

// Lines returns a line for each problem, with its place.
func (e *Error) Lines() []string { return e.lines }

// Read reads the file of the repository in fsys. An [*Error] says what is wrong with
// it; a repository without one has the zero Policy.
func Read(fsys fs.FS) (*Policy, error) {
	data, err := fs.ReadFile(fsys, File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Policy{}, nil
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", File, err)
	case len(data) > maxSize:
		return nil, fmt.Errorf("read %s: over %d bytes", File, maxSize)
	}
	return Parse(data)
}

// Parse reads the content of the file.
func Parse(data []byte) (*Policy, error) {
	docs, problems := yamldoc.Parse(File, data)
	if len(problems) == 0 && len(docs) != 1 {
		problems = append(problems, arch.Problem{At: arch.Range{File: File}, Message: "must hold one YAML document with at least \"version: 1\""})
	}
	p := &Policy{Present: true, lines: source.LineStarts(data)}
	if len(problems) == 0 {
		r := &reader{policy: p, report: func(at arch.Range, what string) { problems = append(problems, arch.Problem{At: at, Message: what}) }}
		file().check(docs[0], "", r.report)
		if len(problems) == 0 { // the reader trusts the shape
			r.file(docs[0])
		}
	}
	if err := p.Wrong(problems); err != nil {
		return nil, err
	}
	return p, nil
}

// Wrong returns the [*Error] for problems in the file, also for those that only a
// caller can see, such as rules that do not exist; nil when there are none.
func (p *Policy) Wrong(problems []arch.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	slices.SortStableFunc(problems, func(a, b arch.Problem) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Message, b.Message)) })
	e := &Error{Problems: problems}
	for _, problem := range problems {
		line, _ := slices.BinarySearch(p.lines, problem.At.Start+1)
		line = max(1, line)
		e.lines = append(e.lines, fmt.Sprintf("%s:%d:%d: %s", File, line, problem.At.Start-p.lines[line-1]+1, problem.Message))
	}
	return e
}
