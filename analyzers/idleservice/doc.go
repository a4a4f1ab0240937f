// Package idleservice finds containers that are always on and only wait for messages.
//
// # Analyzer idleservice
//
// idleservice: always-on container that only takes messages
//
// A consumer that does nothing but take messages costs the same whether any arrive. A
// function or a job that the messages start costs what it works, and a container that
// KEDA scales has no instance while the queue is empty.
//
// It is a hint: what pays depends on the load, which the repository does not show. As a
// rule of thumb a function is cheaper while the consumer works less than a third of the
// time.
//
// Wrong (Kubernetes): a Deployment with replicas: 1 whose program only consumes a queue.
//
// Right:
//
//	kind: ScaledObject
//	spec:
//	  scaleTargetRef: {name: kitchen}
//	  minReplicaCount: 0
//	  triggers: [{type: rabbitmq, metadata: {queueName: orders}}]
//
// Right (AWS): a function with an event source mapping on the queue.
//
// # When it stays quiet
//
// When the unit opens a port, is called by others, or has another trigger. When something
// scales it, or it has several instances: a steady load was expected. When its code could
// not be read.
//
// # Configuring it
//
// The rule has no thresholds. Hints are shown with --persona pedantic.
//
// # Suppressing it
//
//	kind: Deployment # archvet:ignore idleservice messages arrive all day
//
// # References
//
//   - https://keda.sh/docs/latest/concepts/scaling-deployments/
//   - https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html
package idleservice
