package code

import "time"

// jsVerbs are the HTTP clients that have a function for each method. Nothing of axios,
// got and superagent's request bounds a call by itself.
var jsVerbs = []Row{
	{Lang: "javascript", Package: "axios", Action: RemoteCall, Protocol: "http", Address: "0", Timeout: "1.timeout|1.signal", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "axios", Type: "create()", Action: RemoteCall, Protocol: "http", Address: "r|0", Client: "r", Timeout: "1.timeout|1.signal", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "got", Action: RemoteCall, Protocol: "http", Address: "0", Timeout: "1.timeout|1.signal", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "request", Action: RemoteCall, Protocol: "http", Address: "0.uri|0.url|0", Timeout: "0.timeout|1.timeout", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "request-promise", Action: RemoteCall, Protocol: "http", Address: "0.uri|0.url|0", Timeout: "0.timeout|1.timeout", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "superagent", Action: RemoteCall, Protocol: "http", Address: "0"},
	{Lang: "javascript", Package: "apollo-datasource-rest", Type: "RESTDataSource", Action: RemoteCall, Protocol: "http", Address: "r.baseURL|0"},
	{Lang: "javascript", Package: "@apollo/datasource-rest", Type: "RESTDataSource", Action: RemoteCall, Protocol: "http", Address: "r.baseURL|0"},
}

// jsHTTP are the rows of other functions of HTTP clients.
var jsHTTP = []Row{
	{Lang: "javascript", Package: "js", Name: "fetch", Action: RemoteCall, Protocol: "http", Address: "0", Method: "1.method|'GET'", Timeout: "1.signal", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "js.AbortSignal", Name: "timeout", Action: WithLimit, Duration: "0", Unit: time.Millisecond},
	{Lang: "javascript", Package: "node-fetch", Name: "default", Action: RemoteCall, Protocol: "http", Address: "0", Method: "1.method|'GET'", Timeout: "1.timeout|1.signal", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "cross-fetch", Name: "default", Action: RemoteCall, Protocol: "http", Address: "0", Method: "1.method|'GET'", Timeout: "1.signal", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "isomorphic-fetch", Name: "default", Action: RemoteCall, Protocol: "http", Address: "0", Method: "1.method|'GET'", Timeout: "1.signal", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "undici", Name: "fetch", Action: RemoteCall, Protocol: "http", Address: "0", Method: "1.method|'GET'", Timeout: "1.signal", Unit: time.Millisecond, Limit: 300},
	{Lang: "javascript", Package: "undici", Name: "request", Action: RemoteCall, Protocol: "http", Address: "0", Method: "1.method|'GET'", Timeout: "1.signal|1.headersTimeout", Unit: time.Millisecond, Limit: 300},
	{Lang: "javascript", Package: "axios", Name: "default", Action: RemoteCall, Protocol: "http", Address: "0.url|0", Method: "0.method|1.method|'GET'", Timeout: "0.timeout|0.signal|1.timeout|1.signal", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "axios", Name: "request", Action: RemoteCall, Protocol: "http", Address: "0.url|0", Method: "0.method|'GET'", Timeout: "0.timeout|0.signal", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "axios", Name: "create", Action: Build, From: "0.baseURL", Timeout: "0.timeout", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "axios", Type: "create()", Name: "request", Action: RemoteCall, Protocol: "http", Address: "r|0.url|0", Method: "0.method|'GET'", Client: "r", Timeout: "0.timeout|0.signal", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "got", Name: "default", Action: RemoteCall, Protocol: "http", Address: "0.url|0", Method: "1.method|'GET'", Timeout: "1.timeout|1.signal|0.timeout", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "request", Name: "default", Action: RemoteCall, Protocol: "http", Address: "0.uri|0.url|0", Method: "0.method|'GET'", Timeout: "0.timeout|1.timeout", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "request-promise", Name: "default", Action: RemoteCall, Protocol: "http", Address: "0.uri|0.url|0", Method: "0.method|'GET'", Timeout: "0.timeout|1.timeout", Unit: time.Millisecond, Limit: -1},
	{Lang: "javascript", Package: "http", Name: "get", Action: RemoteCall, Protocol: "http", Address: "0.hostname|0.host|0", Method: "'GET'"},
	{Lang: "javascript", Package: "http", Name: "request", Action: RemoteCall, Protocol: "http", Address: "0.hostname|0.host|0", Method: "0.method|1.method|'GET'"},
	{Lang: "javascript", Package: "https", Name: "get", Action: RemoteCall, Protocol: "http", Address: "0.hostname|0.host|0", Method: "'GET'"},
	{Lang: "javascript", Package: "https", Name: "request", Action: RemoteCall, Protocol: "http", Address: "0.hostname|0.host|0", Method: "0.method|1.method|'GET'"},

	{Lang: "javascript", Package: "@grpc/grpc-js", Name: "loadPackageDefinition", Action: Neutral},
	{Lang: "javascript", Package: "@grpc/grpc-js.credentials", Name: "*", Action: Neutral},
	{Lang: "javascript", Package: "@grpc/grpc-js", Name: "Server", Action: Neutral},
	{Lang: "javascript", Package: "@grpc/grpc-js", Type: "Server*", Name: "addService", Action: Serve, Protocol: "grpc", Handler: "1"},
	{Lang: "javascript", Package: "@grpc/grpc-js", Type: "Server*", Name: "bind*", Action: Listen, Protocol: "grpc", Address: "0"},
	{Lang: "javascript", Package: "@grpc/grpc-js", Type: "Server*", Name: "*", Action: Neutral},
	{Lang: "javascript", Package: "@grpc/grpc-js", Type: "loadPackageDefinition()", Name: "*", Action: Build, Protocol: "grpc", From: "0"},
	{Lang: "javascript", Package: "@grpc/grpc-js.loadPackageDefinition()", Type: "*", Name: "close", Action: Neutral},
	{Lang: "javascript", Package: "@grpc/grpc-js.loadPackageDefinition()", Type: "*()", Name: "*", Action: RemoteCall, Protocol: "grpc", Address: "r", Needs: "grpc"},
	{Lang: "javascript", Package: "@grpc/grpc-js.loadPackageDefinition()", Type: "*", Name: "*", Action: Build, Protocol: "grpc", From: "0"},
	{Lang: "javascript", Package: "@grpc/grpc-js", Type: "*", Name: "*", Action: RemoteCall, Protocol: "grpc", Address: "r", Needs: "grpc"},

	{Lang: "javascript", Package: "@dapr/dapr", Name: "DaprClient", Action: Build},
	{Lang: "javascript", Package: "@dapr/dapr.DaprClient", Type: "invoker", Name: "invoke", Action: Invoke, Protocol: "dapr", Target: "0", Method: "1"},
	{Lang: "javascript", Package: "@dapr/dapr.DaprClient", Type: "pubsub", Name: "publish", Action: Publish, Protocol: "dapr", Target: "1", Writes: true},
}
