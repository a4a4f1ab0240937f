// Package portmismatch finds ports at which a process is expected and does not listen.
//
// # Analyzer portmismatch
//
// portmismatch: port that a Service, load balancer or probe expects and the process does not open
//
// The port that a server opens stands in its code or in a variable, and again in each
// construct that reaches it: a target port, a container port of a load balancer, a probe.
// Where they differ every connection is refused, and a probe keeps the instance out of
// service or restarts it for ever.
//
// Wrong (Kubernetes; the code listens at :8080):
//
//	ports: [{port: 80, targetPort: 3000}]
//
// Right:
//
//	ports: [{port: 80, targetPort: 8080}]
//
// Right (the port comes from one place):
//
//	env: [{name: PORT, value: "8080"}]
//	ports: [{name: http, containerPort: 8080}]
//
// It judges code whose listeners are all known: Go, Python and JavaScript servers that
// listen at a literal, or at a variable that the deployment sets.
//
// # When it stays quiet
//
// When any listener of the unit listens at a port that is not known: a flag, a
// configuration file, a variable set out of sight. When the container declares the port
// that is expected: a library may open it. Behind the proxy of a mesh or beside Dapr,
// which take requests at ports of their own. A named target port that no container declares is
// left to the platform, which refuses it.
//
// # Configuring it
//
// The rule has no thresholds. Its severity is set by path or unit in .archvet.yaml.
//
// # Suppressing it
//
//	targetPort: 3000 # archvet:ignore portmismatch a proxy in the image listens there
//
// # References
//
//   - https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
//   - https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
package portmismatch
