// Package suppress reads what keeps findings quiet where they stand: comments in any
// language, annotations of Kubernetes objects, and metadata of CloudFormation and SAM
// resources.
//
//	timeout: 60   # archvet:ignore triggertimeout the proxy in front waits 90 s
//	// archvet:ignore chattycalls,calltimeout until=2027-03-01 three at most
//	call() //nolint:archvet // three at most, by contract
//
//	metadata:
//	  annotations:
//	    archvet.dev/ignore-probemissing: the process ends when it hangs (until 2027-03-01)
//
//	Metadata:
//	  archvet:
//	    ignore:
//	      - {rule: triggertimeout, reason: the proxy waits 90 s, until: 2027-03-01}
//
// A comment holds for its line, and where it stands alone for the line below it; an
// annotation and metadata hold for the object around them. A reason is required:
// whoever comes later could not judge one without. All of it is told by position
// alone, so no format has to know about it.
package suppress

import (
	"bytes"
	"strings"
	"time"
	"unicode"

	"github.com/archvet/archvet/detect/arch"
)

// Kind says where a mark is written.
type Kind string

// The kinds.
const (
	Comment       Kind = "comment"
	Annotation    Kind = "annotation"
	Metadata      Kind = "metadata"
	Configuration Kind = "configuration"
)

// Mark keeps findings of one rule quiet.
type Mark struct {
	Kind   Kind
	Rule   string // "" for every rule
	Reason string
	Until  time.Time  // its last day; the zero time for ever
	At     arch.Range // where it is written
	Fault  string     // why it can never hold, "" when it can

	first, last int        // the lines that a comment holds for
	within      arch.Range // what the others hold for
}

// Read returns the marks in a file, by position.
func Read(file string, data []byte) []Mark {
	var marks []Mark
	if bytes.Contains(data, []byte(ignoreWord)) || bytes.Contains(data, []byte(nolintWord)) {
		marks = append(marks, comments(file, data)...)
	}
	if bytes.Contains(data, []byte(annotationWord)) {
		marks = append(marks, annotations(file, data)...)
	}
	if bytes.Contains(data, []byte(metadataWord)) && bytes.Contains(data, []byte(toolWord)) {
		marks = append(marks, metadata(file, data)...)
	}
	return marks
}

// Holds reports whether the mark keeps a finding of rule quiet that stands at a place
// and goes from the first line to the last.
func (m Mark) Holds(rule string, at arch.Range, first, last int, today time.Time) bool {
	switch {
	case m.Fault != "", m.Expired(today), m.Rule != "" && m.Rule != rule, m.At.File != at.File:
		return false
	case m.Kind == Comment:
		return first <= m.last && last >= m.first
	}
	return m.within.Start <= at.Start && at.Start < m.within.End
}

// Expired reports whether the mark's last day is over.
func (m Mark) Expired(today time.Time) bool {
	return !m.Until.IsZero() && !today.Before(m.Until.AddDate(0, 0, 1))
}

// explain takes the last day out of a reason and notes what is wrong with the mark.
func (m *Mark) explain(reason string) {
	before, rest, found := strings.Cut(reason, "until")
	day := ""
	if found && rest != "" && (rest[0] == '=' || rest[0] == ' ') && !endsInLetter(before) {
		day = strings.TrimLeft(rest[1:], " ")
		if i := strings.IndexFunc(day, func(r rune) bool { return unicode.IsSpace(r) || r == ')' || r == ',' || r == '*' }); i >= 0 {
			day = day[:i]
		}
	}
	switch until, err := time.Parse(time.DateOnly, day); {
	case day != "" && err == nil:
		m.Until = until
		_, after, _ := strings.Cut(rest, day)
		reason = strings.TrimSuffix(strings.TrimRight(before, " "), "(") + strings.TrimPrefix(after, ")")
	case found && rest != "" && rest[0] == '=' && !endsInLetter(before):
		m.Fault = "until=" + day + " is not a day such as 2027-03-01"
	}
	m.Reason = strings.TrimSpace(reason)
	if m.Fault == "" && !strings.ContainsFunc(m.Reason, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		m.Fault = "no reason is given"
	}
}

func endsInLetter(s string) bool {
	return s != "" && (unicode.IsLetter(rune(s[len(s)-1])) || s[len(s)-1] == '-')
}
