// Package platformlimit finds settings that the platform does not accept.
//
// # Analyzer platformlimit
//
// platformlimit: setting outside what the platform and plan allow
//
// Every platform has a longest timeout, a smallest and a largest memory, a highest
// concurrency. They differ between platforms, plans and generations, and they are found
// out when the deployment is refused; or later, where the platform silently cuts the
// setting down.
//
// The rule compares timeouts, memory, scratch space, concurrency, batch sizes and the
// concurrency of event sources with the table that archvet carries (archvet limits shows
// it, with the source and date of each number), for AWS Lambda, Google Cloud functions and
// Cloud Run, Azure Functions on a plan that is known, Knative and App Runner.
//
// Wrong (SAM):
//
//	Report:
//	  Type: AWS::Serverless::Function
//	  Properties:
//	    Timeout: 1200
//
// Right:
//
//	Report:
//	  Type: AWS::Serverless::Function
//	  Properties:
//	    Timeout: 900
//
// and a state machine, or a container job, for what takes longer.
//
// Wrong (host.json of an app on the Consumption plan):
//
//	{"version": "2.0", "functionTimeout": "00:30:00"}
//
// Right: ten minutes, or a plan without that limit.
//
// Wrong (Knative):
//
//	spec:
//	  template:
//	    spec:
//	      timeoutSeconds: 3600
//
// Right: 600, unless whoever runs the cluster raised max-revision-timeout-seconds.
//
// Wrong (SAM):
//
//	SnapStart: {ApplyOn: PublishedVersions}
//	EphemeralStorage: {Size: 2048}
//
// Right: one of the two.
//
// # When it stays quiet
//
//   - The plan, class or generation that decides is not known.
//   - The number cannot be read, or is the platform's own default.
//   - The configuration raises the limit, see below.
//
// # Configuring it
//
// A quota that the provider raised for the account, or a cluster with other bounds:
//
//	limits:
//	  knative.timeout: {max: 3600}
//
// # Suppressing it
//
//	timeoutSeconds: 3600 # archvet:ignore platformlimit the cluster's maximum is an hour
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
//   - https://learn.microsoft.com/azure/azure-functions/functions-scale
//   - https://cloud.google.com/run/quotas
//   - https://knative.dev/docs/serving/configuration/config-defaults/
package platformlimit
