// Package cdk reads apps of the AWS CDK: their source, as far as it can be read without
// running it, and what a synthesis has left in the tree.
//
// # Source
//
// TypeScript, JavaScript, Python and Go files that import the library (aws-cdk-lib,
// aws_cdk, github.com/aws/aws-cdk-go), and the files of the same app that these take
// names from. An app is the nearest directory with a cdk.json; without one, that of the
// project. Other languages are read from what was synthesized alone.
//
// The constructors of stacks and constructs are evaluated: constants, lists and maps,
// own functions and classes with their parameters, loops over known lists, conditions
// that are known. Both sides of another condition are taken; a loop over something
// unknown is taken once, with names that are known in part. A stack that is made several
// times, as for environments, is one set of units whose options are unknown where they
// come from the outside. What comes from the environment, the context or a lookup is
// unknown.
//
// What is made is turned into the resources that it would be synthesized to, and these
// are interpreted as those of any template (package awscfn), with the places of the
// source. One table says for all languages which class is which resource; names differ
// in case and package only. It has functions of all kinds, queues, topics, tables,
// buckets, streams, buses, rules and schedules, REST, HTTP, WebSocket and GraphQL APIs,
// state machines with their tasks, services and tasks of ECS with the patterns for them,
// App Runner, load balancers, databases and proxies, and every plain (Cfn) resource of
// their packages. Calls such as addEventSource, addSubscription, addEventNotification,
// addTarget, addRoutes, addMethod, addEnvironment, addFunctionUrl and
// autoScaleTaskCount count as the resources that they make.
//
// Code is where an asset is taken from: Code.fromAsset, entry, an image's directory. A
// path that a build makes stands for the project around it.
//
// # Synthesized apps
//
// A directory with a manifest.json and a file cdk.out holds templates. Units have the
// names of their constructs (aws:cdk:path), and code where assets were taken from. It is
// read only when the source of its app gave no units, since it is written anew each time
// and nobody corrects a line in it.
//
// # Not read
//
// Constructs of other publishers and of @aws-solutions-constructs, aspects, escape
// hatches, lookups, imported resources (fromXArn), custom resources' own handlers;
// sst.config.ts, Pulumi and CDK for Terraform, which are programs of other systems.
//
// # IDs and scopes
//
// The scope of an app is "cdk:DIRECTORY", an ID "cdk:DIRECTORY#Construct"; of a
// synthesized template they are its path and "PATH#LogicalID".
package cdk
