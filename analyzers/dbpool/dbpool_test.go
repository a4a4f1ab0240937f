package dbpool

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	archtest.Run(t, Analyzer, archtest.Dirs(t, "")...)
}

func TestJudge(t *testing.T) {
	at := arch.Range{File: "template.yaml", Start: 1, End: 2}
	declared := []arch.Declaration{{At: at}}
	db := arch.Resource{Name: "db", Kind: arch.Datastore, Type: "postgres", Declared: declared}
	proxy, table, program := db, db, db
	program.Declared = []arch.Declaration{{At: at, Format: "cdk"}}
	proxy.Proxies, table.Type = "other", "dynamodb"
	lambda := arch.Unit{Name: "f", Kind: arch.Function, Platform: arch.AWSLambda}
	service, capped, large, hidden, nightly := lambda, lambda, lambda, lambda, lambda
	service.Kind, service.Platform = arch.Service, arch.Kubernetes
	capped.Settings.ReservedConcurrency = arch.Given(5, at)
	large.Settings.ReservedConcurrency = arch.Given(500, at)
	hidden.Settings.ReservedConcurrency = arch.Hide[int](at, "a parameter")
	nightly.Triggers = []arch.Trigger{{Kind: arch.OnSchedule}}
	steps := func(what string) []arch.Step { return []arch.Step{{At: at, What: what}} }
	const want = "warning: f connects to the postgres database db with no proxy between them, and nothing caps the instances"
	for name, c := range map[string]struct {
		unit arch.Unit
		db   arch.Resource
		edge arch.Edge
		want string
	}{
		"function":   {lambda, db, arch.Edge{Evidence: steps("DB_HOST = db")}, want},
		"large cap":  {large, db, arch.Edge{Evidence: steps("DB_HOST = db")}, want},
		"small cap":  {capped, db, arch.Edge{Evidence: steps("DB_HOST = db")}, ""},
		"hidden cap": {hidden, db, arch.Edge{Evidence: steps("DB_HOST = db")}, ""},
		"schedule":   {nightly, db, arch.Edge{Evidence: steps("DB_HOST = db")}, ""},
		"service":    {service, db, arch.Edge{Evidence: steps("DB_HOST = db")}, ""},
		"proxy":      {lambda, proxy, arch.Edge{Evidence: steps("DB_HOST = db")}, ""},
		"program":    {lambda, program, arch.Edge{Evidence: steps("DB_HOST = db")}, ""},
		"table":      {lambda, table, arch.Edge{Evidence: steps("TABLE = db")}, ""},
		"data api":   {lambda, db, arch.Edge{Evidence: steps("CLUSTER_ARN = db")}, ""},
	} {
		c.edge.From, c.edge.To, c.edge.Style = "f", "db", arch.Data
		var lines []string
		if c.want != "" {
			lines = []string{c.want}
		}
		a := &arch.Architecture{Units: []*arch.Unit{&c.unit}, Resources: []*arch.Resource{&c.db}, Edges: []*arch.Edge{&c.edge}}
		if diff := cmp.Diff(lines, archtest.Judged(judge, a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
