// Package listenerinfunction finds functions whose program opens a port instead of taking events.
//
// # Analyzer listenerinfunction
//
// listenerinfunction: server in a function
//
// A function platform does not route requests to a port: it hands events to a handler, and
// freezes the process between them. A program that listens, and never asks for events,
// fails at start-up; a handler that opens a listener of its own waits for callers that
// cannot reach it. Web sockets, gRPC servers and consumer loops need a process that stays:
// a container, or the platform's own web-socket interface.
//
// Wrong (a function on provided.al2023):
//
//	func main() {
//		http.HandleFunc("/orders", orders)
//		log.Fatal(http.ListenAndServe(":8080", nil))
//	}
//
// Right:
//
//	func main() {
//		lambda.Start(httpadapter.New(mux).ProxyWithContext)
//	}
//
// Wrong (JavaScript):
//
//	exports.handler = async (event) => {
//	  const server = http.createServer(app);
//	  server.listen(3000);
//	};
//
// Right:
//
//	exports.handler = serverless(app);
//
// # When it stays quiet
//
//   - The web adapter stands in front: its variables are set, or the environment is not
//     wholly known.
//   - Images, and custom handlers of Azure, which listen by contract.
//   - Programs that take events as well: the same code may run as a server elsewhere.
//   - Start-up code of JavaScript and Python beside a handler.
//
// # Suppressing it
//
//	server.listen(3000) // archvet:ignore listenerinfunction an extension of ours calls it
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
//   - https://github.com/awslabs/aws-lambda-web-adapter
//   - https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html
package listenerinfunction
