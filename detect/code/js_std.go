package code

import "time"

// jsStd are the rows of the language and of Node's own modules.
var jsStd = []Row{
	{Lang: "javascript", Package: "process", Name: "env", Action: Env, Target: "0"},
	{Lang: "javascript", Package: "js", Name: "String", Action: Parse},
	{Lang: "javascript", Package: "js", Name: "Number", Action: Parse},
	{Lang: "javascript", Package: "js", Name: "parseInt", Action: Parse},
	{Lang: "javascript", Package: "js", Name: "parseFloat", Action: Parse},
	{Lang: "javascript", Package: "js", Name: "URL", Action: Carry, From: "0"},
	{Lang: "javascript", Package: "url", Name: "URL", Action: Carry, From: "0"},
	{Lang: "javascript", Package: "js", Name: "encodeURIComponent", Action: Parse},
	{Lang: "javascript", Package: "path", Name: "join", Action: JoinText},

	{Lang: "javascript", Package: "js", Name: "sleep", Action: Sleep, Duration: "0", Unit: time.Millisecond},
	{Lang: "javascript", Package: "timers/promises", Name: "setTimeout", Action: Sleep, Duration: "0", Unit: time.Millisecond},
	{Lang: "javascript", Package: "js", Name: "setInterval", Action: Poll, Duration: "1", Unit: time.Millisecond, Handler: "0"},
	{Lang: "javascript", Package: "js.Promise", Name: "all", Action: Join},
	{Lang: "javascript", Package: "js.Promise", Name: "allSettled", Action: Join},
	{Lang: "javascript", Package: "js.Promise", Name: "race", Action: Join},
	{Lang: "javascript", Package: "js.Promise", Name: "any", Action: Join},

	{Lang: "javascript", Package: "child_process", Name: "exec*", Action: Execute, Target: "0"},
	{Lang: "javascript", Package: "child_process", Name: "spawn*", Action: Execute, Target: "0"},
	{Lang: "javascript", Package: "child_process", Name: "fork", Action: Execute, Target: "0"},
	{Lang: "javascript", Package: "fs", Name: "writeFile*", Action: Write, Target: "0"},
	{Lang: "javascript", Package: "fs.promises", Name: "writeFile", Action: Write, Target: "0"},
	{Lang: "javascript", Package: "fs/promises", Name: "writeFile", Action: Write, Target: "0"},
}

// jsRoutes are the servers that have a function for each method of HTTP.
var jsRoutes = []Row{
	{Lang: "javascript", Package: "express", Type: "*", Action: Route, Target: "0", Handler: "last"},
	{Lang: "javascript", Package: "fastify", Type: "*", Action: Route, Target: "0", Handler: "last"},
	{Lang: "javascript", Package: "koa-router", Type: "*", Action: Route, Target: "0", Handler: "last"},
	{Lang: "javascript", Package: "@koa/router", Type: "*", Action: Route, Target: "0", Handler: "last"},
	{Lang: "javascript", Package: "restify", Type: "*", Action: Route, Target: "0", Handler: "last"},
}

// jsServers are the rows of what receives requests.
var jsServers = []Row{
	{Lang: "javascript", Package: "express", Type: "*", Name: "listen", Action: Listen, Protocol: "http", Address: "0"},
	{Lang: "javascript", Package: "express", Type: "*", Name: "all", Action: Route, Target: "0", Handler: "last"},
	{Lang: "javascript", Package: "express", Type: "*", Name: "use", Action: Route, Handler: "last"},
	{Lang: "javascript", Package: "fastify", Type: "*", Name: "listen", Action: Listen, Protocol: "http", Address: "0.port|0"},
	{Lang: "javascript", Package: "fastify", Type: "*", Name: "route", Action: Route, Target: "0.url", Handler: "0.handler"},
	{Lang: "javascript", Package: "koa", Type: "*", Name: "listen", Action: Listen, Protocol: "http", Address: "0"},
	{Lang: "javascript", Package: "koa", Type: "*", Name: "use", Action: Route, Handler: "last"},
	{Lang: "javascript", Package: "http", Name: "createServer", Action: Route, Handler: "last"},
	{Lang: "javascript", Package: "https", Name: "createServer", Action: Route, Handler: "last"},
	{Lang: "javascript", Package: "http", Type: "createServer()", Name: "listen", Action: Listen, Protocol: "http", Address: "0"},
	{Lang: "javascript", Package: "https", Type: "createServer()", Name: "listen", Action: Listen, Protocol: "http", Address: "0"},
	{Lang: "javascript", Package: "restify", Type: "*", Name: "listen", Action: Listen, Protocol: "http", Address: "0"},
	{Lang: "javascript", Package: "@nestjs/common", Name: "Get", Action: Route, Target: "0", Handler: "last"},
	{Lang: "javascript", Package: "@nestjs/common", Name: "Post", Action: Route, Target: "0", Handler: "last"},
	{Lang: "javascript", Package: "@nestjs/common", Name: "Put", Action: Route, Target: "0", Handler: "last"},
	{Lang: "javascript", Package: "@nestjs/common", Name: "Delete", Action: Route, Target: "0", Handler: "last"},
	{Lang: "javascript", Package: "@google-cloud/functions-framework", Name: "http", Action: Start, Protocol: "gcp-functions", Handler: "last"},
	{Lang: "javascript", Package: "@google-cloud/functions-framework", Name: "cloudEvent", Action: Start, Protocol: "gcp-functions", Handler: "last"},
	{Lang: "javascript", Package: "@azure/functions.app", Name: "*", Action: Start, Protocol: "azure-functions", Handler: "1.handler"},
}
