// Package serverless loads services of the Serverless Framework.
//
// A service is a file serverless*.yml, .yaml or .json with a service and a provider.
// Understood are functions (a map, a list, or included files) with the provider's
// defaults and the framework's own, all events of AWS, the resources section, which
// is CloudFormation and is left to package awscfn, state machines of the
// step-functions plugin and the queue, storage and webhook constructs of the lift
// plugin. For Azure, Google, OpenFaaS and Knative it is the functions with their
// handlers and events.
//
// Variables are resolved from the repository: self, file (YAML and JSON), opt and env
// with their fallback, param, sls, construct, and cf for the outputs of a service
// that is here. The stage is dev where nothing says otherwise. What comes from the
// environment, the command line, another account or a program is unknown.
//
// A function's ID is FILE#functions/KEY; a resource's is FILE#LOGICAL, and what the
// framework generates has its logical id there: ApiGatewayRestApi, HttpApi,
// WebsocketsApi, SNSTopicName, S3BucketName.
//
// Not understood are serverless.ts and .js, which are programs, compose files,
// other providers, and plugins besides the two.
package serverless
