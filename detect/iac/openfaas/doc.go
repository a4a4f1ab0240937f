// Package openfaas loads functions of OpenFaaS.
//
// # What is read
//
//   - Stack files: any YAML file with a provider called openfaas (or faas, its old
//     name) and functions. Of a function the handler's directory, template, image,
//     environment, environment files, labels, annotations and limits. ${VAR:-default}
//     stands for its default.
//   - Function resources of Kubernetes (openfaas.com/v1), which say the same without
//     the source.
//   - Triggers: HTTP through the gateway where nothing else is said; a topic
//     annotation gives a topic for each of its names, and a schedule for
//     cron-function, whose expression is in the schedule annotation.
//   - Settings: exec_timeout is what ends a function; it has no default, since the
//     template may set one. max_inflight is the concurrency, com.openfaas.scale.min,
//     max and zero are the replicas.
//
// Not read: templates, also those in the repository, and therefore the timeouts that
// they set; secrets; the gateway's own timeouts, which are set where OpenFaaS is
// installed; the placeholder values of a stack that only an example shows.
//
// # IDs and scopes
//
// A function's ID is FILE#NAME, its scope is the file. Its host is its name, as
// functions are called below /function/NAME of the gateway, which is not declared.
package openfaas
