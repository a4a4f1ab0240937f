package dbpool

import (
	_ "embed"
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

// Playbook holds the migration steps.
//
//go:embed playbook.md
var Playbook string

// Analyzer finds relational databases whose connections nothing bounds.
var Analyzer = &analysis.Analyzer{
	Name: "dbpool", Doc: detect.Page(doc, "dbpool"), URL: detect.URL("dbpool"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// few is how many instances of a function a small database bears without a proxy.
const few = 20

// judge reports each database once, with the functions that open connections to it.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	for _, r := range a.Resources {
		if !relational(r) || r.Proxies != "" || len(r.Declared) == 0 || proxied(a, r) {
			continue
		}
		var units []*arch.Unit
		var ways []*arch.Edge
		for _, e := range a.Edges {
			u := a.Unit(e.From)
			if u == nil || e.To != r.Name || e.Style != arch.Data || !wire(e) || !grows(u) || slices.Contains(units, u) {
				continue
			}
			units, ways = append(units, u), append(ways, e)
		}
		if len(units) > 0 {
			report(finding(r, units, ways))
		}
	}
}

// relational reports whether a resource is a database server that gives a process, or
// a lot of memory, to each connection.
func relational(r *arch.Resource) bool {
	if slices.ContainsFunc(r.Declared, func(d arch.Declaration) bool { return d.Format == "cdk" || d.Format == "pulumi" }) {
		return false // a method of the database's object makes its proxy, which the model does not show
	}
	switch r.Type {
	case "postgres", "mysql", "mariadb", "sqlserver", "oracle":
		return r.Kind == arch.Datastore
	}
	return false
}

// proxied reports whether something in the repository pools connections for a database.
func proxied(a *arch.Architecture, r *arch.Resource) bool {
	return slices.ContainsFunc(a.Resources, func(p *arch.Resource) bool { return p.Proxies == r.Name }) ||
		slices.ContainsFunc(a.Edges, func(e *arch.Edge) bool { return e.To == r.Name && e.Style == arch.Data && a.Resource(e.From) != nil })
}

// grows reports whether a unit has an instance for each request under way, and
// nothing that keeps them few.
func grows(u *arch.Unit) bool {
	if u.Kind != arch.Function || u.Platform != arch.AWSLambda {
		return false
	}
	limit := u.Settings.ReservedConcurrency
	if limit.Hidden() || limit.Known() && limit.V <= few {
		return false
	}
	// What only a clock starts runs once at a time.
	return len(u.Triggers) == 0 || slices.ContainsFunc(u.Triggers, func(t arch.Trigger) bool { return t.Kind != arch.OnSchedule })
}

// wire reports whether an edge is a connection of the database's own protocol: its
// HTTP API needs the ARN and no host.
func wire(e *arch.Edge) bool {
	if e.Protocol == "rds-data" {
		return false
	}
	return len(e.Calls) > 0 || slices.ContainsFunc(e.Evidence, func(s arch.Step) bool { return !strings.Contains(strings.ToUpper(s.What), "ARN") })
}

// shown is how many related positions of a kind a finding has.
const shown = 3

func finding(r *arch.Resource, units []*arch.Unit, ways []*arch.Edge) arch.Finding {
	names := wording.UnitNames(units)
	f := arch.Finding{
		Severity: arch.Warning, Confidence: arch.Medium, Unit: names[0], Resource: r.Name, At: wording.Declared(r.Declared), Key: r.Name, Effort: 3,
		Message: fmt.Sprintf("%s %s to the %s database %s with no proxy between them, and nothing caps the instances", wording.Names(names),
			wording.Verb(len(names), "connects", "connect"), r.Type, r.Name),
		Effect: "each instance holds connections of its own, so that a burst of requests uses up what the database accepts and every caller fails",
		WayOut: "put RDS Proxy between them, or cap the function's concurrency below the database's connections",
	}
	if r.MaxConnections.Known() {
		f.Confidence = arch.High
	}
	for i, e := range ways {
		if at := place(e); i < shown && !at.IsZero() {
			f.Related = append(f.Related, arch.Related{Label: "connection", At: at, Message: e.From + " connects here"})
		}
	}
	return f
}

// place is where an edge shows: its call, or the first of its evidence.
func place(e *arch.Edge) arch.Range {
	if len(e.Calls) > 0 {
		return e.Calls[0].At
	}
	if len(e.Evidence) > 0 {
		return e.Evidence[0].At
	}
	return arch.Range{}
}
