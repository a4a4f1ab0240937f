// Package clientperinvocation finds clients that are built anew for each request.
//
// # Analyzer clientperinvocation
//
// clientperinvocation: client, pool or connection is built on each invocation or request
//
// A database handle, a channel, a producer or an SDK client is made to be kept: it
// holds connections, credentials and caches. Built inside of a handler it pays for name
// resolution, TLS and authentication every time. A pool that serves one request pools
// nothing, and where nobody closes it, warm instances collect dead pools until the
// database takes no more connections.
//
// Wrong, in Go:
//
//	func handle(ctx context.Context, o Order) error {
//		db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
//		...
//	}
//
//	func main() { lambda.Start(handle) }
//
// Right:
//
//	func main() {
//		db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
//		...
//		lambda.Start((&handler{db: db}).handle)
//	}
//
// Wrong, in Python:
//
//	def handler(event, context):
//	    table = boto3.resource("dynamodb").Table("orders")
//
// Right:
//
//	table = boto3.resource("dynamodb").Table("orders")
//
//	def handler(event, context):
//	    ...
//
// Wrong, in JavaScript and TypeScript:
//
//	exports.handler = async (event) => {
//	  const client = new DynamoDBClient({});
//	};
//
// Right:
//
//	const client = new DynamoDBClient({});
//
//	exports.handler = async (event) => { ... };
//
// The same holds for request handlers of services, whatever declares them: SAM,
// serverless.yml, Terraform, Kubernetes manifests or Compose.
//
// # When it stays quiet
//
//   - It is built at start-up, once (sync.Once, functools.lru_cache), or when it is first needed and kept in a
//     variable, field or map that is checked before.
//   - What it is built from comes with the request, or is good for one caller: credentials of an assumed role, a
//     tenant's database, the endpoint of a web socket's connection.
//   - A client that shares what an outer one keeps: a service client made from a kept session or configuration in
//     Go's SDK for AWS.
//   - A function that only a schedule starts, and jobs: no earlier invocation has left anything.
//   - Who calls the function that builds it is not seen.
//
// # Limits
//
// Constructors that the tables of libraries do not have are not seen. One finding
// stands for all that a file builds.
//
// # Configuring it
//
// It has no settings.
//
// # Suppressing it
//
//	db, err := sql.Open("postgres", dsn) // archvet:ignore clientperinvocation runs twice a day
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html
//   - https://learn.microsoft.com/en-us/azure/azure-functions/manage-connections
//   - https://cloud.google.com/run/docs/tips/functions-best-practices
//   - https://grpc.io/docs/guides/performance/
package clientperinvocation
