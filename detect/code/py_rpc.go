package code

import "time"

// pyHTTP are the HTTP clients that have a function for each method. Without an
// argument timeout, requests and urllib wait for ever, httpx 5 s and aiohttp 300 s.
var pyHTTP = []Row{
	{Lang: "python", Package: "requests", Action: RemoteCall, Protocol: "http", Address: "0|kw:url", Timeout: "kw:timeout", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "requests", Type: "Session", Action: RemoteCall, Protocol: "http", Address: "0|kw:url", Timeout: "kw:timeout", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "requests", Type: "Session()", Action: RemoteCall, Protocol: "http", Address: "0|kw:url", Timeout: "kw:timeout", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "requests", Type: "session()", Action: RemoteCall, Protocol: "http", Address: "0|kw:url", Timeout: "kw:timeout", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "requests.sessions", Type: "Session()", Action: RemoteCall, Protocol: "http", Address: "0|kw:url", Timeout: "kw:timeout", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "httpx", Action: RemoteCall, Protocol: "http", Address: "0|kw:url", Timeout: "kw:timeout", Unit: time.Second, Limit: 5},
	{Lang: "python", Package: "httpx", Type: "*Client", Action: RemoteCall, Protocol: "http", Address: "0|kw:url", Client: "r", Timeout: "kw:timeout", Unit: time.Second, Limit: 5},
	{Lang: "python", Package: "httpx", Type: "*Client()", Action: RemoteCall, Protocol: "http", Address: "0|kw:url", Client: "r", Timeout: "kw:timeout", Unit: time.Second, Limit: 5},
	{Lang: "python", Package: "aiohttp", Type: "ClientSession", Action: RemoteCall, Protocol: "http", Address: "0|kw:url", Client: "r", Timeout: "kw:timeout", Unit: time.Second, Limit: 300},
	{Lang: "python", Package: "aiohttp", Type: "ClientSession()", Action: RemoteCall, Protocol: "http", Address: "0|kw:url", Client: "r", Timeout: "kw:timeout", Unit: time.Second, Limit: 300},
	{Lang: "python", Package: "aiohttp.client", Type: "ClientSession()", Action: RemoteCall, Protocol: "http", Address: "0|kw:url", Client: "r", Timeout: "kw:timeout", Unit: time.Second, Limit: 300},
}

// pyRPC are the rows of remote procedure calls and other HTTP clients.
var pyRPC = []Row{
	{Lang: "python", Package: "requests", Name: "request", Action: RemoteCall, Protocol: "http", Address: "1|kw:url", Method: "0|kw:method", Timeout: "kw:timeout", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "requests", Type: "*", Name: "request", Action: RemoteCall, Protocol: "http", Address: "1|kw:url", Method: "0|kw:method", Timeout: "kw:timeout", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "requests", Name: "Session", Action: Build, From: "'%'", Limit: -1},
	{Lang: "python", Package: "requests", Name: "session", Action: Build, From: "'%'", Limit: -1},
	{Lang: "python", Package: "httpx", Name: "Client", Action: Build, From: "kw:base_url", Timeout: "kw:timeout", Unit: time.Second, Limit: 5},
	{Lang: "python", Package: "httpx", Name: "AsyncClient", Action: Build, From: "kw:base_url", Timeout: "kw:timeout", Unit: time.Second, Limit: 5},
	{Lang: "python", Package: "httpx", Name: "Timeout", Action: WithLimit, Duration: "0|kw:timeout", Unit: time.Second},
	{Lang: "python", Package: "httpx", Type: "*Client()", Name: "request", Action: RemoteCall, Protocol: "http", Address: "1|kw:url", Method: "0|kw:method", Client: "r", Timeout: "kw:timeout", Unit: time.Second, Limit: 5},
	{Lang: "python", Package: "aiohttp", Name: "ClientSession", Action: Build, From: "0|kw:base_url", Timeout: "kw:timeout", Unit: time.Second, Limit: 300},
	{Lang: "python", Package: "aiohttp", Name: "ClientTimeout", Action: WithLimit, Duration: "kw:total|0", Unit: time.Second},
	{Lang: "python", Package: "aiohttp", Name: "request", Action: RemoteCall, Protocol: "http", Address: "1", Method: "0", Timeout: "kw:timeout", Unit: time.Second, Limit: 300},
	{Lang: "python", Package: "aiohttp", Type: "ClientSession()", Name: "request", Action: RemoteCall, Protocol: "http", Address: "1", Method: "0", Client: "r", Timeout: "kw:timeout", Unit: time.Second, Limit: 300},
	{Lang: "python", Package: "urllib.request", Name: "urlopen", Action: RemoteCall, Protocol: "http", Address: "0|kw:url", Method: "0.Method", Timeout: "kw:timeout|2", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "urllib.request", Name: "Request", Action: Carry, From: "0|kw:url", Method: "kw:method|'GET'"},
	{Lang: "python", Package: "urllib3", Name: "PoolManager", Action: Build, From: "'%'", Timeout: "kw:timeout", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "urllib3", Type: "PoolManager()", Name: "request", Action: RemoteCall, Protocol: "http", Address: "1|kw:url", Method: "0|kw:method", Client: "r", Timeout: "kw:timeout", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "urllib3", Name: "request", Action: RemoteCall, Protocol: "http", Address: "1|kw:url", Method: "0", Timeout: "kw:timeout", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "http.client", Name: "HTTP*Connection", Action: Build, Protocol: "http", From: "0", Timeout: "kw:timeout", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "http.client", Type: "HTTP*Connection()", Name: "request", Action: RemoteCall, Protocol: "http", Address: "r", Method: "0", Client: "r", Limit: -1},
	{Lang: "python", Package: "websockets", Name: "connect", Action: RemoteCall, Protocol: "ws", Address: "0"},

	{Lang: "python", Package: "grpc", Name: "insecure_channel", Action: Build, Protocol: "grpc", From: "0|kw:target"},
	{Lang: "python", Package: "grpc", Name: "secure_channel", Action: Build, Protocol: "grpc", From: "0|kw:target"},
	{Lang: "python", Package: "grpc.aio", Name: "insecure_channel", Action: Build, Protocol: "grpc", From: "0|kw:target"},
	{Lang: "python", Package: "grpc.aio", Name: "secure_channel", Action: Build, Protocol: "grpc", From: "0|kw:target"},
	{Lang: "python", Package: "grpc", Name: "intercept_channel", Action: Carry, From: "0"},
	{Lang: "python", Package: "grpc", Type: "*", Name: "unary_unary", Action: Carry, From: "r", Method: "0"},
	{Lang: "python", Package: "grpc", Type: "*", Name: "unary_stream", Action: Carry, From: "r", Method: "0"},
	{Lang: "python", Package: "grpc", Type: "*", Name: "stream_unary", Action: Carry, From: "r", Method: "0"},
	{Lang: "python", Package: "grpc", Type: "*", Name: "stream_stream", Action: Carry, From: "r", Method: "0"},
	{Lang: "python", Package: "grpc.aio", Type: "*", Name: "unary_unary", Action: Carry, From: "r", Method: "0"},
	{Lang: "python", Package: "grpc.aio", Type: "*", Name: "unary_stream", Action: Carry, From: "r", Method: "0"},
	{Lang: "python", Package: "grpc", Type: "unary_*()", Name: "__call__", Action: RemoteCall, Protocol: "grpc", Address: "r", Method: "r.Method", Timeout: "kw:timeout|1", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "grpc", Type: "stream_*()", Name: "__call__", Action: RemoteCall, Protocol: "grpc", Address: "r", Method: "r.Method", Timeout: "kw:timeout|1", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "grpc.aio", Type: "unary_*()", Name: "__call__", Action: RemoteCall, Protocol: "grpc", Address: "r", Method: "r.Method", Timeout: "kw:timeout|1", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "grpc", Type: "unary_*()", Name: "future", Action: RemoteCall, Protocol: "grpc", Address: "r", Method: "r.Method", Timeout: "kw:timeout|1", Unit: time.Second, Limit: -1},
	{Lang: "python", Package: "grpc", Name: "server", Action: Build},
	{Lang: "python", Package: "grpc", Name: "method_handlers_generic_handler", Action: Serve, Protocol: "grpc", Target: "0"},
	{Lang: "python", Package: "grpc", Type: "server()", Name: "add_insecure_port", Action: Listen, Protocol: "grpc", Address: "0"},
	{Lang: "python", Package: "grpc", Type: "server()", Name: "add_secure_port", Action: Listen, Protocol: "grpc", Address: "0"},
	{Lang: "python", Package: "grpc.aio", Type: "server()", Name: "add_insecure_port", Action: Listen, Protocol: "grpc", Address: "0"},

	{Lang: "python", Package: "dapr.clients", Name: "DaprClient", Action: Build},
	{Lang: "python", Package: "dapr.clients", Type: "DaprClient()", Name: "invoke_method", Action: Invoke, Protocol: "dapr", Target: "0|kw:app_id", Method: "1|kw:method_name", Limit: 60},
	{Lang: "python", Package: "dapr.clients", Type: "DaprClient()", Name: "publish_event", Action: Publish, Protocol: "dapr", Target: "kw:topic_name|1", Writes: true},
	{Lang: "python", Package: "xmlrpc.client", Name: "ServerProxy", Action: Build, Protocol: "http", From: "0"},
}

// pyGeneric serve generated code that is not in the repository. They come last.
var pyGeneric = []Row{
	{Lang: "python", Package: "*", Name: "*Stub", Action: Carry, From: "0"},
	{Lang: "python", Package: "*", Type: "*Stub()", Name: "*", Action: RemoteCall, Protocol: "grpc", Address: "r", Timeout: "kw:timeout|1", Unit: time.Second, Limit: -1, Needs: "grpc"},
	{Lang: "python", Package: "*", Name: "add_*Servicer_to_server", Action: Serve, Protocol: "grpc", Handler: "0"},
}
