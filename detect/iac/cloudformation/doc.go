// Package cloudformation loads CloudFormation and SAM templates, in YAML and JSON.
//
// A template is a file with a top-level Resources section whose entries have AWS
// types, whatever its name. Understood are parameters with their defaults and what
// samconfig.toml sets for the default environment, mappings, conditions, all intrinsic
// functions that need no deployment, with Fn::ForEach, Fn::ToJsonString and Fn::Length
// of AWS::LanguageExtensions, AWS::Include of files of the repository, exports and
// imports and stored parameters between its templates, SAM's Globals, implicit APIs,
// events and connectors, and nested stacks whose template lies in the tree. What each
// resource type means is for package awscfn to say.
//
// Not understood are macros other than SAM and these two, custom resource providers,
// stack sets, Rules, the other environments of samconfig.toml, parameter files, machines
// (EC2 instances and scaling groups), and templates that a program writes (CDK) unless
// their output is in the repository. Roles are not edges; the policies of a SAM function
// corroborate one.
package cloudformation
