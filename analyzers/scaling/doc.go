// Package scaling finds services on the path of requests that cannot grow, or that
// get requests before they are ready.
//
// # Analyzer scaling
//
// scaling: service that cannot grow, has no probe, or whose autoscaler is blind
//
// Three things decide whether a service bears load and deployments: how many
// instances it has, how the platform knows that one is ready, and what an autoscaler
// goes by.
//
// A single instance that nothing adds to refuses what it cannot bear, and is gone
// while its node is replaced. This is said once for a system of services that call
// each other, at its entry, with the others as related positions: where nothing
// scales it was one decision.
//
// A service of Kubernetes without any probe gets requests as soon as its process
// runs: each deployment fails some of them, and an instance that hangs stays.
//
// An autoscaler that follows the CPU compares it with the request. Without a request
// there is nothing to compare with, and the number of instances never changes.
//
// Wrong (Kubernetes):
//
//	kind: Deployment
//	metadata: {name: shop}
//	spec:
//	  replicas: 1
//	  template:
//	    spec:
//	      containers:
//	        - {name: shop, image: example.com/shop}
//
// Right:
//
//	      containers:
//	        - name: shop
//	          image: example.com/shop
//	          resources: {requests: {cpu: 100m}}
//	          readinessProbe: {httpGet: {path: /ready, port: 8080}}
//	---
//	kind: HorizontalPodAutoscaler
//	spec:
//	  scaleTargetRef: {kind: Deployment, name: shop}
//	  minReplicas: 2
//	  maxReplicas: 8
//
// Wrong (Amazon ECS, Terraform): desired_count = 1 and no aws_appautoscaling_target.
//
// Right:
//
//	resource "aws_appautoscaling_target" "shop" {
//	  resource_id        = "service/main/shop"
//	  scalable_dimension = "ecs:service:DesiredCount"
//	  min_capacity       = 2
//	  max_capacity       = 8
//	}
//
// Wrong (Azure Container Apps, Bicep): scale: { maxReplicas: 1 }
//
// Right: scale: { minReplicas: 1, maxReplicas: 8 }
//
// # When it stays quiet
//
// For what nobody calls: consumers, jobs, load generators. For datastores. When any
// declaration of the unit (an overlay, another stage) has an autoscaler, more than one
// instance or a probe, or when these may be declared out of sight. On platforms that
// scale by themselves unless they are told not to (Lambda, Cloud Run, Knative), and
// those that check their targets themselves, for the probe. For compose files and
// single machines, and for units whose code is elsewhere.
//
// Its limits: instances are not weighed against load, and state that forbids a second
// instance is not seen here; see the rule replicastate before adding one.
//
// # Configuring it
//
// The rule has no thresholds. Its severity is set by path or unit in .archvet.yaml.
//
// # Suppressing it
//
//	replicas: 1 # archvet:ignore scaling an internal tool with five users
//
// # References
//
//   - https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
//   - https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
//   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
//   - https://learn.microsoft.com/en-us/azure/container-apps/scale-app
package scaling
