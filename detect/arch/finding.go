package arch

import "cmp"

// Severity orders findings by how certain the damage is.
type Severity uint8

// The severities, lowest first.
const (
	Hint Severity = iota + 1
	Warning
	Error
)

// String returns the word that outputs and configuration use.
func (s Severity) String() string { return [...]string{"none", "hint", "warning", "error"}[s] }

// Confidence says how sure a finding is of its facts; severity says how bad they are.
type Confidence uint8

// The confidences, lowest first.
const (
	Low Confidence = iota + 1
	Medium
	High
)

// String returns the word that outputs use.
func (c Confidence) String() string { return [...]string{"none", "low", "medium", "high"}[c] }

// Finding is one place where code and architecture do not fit.
type Finding struct {
	Rule       string
	Severity   Severity
	Confidence Confidence
	Unit       string // the unit it concerns
	Resource   string // the resource it is about, when it is about one
	At         Range  // the line that the user should change
	Message    string
	Related    []Related // the other ends
	Effect     string    // what happens because of it, one line
	WayOut     string    // the shortest way out, one line
	Effort     int       // of the way out: 1 an edit, 5 a project
	Fix        []Edit    // a safe text edit, when there is one
	// Key tells apart findings of one rule, unit and file that would otherwise look
	// alike; it goes into the fingerprint and must not depend on line numbers.
	Key string
}

// Related is another place that a finding is about.
type Related struct {
	Label   string // short: "remote call", "address", "trigger", "queue"
	At      Range
	Message string
}

// Edit replaces a range of a file by new text.
type Edit struct {
	At  Range
	New string
}

// Compare orders findings by position, then rule, unit and key.
func (f Finding) Compare(o Finding) int {
	return cmp.Or(f.At.Compare(o.At), cmp.Compare(f.Rule, o.Rule), cmp.Compare(f.Unit, o.Unit),
		cmp.Compare(f.Key, o.Key), cmp.Compare(f.Message, o.Message))
}
