// Package serverless loads services of the Serverless Framework.
//
// A service is a file serverless*.yml, .yaml or .json with a service and a provider, or
// a serverless.ts or .js that exports an object literal; constants and modules of the
// repository that hold literals are followed, and nothing is run.
// Understood are functions (a map, a list, or included files) with the provider's
// defaults and the framework's own, all events of AWS, the resources section, which
// is CloudFormation and is left to package awscfn, state machines of the
// step-functions plugin, the constructs of the lift plugin, the data sources of the
// AppSync plugin and the routes of the service-proxy plugin. For Azure, Google,
// OpenFaaS and Knative it is the functions with their handlers and events.
//
// Variables are resolved from the repository: self, file (YAML, JSON, plain text and
// literals of programs), opt with its fallback, env with it or from .env files under
// useDotenv, param, also as serverless-compose.yml passes it, sls, aws:region,
// construct, and cf and ssm for what a service that is here puts out. The stage is dev
// where nothing says otherwise. What comes from the environment, the command line,
// another account or a program is unknown.
//
// A function's ID is FILE#functions/KEY; a resource's is FILE#LOGICAL, and what the
// framework generates has its logical id there: ApiGatewayRestApi, HttpApi,
// WebsocketsApi, SNSTopicName, S3BucketName.
//
// Not understood are programs that export what is no literal, other providers, other
// plugins, stages besides the default one, and what s3, terraform, vault, git and the
// like would answer.
package serverless
