package config

import (
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/source"
)

func TestLookup(t *testing.T) {
	tree, err := source.New(fstest.MapFS{
		"config.json":                       {Data: []byte(`{"GeoMongoAddress": "mongodb-geo:27017", "Port": 80}`)},
		"cmd/counter/config.yml":            {Data: []byte("grpc:\n  product_host: product\nPort: 81\n")},
		"cmd/proxy/config/app.yaml":         {Data: []byte("grpc: {product-host: 'other'}\n")},
		"cmd/two/config-a.yaml":             {Data: []byte("url: http://a\n")},
		"cmd/two/config-b.yaml":             {Data: []byte("url: http://b\n")},
		"cmd/env/.env":                      {Data: []byte("# c\nexport STOCK_URL=\"http://stock:80\"\n")},
		"cmd/java/application.properties":   {Data: []byte("spring.application.name = web\n")},
		"k8s/deployment.yaml":               {Data: []byte("url: http://not-configuration\n")},
		"cmd/template/config.yaml":          {Data: []byte("{{ if }}\n")},
		"node/src/config/default/other.txt": {Data: []byte("x")},
	}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	x := Load(tree)
	for _, c := range []struct {
		dir, key, want string
		known          bool
	}{
		{"cmd/geo", "GeoMongoAddress", "mongodb-geo:27017", true},
		{"cmd/counter", "grpc.productHost", "product", true},
		{"cmd/counter", "port", "81", true},
		{"cmd/proxy", "grpc.product_host", "other", true},
		{"cmd/proxy", "port", "80", true},
		{"cmd/two", "url", "", false},
		{"cmd/env", "STOCK_URL", "http://stock:80", true},
		{"cmd/java", "spring.application.name", "web", true},
		{"cmd/template", "url", "", false},
	} {
		got := x.Lookup(c.dir, c.key)
		if got.Known() != c.known || got.Known() && got.V != c.want {
			t.Errorf("Lookup(%q, %q) = %+v, want %q", c.dir, c.key, got, c.want)
		}
	}
}
