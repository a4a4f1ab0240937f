// Package grpcbalancing finds gRPC clients whose calls all go to one instance of several.
//
// # Analyzer grpcbalancing
//
// grpcbalancing: gRPC through a Service that balances connections, not calls
//
// A Service of Kubernetes chooses an instance for each connection. A gRPC client opens
// one connection and keeps it, so that all of its calls go to one instance, and instances
// that an autoscaler adds get none.
//
// Wrong (Kubernetes):
//
//	kind: Service
//	metadata: {name: stock}
//	spec:
//	  selector: {app: stock}
//	  ports: [{port: 9090}]
//
// Right:
//
//	spec:
//	  clusterIP: None
//
// and in the client (Go):
//
//	grpc.NewClient("dns:///stock:9090", grpc.WithDefaultServiceConfig(`{"loadBalancingConfig":[{"round_robin":{}}]}`))
//
// or a mesh, whose proxy beside the client balances each call.
//
// With a single instance the finding is a hint: it stands in the way of the second.
//
// # When it stays quiet
//
// When the Service is headless, when a proxy of a mesh stands beside the client or may
// stand there, when the client's resolver knows the instances (xds, kubernetes, consul),
// and when the address is not known.
//
// # Configuring it
//
// The rule has no thresholds. Its severity is set by path or unit in .archvet.yaml.
//
// # Suppressing it
//
//	name: stock # archvet:ignore grpcbalancing clients are restarted every hour
//
// # References
//
//   - https://kubernetes.io/blog/2018/11/07/grpc-load-balancing-on-kubernetes-without-tears/
//   - https://grpc.io/docs/guides/custom-load-balancing/
package grpcbalancing
