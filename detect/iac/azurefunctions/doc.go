// Package azurefunctions loads Azure Functions: what a function app's own files and
// its source say of the functions in it.
//
// # What is read
//
// A function app is a directory with a host.json.
//
//   - Functions of folders with a function.json, for any language and for custom
//     handlers.
//   - Functions of attributes in C# ([Function], [FunctionName]) and annotations in
//     Java (@FunctionName), with the attributes of their parameters, their method and
//     the class that they return.
//   - Functions of decorators in Python (@app.route, @app.queue_trigger, blueprints)
//     and of registrations in JavaScript and TypeScript (app.http, df.app.orchestration).
//   - Triggers of the kinds HTTP, timer, storage queue, Service Bus, Event Hub, Event
//     Grid, blob, Cosmos DB, Kafka, RabbitMQ, SQL and the three of Durable Functions;
//     another kind is taken for "other". Other bindings give links to what they name.
//   - Durable Functions: orchestrators are workflows. Links lead from an orchestrator to
//     the activities and orchestrators that it calls by name, and from a client to the
//     orchestrator that it starts, or that alone waits for the event which it raises.
//   - host.json: functionTimeout, the prefix of routes, the custom handler, batches,
//     deliveries and concurrency of triggers. Without a functionTimeout the plan decides,
//     which only the template of the app knows.
//   - Steps of orchestrators: activities, with or without retries, and events that
//     somebody has to raise, with or without a timer beside them.
//   - The target framework of a C# project as the runtime.
//
// Source is read as text in which comments and strings are told apart, not as a
// program: names are literals, nameof and constants of the app with one value. Not
// understood are names that are put together, bindings that a function makes at run
// time, calls in methods that a function calls, F# and PowerShell without a
// function.json, and functions that a package of somebody else brings.
//
// # IDs and scopes
//
// A function's ID is DIR#NAME with the app's directory, which is the scope as well.
// Resources of bindings have the ID DIR#TYPE/NAME; a name that is an application
// setting (%NAME%) stands for itself. Routes begin with /api unless host.json says
// otherwise.
package azurefunctions
