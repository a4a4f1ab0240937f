// Package appengine loads services of Google App Engine.
//
// # What is read
//
//   - app.yaml, and files named after it (app.staging.yaml, api.app.yaml), of the
//     standard and the flexible environment: service, runtime, entrypoint, variables
//     with those of included files, scaling, instance class, network and volumes,
//     health checks, Cloud SQL connections. The name's other part is the environment.
//   - dispatch.yaml: routes of a gateway in front of the services.
//   - cron.yaml: schedules of the services that they call; queue.yaml: push queues with
//     the service that works them off, and pull queues.
//
// The source is the file's directory. A service whose handlers only serve files has no
// code of its own and is none. Variables of a file are all there are beside those that
// the platform sets.
//
// # What is not
//
// Bundled services (memcache, mail, search), appengine-web.xml, index.yaml, and what
// build steps write into app.yaml.
//
// # IDs and scopes
//
// A service's ID is FILE#NAME. All services of a repository are one application: they
// share one scope.
package appengine
