package code

// goRPC are the rows of remote procedure calls and HTTP client libraries.
var goRPC = []Row{
	{Lang: "go", Package: "google.golang.org/grpc", Name: "NewClient", Action: Build, Protocol: "grpc", From: "0", Limit: -1},
	{Lang: "go", Package: "google.golang.org/grpc", Name: "Dial", Action: Build, Protocol: "grpc", From: "0", Limit: -1},
	{Lang: "go", Package: "google.golang.org/grpc", Name: "DialContext", Action: Build, Protocol: "grpc", From: "1", Limit: -1},
	{Lang: "go", Package: "google.golang.org/grpc", Type: "ClientConn", Name: "Invoke", Action: RemoteCall, Protocol: "grpc", Address: "r", Method: "1", Context: "0", Client: "r"},
	{Lang: "go", Package: "google.golang.org/grpc", Type: "ClientConn", Name: "NewStream", Action: RemoteCall, Protocol: "grpc", Address: "r", Method: "2", Context: "0", Client: "r"},
	{Lang: "go", Package: "google.golang.org/grpc", Type: "ClientConnInterface", Name: "Invoke", Action: RemoteCall, Protocol: "grpc", Address: "r", Method: "1", Context: "0", Client: "r"},
	{Lang: "go", Package: "google.golang.org/grpc", Type: "ClientConnInterface", Name: "NewStream", Action: RemoteCall, Protocol: "grpc", Address: "r", Method: "2", Context: "0", Client: "r"},
	{Lang: "go", Package: "google.golang.org/grpc", Name: "Invoke", Action: RemoteCall, Protocol: "grpc", Address: "4", Method: "1", Context: "0"},
	{Lang: "go", Package: "google.golang.org/grpc", Name: "NewStream", Action: RemoteCall, Protocol: "grpc", Address: "2", Method: "3", Context: "0"},
	{Lang: "go", Package: "google.golang.org/grpc", Type: "Server", Name: "RegisterService", Action: Serve, Protocol: "grpc", Target: "0.ServiceName", Handler: "1"},
	{Lang: "go", Package: "google.golang.org/grpc", Type: "ServiceRegistrar", Name: "RegisterService", Action: Serve, Protocol: "grpc", Target: "0.ServiceName", Handler: "1"},
	{Lang: "go", Package: "google.golang.org/grpc", Type: "Server", Name: "Serve", Action: Listen, Protocol: "grpc", Address: "0"},
	{Lang: "go", Package: "google.golang.org/grpc", Type: "NewServer()", Name: "Serve", Action: Listen, Protocol: "grpc", Address: "0"},

	{Lang: "go", Package: "net/http/httputil", Type: "ProxyRequest", Name: "SetURL", Action: RemoteCall, Protocol: "http", Address: "0", Method: "'*'"},

	{Lang: "go", Package: "github.com/hashicorp/go-retryablehttp", Name: "Get", Action: RemoteCall, Protocol: "http", Address: "0", Method: "'GET'"},
	{Lang: "go", Package: "github.com/hashicorp/go-retryablehttp", Type: "*", Name: "Get", Action: RemoteCall, Protocol: "http", Address: "0", Method: "'GET'"},
	{Lang: "go", Package: "github.com/hashicorp/go-retryablehttp", Type: "*", Name: "Post", Action: RemoteCall, Protocol: "http", Address: "0", Method: "'POST'", Writes: true},
	{Lang: "go", Package: "github.com/hashicorp/go-retryablehttp", Type: "*", Name: "Do", Action: RemoteCall, Protocol: "http", Address: "0"},
	{Lang: "go", Package: "github.com/hashicorp/go-retryablehttp", Name: "NewRequest", Action: Carry, From: "1"},
	{Lang: "go", Package: "github.com/hashicorp/go-retryablehttp", Name: "NewRequestWithContext", Action: Carry, From: "2", Context: "0"},
	{Lang: "go", Package: "go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp", Name: "Get", Action: RemoteCall, Protocol: "http", Address: "1", Method: "'GET'", Context: "0"},
	{Lang: "go", Package: "golang.org/x/net/context/ctxhttp", Name: "Get", Action: RemoteCall, Protocol: "http", Address: "2", Method: "'GET'", Context: "0"},
	{Lang: "go", Package: "golang.org/x/net/context/ctxhttp", Name: "Do", Action: RemoteCall, Protocol: "http", Address: "2", Context: "0"},
	{Lang: "go", Package: "github.com/valyala/fasthttp", Name: "Get", Action: RemoteCall, Protocol: "http", Address: "1", Method: "'GET'", Limit: -1},
	{Lang: "go", Package: "github.com/valyala/fasthttp", Name: "Post", Action: RemoteCall, Protocol: "http", Address: "1", Method: "'POST'", Limit: -1, Writes: true},
	{Lang: "go", Package: "github.com/gorilla/websocket", Type: "Dialer", Name: "Dial", Action: RemoteCall, Protocol: "ws", Address: "0"},

	{Lang: "go", Package: "github.com/dapr/go-sdk/client", Type: "*", Name: "InvokeMethod", Action: Invoke, Protocol: "dapr", Target: "1", Method: "2", Context: "0", Limit: 60},
	{Lang: "go", Package: "github.com/dapr/go-sdk/client", Type: "*", Name: "InvokeMethodWithContent", Action: Invoke, Protocol: "dapr", Target: "1", Method: "2", Context: "0", Limit: 60},
	{Lang: "go", Package: "github.com/dapr/go-sdk/client", Type: "*", Name: "PublishEvent", Action: Publish, Protocol: "dapr", Target: "2", Writes: true},

	// OpenAPI clients made by go-swagger dial through this runtime.
	{Lang: "go", Package: "github.com/go-openapi/runtime/client", Name: "New", Action: Build, Protocol: "http", From: "0"},
	{Lang: "go", Package: "github.com/go-openapi/runtime", Type: "ClientTransport", Name: "Submit", Action: RemoteCall, Protocol: "http", Address: "r", Method: "0.ID"},
	{Lang: "go", Package: "github.com/go-openapi/runtime", Type: "ContextualTransport", Name: "SubmitContext", Action: RemoteCall, Protocol: "http", Address: "r", Method: "1.ID"},
}

// goGeneric serve generated code that is not in the repository. They come last.
var goGeneric = []Row{
	{Lang: "go", Package: "*connect", Name: "New*Client", Action: Build, Protocol: "grpc", From: "1", Context: "0"},
	{Lang: "go", Package: "*connect", Type: "New*Client()", Name: "*", Action: RemoteCall, Protocol: "grpc", Address: "r", Context: "0", Client: "r", Needs: "grpc"},
	{Lang: "go", Package: "*connect", Name: "New*Handler", Action: Serve, Protocol: "grpc", Handler: "0"},
	{Lang: "go", Package: "*", Name: "New*ProtobufClient", Action: Build, Protocol: "twirp", From: "0", Context: "1"},
	{Lang: "go", Package: "*", Name: "New*JSONClient", Action: Build, Protocol: "twirp", From: "0", Context: "1"},
	{Lang: "go", Package: "*", Type: "New*ProtobufClient()", Name: "*", Action: RemoteCall, Protocol: "twirp", Address: "r", Context: "0", Client: "r", Needs: "twirp"},
	{Lang: "go", Package: "*", Type: "New*JSONClient()", Name: "*", Action: RemoteCall, Protocol: "twirp", Address: "r", Context: "0", Client: "r", Needs: "twirp"},
	{Lang: "go", Package: "*", Name: "New*Client", Action: Carry, From: "0", Context: "0"},
	{Lang: "go", Package: "*", Type: "New*Client()", Name: "*", Action: RemoteCall, Protocol: "grpc", Address: "r", Context: "0", Client: "r", Needs: "grpc"},
	{Lang: "go", Package: "*", Type: "*Client", Name: "*", Action: RemoteCall, Protocol: "grpc", Address: "r", Context: "0", Client: "r", Needs: "grpc"},
	{Lang: "go", Package: "*", Name: "Register*Server", Action: Serve, Protocol: "grpc", Handler: "1"},
	{Lang: "go", Package: "*", Name: "Register*HandlerFromEndpoint", Action: RemoteCall, Protocol: "grpc", Address: "2", Method: "'*'"},
}
