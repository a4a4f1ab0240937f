// Package cloudformation loads CloudFormation and SAM templates, in YAML and JSON.
//
// A template is a file with a top-level Resources section whose entries have AWS
// types, whatever its name. Understood are parameters with their defaults, mappings,
// conditions, all intrinsic functions that need no deployment, exports and imports
// between the templates of the repository, SAM's Globals, implicit APIs and events,
// and nested stacks whose template lies in the tree. What each resource type means
// is for package awscfn to say.
//
// Not understood are macros other than SAM and AWS::Include, Fn::ForEach, custom
// resource providers, stack sets, and templates that a program writes (CDK) unless
// their output is in the repository. Roles and policies are not edges.
package cloudformation
