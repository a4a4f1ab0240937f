package code

import (
	"slices"
	"strings"
)

// named makes the same row for several functions of a library.
func named(r Row, names ...string) []Row {
	var out []Row
	for _, n := range names {
		r.Name = n
		out = append(out, r)
	}
	return out
}

// goVerbs makes the rows of an HTTP client that has a function for each method.
func goVerbs(r Row) []Row {
	var out []Row
	for _, verb := range []string{"Get", "Head", "Options", "Post", "Put", "Patch", "Delete"} {
		v := r
		v.Name, v.Method = verb, Slot("'"+strings.ToUpper(verb)+"'")
		v.Writes = verb != "Get" && verb != "Head" && verb != "Options"
		out = append(out, v)
	}
	return out
}

// goHTTP are the rows of HTTP client libraries. Their clients take a deadline from
// setters of any order, so that a bound is known where a call's own context has one.
func goHTTP() []Row {
	return slices.Concat(
		goVerbs(Row{Lang: "go", Package: "github.com/go-resty/resty", Type: "*", Action: RemoteCall, Protocol: "http", Address: "r+0", Context: "r"}),
		setters("github.com/go-resty/resty", "SetBaseURL", "SetHostURL"),
		[]Row{
			{Lang: "go", Package: "github.com/go-resty/resty", Name: "New*", Action: Build, Protocol: "http"},
			{Lang: "go", Package: "github.com/go-resty/resty", Type: "*", Name: "Execute", Action: RemoteCall, Protocol: "http", Address: "r+1", Method: "0", Context: "r"},
			{Lang: "go", Package: "github.com/go-resty/resty", Type: "*", Name: "SetContext", Action: Carry, From: "r", Context: "0"},
			{Lang: "go", Package: "github.com/go-resty/resty", Type: "*", Name: "SetTimeout", Action: Carry, Into: "r", From: "r", Timeout: "0"},
			{Lang: "go", Package: "github.com/go-resty/resty", Type: "*", Name: "Set*", Action: Carry, From: "r", Context: "r"},
		},
		named(Row{Lang: "go", Package: "github.com/go-resty/resty", Type: "*", Action: Carry, From: "r", Context: "r"}, "R", "NewRequest", "EnableTrace", "AddRetryCondition", "OnBeforeRequest", "OnAfterResponse"),

		// A request of req has a context and an address; its client's Get and Post only begin one.
		named(Row{Lang: "go", Package: "github.com/imroc/req", Action: Build, Protocol: "http"}, "C", "NewClient"),
		named(Row{Lang: "go", Package: "github.com/imroc/req", Type: "*", Action: Carry, From: "r", Context: "r"}, "R", "NewRequest"),
		[]Row{{Lang: "go", Package: "github.com/imroc/req", Type: "*", Name: "SetContext", Action: Carry, From: "r", Context: "0"}},
		goVerbs(Row{Lang: "go", Package: "github.com/imroc/req", Type: "R()", Action: RemoteCall, Protocol: "http", Address: "r+0", Context: "r"}),
		goVerbs(Row{Lang: "go", Package: "github.com/imroc/req", Type: "Set*()", Action: RemoteCall, Protocol: "http", Address: "r+0", Context: "r"}),
		goVerbs(Row{Lang: "go", Package: "github.com/imroc/req", Action: RemoteCall, Protocol: "http", Address: "0"}),
		setters("github.com/imroc/req", "SetBaseURL"),
		[]Row{{Lang: "go", Package: "github.com/imroc/req", Type: "*", Name: "Set*", Action: Carry, From: "r", Context: "r"}},

		// fasthttp: a HostClient has one address, and what a request is sent to is set on it.
		[]Row{
			{Lang: "go", Package: "github.com/valyala/fasthttp", Name: "AcquireRequest", Action: Carry},
			{Lang: "go", Package: "github.com/valyala/fasthttp", Type: "*", Name: "SetRequestURI", Action: Carry, Into: "r", From: "0"},
			{Lang: "go", Package: "github.com/valyala/fasthttp", Name: "Do", Action: RemoteCall, Protocol: "http", Address: "0", Limit: -1},
			{Lang: "go", Package: "github.com/valyala/fasthttp", Name: "DoTimeout", Action: RemoteCall, Protocol: "http", Address: "0", Timeout: "2"},
			{Lang: "go", Package: "github.com/valyala/fasthttp", Name: "DoDeadline", Action: RemoteCall, Protocol: "http", Address: "0"},
			{Lang: "go", Package: "github.com/valyala/fasthttp", Name: "DoRedirects", Action: RemoteCall, Protocol: "http", Address: "0"},
			{Lang: "go", Package: "github.com/valyala/fasthttp", Name: "GetTimeout", Action: RemoteCall, Protocol: "http", Address: "1", Method: "'GET'", Timeout: "2"},
			{Lang: "go", Package: "github.com/valyala/fasthttp", Type: "*Client", Name: "Get", Action: RemoteCall, Protocol: "http", Address: "r.Addr|1", Method: "'GET'", Client: "r"},
			{Lang: "go", Package: "github.com/valyala/fasthttp", Type: "*Client", Name: "GetTimeout", Action: RemoteCall, Protocol: "http", Address: "r.Addr|1", Method: "'GET'", Timeout: "2"},
			{Lang: "go", Package: "github.com/valyala/fasthttp", Type: "*Client", Name: "Post", Action: RemoteCall, Protocol: "http", Address: "r.Addr|1", Method: "'POST'", Client: "r", Writes: true},
			{Lang: "go", Package: "github.com/valyala/fasthttp", Type: "*Client", Name: "Do", Action: RemoteCall, Protocol: "http", Address: "r.Addr|0", Client: "r"},
			{Lang: "go", Package: "github.com/valyala/fasthttp", Type: "*Client", Name: "DoTimeout", Action: RemoteCall, Protocol: "http", Address: "r.Addr|0", Timeout: "2"},
			{Lang: "go", Package: "github.com/valyala/fasthttp", Type: "*Client", Name: "DoDeadline", Action: RemoteCall, Protocol: "http", Address: "r.Addr|0"},
			{Lang: "go", Package: "github.com/valyala/fasthttp", Name: "ListenAndServe", Action: Listen, Protocol: "http", Address: "0", Handler: "1"},
			{Lang: "go", Package: "github.com/valyala/fasthttp", Type: "Server", Name: "ListenAndServe", Action: Listen, Protocol: "http", Address: "0", Handler: "r.Handler"},
		},

		// Clients that try again.
		[]Row{
			{Lang: "go", Package: "github.com/hashicorp/go-retryablehttp", Name: "Head", Action: RemoteCall, Protocol: "http", Address: "0", Method: "'HEAD'"},
			{Lang: "go", Package: "github.com/hashicorp/go-retryablehttp", Name: "Post", Action: RemoteCall, Protocol: "http", Address: "0", Method: "'POST'", Writes: true},
			{Lang: "go", Package: "github.com/hashicorp/go-retryablehttp", Name: "PostForm", Action: RemoteCall, Protocol: "http", Address: "0", Method: "'POST'", Writes: true},
			{Lang: "go", Package: "github.com/hashicorp/go-retryablehttp", Type: "*", Name: "Head", Action: RemoteCall, Protocol: "http", Address: "0", Method: "'HEAD'"},
			{Lang: "go", Package: "github.com/hashicorp/go-retryablehttp", Type: "*", Name: "PostForm", Action: RemoteCall, Protocol: "http", Address: "0", Method: "'POST'", Writes: true},
			{Lang: "go", Package: "github.com/hashicorp/go-retryablehttp", Name: "FromRequest", Action: Carry, From: "0", Context: "0"},
			{Lang: "go", Package: "github.com/hashicorp/go-retryablehttp", Type: "*", Name: "StandardClient", Action: Carry, From: "r"},
		},
		goVerbs(Row{Lang: "go", Package: "github.com/hashicorp/go-retryablehttp", Type: "StandardClient()", Action: RemoteCall, Protocol: "http", Address: "0"}),
	)
}

// setters are the rows of methods that store a client's base address in it.
func setters(pkg string, names ...string) []Row {
	return named(Row{Lang: "go", Package: pkg, Type: "*", Action: Carry, Into: "r", From: "0", Context: "r"}, names...)
}
