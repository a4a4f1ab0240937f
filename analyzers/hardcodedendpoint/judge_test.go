package hardcodedendpoint

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
)

func at(file string, start int) arch.Range {
	return arch.Range{File: file, Start: start, End: start + 5}
}

func literalCall(address string) arch.Call {
	return arch.Call{
		At: at("client.go", 50), Operation: "GET /levels", Protocol: "http", Waited: true,
		Address: arch.Given(address, at("main.go", 7)),
		Trail:   []arch.Step{{At: at("client.go", 40)}, {At: at("main.go", 7), What: address}},
	}
}

func system(to string, calls ...arch.Call) *arch.Architecture {
	a := &arch.Architecture{
		Units:     []*arch.Unit{{Name: "orders", Kind: arch.Service}, {Name: "inventory", Kind: arch.Service}},
		Resources: []*arch.Resource{{Name: "orders-db", Kind: arch.Datastore, Type: "postgres"}},
	}
	switch {
	case to == "":
		a.Units[0].Outbound = calls
	case a.Unit(to) != nil:
		a.Edges = []*arch.Edge{{From: "orders", To: to, Style: arch.Sync, Calls: calls}}
	default:
		a.Edges = []*arch.Edge{{From: "orders", To: to, Style: arch.Data, Calls: calls}}
	}
	return a
}

func TestJudge(t *testing.T) {
	change := func(address string, f func(*arch.Call)) arch.Call { c := literalCall(address); f(&c); return c }
	registry := system("inventory", literalCall("http://inventory/levels"))
	registry.Resources = append(registry.Resources, &arch.Resource{Name: "eureka", Kind: arch.Discovery})
	tests := map[string]struct {
		a    *arch.Architecture
		want []string
	}{
		"unit":          {system("inventory", literalCall("inventory:9090")), []string{"warning main.go:7 orders has the address of inventory in its code: inventory:9090"}},
		"unit by DNS":   {system("inventory", literalCall("dns:///inventory:9090")), []string{"warning main.go:7 orders has the address of inventory in its code: dns:///inventory:9090"}},
		"several calls": {system("inventory", literalCall("http://inventory:80/a"), change("http://inventory:80/a", func(c *arch.Call) { c.At.Start = 90 })), []string{"warning main.go:7 orders has the address of inventory in its code: http://inventory:80"}},
		"unit at localhost": {
			system("inventory", literalCall("http://localhost:8081")),
			[]string{"warning main.go:7 orders has the address of inventory in its code: http://localhost:8081"},
		},
		"private address": {system("", literalCall("http://10.0.3.7:8080/print")), []string{"warning main.go:7 orders has the address of a private host in its code: http://10.0.3.7:8080"}},
		"private name":    {system("", literalCall("https://billing.corp/api")), []string{"warning main.go:7 orders has the address of a private host in its code: https://billing.corp"}},
		"localhost":       {system("", literalCall("http://127.0.0.1:3500/v1.0")), []string{"hint main.go:7 orders has the address of something on its own host in its code: http://127.0.0.1:3500"}},
		"fallback": {
			system("inventory", change("inventory:9090", func(c *arch.Call) { c.Address.Source = arch.Default })),
			[]string{"hint main.go:7 orders falls back to an address of inventory in its code: inventory:9090"},
		},
		"database": {
			system("orders-db", literalCall("postgres://shop:secret@orders-db:5432/shop")),
			[]string{"warning main.go:7 orders has the address of orders-db in its code: postgres://orders-db:5432"},
		},
		"database in a driver's own form": {
			system("orders-db", literalCall("shop:secret@tcp(orders-db:3306)/shop")),
			[]string{"warning main.go:7 orders has the address of orders-db in its code: orders-db:3306"},
		},

		"from the manifest":        {system("inventory", change("inventory:9090", func(c *arch.Call) { c.Trail = append(c.Trail, arch.Step{At: at("k8s/orders.yaml", 3)}) })), nil},
		"from a configuration":     {system("inventory", change("inventory:9090", func(c *arch.Call) { c.Trail[1].At.File = "config.yml" })), nil},
		"unknown":                  {system("inventory", change("", func(c *arch.Call) { c.Address = arch.Hide[string](at("main.go", 7), "a parameter") })), nil},
		"public name":              {system("", literalCall("https://api.stripe.com/v1/charges")), nil},
		"itself":                   {system("orders", literalCall("http://orders:8080/warm")), nil},
		"health check":             {system("", change("http://localhost:8080/healthz", func(c *arch.Call) { c.Operation = "GET /healthz" })), nil},
		"gRPC health check":        {system("inventory", change("inventory:9090", func(c *arch.Call) { c.Operation = "grpc.health.v1.Health/Check" })), nil},
		"instance metadata":        {system("", literalCall("http://169.254.169.254/latest/meta-data/")), nil},
		"in the process":           {system("inventory", literalCall("passthrough:///bufnet")), nil},
		"by a sidecar's name":      {system("inventory", change("inventory", func(c *arch.Call) { c.Protocol = "dapr" })), nil},
		"embedded database":        {system("", literalCall("file::memory:?cache=shared")), nil},
		"registry's scheme":        {system("inventory", literalCall("consul:///inventory")), nil},
		"registry":                 {registry, nil},
		"table":                    {system("orders-db", literalCall("orders")), nil},
		"queue on the provider":    {system("", literalCall("https://sqs.eu-west-1.amazonaws.com/123456789012/orders")), nil},
		"template, not an address": {system("inventory", literalCall("http://%s:8080")), nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			judge(tt.a, func(f arch.Finding) {
				got = append(got, fmt.Sprintf("%s %s:%d %s", f.Severity, f.At.File, f.At.Start, f.Message))
			})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"inventory:9090", "u:p@tcp(h:1)/d", "dns:///a:1", "host=a port=1", "[::1", "a:b:c", "://", "x:///"} {
		f.Add(s)
	}
	f.Fuzz(func(_ *testing.T, s string) {
		if e, ok := parse(s); ok {
			e.loopback()
			e.private()
			e.platform()
		}
	})
}
