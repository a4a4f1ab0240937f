package code

// goServers are the rows of what receives requests and events.
var goServers = []Row{
	{Lang: "go", Package: "github.com/aws/aws-lambda-go/lambda", Name: "Start", Action: Start, Protocol: "aws-lambda", Handler: "0"},
	{Lang: "go", Package: "github.com/aws/aws-lambda-go/lambda", Name: "StartWithOptions", Action: Start, Protocol: "aws-lambda", Handler: "0"},
	{Lang: "go", Package: "github.com/aws/aws-lambda-go/lambda", Name: "StartWithContext", Action: Start, Protocol: "aws-lambda", Handler: "1"},
	{Lang: "go", Package: "github.com/aws/aws-lambda-go/lambda", Name: "StartHandler", Action: Start, Protocol: "aws-lambda", Handler: "0"},
	{Lang: "go", Package: "github.com/aws/aws-lambda-go/lambda", Name: "StartHandlerFunc", Action: Start, Protocol: "aws-lambda", Handler: "0"},
	{Lang: "go", Package: "github.com/GoogleCloudPlatform/functions-framework-go/functions", Name: "HTTP", Action: Start, Protocol: "gcp-functions", Target: "0", Handler: "1"},
	{Lang: "go", Package: "github.com/GoogleCloudPlatform/functions-framework-go/functions", Name: "CloudEvent", Action: Start, Protocol: "gcp-functions", Target: "0", Handler: "1"},
	{Lang: "go", Package: "go.opentelemetry.io/contrib/instrumentation/github.com/aws/aws-lambda-go/otellambda", Name: "InstrumentHandler", Action: Carry, From: "0", Handler: "0"},
	{Lang: "go", Package: "github.com/cloudevents/sdk-go", Type: "*", Name: "StartReceiver", Action: Route, Handler: "1"},

	{Lang: "go", Package: "github.com/julienschmidt/httprouter", Type: "*", Name: "Handle*", Action: Route, Target: "1", Handler: "2"},
	{Lang: "go", Package: "github.com/go-chi/chi", Type: "*", Name: "Group", Action: Carry, From: "r", Handler: "0"},
	{Lang: "go", Package: "github.com/go-chi/chi", Type: "*", Name: "Route", Action: Carry, From: "r+0", Handler: "1"},
	{Lang: "go", Package: "github.com/go-chi/chi/middleware", Name: "Timeout", Action: WithLimit, Protocol: "middleware", Duration: "0"},
	{Lang: "go", Package: "github.com/gin-gonic/gin", Type: "*", Name: "Run", Action: Listen, Protocol: "http", Address: "0"},
	{Lang: "go", Package: "github.com/labstack/echo", Type: "*", Name: "Start*", Action: Listen, Protocol: "http", Address: "0"},
	{Lang: "go", Package: "github.com/gofiber/fiber", Type: "*", Name: "Listen", Action: Listen, Protocol: "http", Address: "0"},
	{Lang: "go", Package: "github.com/openfaas/templates-sdk/go-http", Type: "Request", Name: "Context", Action: RequestCtx},
	{Lang: "go", Package: "github.com/gin-gonic/gin", Type: "Context", Name: "Copy", Action: RequestCtx},
	{Lang: "go", Package: "github.com/labstack/echo", Type: "Context", Name: "Request", Action: RequestCtx},
	{Lang: "go", Package: "github.com/rs/cors", Type: "*", Name: "Handler", Action: Carry, From: "0"},
	{Lang: "go", Package: "github.com/gorilla/handlers", Name: "*", Action: Carry, From: "last"},
	{Lang: "go", Package: "go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp", Name: "NewHandler", Action: Carry, From: "0"},
	{Lang: "go", Package: "go.opencensus.io/plugin/ochttp", Name: "Handler", Action: Carry, From: "0"},
}
