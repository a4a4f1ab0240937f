package shareddatabase

import (
	"cmp"
	_ "embed" // the rule's page and playbook
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

//go:embed doc.go
var doc string

// Playbook holds the steps from one database for two units to an owner.
//
//go:embed playbook.md
var Playbook string

// Analyzer is the rule.
var Analyzer = &analysis.Analyzer{
	Name:             "shareddatabase",
	Doc:              detect.Page(doc, "shareddatabase"),
	URL:              detect.URL("shareddatabase"),
	Requires:         []*analysis.Analyzer{detect.Analyzer},
	RunDespiteErrors: true,
	ResultType:       detect.FindingsType,
	Run:              run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

func judge(a *arch.Architecture, report func(arch.Finding)) {
	for _, s := range stores(a) {
		owner := s.owner()
		var found []arch.Finding
		for _, other := range s.users {
			if other != owner && !sameOwner(owner.unit, other.unit) {
				if f, ok := finding(s, owner, other); ok {
					found = append(found, f)
				}
			}
		}
		if len(found) > few {
			found = []arch.Finding{together(s, owner, found)}
		}
		for _, f := range found {
			report(f)
		}
	}
}

// few is how many units beside the owner are told one by one. What more of them share
// was made to be shared: that is one fault with one way out.
const few = 2

// together makes one finding of those of a store: the worst of them, with all units.
func together(s *store, owner *user, found []arch.Finding) arch.Finding {
	worst := slices.MaxFunc(found, func(a, b arch.Finding) int { return cmp.Compare(a.Severity, b.Severity) })
	var names []string
	for _, f := range found {
		names = append(names, f.Unit)
	}
	worst.Message = fmt.Sprintf("%d units reach the database of %s: %s use %s, too", len(found), owner.unit.Name, wording.Names(names), s.title())
	worst.Effect = "a change of the schema, a long query or a lock of one breaks the others, so none of them can be released alone"
	worst.Effort = 5
	for _, f := range found {
		if f.Unit != worst.Unit {
			worst.Related = append(worst.Related, arch.Related{Label: "also", At: f.At, Message: f.Unit + " uses it"})
		}
	}
	return worst
}

// finding is about the second of two users of a store; the first owns it.
func finding(s *store, owner, other *user) (arch.Finding, bool) {
	at := other.access()
	if at.IsZero() {
		return arch.Finding{}, false
	}
	f := arch.Finding{
		Severity: arch.Warning, Confidence: arch.Medium, Unit: other.unit.Name, At: at,
		Message: fmt.Sprintf("%s reaches the database of %s: both use %s", other.unit.Name, owner.unit.Name, s.title()),
		Effect:  fmt.Sprintf("a change of the schema, a long query or a lock of one breaks the other, so %s and %s cannot be released alone", owner.unit.Name, other.unit.Name),
		WayOut:  fmt.Sprintf("ask %s through its API, or keep a copy fed by its events", owner.unit.Name),
		Effort:  4,
		Key:     s.key(),
	}
	f.Resource = s.resource.Name
	tables := common(owner.writes(s), other.writes(s))
	switch {
	case len(tables) > 0:
		f.Severity, f.Confidence = arch.Error, arch.High
		f.At = other.writeTo(s, tables[0])
		f.Message = fmt.Sprintf("%s and %s both write %s", owner.unit.Name, other.unit.Name, written(s, tables))
		f.Effect = "neither can keep the rules of that data: the other writes past them, and the last write wins"
	case oneCodeBase(owner.unit, other.unit):
		f.Severity = arch.Hint // a worker beside its API: often one service in two processes
	}
	f.Related = []arch.Related{{Label: "owner", At: owner.access(), Message: owner.unit.Name + " uses it too"}}
	for _, d := range s.resource.Declared {
		f.Related = append(f.Related, arch.Related{Label: "database", At: d.At, Message: s.title()})
	}
	for _, u := range []*user{owner, other} {
		if o, ok := u.origin(); ok {
			f.Related = append(f.Related, arch.Related{Label: "address", At: o.At, Message: o.What})
		}
	}
	return f, true
}

func written(s *store, tables []string) string {
	if tables[0] == s.resource.Name {
		return "table " + s.resource.Name
	}
	if len(tables) > 1 {
		return fmt.Sprintf("tables %s of %s", wording.Names(tables), s.title())
	}
	return fmt.Sprintf("table %s of %s", tables[0], s.title())
}

func common(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(t string) bool { return !slices.Contains(b, t) })
}

// sameOwner reports whether two units are parts of one service that may well share
// its data: functions that are deployed together, and a job beside its service.
func sameOwner(a, b *arch.Unit) bool {
	switch {
	case a.Kind == arch.Function && b.Kind == arch.Function:
		return stack(a) == stack(b)
	case a.Kind == arch.Job || b.Kind == arch.Job:
		return oneCodeBase(a, b)
	}
	return false
}

// stack is the directory that declares a unit.
func stack(u *arch.Unit) string {
	if len(u.Declared) == 0 {
		return ""
	}
	file := u.Declared[0].At.File
	return file[:strings.LastIndexByte(file, '/')+1]
}

// oneCodeBase reports whether both units are built from one directory, or one from
// within the other's.
func oneCodeBase(a, b *arch.Unit) bool {
	if a.Code == "" || b.Code == "" {
		return false
	}
	in := func(x, y string) bool { return x == y || y == "." || strings.HasPrefix(x, y+"/") }
	return in(a.Code, b.Code) || in(b.Code, a.Code)
}
