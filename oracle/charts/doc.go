// Package charts holds archvet's readers of Helm charts, Kustomize overlays, Compose
// projects and Dockerfiles against the tools themselves, which archvet does not
// import: they are slow to start, large, and do not know where a value is written.
//
// It is a module of its own, so that nothing of these tools gets into archvet's go.sum,
// and has tests only.
//
// Each test takes -dir: a directory with repositories to compare on as well. What
// differs there is only counted and logged.
package charts
