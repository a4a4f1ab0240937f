package link

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEndpoints(t *testing.T) {
	tests := []struct {
		address string
		want    []endpoint
	}{
		{"orders:8080", []endpoint{{host: "orders", port: 8080}}},
		{"http://orders.shop.svc.cluster.local:80/x?y=1", []endpoint{{scheme: "http", host: "orders.shop.svc.cluster.local", port: 80, path: "/x"}}},
		{"postgres://u:p@db:5432/orders?sslmode=disable", []endpoint{{scheme: "postgres", host: "db", port: 5432, path: "/orders"}}},
		{"jdbc:postgresql://db/orders", []endpoint{{scheme: "postgresql", host: "db", path: "/orders"}}},
		{"u:p@tcp(mysql:3306)/shop", []endpoint{{host: "mysql", port: 3306, path: "/shop"}}},
		{"host=db user=u dbname=shop port=5433", []endpoint{{host: "db", port: 5433, path: "/shop"}}},
		{"Server=tcp:sql,1433", nil},
		{"kafka-1:9092,kafka-2:9092", []endpoint{{host: "kafka-1", port: 9092}, {host: "kafka-2", port: 9092}}},
		{"dns:///orders:443", []endpoint{{scheme: "dns", host: "orders", port: 443}}},
		{"consul:///orders", []endpoint{{scheme: "consul", host: "orders", registered: true}}},
		{"consul://agent:8500/orders", []endpoint{{scheme: "consul", host: "orders", registered: true}}},
		{"lb://ORDERS", []endpoint{{scheme: "lb", host: "orders", registered: true}}},
		{"http://*:80/x", nil},
		{"not a host", nil},
		{"", nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, endpoints(tt.address), cmp.AllowUnexported(endpoint{})); diff != "" {
			t.Errorf("%q (-want +got)\n%s", tt.address, diff)
		}
	}
}

func TestSpellings(t *testing.T) {
	tests := []struct {
		host string
		want []string
	}{
		{"orders", []string{"orders"}},
		{"Orders.shop.svc.cluster.local", []string{"orders.shop.svc.cluster.local", "orders.shop", "orders"}},
		{"orders.shop", []string{"orders.shop", "orders"}},
		{"api.github.com", []string{"api.github.com"}},
		{"example.com", []string{"example.com"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, spellings(tt.host)); diff != "" {
			t.Errorf("%q (-want +got)\n%s", tt.host, diff)
		}
	}
}

func TestUndecorated(t *testing.T) {
	prefix := sharedPrefix([][]string{words("shop-orders"), words("shop-stock"), words("shop-web")})
	tests := map[string]string{
		"shop-orders-svc": "orders", "orders-v1": "orders", "OrdersService": "orders", "orders_deployment": "orders",
		"service": "service", "shop": "shop", "orders-api": "orders-api", "orders-app": "orders", "app": "app",
	}
	for name, want := range tests {
		if got := undecorated(words(name), prefix); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if got := sharedPrefix([][]string{words("order-api"), words("order-worker")}); got != nil {
		t.Errorf("two names share %v, which proves nothing", got)
	}
}

func TestTailName(t *testing.T) {
	tests := map[string]string{
		"arn:aws:lambda:eu-west-1:1:function:report":   "report",
		"https://sqs.eu-west-1.amazonaws.com/1/orders": "orders",
		"projects/acme/topics/orders":                  "orders",
		"orders":                                       "",
		"arn:aws:dynamodb:eu-west-1:1:table/items":     "items",
	}
	for s, want := range tests {
		if got := tailName(s); got != want {
			t.Errorf("%s: got %q, want %q", s, got, want)
		}
	}
}
