package detect

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/suppress"
)

// Suppression is an entry that is to keep findings quiet, and what became of it.
type Suppression struct {
	suppress.Mark
	Findings int    // that it kept quiet
	Unused   string // why it is without effect; "" when it has one
}

// ledger notes which entries kept which findings quiet. Rules run side by side.
type ledger struct {
	mu    sync.Mutex
	marks map[string][]suppress.Mark // by file, as read when they were asked for
	quiet map[entry]map[judged]bool
	ran   map[string]bool
}

// entry is one suppression: a place names one for each rule.
type entry struct {
	at   arch.Range
	rule string
}

// judged tells findings apart: a rule may run over a repository more than once.
type judged struct {
	at                 arch.Range
	unit, key, message string
}

func (l *ledger) started(rule string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ran == nil {
		l.ran, l.quiet, l.marks = map[string]bool{}, map[entry]map[judged]bool{}, map[string][]suppress.Mark{}
	}
	l.ran[rule] = true
}

// note counts a finding for an entry, unless it would not have been shown anyway.
func (l *ledger) note(e entry, f arch.Finding, shown bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.quiet[e] == nil {
		l.quiet[e] = map[judged]bool{}
	}
	if shown {
		l.quiet[e][judged{f.At, f.Unit, f.Key, f.Message}] = true
	}
}

// marksIn returns the marks of a file.
func (r *Repository) marksIn(file string) []suppress.Mark {
	f := r.Tree.File(file)
	if f == nil {
		return nil
	}
	data, err := f.Data()
	if err != nil {
		return nil // recorded in the tree when it was read
	}
	r.ledger.mu.Lock()
	defer r.ledger.mu.Unlock()
	marks, ok := r.ledger.marks[file]
	if !ok {
		marks = suppress.Read(file, data)
		r.ledger.marks[file] = marks
	}
	return marks
}

// suppressed reports whether something in the repository keeps the finding quiet, and
// notes what did. An entry for a rule that is off has its use: the rule may be on again.
func (r *Repository) suppressed(f arch.Finding, on bool) bool {
	at := r.Tree.Position(f.At)
	quiet := false
	for _, m := range r.marksIn(f.At.File) {
		if m.Holds(f.Rule, f.At, at.Line, at.EndLine, r.today) {
			r.ledger.note(entry{m.At, m.Rule}, f, on && !quiet)
			quiet = true
		}
	}
	if e := r.Policy.Ignores(f, r.today); e != nil {
		r.ledger.note(entry{e.At, e.Rule}, f, on && !quiet)
		quiet = true
	}
	return quiet
}

// Suppressions returns every entry of the repository's own files that speaks of a rule
// which has run, and of those that speak of a rule that is not among the given ones:
// all that there are. They are ordered by place.
func (r *Repository) Suppressions(rules []string) []Suppression {
	var all []suppress.Mark
	for _, f := range r.Tree.Files() {
		if f.Read() && f.Place.Own() && !f.IsGenerated() {
			all = append(all, r.marksIn(f.Path)...)
		}
	}
	for _, e := range r.Policy.Ignore {
		all = append(all, suppress.Mark{Kind: suppress.Configuration, Rule: e.Rule, Reason: e.Reason, Until: e.Until, At: e.At})
	}
	slices.SortStableFunc(all, func(a, b suppress.Mark) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Rule, b.Rule)) })
	var out []Suppression
	for _, m := range all {
		s := Suppression{Mark: m}
		noted, used := r.ledger.quiet[entry{m.At, m.Rule}]
		s.Findings = len(noted)
		if !used {
			s.Unused = r.unused(m, rules)
		}
		if used || s.Unused != "" {
			out = append(out, s)
		}
	}
	return out
}

// unused says why an entry that kept nothing quiet did not; "" when it was not asked.
func (r *Repository) unused(m suppress.Mark, rules []string) string {
	ran := r.ledger.ran[m.Rule]
	if m.Rule == "" {
		ran = !slices.ContainsFunc(rules, func(name string) bool { return !r.ledger.ran[name] })
	}
	switch {
	case m.Fault != "":
		return m.Fault
	case m.Rule != "" && !ran && !slices.Contains(rules, m.Rule):
		return fmt.Sprintf("there is no rule %q", m.Rule)
	case !ran:
		return ""
	case m.Expired(r.today):
		return "expired on " + m.Until.Format(time.DateOnly)
	}
	return "there is nothing to keep quiet"
}
