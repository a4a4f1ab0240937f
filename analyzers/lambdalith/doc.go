// Package lambdalith finds functions that serve a whole interface with a router of their own.
//
// # Analyzer lambdalith
//
// lambdalith: one function on every route
//
// A function behind a route that takes every path, with a router of many routes inside, is
// a web application in a function's clothes. That can be a fair choice for a small one. It
// gives up what functions are for: a timeout, memory and permissions for each task, scaling
// by task, and logs and alarms that say which task it is. And a router and all its handlers
// are loaded at each cold start.
//
// It is always a hint, shown with --persona pedantic.
//
// Wrong (serverless.yml, with a router of twelve routes in the code):
//
//	api:
//	  handler: bin/api
//	  events: [{http: {path: "{proxy+}", method: any}}]
//
// Right, where orders and reports differ in load and permissions:
//
//	orders:
//	  handler: bin/orders
//	  events: [{http: {path: "orders/{proxy+}", method: any}}]
//	reports:
//	  handler: bin/reports
//	  timeout: 25
//	  events: [{http: {path: reports, method: get}}]
//
// Right (SAM), one function for each route:
//
//	Events:
//	  Get: {Type: HttpApi, Properties: {Path: "/orders/{id}", Method: get}}
//
// # When it stays quiet
//
//   - The route takes one path only, or the router has few routes.
//   - The code's routes are not known.
//
// # Configuring it
//
//	-lambdalith.routes=6
//
// is the number of routes from which a function is reported.
//
// # Suppressing it
//
//	events: [{http: {path: "{proxy+}", method: any}}] # archvet:ignore lambdalith one team, ten requests an hour
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/operatorguide/monolith.html
//   - https://docs.aws.amazon.com/lambda/latest/dg/concepts-application-design.html
package lambdalith
