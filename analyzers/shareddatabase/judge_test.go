package shareddatabase

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
)

func at(file string) arch.Range { return arch.Range{File: file, Start: 1, End: 9} }

func service(name, code string) *arch.Unit {
	return &arch.Unit{Name: name, Kind: arch.Service, Code: code, Declared: []arch.Declaration{{At: at("k8s/" + name + ".yaml")}}}
}

func function(name, template string) *arch.Unit {
	return &arch.Unit{Name: name, Kind: arch.Function, Code: "functions/" + name, Declared: []arch.Declaration{{At: at(template)}}}
}

func read(table string) arch.Call {
	return arch.Call{At: at("read.go"), Operation: "SELECT", Protocol: "postgres", Table: table}
}

func write(table string) arch.Call {
	return arch.Call{At: at("write.go"), Operation: "UPDATE", Protocol: "postgres", Table: table, Write: true}
}

func data(from, to, database string, calls ...arch.Call) *arch.Edge {
	e := &arch.Edge{From: from, To: to, Style: arch.Data, Protocol: "postgres", Calls: calls}
	switch database {
	case "":
	case "?":
		e.Database = arch.Hide[string](arch.Range{}, "the secret is not in the repository")
	default:
		e.Database = arch.Given(database, arch.Range{})
	}
	return e
}

func TestJudge(t *testing.T) {
	orders, inventory := service("orders", "services/orders"), service("inventory", "services/inventory")
	two := []*arch.Unit{inventory, orders}
	create, list := function("create", "template.yaml"), function("list", "template.yaml")
	report := function("report", "reporting/template.yaml")
	worker := service("orders-worker", "services/orders")
	migrate := &arch.Unit{Name: "orders-migrate", Kind: arch.Job, Code: "services/orders/cmd/migrate"}
	replica := read("orders")
	replica.Address = arch.Given("postgres://shop@orders-db-ro:5432/orders", arch.Range{})

	tests := map[string]struct {
		units []*arch.Unit
		edges []*arch.Edge
		want  []string
	}{
		"both write a table": {
			two,
			[]*arch.Edge{data("orders", "db", "orders", write("orders")), data("inventory", "db", "orders", read("orders"), write("orders"))},
			[]string{"error inventory write.go orders and inventory both write table orders of database orders on db"},
		},
		"many share it": {
			[]*arch.Unit{orders, inventory, service("billing", "services/billing"), service("mail", "services/mail")},
			[]*arch.Edge{
				data("orders", "db", "shop", write("orders"), write("orders")), data("inventory", "db", "shop", write("orders")),
				data("billing", "db", "shop", read("orders")), data("mail", "db", "shop", read("orders")),
			},
			[]string{"error inventory write.go 3 units reach the database of orders: billing, inventory and mail use database shop on db, too"},
		},
		"one reads": {
			two,
			[]*arch.Edge{data("orders", "db", "orders", write("orders")), data("inventory", "db", "orders", read("orders"))},
			[]string{"warning inventory read.go inventory reaches the database of orders: both use database orders on db"},
		},
		"different tables": {
			two,
			[]*arch.Edge{data("orders", "db", "shop", write("orders")), data("inventory", "db", "shop", write("stock"), write("moves"))},
			[]string{"warning orders write.go orders reaches the database of inventory: both use database shop on db"},
		},
		"the only database of the server": {
			two,
			[]*arch.Edge{data("orders", "only-db", "", write("")), data("inventory", "only-db", "", read(""))},
			[]string{"warning inventory read.go inventory reaches the database of orders: both use database shop on only-db"},
		},
		"functions of two stacks on one table": {
			[]*arch.Unit{create, report},
			[]*arch.Edge{data("create", "table", "", write("")), data("report", "table", "", read(""))},
			[]string{"warning report read.go report reaches the database of create: both use table table"},
		},
		"a function and a service write one table": {
			[]*arch.Unit{create, orders},
			[]*arch.Edge{data("create", "table", "", write("")), data("orders", "table", "", write(""))},
			[]string{"error orders write.go create and orders both write table table"},
		},
		"an API and its worker": {
			[]*arch.Unit{orders, worker},
			[]*arch.Edge{data("orders", "db", "orders", write("orders")), data("orders-worker", "db", "orders", read("orders"))},
			[]string{"hint orders-worker read.go orders-worker reaches the database of orders: both use database orders on db"},
		},

		"own databases on one server": {two, []*arch.Edge{data("orders", "db", "orders", write("orders")), data("inventory", "db", "stock", write("orders"))}, nil},
		"database not known":          {two, []*arch.Edge{data("orders", "db", "", write("")), data("inventory", "db", "", write(""))}, nil},
		"database hidden":             {two, []*arch.Edge{data("orders", "only-db", "?", write("")), data("inventory", "only-db", "", write(""))}, nil},
		"read replica":                {two, []*arch.Edge{data("orders", "db", "orders", write("orders")), data("inventory", "db", "orders", replica)}, nil},
		"cache":                       {two, []*arch.Edge{data("orders", "cache", "0", write("")), data("inventory", "cache", "0", write(""))}, nil},
		"functions of one stack":      {[]*arch.Unit{create, list}, []*arch.Edge{data("create", "table", "", write("")), data("list", "table", "", write(""))}, nil},
		"a job of the service":        {[]*arch.Unit{migrate, orders}, []*arch.Edge{data("orders", "db", "orders", write("orders")), data("orders-migrate", "db", "orders", write("orders"))}, nil},
		"one unit":                    {two, []*arch.Edge{data("orders", "db", "orders", write("orders"))}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			a := &arch.Architecture{Units: tt.units, Edges: tt.edges, Resources: []*arch.Resource{
				{Name: "db", Kind: arch.Datastore, Type: "postgres"},
				{Name: "only-db", Kind: arch.Datastore, Type: "postgres", Database: arch.Given("shop", arch.Range{})},
				{Name: "table", Kind: arch.Datastore, Type: "dynamodb"},
				{Name: "cache", Kind: arch.Datastore, Type: "redis"},
			}}
			for _, e := range a.Edges {
				if e.To == "cache" {
					e.Protocol = "redis"
				}
			}
			var got []string
			judge(a, func(f arch.Finding) {
				got = append(got, fmt.Sprintf("%s %s %s %s", f.Severity, f.Unit, f.At.File, f.Message))
			})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
