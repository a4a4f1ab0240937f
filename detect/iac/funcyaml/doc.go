// Package funcyaml loads functions of Knative Functions, the projects of the func
// command.
//
// # What is read
//
// A func.yaml with a name and a runtime, in the layout of today and in the older one
// whose sections stood at the top. The source is the file's directory.
//
//   - Variables: run.envs. What is taken from the environment of the one who deploys,
//     a Secret or a ConfigMap is hidden; a whole Secret or ConfigMap leaves the list
//     open.
//   - Triggers: HTTP, or with deploy.subscriptions a topic for each broker. A function
//     that takes CloudEvents and subscribes to nothing has no trigger here: manifests
//     say elsewhere what delivers to it.
//   - Settings: scale with its metric, concurrency, memory and CPU of deploy.options,
//     the health endpoints (the usual ones by default), volumes that keep something,
//     filters of subscriptions; the timeout and the grace period are the platform's
//     defaults, since the file has none.
//
// Not read: templates and buildpacks. A function that another deployer than Knative's
// runs (deploy.deployer) is left to its manifests.
//
// # IDs and scopes
//
// A function's ID is FILE#NAME and its scope is the file. Its host is its name, which
// is that of the Knative Service that the command makes of it; a Sequence or Trigger
// in a manifest refers to that. From of a topic trigger is the broker's name.
package funcyaml
