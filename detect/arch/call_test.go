package arch

import "testing"

func TestTitle(t *testing.T) {
	for want, c := range map[string]Call{
		"gRPC inventory.v1.Stock/Reserve": {Protocol: "grpc", Operation: "inventory.v1.Stock/Reserve"},
		"HTTP GET /orders":                {Protocol: "http", Operation: "GET /orders"},
		"HTTP call":                       {Protocol: "http"},
		"mqtt publish":                    {Protocol: "mqtt", Operation: "publish"},
		"PostgreSQL SELECT 1 FROM orders": {Protocol: "postgres", Operation: "SELECT 1\n\t FROM orders"},
		"Reserve":                         {Operation: "Reserve"},
		"call":                            {},
	} {
		if got := c.Title(); got != want {
			t.Errorf("Title() = %q, want %q", got, want)
		}
	}
}

func TestFrameIn(t *testing.T) {
	at := func(start int) Range { return Range{File: "a.go", Start: start, End: start + 1} }
	loop := Loop{At: at(10), Func: "handle"}
	for name, c := range map[string]struct {
		path  []Frame
		want  int // start of the frame
		after int
	}{
		"at the loop":        {[]Frame{{"serve", at(1)}, {"handle", at(20)}, {"get", at(90)}}, 20, 1},
		"closure in loop":    {[]Frame{{"handle", at(20)}, {"handle", at(25)}, {"get", at(90)}}, 25, 1},
		"call before loop":   {[]Frame{{"handle", at(5)}, {"get", at(90)}, {"handle", at(30)}}, 30, 0},
		"loop not on path":   {[]Frame{{"other", at(20)}}, 77, 0},
		"no path":            {nil, 77, 0},
		"another file's fun": {[]Frame{{"handle", Range{File: "b.go", Start: 20}}}, 77, 0},
	} {
		call := Call{At: at(77), Func: "get", Path: c.path}
		got, after := call.FrameIn(loop)
		if got.At.Start != c.want || len(after) != c.after {
			t.Errorf("%s: frame at %d with %d after it, want %d with %d", name, got.At.Start, len(after), c.want, c.after)
		}
	}
}

func TestOrigin(t *testing.T) {
	manifest := Range{File: "k8s/a.yaml", Start: 3, End: 9}
	c := Call{Address: Given("inventory:9090", Range{File: "main.go"}), Trail: []Step{{At: Range{File: "main.go"}}, {At: manifest}}}
	if s, ok := c.Origin(); !ok || s.At != manifest || s.What != "inventory:9090" {
		t.Errorf("Origin() = %v, %v", s, ok)
	}
	if _, ok := (Call{}).Origin(); ok {
		t.Error("a call with no address has an origin")
	}
}

func TestHost(t *testing.T) {
	for in, want := range map[string]string{
		"inventory:9090": "inventory", "http://inventory:8080/levels": "inventory", "inventory": "inventory", "[::1]:80": "::1",
		"": "", "http://%zz": "",
	} {
		if got := (Call{Address: Given(in, Range{})}).Host(); got != want {
			t.Errorf("Host(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestAsksService(t *testing.T) {
	for protocol, want := range map[string]bool{"http": true, "grpc": true, "postgres": false, "sqs": false, "": false} {
		if got := (Call{Protocol: protocol}).AsksService(); got != want {
			t.Errorf("AsksService of %q = %v, want %v", protocol, got, want)
		}
	}
}

func TestGoverns(t *testing.T) {
	call := func(address, op string) Call {
		return Call{Address: Given(address, Range{}), Operation: op}
	}
	for _, tt := range []struct {
		path string
		c    Call
		want bool
	}{
		{"", call("http://web/api/vote", "GET"), true},
		{"/api/vote", call("http://web:80/api/vote?choice=*", "GET"), true},
		{"/api/list", call("http://web:80/api/vote", "GET"), false},
		{"/shop.Stock/", call("stock:90", "shop.Stock/Get"), true},
		{"/shop.Stock/", call("stock:90", "shop.Orders/Get"), false},
		{"/api", call("web:80", "GET"), true},
	} {
		if got := (Policy{Path: tt.path}).Governs(tt.c); got != tt.want {
			t.Errorf("Governs of %q for %s %s = %v", tt.path, tt.c.Operation, tt.c.Address.V, got)
		}
	}
}
