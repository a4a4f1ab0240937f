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
//   - Settings: exec_timeout is what ends a function, write_timeout what a stop waits
//     for, max_inflight the concurrency: of the function, else of its template's
//     Dockerfile when the repository keeps it (template/LANG beside the stack file), or
//     of its own Dockerfile. Without either they are unknown, since the template may set
//     them. com.openfaas.scale.min, max, zero and type are the replicas and their
//     scaler, requests and limits the memory and CPU, the annotations
//     com.openfaas.health.http.path and ready.http.path the probes.
//
// Not read: what templates hold besides; secrets; the gateway's own timeouts, which are
// set where OpenFaaS is installed; the placeholder values of a stack that only an
// example shows.
//
// # IDs and scopes
//
// A function's ID is FILE#NAME, its scope is the file. Its host is its name, as
// functions are called below /function/NAME of the gateway, which is not declared.
package openfaas
