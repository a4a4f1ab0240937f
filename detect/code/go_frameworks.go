package code

import "slices"

const (
	kratosGRPC  = "github.com/go-kratos/kratos/transport/grpc"
	kratosHTTP  = "github.com/go-kratos/kratos/transport/http"
	kitexClient = "github.com/cloudwego/kitex/client"
	zrpc        = "github.com/zeromicro/go-zero/zrpc"
)

// goFrameworks are the rows of frameworks that make clients and servers out of an
// interface definition.
func goFrameworks() []Row {
	return slices.Concat(
		// connect: generated constructors call NewClient with the base URL and the procedure.
		named(Row{Lang: "go", Package: "connectrpc.com/connect", Type: "Client", Action: RemoteCall, Protocol: "grpc", Address: "r", Context: "0", Client: "r"}, "CallUnary", "CallServerStream", "CallClientStream", "CallBidiStream"),
		named(Row{Lang: "go", Package: "connectrpc.com/connect", Type: "NewClient()", Action: RemoteCall, Protocol: "grpc", Address: "r", Context: "0", Client: "r"}, "CallUnary", "CallServerStream", "CallClientStream", "CallBidiStream"),
		named(Row{Lang: "go", Package: "connectrpc.com/connect", Action: Route, Target: "0", Handler: "1"}, "NewUnaryHandler", "NewServerStreamHandler", "NewClientStreamHandler", "NewBidiStreamHandler"),
		[]Row{
			{Lang: "go", Package: "connectrpc.com/connect", Name: "NewClient", Action: Build, Protocol: "grpc", From: "1", Context: "0"},
			{Lang: "go", Package: "connectrpc.com/connect", Name: "NewRequest", Action: Neutral},
			{Lang: "go", Package: "connectrpc.com/connect", Name: "NewResponse", Action: Neutral},
		},

		// Kratos bounds every call: two seconds unless told otherwise.
		named(Row{Lang: "go", Package: kratosGRPC, Action: Build, Protocol: "grpc", From: "opt:WithEndpoint", Timeout: "opt:WithTimeout", Limit: 2}, "Dial", "DialInsecure", "NewClient"),
		[]Row{
			{Lang: "go", Package: kratosHTTP, Name: "NewClient", Action: Build, Protocol: "http", From: "opt:WithEndpoint", Timeout: "opt:WithTimeout", Limit: 2},
			{Lang: "go", Package: kratosHTTP, Type: "Client", Name: "Invoke", Action: RemoteCall, Protocol: "http", Address: "r+2", Method: "1", Context: "0", Client: "r"},
			{Lang: "go", Package: kratosHTTP, Type: "NewClient()", Name: "Invoke", Action: RemoteCall, Protocol: "http", Address: "r+2", Method: "1", Context: "0", Client: "r"},
		},
		named(Row{Lang: "go", Package: kratosGRPC, Action: Neutral}, "WithEndpoint", "WithTimeout", "WithMiddleware", "WithDiscovery", "WithOptions", "NewServer"),
		named(Row{Lang: "go", Package: kratosHTTP, Action: Neutral}, "WithEndpoint", "WithTimeout", "WithMiddleware", "WithDiscovery", "NewServer"),

		// Kitex: generated code appends the caller's options behind the service's name.
		named(Row{Lang: "go", Package: kitexClient, Action: Build, Protocol: "kitex", From: "opt:WithHostPorts|opt:WithDestService", Timeout: "opt:WithRPCTimeout"}, "NewClient"),
		[]Row{
			{Lang: "go", Package: kitexClient, Type: "Client", Name: "Call", Action: RemoteCall, Protocol: "kitex", Address: "r", Method: "1", Context: "0", Client: "r"},
			{Lang: "go", Package: kitexClient, Type: "NewClient()", Name: "Call", Action: RemoteCall, Protocol: "kitex", Address: "r", Method: "1", Context: "0", Client: "r"},
		},

		// go-zero: a configuration names the target, the endpoints or the key to look up.
		named(Row{Lang: "go", Package: zrpc, Action: Build, Protocol: "grpc", From: "0.Target|0.Endpoints|0.Etcd.Key|0"}, "MustNewClient", "NewClient"),
		[]Row{
			{Lang: "go", Package: zrpc, Name: "NewClientWithTarget", Action: Build, Protocol: "grpc", From: "0"},
			{Lang: "go", Package: zrpc, Type: "*", Name: "Conn", Action: Carry, From: "r", Context: "r"},
		},

		// go-micro: a service is called by its name; generated code keeps it in a field.
		micro("go-micro.dev/client"), micro("github.com/micro/go-micro/client"), micro("github.com/asim/go-micro/client"),
	)
}

func micro(pkg string) []Row {
	var out []Row
	for _, typ := range []string{"Client", "DefaultClient"} {
		out = append(out,
			Row{Lang: "go", Package: pkg, Type: typ, Name: "NewRequest", Action: Carry, From: "0", Method: "1"},
			Row{Lang: "go", Package: pkg, Type: typ, Name: "Call", Action: RemoteCall, Protocol: "rpc", Address: "1", Method: "1.Method"},
			Row{Lang: "go", Package: pkg, Type: typ, Name: "Stream", Action: RemoteCall, Protocol: "rpc", Address: "1", Method: "1.Method"},
			Row{Lang: "go", Package: pkg, Type: typ, Name: "NewMessage", Action: Carry, From: "0"},
			Row{Lang: "go", Package: pkg, Type: typ, Name: "Publish", Action: Publish, Protocol: "go-micro", Target: "1", Writes: true, Async: true})
	}
	return out
}
