// Package terraform reads Terraform and OpenTofu configurations (.tf, .tofu and their
// JSON forms).
//
// Evaluation is in package eval, which reads a block only when its type matters here or
// something that does refers to it. This package says what
// the instances mean to the model: which are units (functions, services, jobs,
// workflows), which are datastores, brokers and gateways, what starts a unit, and
// which edges the configuration itself proves.
//
// # What is understood
//
// AWS: Lambda with its aliases, URLs, mappings, destinations, warm instances and
// scalers; API Gateway of both versions and OpenAPI documents; load balancers with
// target groups; SQS, SNS, EventBridge, Scheduler, Pipes, Kinesis, Firehose, S3
// notifications, IoT, Cognito, AppSync, SES, log subscriptions; Step Functions with
// their tasks; ECS with scaling, discovery and volumes; App Mesh; App Runner; Batch;
// Elastic Beanstalk; CloudFront; databases, caches and their proxies.
//
// Google: Cloud Run of both versions and jobs, Cloud Functions of both generations,
// App Engine, Pub/Sub, Eventarc, Scheduler, load balancers, databases.
//
// Azure: function apps with their plans, web apps, container apps and jobs, container
// groups, Service Bus, Event Hubs, Event Grid, Front Door, API Management, databases.
//
// Kubernetes: the objects of the kubernetes and kubectl providers, typed or as
// manifests, mean what package kubeobjects says; a Helm release of a chart in the
// repository is left to that chart, one of well-known software is a resource.
//
// What is known of them is in tables: simple, forwarders, declarers and relaters by
// resource type, wirings for types that only join others, a table of settings for each
// platform, and the modules of public registries, whose sources are not in the
// repository, with their inputs and what they set by themselves.
//
// # Names
//
// The ID of a unit or resource is "<scope>#<address>", where the scope is the root
// directory ("." at the top), followed by "@<environment>" when the root has several
// tfvars files or workspaces to choose from; for a unit of Terragrunt the scope is its
// own folder. That of an object of Kubernetes is followed by
// "#<kind>/<name>". Name is the evaluated name, else the label;
// labels from before a moved block are aliases.
//
// # References
//
// A reference by attribute is an iac.Part with Ref and Attribute; when the attribute
// is written in the configuration (a table's name), Literal holds its text as well
// and the Text is known. Parts of resources that only stand for another one (alias,
// stage, deployment, listener, function URL) refer to that one. Variables of a unit
// that are an output of another root (a remote state, a dependency of Terragrunt) refer
// to what that output names; triggers do not yet.
//
// # What stays out of sight
//
// Data sources, computed values, remote modules outside of the table, provider
// settings. A block whose count or for_each cannot be known is taken to be
// there once. Function apps are left out where the repository holds the code of
// functions, which declare themselves. Values that a Helm release sets, workflows of
// Google, virtual machines and azapi resources are not read.
package terraform
