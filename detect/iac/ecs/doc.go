// Package ecs reads what deploys containers on AWS without a template: task definitions
// in JSON, manifests of AWS Copilot, and apprunner.yaml.
//
// # Task definitions
//
// A JSON file with containerDefinitions, as deployments from a pipeline register it.
// The unit is a service with the name of the family; a file whose family is filled in
// when it is deployed declares nothing, and is listed as skipped. Placeholders ($X, ${X},
// <X>, {{X}}) are unknown, also where they are not in quotes. The unit is about the first
// container whose image is not known software; when there is none, it is a resource.
// Variables, secrets, ports, CPU and memory, health check, volumes, stop timeout and App
// Mesh's proxy are read.
//
// # Copilot
//
// copilot/NAME/manifest.yml of all types of services and jobs, with the overrides of
// environments as declarations of their own: image, build with its context, arguments
// and target, variables, secrets, count with its range and metrics, HTTP rules, network
// load balancers, schedules, retries and timeouts, storage, published topics, and
// subscriptions with their queues. A Static Site is files, no unit.
//
// # App Runner
//
// apprunner.yaml beside the source: runtime, command, port and variables, with the
// platform's limits. The unit has the name of its directory.
//
// # Not read
//
// Copilot's environment and pipeline manifests, its addons (templates, which are a
// format of their own), overrides with the CDK or patches, ecs-params.yml, and service
// definitions for the command line.
//
// # IDs and scopes
//
// A task definition and apprunner.yaml are a scope each, with the path as ID before
// "#NAME". All manifests of one copilot directory share the scope "copilot:DIRECTORY",
// with "@ENVIRONMENT" for overrides; an ID is "PATH[@ENVIRONMENT]#NAME".
package ecs
