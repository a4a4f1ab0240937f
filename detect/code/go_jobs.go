package code

import "slices"

const (
	lambdaProxy = "github.com/awslabs/aws-lambda-go-api-proxy/..."
	watermillMS = "github.com/ThreeDotsLabs/watermill/message"
)

// goJobs are the rows of what runs work that was queued or planned, and of what
// stands between a platform and a router.
func goJobs() []Row {
	return slices.Concat(
		// A router in a function: its handlers are registered with the router as ever.
		named(Row{Lang: "go", Package: lambdaProxy, Action: Carry, From: "0"}, "New", "NewV2", "NewALB"),
		[]Row{
			{Lang: "go", Package: "github.com/go-kit/kit/transport/http", Name: "NewServer", Action: Carry, From: "0", Handler: "0"},
			{Lang: "go", Package: "github.com/go-kit/kit/transport/grpc", Name: "NewServer", Action: Carry, From: "0", Handler: "0"},
			{Lang: "go", Package: "github.com/GoogleCloudPlatform/functions-framework-go/funcframework", Name: "RegisterHTTPFunctionContext", Action: Start, Protocol: "gcp-functions", Target: "1", Handler: "2"},
			{Lang: "go", Package: "github.com/GoogleCloudPlatform/functions-framework-go/funcframework", Name: "RegisterCloudEventFunctionContext", Action: Start, Protocol: "gcp-functions", Target: "1", Handler: "2"},
		},

		// asynq
		[]Row{
			{Lang: "go", Package: "github.com/hibiken/asynq", Name: "NewClient", Action: Build, Protocol: "redis", From: "0.Addr|0.Addrs|0"},
			{Lang: "go", Package: "github.com/hibiken/asynq", Name: "NewServer", Action: Build, Protocol: "redis", From: "0.Addr|0.Addrs|0"},
			{Lang: "go", Package: "github.com/hibiken/asynq", Name: "NewClientFromRedisClient", Action: Carry, Protocol: "redis", From: "0"},
			{Lang: "go", Package: "github.com/hibiken/asynq", Name: "ParseRedisURI", Action: Parse},
			{Lang: "go", Package: "github.com/hibiken/asynq", Name: "NewTask", Action: Carry, From: "0"},
			{Lang: "go", Package: "github.com/hibiken/asynq", Type: "*", Name: "Enqueue", Action: Publish, Protocol: "redis", Address: "r", Target: "0", Writes: true, Async: true},
			{Lang: "go", Package: "github.com/hibiken/asynq", Type: "*", Name: "EnqueueContext", Action: Publish, Protocol: "redis", Address: "r", Target: "1", Context: "0", Writes: true, Async: true},
			{Lang: "go", Package: "github.com/hibiken/asynq", Type: "ServeMux", Name: "HandleFunc", Action: Route, Target: "0", Handler: "1"},
			{Lang: "go", Package: "github.com/hibiken/asynq", Type: "ServeMux", Name: "Handle", Action: Route, Target: "0", Handler: "1"},
			{Lang: "go", Package: "github.com/hibiken/asynq", Type: "NewServeMux()", Name: "HandleFunc", Action: Route, Target: "0", Handler: "1"},
			{Lang: "go", Package: "github.com/hibiken/asynq", Type: "NewServeMux()", Name: "Handle", Action: Route, Target: "0", Handler: "1"},
			{Lang: "go", Package: "github.com/hibiken/asynq", Type: "*", Name: "Run", Action: Consume, Protocol: "redis", Address: "r", Handler: "0"},
		},

		// machinery: the broker is a URL in a configuration.
		[]Row{
			{Lang: "go", Package: "github.com/RichardKnop/machinery", Name: "NewServer", Action: Build, Protocol: "machinery", From: "0.Broker"},
			{Lang: "go", Package: "github.com/RichardKnop/machinery", Type: "*", Name: "SendTask", Action: Publish, Protocol: "machinery", Address: "r", Target: "0.Name", Writes: true, Async: true},
			{Lang: "go", Package: "github.com/RichardKnop/machinery", Type: "*", Name: "SendTaskWithContext", Action: Publish, Protocol: "machinery", Address: "r", Target: "1.Name", Writes: true, Async: true},
			{Lang: "go", Package: "github.com/RichardKnop/machinery", Type: "*", Name: "RegisterTask", Action: Consume, Protocol: "machinery", Address: "r", Target: "0", Handler: "1"},
		},

		// river keeps its jobs in PostgreSQL, through the pool that its driver is given.
		named(Row{Lang: "go", Package: "github.com/riverqueue/river", Type: "*", Action: Publish, Protocol: "postgres", Address: "r", Context: "0", Writes: true, Async: true}, "Insert", "InsertTx", "InsertMany", "InsertManyTx", "InsertManyFast"),
		[]Row{
			{Lang: "go", Package: "github.com/riverqueue/river/riverdriver/...", Name: "New", Action: Carry, From: "0"},
			{Lang: "go", Package: "github.com/riverqueue/river", Name: "NewClient", Action: Carry, From: "0"},
			{Lang: "go", Package: "github.com/riverqueue/river", Name: "AddWorker", Action: Serve, Handler: "1"},
			{Lang: "go", Package: "github.com/riverqueue/river", Name: "AddWorkerSafely", Action: Serve, Handler: "1"},
			{Lang: "go", Package: "github.com/riverqueue/river", Name: "WorkFunc", Action: Carry, From: "0", Handler: "0"},
		},

		// What runs by the clock in a process of its own time.
		named(Row{Lang: "go", Package: "github.com/robfig/cron", Type: "*", Action: Spawn, Handler: "1"}, "AddFunc", "AddJob", "Schedule"),
		[]Row{
			{Lang: "go", Package: "github.com/go-co-op/gocron", Name: "NewTask", Action: Spawn, Handler: "0"},
			{Lang: "go", Package: "github.com/go-co-op/gocron", Type: "*", Name: "Do", Action: Spawn, Handler: "0"},
		},

		// watermill's router
		[]Row{
			{Lang: "go", Package: watermillMS, Type: "*", Name: "AddHandler", Action: Consume, Protocol: "watermill", Address: "2", Target: "1", Handler: "5"},
			{Lang: "go", Package: watermillMS, Type: "*", Name: "AddConsumerHandler", Action: Consume, Protocol: "watermill", Address: "2", Target: "1", Handler: "3"},
			{Lang: "go", Package: watermillMS, Type: "*", Name: "AddNoPublisherHandler", Action: Consume, Protocol: "watermill", Address: "2", Target: "1", Handler: "3"},
		},

		// Groups of routes: a path stands on that of its group.
		groups("github.com/gin-gonic/gin", "Group"), groups("github.com/labstack/echo", "Group"), groups("github.com/gofiber/fiber", "Group"),
		groups("github.com/gorilla/mux", "PathPrefix"),
		named(Row{Lang: "go", Package: "github.com/gorilla/mux", Type: "*", Action: Carry, From: "r"}, "Subrouter", "Methods", "Host", "Schemes", "Headers", "Queries", "StrictSlash"),
		routes("github.com/gin-gonic/gin", "last", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "Any"),
		routes("github.com/labstack/echo", "1", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "Any"),
		routes("github.com/gofiber/fiber", "last", "Get", "Post", "Put", "Patch", "Delete", "Head", "Options", "All"),
		routes("github.com/gorilla/mux", "1", "HandleFunc", "Handle"),
		routes("github.com/go-chi/chi", "1", "Get", "Post", "Put", "Patch", "Delete", "Head", "Options", "Connect", "Trace", "Handle", "HandleFunc", "Mount"),
		named(Row{Lang: "go", Package: "github.com/go-chi/chi", Type: "*", Action: Route, Target: "1", Handler: "2"}, "Method", "MethodFunc"),
		named(Row{Lang: "go", Package: "github.com/go-chi/chi", Type: "*", Action: Carry, From: "r"}, "With"),
		named(Row{Lang: "go", Package: "github.com/julienschmidt/httprouter", Type: "*", Action: Route, Target: "0", Handler: "1"}, "GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"),
		named(Row{Lang: "go", Package: "github.com/julienschmidt/httprouter", Type: "*", Action: Route, Target: "1", Handler: "2"}, "Handler", "HandlerFunc"),
	)
}

func groups(pkg, name string) []Row {
	return []Row{{Lang: "go", Package: pkg, Type: "*", Name: name, Action: Carry, From: "r+0"}}
}

func routes(pkg string, handler Slot, names ...string) []Row {
	return named(Row{Lang: "go", Package: pkg, Type: "*", Action: Route, Target: "r+0", Handler: handler}, names...)
}
