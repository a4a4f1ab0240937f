// Package portenv finds servers that listen where their platform does not ask.
//
// # Analyzer portenv
//
// portenv: fixed port or loopback address on a platform that decides the port
//
// Cloud Run, App Engine, App Runner and Knative tell a container its port in the variable
// PORT, and wait until it listens there. A server with another port in its code never
// starts. One that listens at localhost is reached by nobody outside of its container, on
// these platforms and on Kubernetes, ECS on Fargate and Azure Container Apps.
//
// Wrong (Go, on Cloud Run):
//
//	http.ListenAndServe(":9000", mux)
//
// Right:
//
//	http.ListenAndServe(":"+os.Getenv("PORT"), mux)
//
// Wrong (Python, in any container):
//
//	app.run(host="127.0.0.1", port=8080)
//
// Right:
//
//	app.run(host="0.0.0.0", port=int(os.environ["PORT"]))
//
// # When it stays quiet
//
// When the port is read from the environment, even with a default; when the fixed port is
// the one that the deployment declares; when the unit has another listener that may be
// the one that is asked; when nothing is declared that sends requests (a sidecar's or
// debugging listener).
//
// # Configuring it
//
// The rule has no thresholds. Its severity is set by path or unit in .archvet.yaml.
//
// # Suppressing it
//
//	http.ListenAndServe("localhost:9000", mux) // archvet:ignore portenv the proxy beside it forwards
//
// # References
//
//   - https://cloud.google.com/run/docs/container-contract#port
//   - https://knative.dev/docs/serving/services/
//   - https://docs.aws.amazon.com/apprunner/latest/dg/develop.html
package portenv
